"""Folding: the same word is the same, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.flat import flat
from bot.core.folding import clauses, fold


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Œuvre ŒUVRE œuvre", "oeuvre oeuvre oeuvre"),
        ("CURRICULUM VITÆ, vitæ", "curriculum vitae, vitae"),
        ("STRAẞE Straße STRASSE", "strasse strasse strasse"),
        ("Lefèvre LEFÈVRE", "lefevre lefevre"),
        ("« L’été »", '" l\'ete "'),
        ("Hôtel–Dieu", "hotel-dieu"),
    ],
)
def test_a_word_is_the_same_in_capitals_and_with_joined_letters(written: str, plain: str) -> None:
    assert fold(written) == plain


@given(st.text(alphabet="aAéÉœŒæÆßẞñÑçÇïÏ ’«»–\n.", max_size=40))
def test_folding_again_changes_nothing_and_flat_text_keeps_every_place(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded == folded.lower() and folded.isascii()
    assert len(flat(text)) == len(text)


def test_blanks_in_a_clause_are_one() -> None:
    assert clauses("stop  the\tnewsletter \t now.\n\n please") == ["stop the newsletter now.", "please"]
