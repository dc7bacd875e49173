"""What lets the rules skip most of their work must not change what they see."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.core.folding import fold
from bot.core.needles import Sieve, needles

PIECES = st.text(alphabet="ab c", min_size=1, max_size=6)


@given(st.lists(PIECES), st.text(alphabet="ab c", max_size=40))
def test_the_sieve_finds_what_looking_for_each_would_find(pieces: list[str], text: str) -> None:
    assert Sieve(pieces).standing(text) == {piece for piece in pieces if piece in text}


def test_needles_of_two_letters_and_at_the_end_of_a_text_are_found() -> None:
    assert Sieve(["ik", "stop", "topp"]).standing("nu stop") == {"stop"}
    assert Sieve(["ik"]).standing("ik") == {"ik"}


def test_a_pattern_needs_the_most_telling_of_its_pieces() -> None:
    assert needles(["(?:ne|pas) supprim(?:er|ez)"]) == {" supprime"}
    assert needles(["supprim", r"\w+"]) == frozenset()


@given(st.text())
def test_folding_leaves_no_accent(text: str) -> None:
    assert not any(unicodedata.combining(sign) for sign in fold(text))


def test_folding_in_four_languages() -> None:
    assert (
        fold("Désinscrivez-moi, s’il vous plaît: Straße, œuvre") == "desinscrivez-moi, s'il vous plait: strasse, oeuvre"
    )
