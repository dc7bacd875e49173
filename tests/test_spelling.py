"""Key words with a slip of the finger are put right; other words are not touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.classify import classify
from bot.core.read import read
from bot.core.rules import RuleSet, build
from bot.core.spelling import Speller
from bot.edge.build import shipped
from bot.edge.rule_files import load
from bot.errors import ConfigError

WORDS = ("supprimer", "desinscription", "newsletter", "verwijderen", "uitschrijven", "abmelden", "unsubscribe")


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load(shipped("rules"))


@pytest.mark.parametrize(
    "written, meant",
    [
        ("suprimer", "supprimer"),
        ("spuprimer", "supprimer"),
        ("desinscriiption", "desinscription"),
        ("desinscripion", "desinscription"),
        ("newslerter", "newsletter"),
        ("unsusbcribe", "unsubscribe"),
        ("supprime", "supprime"),
        ("unsubscribed", "unsubscribed"),
        ("anmelden", "anmelden"),
        ("verwijzen", "verwijzen"),
        ("letter", "letter"),
    ],
)
def test_one_slip_is_forgiven_and_no_inflection_or_other_word_is_changed(written: str, meant: str) -> None:
    assert Speller(WORDS, ("anmelden",)).repair(f"x {written}, y") == f"x {meant}, y"


@given(st.sampled_from(WORDS), st.integers(1, 5), st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
def test_any_single_slip_in_the_stem_is_put_right(word: str, place: int, letter: str) -> None:
    speller = Speller(WORDS)
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    for slip in (word[:place] + letter + word[place:], word[:place] + word[place + 1 :], swapped):
        assert speller.repair(slip) == word


def test_a_shipped_key_word_is_never_turned_into_another(rules: RuleSet) -> None:
    for word in ("anmelden", "anmeldung", "afschrift", "charged", "bewaken"):
        assert rules.speller.repair(word) == word


def test_a_request_with_a_slip_is_understood(rules: RuleSet) -> None:
    raw = b"From: a@x.example\r\nSubject: x\r\n\r\nPleaes unsusbcribe me from your newslettter.\r\n"
    assert classify(read(raw), rules).kind == "unsubscribe"


def test_a_wrong_list_is_named() -> None:
    with pytest.raises(ConfigError) as raised:
        build({"spelling": {"fr": "supprimer"}})
    assert any("spelling.toml: fr" in problem for problem in raised.value.problems)
