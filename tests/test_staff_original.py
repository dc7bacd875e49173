"""What staff are asked to decide comes with the mail itself, as it was sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.stage import STAFF, parsed
from tests.quick import Quick


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Quick]:
    made = Quick(tmp_path)
    yield made
    made.close()


def original(raw: bytes) -> bytes:
    """The content of original.eml in a letter, b"" when it has none."""
    found = [part.get_content() for part in parsed(raw).iter_attachments() if part.get_filename() == "original.eml"]
    return bytes(found[0]) if found else b""


def test_the_first_letter_has_the_mail_with_it(bot: Quick) -> None:
    bot.write("m@cabinet.example", "Ma cliente demande ses données. Mise en demeure.")
    for member in STAFF:
        mail = original(bot.letters(member)[0])
        assert b"From: m@cabinet.example" in mail and "Ma cliente demande ses données".encode() in mail


def test_of_two_cases_each_letter_has_its_own(bot: Quick) -> None:
    for name in ("a", "b"):
        bot.write(f"{name}@cabinet.example", f"Ma cliente {name} demande ses données. Mise en demeure.")
    first, second = bot.letters(STAFF[0])
    assert b"cliente a" in original(first) and b"cliente b" in original(second)


def test_a_mail_that_is_too_long_for_relays_stays_in_its_folder(bot: Quick) -> None:
    bot.write("m@cabinet.example", f"Ma cliente demande ses données. Mise en demeure.\r\n\r\n{'x' * 7_000_000}")
    assert original(bot.letters(STAFF[0])[0]) == b"" and len(bot.letters(STAFF[0])[0]) < 100_000
