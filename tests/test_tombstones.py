"""A restored backup brings nobody back who was erased. On both makes of database."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from bot.edge.store import Store
from bot.edge.subject_tables import Contact, Suppression
from bot.edge.tombstones import Replayed, give_out, replay
from bot.errors import PermanentError
from tests.stores import ANNA, CAROL, NOW, TODAY, contact, opened

BRAM = "bram.peeters@huis.example"


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    """A store as the backup has it."""
    with opened(database_url, tmp_path) as store:
        yield store


class Undone(Exception):
    """Ends a transaction of which nothing may stay."""


def marks(store: Store) -> list[dict[str, str]]:
    """Return the marks of a day after the backup, on which Anna was erased and Bram left."""
    rows: list[dict[str, str]] = []
    with suppress(Undone), store.transaction() as tx:
        tx.subjects.erase(contact(tx, ANNA), once="e/1", now=NOW, today=TODAY)
        tx.subjects.suppress([BRAM], once="u/1", now=NOW)
        rows = give_out(tx.session)
        raise Undone
    return rows


def again(store: Store, rows: Sequence[Mapping[str, object]]) -> Replayed:
    with store.transaction() as tx:
        return replay(tx.session, tx.subjects, rows, now=NOW + timedelta(days=1), today=TODAY)


def test_who_was_erased_after_the_backup_is_erased_again(store: Store) -> None:
    rows = marks(store)
    assert again(store, rows) == Replayed(marks=3, erased=1)
    with store.transaction() as tx:
        assert tx.find(ANNA) == [] and len(tx.find(CAROL)) == 1
        assert tx.subjects.erased(ANNA) and tx.subjects.suppressed(BRAM) and len(tx.find(BRAM)) == 1
    assert again(store, rows) == Replayed(marks=0, erased=0)


def test_the_marks_name_nobody(store: Store) -> None:
    rows = marks(store)
    assert sorted(row["what"] for row in rows) == ["erased", "left", "left"]
    assert "anna" not in str(rows) and "example" not in str(rows)


def test_an_address_that_somebody_gave_since_is_left_alone(store: Store) -> None:
    rows = marks(store)
    with store.transaction() as tx:
        tx.session.get_one(Contact, contact(tx, ANNA)).changed_at = NOW + timedelta(hours=1)
    assert again(store, rows) == Replayed(marks=3, erased=0)


@pytest.mark.parametrize(
    "spoiled", [{"what": "unknown"}, {"hash": "short"}, {"at": "yesterday"}, {"at": "2026-01-01T00:00:00"}]
)
def test_a_row_that_is_no_mark_stops_everything(store: Store, spoiled: Mapping[str, object]) -> None:
    rows = marks(store)
    with pytest.raises(PermanentError, match="row 2"):
        again(store, [rows[0], {**rows[1], **spoiled}, rows[2]])
    with store.transaction() as tx:
        assert len(tx.find(ANNA)) == 1 and not tx.subjects.erased(ANNA)


def test_who_left_one_topic_has_left_only_that_one_after_a_replay(store: Store) -> None:
    with store.transaction() as tx:
        tx.subjects.suppress([BRAM], once="u/1", now=NOW, topic="news")
        rows = give_out(tx.session)
        tx.session.execute(delete(Suppression))
    again(store, rows)
    with store.transaction() as tx:
        assert tx.subjects.suppressed(BRAM, "news") and not tx.subjects.suppressed(BRAM)
