"""The rules of a language are asked about its mails only, and all of them where words tell nothing."""

import pytest

from bot.core.classify import classify
from bot.core.read import read
from bot.core.rules import build
from bot.core.tongues import Tongues
from bot.edge.build import shipped
from bot.edge.rule_files import load

TONGUES = load(shipped("rules")).tongues


@pytest.mark.parametrize(
    "text, silent",
    [
        ("ik wil niet meer dat jullie mijn gegevens bewaren", {"fr", "en", "de"}),
        ("je ne veux plus recevoir vos lettres, merci", {"nl", "en", "de"}),
        ("please take me off your list, i do not want this", {"fr", "nl", "de"}),
        ("bitte loschen sie alles, was sie uber mich haben", {"fr", "nl", "en"}),
        ("bonjour, veuillez effacer mes donnees. ik wil niet meer in jullie lijst", {"en", "de"}),
        ("bus 4 is bus 12 geworden, the same", set()),
        ("stop", set()),
        ("", set()),
    ],
)
def test_the_languages_a_text_is_not_in(text: str, silent: set[str]) -> None:
    assert TONGUES.silent(text) == silent


def test_no_lists_no_silence() -> None:
    assert Tongues({}).silent("ik wil") == frozenset()


def test_a_quote_in_another_language_silences_nobody() -> None:
    rule = {"id": "r", "kind": "unsubscribe", "weight": 8, "why": "w", "match": ["wil dit niet"]}
    kinds = ("access", "correction", "change_of_details", "deletion", "unsubscribe", "spam", "other")
    decision = {"accept": dict.fromkeys(kinds, 6), "ask": 3, "margin": 4, "soft_flags": []}
    languages = {"nl": ["ik", "niet"], "fr": ["vous", "notre", "une", "est", "les", "pour", "la", "nous"]}
    rules = build({"decision": decision, "nl/unsubscribe": {"rule": [rule]}, "languages": languages})
    raw = b"From: a@x.example\r\nSubject: x\r\n\r\nik wil dit niet\n\n> vous est notre une les pour la nous"
    assert classify(read(raw), rules).kind == "unsubscribe"
