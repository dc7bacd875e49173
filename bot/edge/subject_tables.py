"""The data the bot looks after, as the privacy policy names it. What each table is for stands in rules/data.toml."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Field, SQLModel

from bot.edge.tables import Moment


def _owner() -> Any:
    return Field(default=None, foreign_key="contact.id", index=True)


class Contact(SQLModel, table=True):
    """A person, or the contact of a company."""

    # A number is never given twice: a case about somebody who was erased must not find somebody else.
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    customer_number: str | None = Field(default=None, unique=True)
    last_name: str | None = None
    first_name: str | None = None
    salutation: str | None = None
    company: str | None = None
    vat: str | None = None
    job_title: str | None = None
    contact_person: str | None = None
    office: str | None = None  # office information: building, floor, opening hours
    language: str = ""
    role: bool = False  # the mailbox is read by a function
    source: str = ""  # form, agreement, e-mail, phone
    collected_on: date | None = None
    changed_at: datetime | None = Field(default=None, sa_type=Moment)


class PostalAddress(SQLModel, table=True):
    """Where a contact lives or works."""

    __tablename__ = "postal_address"

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = _owner()
    street: str | None = None
    number: str | None = None
    box: str | None = None
    postcode: str | None = None
    city: str | None = None
    country: str = "BE"
    source: str = ""
    collected_on: date | None = None


class EmailAddress(SQLModel, table=True):
    """An address on file, in the normal form of core.address."""

    __tablename__ = "email_address"

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = _owner()
    address: str = Field(index=True)
    main: bool = True
    source: str = ""
    collected_on: date | None = None


class Phone(SQLModel, table=True):
    """A number in E.164 form; ``line`` is phone, mobile or fax."""

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = _owner()
    line: str
    number: str
    source: str = ""
    collected_on: date | None = None


class Agreement(SQLModel, table=True):
    """A contract."""

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = _owner()
    title: str
    signed_on: date
    ended_on: date | None = None


class Service(SQLModel, table=True):
    """What was bought: software, hardware, Office 365, a domain, hosting."""

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = _owner()
    sort: str
    name: str
    since: date
    until: date | None = None


class Invoice(SQLModel, table=True):
    """An invoice; ``billed_to`` is what the law wants on it, and stays with it."""

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = _owner()
    number: str = Field(unique=True)
    issued_on: date
    cents: int
    billed_to: str


class Document(SQLModel, table=True):
    """A document, image or sound recording; ``sort`` says which."""

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = _owner()
    sort: str
    title: str
    made_on: date
    file_name: str = ""


class Subscription(SQLModel, table=True):
    """A newsletter topic and why it may be sent."""

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = _owner()
    address: str = Field(index=True)
    topic: str
    basis: str  # consent, customer
    consent_at: datetime | None = Field(default=None, sa_type=Moment)
    evidence: str = ""
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class Disclosure(SQLModel, table=True):
    """To whom data went, on what ground; ``secret`` when the law forbids to say so."""

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = _owner()
    recipient: str
    address: str = ""
    language: str = "fr"
    ground: str
    given_on: date
    secret: bool = False


class Provenance(SQLModel, table=True):
    """Which field was changed when and on whose word; no value is kept twice."""

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = _owner()
    field: str
    source: str
    at: datetime = Field(sa_type=Moment)


class Suppression(SQLModel, table=True):
    """An address that left the newsletters, as a keyed hash, for ever; ``topic`` "" for all of them."""

    hash: str = Field(primary_key=True)
    topic: str = Field(default="", primary_key=True)
    at: datetime = Field(sa_type=Moment)


class Tombstone(SQLModel, table=True):
    """An address that was erased, as a keyed hash: blocks a new import."""

    hash: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment)
