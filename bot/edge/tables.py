"""The bot's own tables: mail in, mail out, cases, tokens, the journal. The data it looks after is in subject_tables."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from sqlalchemy import Column, DateTime, Dialect, Index, LargeBinary, UniqueConstraint
from sqlalchemy.types import TypeDecorator
from sqlmodel import JSON, Field, SQLModel


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite forgets the zone, so it is put back when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        """Refuse naive datetimes and store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        """Return the datetime as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Body(TypeDecorator[dict[str, object]]):
    """JSON; None where the text of a row is none, so that the other rows of a query can be read."""

    impl = JSON
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Return what reads one value."""
        read = super().result_processor(dialect, coltype)
        return partial(_or_none, read) if read else None


def _or_none(read: Callable[[Any], Any], value: Any) -> Any:
    try:
        return read(value)
    except ValueError:
        return None


class Inbox(SQLModel, table=True):
    """One mail of the privacy mailbox: where it stands, its raw bytes, and the one outcome it got."""

    __table_args__ = (UniqueConstraint("account", "folder", "uidvalidity", "uid"),)

    id: int | None = Field(default=None, primary_key=True)
    account: str
    folder: str
    uidvalidity: int
    uid: int
    size: int
    sha256: str = Field(index=True)
    arrived_at: datetime = Field(sa_type=Moment)
    raw: bytes | None = Field(default=None, sa_column=Column(LargeBinary))  # None after retention or erasure
    attempts: int = 0
    disposition: str = Field(default="", index=True)  # "" until the outcome is recorded
    kind: str = ""
    reasons: list[str] = Field(default_factory=list, sa_type=JSON)
    case_id: int | None = Field(default=None, foreign_key="cases.id", index=True)
    goes_to: str = ""  # folder on the server
    moved: bool = Field(default=False, index=True)
    redacted: bool = False  # ``raw`` is without the copies of identity documents that came with it
    done_at: datetime | None = Field(default=None, sa_type=Moment)


class CaseRow(SQLModel, table=True):
    """A case; its items and all it must know stand in ``body`` as core.case writes them."""

    __tablename__ = "cases"

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    contact_id: int | None = Field(default=None, index=True)  # no foreign key: outlives the erased contact
    address_hash: str = Field(index=True)
    open: bool = True  # without index: most are, and SQLite would look through them all
    due_on: date
    next_at: datetime | None = Field(default=None, sa_type=Moment, index=True)  # when the clock must look at it
    version: int = 0
    body: dict[str, object] = Field(sa_type=Body)
    notes: list[str] = Field(default_factory=list, sa_type=JSON)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)


class Token(SQLModel, table=True):
    """A reply code: stored as a keyed hash, bound to a case, an address and what the reply may do."""

    hash: str = Field(primary_key=True)
    case_id: int = Field(foreign_key="cases.id", index=True)
    purpose: str  # confirm, reply, staff
    address: str  # whose reply counts
    items: list[str] = Field(default_factory=list, sa_type=JSON)
    digest: str = ""  # of the exact action that staff were shown
    expires_at: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)


class Outbox(SQLModel, table=True):
    """One mail to one recipient, complete, waiting for or done with its delivery."""

    __table_args__ = (Index("ix_outbox_made_at", "made_at", "state"),)  # the budget counts within the index

    id: int | None = Field(default=None, primary_key=True)
    message_id: str = Field(unique=True)
    case_id: int | None = Field(default=None, foreign_key="cases.id", index=True)
    letter: str
    lane: str = Field(default="reply", index=True)
    recipient: str = Field(index=True)
    recipient_hash: str = Field(index=True)
    raw: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    state: str = Field(default="pending", index=True)  # pending, claimed, sent, deferred, failed, silenced
    attempts: int = 0
    made_at: datetime = Field(sa_type=Moment)
    next_at: datetime = Field(sa_type=Moment, index=True)
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    error: str = ""


class Journal(SQLModel, table=True):
    """What happened, in a hash chain, without name, address or text."""

    seq: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Moment)
    case_number: str = Field(default="", index=True)
    line: str
    previous: str
    hash: str


class Receipt(SQLModel, table=True):
    """The result of an act that was carried out, by its ``once`` key."""

    once: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment)
    result: dict[str, object] = Field(sa_type=JSON)


class Leftover(SQLModel, table=True):
    """A mail that still has to go from the folders on the server; the row goes with it."""

    id: int | None = Field(default=None, primary_key=True)
    message_id: str = Field(unique=True)  # a name of ours: a sender may give two mails the same Message-ID
    size: int = 0
    sha256: str = ""
    kept: int = 0  # bytes at its beginning of which that is the hash, 0 for the whole mail


class Setting(SQLModel, table=True):
    """Small facts of the bot itself: UIDVALIDITY seen, last digest, brake state."""

    name: str = Field(primary_key=True)
    value: str
