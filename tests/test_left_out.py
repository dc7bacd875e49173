"""Values that stand in a mail only to say who writes, or by the way: they are not given to the readers at all."""

import pytest

from bot.core.language_values import languages
from bot.core.own_names import own_names
from bot.core.people import Self
from bot.core.plain_values import births
from bot.core.salutation_values import salutations


@pytest.mark.parametrize(
    "text",
    [
        "Naam: Maes\nGeboortedatum: 04/05/1971\nNieuw gsm: 0477 12 34 56",
        "Onze zoon werd geboren op 4 mei 2021, het huis werd te klein.",
    ],
)
def test_a_date_of_birth_that_nothing_is_said_of(text: str) -> None:
    assert not [*births(text, "nieuw nummer")]
    assert [*births("Mijn geboortedatum is fout: 4 mei 1971 is juist.", "")]


@pytest.mark.parametrize("text", ["Docteur Petit. Merci Madame", "Je vous prie, Madame, de noter le numéro."])
def test_a_reader_who_is_only_called(text: str) -> None:
    assert not [value for value in salutations(text, "adresse", "Simon") if value.value == "Madame"]


def test_a_language_by_the_way() -> None:
    assert not [*languages("Sorry, de rest van deze mail is in het Nederlands, post graag naar Geel.", "")]


def test_a_name_that_is_kept() -> None:
    assert "last_name" in own_names("Ik ben getrouwd maar behoud mijn naam.", Self(first="Ann", last="Bos"), []).right
