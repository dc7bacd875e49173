"""The token in the mailbox that leaves a newsletter."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.newsletter import TOPICS
from bot.edge.keys import Keys
from bot.edge.leaving import Leaving, leaving, token

ANNA = "anna@maison.example"


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys.create(tmp_path / "keys")


@pytest.mark.parametrize("topic", TOPICS)
def test_a_token_names_address_and_topic_by_itself(keys: Keys, topic: str) -> None:
    made = token(keys, keys.mark(ANNA), topic)
    assert leaving(keys, made) == Leaving(keys.mark(ANNA), topic)
    assert leaving(keys, f" {made.upper()} ") == Leaving(keys.mark(ANNA), topic), "mail programs change case"
    assert len(f"privacy+u-{made}") <= 64 and made.isalnum(), "fits a local part (RFC 5321 section 4.5.3.1.1)"
    assert "anna" not in made


def test_a_token_lives_on_when_the_key_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    old = Keys.create(path)
    made = token(old, old.mark(ANNA), "news")
    Keys.rotate(path)
    assert leaving(Keys.load(path), made) == Leaving(old.mark(ANNA), "news")
    assert old.mark(ANNA) in Keys.load(path).marks(ANNA)


def test_a_token_of_another_key_file_is_none_of_ours(keys: Keys, tmp_path: Path) -> None:
    other = Keys.create(tmp_path / "other")
    assert leaving(keys, token(other, keys.mark(ANNA), "news")) is None


@given(place=st.integers(0, 43), letter=st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_a_changed_letter_is_found_out(place: int, letter: str) -> None:
    keys = Keys([("k", b"k" * 32)])
    made = token(keys, keys.mark(ANNA), "product")
    changed = made[:place] + letter + made[place + 1 :]
    found = leaving(keys, changed)
    assert found is None or found == leaving(keys, made), "only the spare bits of the last letter may differ"


@given(st.text(max_size=60))
def test_any_other_text_is_none_of_ours(text: str) -> None:
    assert leaving(Keys([("k", b"k" * 32)]), text) is None
