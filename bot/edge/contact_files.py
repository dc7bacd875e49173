"""Contacts as flat rows: the columns of an import or export file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from bot.core.address import normal
from bot.core.sender import mailboxes
from bot.edge.access_answer import safe
from bot.edge.subject_tables import Contact, EmailAddress, Phone, PostalAddress
from bot.edge.subjects import Subjects
from bot.errors import PermanentError

_PERSON = ("customer_number", "last_name", "first_name", "salutation", "company", "vat", "job_title", "language")
_HOME = ("street", "number", "box", "postcode", "city", "country")
_LINES = ("phone", "mobile", "fax")
COLUMNS = ("id", *_PERSON, "email", *_HOME, *_LINES, "source", "collected_on")


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenIn:
    """How many contacts are new, were known already, and were refused because they had been erased."""

    new: int
    known: int
    refused: int


def take_in(
    session: Session, subjects: Subjects, rows: Sequence[Mapping[str, object]], *, source: str, today: date
) -> TakenIn:
    """Write contacts; PermanentError naming the first row that cannot be used, before anything is kept."""
    new = known = refused = 0
    for place, row in enumerate(rows, start=1):
        found = mailboxes(_text(row, "email"))
        if len(found) != 1:
            raise PermanentError(f"row {place}: needs one e-mail address")
        address = normal(found[0])
        if subjects.erased(address):
            refused += 1
        elif subjects.find(address):
            known += 1
        else:
            _write(session, row, address, source, today)
            new += 1
    return TakenIn(new=new, known=known, refused=refused)


def _text(row: Mapping[str, object], name: str) -> str:
    return str(row.get(name) or "").strip()


def _write(session: Session, row: Mapping[str, object], address: str, source: str, today: date) -> None:
    contact = Contact(source=source, collected_on=today)
    for name in _PERSON:
        setattr(contact, name, _text(row, name) or (None if name != "language" else ""))
    session.add(contact)
    session.flush()
    session.add(EmailAddress(contact_id=contact.id, address=address, source=source, collected_on=today))
    if _text(row, "street") or _text(row, "city"):
        home = PostalAddress(contact_id=contact.id, source=source, collected_on=today)
        for name in _HOME:
            setattr(home, name, _text(row, name) or ("BE" if name == "country" else None))
        session.add(home)
    for line in _LINES:
        if number := _text(row, line):
            session.add(Phone(contact_id=contact.id, line=line, number=number, source=source, collected_on=today))
    session.flush()


def give_out(session: Session) -> list[dict[str, object]]:
    """Return all contacts as rows; text that a spreadsheet would compute is marked as text."""
    return [_row(session, contact) for contact in session.exec(select(Contact).order_by(col(Contact.id)))]


def _row(session: Session, contact: Contact) -> dict[str, object]:
    email = session.exec(
        select(EmailAddress).where(EmailAddress.contact_id == contact.id).order_by(col(EmailAddress.main).desc())
    ).first()
    home = session.exec(select(PostalAddress).where(PostalAddress.contact_id == contact.id)).first()
    lines = session.exec(select(Phone).where(Phone.contact_id == contact.id)).all()
    values: dict[str, object] = {"id": contact.id, **{name: getattr(contact, name) for name in _PERSON}}
    values["email"] = email.address if email else None
    values |= {name: getattr(home, name) if home else None for name in _HOME}
    values |= {name: next((one.number for one in lines if one.line == name), None) for name in _LINES}
    values |= {"source": contact.source, "collected_on": contact.collected_on}
    return {
        name: safe(value) if isinstance(value, str) and name not in _LINES else value for name, value in values.items()
    }
