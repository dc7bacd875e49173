"""The words of a reply: what counts as yes, no, cancel, and as a command of staff."""

import pytest

from bot.core.words import Words
from bot.edge.build import shipped
from bot.edge.letters import Letters


@pytest.fixture(scope="module")
def words() -> Words:
    return Letters.load(shipped("templates")).words


@pytest.mark.parametrize(
    "text, word",
    [
        ("OUI", "yes"),
        ("oui.", "yes"),
        ("Oui, je confirme.\n\nAnna", ""),
        ("Oui, je confirme.", "yes"),
        ("Bonjour,\n\noui\n\nMerci", "yes"),
        ("JA", "yes"),
        ("Ja, dat klopt", "yes"),
        ("Yes, I confirm.", "yes"),
        ("Ja, ich bestätige.", "yes"),
        ("oui mais pas mon adresse", ""),
        ("Oui, mais seulement mon adresse.", ""),
        ("Je ne dis ni oui ni non", ""),
        ("oui non", ""),
        ("Oui. Non.", ""),
        ("Je suis absent jusqu'au 3 mars. Oui.", ""),
        ("NON", "no"),
        ("Ce n'est pas moi", "no"),
        ("CE N'EST PAS MOI !!!", "no"),
        ("Ce n'est pas moi.\nQui a fait cela ? Appelez-moi.", "no"),
        ("NIET IK", "no"),
        ("Not me", "no"),
        ("NICHT ICH", "no"),
        ("ANNULER", "cancel"),
        ("cancel please", "cancel"),
        ("annuleer", "cancel"),
        ("ABBRECHEN", "cancel"),
        ("Où en est ma demande ?", "status"),
        ("stop", "stop"),
        ("", ""),
        ("2", ""),
    ],
)
def test_a_reply_says_one_thing_or_nothing(words: Words, text: str, word: str) -> None:
    assert words.reply(text) == word


@pytest.mark.parametrize(
    "text, command",
    [
        ("APPROUVER", ("approve", "")),
        ("approve", ("approve", "")),
        ("Goedkeuren", ("approve", "")),
        ("GENEHMIGEN", ("approve", "")),
        ("REFUSER trop tard", ("refuse", "trop tard")),
        ("RÉPONDRE Bonjour,\nvoici.", ("answer", "Bonjour,\nvoici.")),
        ("type suppression", ("kind", "deletion")),
        ("SOORT inzage", ("kind", "access")),
        ("kind nonsense", ("kind", "")),
        ("Bonjour, je pense qu'il faut approuver", ("", "")),
        ("", ("", "")),
        ("verlengen: het archief", ("extend", "het archief")),
    ],
)
def test_a_command_stands_at_the_beginning(words: Words, text: str, command: tuple[str, str]) -> None:
    assert words.command(text) == command
