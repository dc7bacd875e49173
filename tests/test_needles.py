"""What lets the rules skip most of their work must not change what they see."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.clause import Index, Sieve
from bot.core.folding import fold
from bot.core.needles import mark, needles, parse
from bot.core.rule_checks import self_test
from bot.core.rules import patterns_of
from bot.edge.build import shipped
from bot.edge.rule_files import load
from bot.errors import ConfigError

PIECES = st.text(alphabet="ab c", min_size=2, max_size=8)


def sieve(pieces: list[str]) -> Sieve:
    return Sieve({"the only pattern": (frozenset(pieces),)} if pieces else {})


@given(st.lists(PIECES), st.text(alphabet="ab c", max_size=40))
def test_the_sieve_finds_what_looking_for_each_would_find(pieces: list[str], text: str) -> None:
    assert sieve(pieces).clause(text).there == {piece for piece in pieces if piece in text}


@given(st.lists(PIECES, min_size=1), st.lists(st.text(alphabet="ab c", max_size=20), max_size=4), st.booleans())
def test_of_sentences_those_are_held_in_which_something_is_worth_a_look(
    pieces: list[str], texts: list[str], always: bool
) -> None:
    index = Index({0: (frozenset(pieces),), **({1: ()} if always else {})})
    held = list(index.held(sieve(pieces).clause(" ".join(texts)).there, texts))
    assert held == [text for text in texts if index.worth(sieve(pieces).clause(text).there)]


def test_needles_of_two_letters_and_at_the_end_of_a_text_are_found() -> None:
    assert sieve(["ik", "stop", "topp"]).clause("nu stop").there == {"stop"}
    assert sieve(["ik"]).clause("ik").there == {"ik"}


def test_a_pattern_needs_a_piece_of_each_group_the_most_telling_first() -> None:
    assert needles("(?:ne|pas) supprim(?:er|ez)") == ({" supprime"}, {"ne", "pas"})
    assert needles("(?:losch|loesch)\\w*") == ({"losch", "loesch"},)
    assert needles(r"a(?:b|\w)(?:cd|c(?:e|f)?g?)") == ()
    assert needles(r"supprim|\w+") == ()


@pytest.mark.parametrize(
    "pattern", ["l(?:osch|oesch)(?:en)?", "(?:lo|la)+(?:sch|ch)", "(?<!a)(?:oes|os)(?:s|e?n)(?!c)"]
)
@given(text=st.lists(st.sampled_from(["l", "o", "osch", "oesch", "en", "la", "s", "ch"]), max_size=7).map("".join))
def test_what_a_pattern_matches_has_one_of_its_needles(pattern: str, text: str) -> None:
    pieces = needles(pattern)
    assert pieces
    assert not re.search(pattern, text) or all(any(piece in text for piece in group) for group in pieces)


@given(st.text())
def test_folding_leaves_no_accent(text: str) -> None:
    assert not any(unicodedata.combining(sign) for sign in fold(text))


def test_folding_in_four_languages() -> None:
    assert (
        fold("Désinscrivez-moi, s’il vous plaît: Straße, œuvre") == "desinscrivez-moi, s'il vous plait: strasse, oeuvre"
    )


def test_the_shipped_needles_are_those_of_the_shipped_patterns() -> None:
    folder = shipped("rules")
    kept = parse((folder / "needles.json").read_text(encoding="utf-8"))
    assert kept == {mark(pattern.text): needles(pattern.text) for pattern in patterns_of(load(folder))}


def test_needles_of_another_version_are_worked_out_again_and_damaged_ones_named(tmp_path: Path) -> None:
    file = tmp_path / "needles.json"
    file.write_text('{"format": 0}', encoding="utf-8")
    assert self_test(load(shipped("rules"), tmp_path)) == ()
    for damaged in ("x", "[]", '{"format": 2, "pieces": [], "patterns": {"a": [0]}}'):
        file.write_text(damaged, encoding="utf-8")
        with pytest.raises(ConfigError) as raised:
            load(shipped("rules"), tmp_path)
        assert "needles.json" in raised.value.problems[0]
