"""What must be known again after a backup is restored: who was erased and who left, as keyed hashes in a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from bot.edge.keys import MARK
from bot.edge.subject_tables import Contact, EmailAddress, Suppression, Tombstone
from bot.edge.subjects import Subjects
from bot.errors import PermanentError

_TABLES: Mapping[str, type[Tombstone] | type[Suppression]] = {"erased": Tombstone, "left": Suppression}
_LENGTHS = {"erased": 64, "left": MARK}


@dataclass(frozen=True, kw_only=True, slots=True)
class Replayed:
    """How many marks were new, and how many persons were erased again."""

    marks: int
    erased: int


def give_out(session: Session) -> list[dict[str, str]]:
    """Return all marks as rows that name nobody; worth nothing without the key file."""
    erased = session.exec(select(Tombstone).order_by(col(Tombstone.at), col(Tombstone.hash)))
    left = session.exec(select(Suppression).order_by(col(Suppression.at), col(Suppression.hash)))
    return [
        *({"what": "erased", "hash": row.hash, "at": row.at.isoformat()} for row in erased),
        *({"what": "left", "hash": row.hash, "at": row.at.isoformat(), "topic": row.topic} for row in left),
    ]


def replay(
    session: Session, subjects: Subjects, rows: Sequence[Mapping[str, object]], *, now: datetime, today: date
) -> Replayed:
    """Take marks in again and erase whom the backup brought back; PermanentError when a row is none of ours.

    A record that was changed after its mark stays: its address was given by somebody else since.
    """
    marks = [_mark(place, row) for place, row in enumerate(rows, start=1)]
    new = [mark for mark in marks if session.get(type(mark), _key(mark)) is None]
    session.add_all(new)
    session.flush()
    back = [contact_id for contact_id, address, since in _filed(session) if subjects.erased(address, since=since)]
    for contact_id in sorted(set(back)):
        subjects.erase(contact_id, once=f"replay/{contact_id}", now=now, today=today)
    return Replayed(marks=len(new), erased=len(set(back)))


def _mark(place: int, row: Mapping[str, object]) -> Tombstone | Suppression:
    try:
        at = datetime.fromisoformat(str(row["at"]))
        mark = _TABLES[what := str(row["what"])](hash=str(row["hash"]), at=at)
    except (KeyError, ValueError) as problem:
        raise PermanentError(f"row {place}: {problem}") from None
    if len(mark.hash) != _LENGTHS[what] or at.tzinfo is None:
        raise PermanentError(f"row {place}: no mark of ours")
    if isinstance(mark, Suppression):
        mark.topic = str(row.get("topic", ""))
    return mark


def _key(mark: Tombstone | Suppression) -> object:
    return (mark.hash, mark.topic) if isinstance(mark, Suppression) else mark.hash


def _filed(session: Session) -> Sequence[tuple[int, str, datetime | None]]:
    filed = select(EmailAddress.address, Contact).join(Contact)
    return [(contact.id or 0, address, contact.changed_at) for address, contact in session.exec(filed)]
