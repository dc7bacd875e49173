"""The tables of the newsletters: issues, their rendered texts, the delivery ledger, budgets and bounces."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import JSON, Field, SQLModel

from bot.edge.tables import Moment


class NewsIssue(SQLModel, table=True):
    """One issue of a newsletter. ``state``: proof, scheduled, freezing, running, paused, held, done, cancelled;
    ``recurring`` for the pattern that makes issues by its cron line."""

    __tablename__ = "news_issue"

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)  # 2026-N0003
    slug: str = Field(unique=True)
    topic: str
    services: list[str] = Field(default_factory=list, sa_type=JSON)  # sorts of service owned; none: everybody
    place: str = ""  # beginning of the postcode
    readers: list[str] = Field(default_factory=list, sa_type=JSON)  # languages of those it is for; none: all
    cron: str = ""
    state: str = Field(index=True)
    why: str = ""  # why it is paused or held
    editor: str = ""  # who is told and may decide
    overridden: list[str] = Field(default_factory=list, sa_type=JSON)  # lint rules set aside by name
    made_at: datetime = Field(sa_type=Moment)
    starts_at: datetime | None = Field(default=None, sa_type=Moment)
    started_at: datetime | None = Field(default=None, sa_type=Moment)
    frozen_at: datetime | None = Field(default=None, sa_type=Moment)  # since then nobody is added
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class NewsBody(SQLModel, table=True):
    """An issue in one language, rendered once; what is approved is what is sent, whatever happens to the file."""

    __tablename__ = "news_body"

    issue_id: int = Field(primary_key=True, foreign_key="news_issue.id")
    language: str = Field(primary_key=True)
    subject: str
    text: str
    html: str


class NewsCode(SQLModel, table=True):
    """A reply code of an editor: stored as a keyed hash, bound to an issue, an address and what was shown."""

    __tablename__ = "news_code"

    hash: str = Field(primary_key=True)
    issue_id: int = Field(foreign_key="news_issue.id", index=True)
    address: str
    digest: str
    expires_at: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)


class Delivery(SQLModel, table=True):
    """One recipient of one issue. The address is not copied: it is read where it stands when the mail goes, so that
    only the keyed hash is left once the person is erased."""

    __table_args__ = (
        UniqueConstraint("issue_id", "address_hash"),
        Index("ix_delivery_waiting", "issue_id", "state", "next_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    issue_id: int = Field(foreign_key="news_issue.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    subscription_id: int | None = None  # the row that holds the address; None: the main address of the contact
    address_hash: str = Field(index=True)
    slug: str
    topic: str
    language: str
    state: str = "pending"  # claimed, transfer, sent, deferred, failed, suppressed, unknown
    attempts: int = 0
    next_at: datetime = Field(sa_type=Moment)
    code: int = 0
    status: str = ""  # enhanced status code
    sent_on: date | None = None
    counted: bool = False  # its failure was counted against the address


class Pace(SQLModel, table=True):
    """How many mails went in one slice of time under one budget ("relay", or a receiving domain)."""

    name: str = Field(primary_key=True)
    slice: datetime = Field(sa_type=Moment, primary_key=True)
    used: int = 0


class Bounced(SQLModel, table=True):
    """What is known of an address that bounces, by its keyed hash."""

    address_hash: str = Field(primary_key=True)
    score: float = 0.0
    last_at: datetime | None = Field(default=None, sa_type=Moment)
    probe: str = Field(default="", index=True)  # Message-ID of the probe that went out last
    probed_at: datetime | None = Field(default=None, sa_type=Moment)
    disabled: bool = False
