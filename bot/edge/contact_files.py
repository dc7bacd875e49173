"""Contacts as flat rows: the columns of an import or export file."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

import phonenumbers
from sqlmodel import Session, col, select

from bot.core.address import normal
from bot.core.letter import LANGUAGES
from bot.core.newsletter import TOPICS
from bot.core.sender import mailboxes
from bot.edge.access_answer import safe, unsafe
from bot.edge.subject_tables import Contact, EmailAddress, Phone, PostalAddress, Subscription
from bot.edge.subjects import Subjects
from bot.errors import PermanentError

_PERSON = ("customer_number", "last_name", "first_name", "salutation", "company", "vat", "job_title", "language")
_HOME = ("street", "number", "box", "postcode", "city", "country")
_LINES = ("phone", "mobile", "fax")
_NEWS = ("newsletters", "consent")
COLUMNS = ("id", *_PERSON, "email", *_HOME, *_LINES, *_NEWS, "source", "collected_on")

_E164 = re.compile(r"\+[1-9][0-9]{5,14}")
_MOST = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenIn:
    """How many contacts are new, were known already, and were refused because they had been erased."""

    new: int
    known: int
    refused: int


def take_in(
    session: Session, subjects: Subjects, rows: Sequence[Mapping[str, object]], *, source: str, today: date
) -> TakenIn:
    """Write contacts; PermanentError naming every row that cannot be used: then nothing may be kept.

    Who is known by customer number or address is left as he is; who was erased is refused. A row that says itself
    from where and since when its data is there, as in an export, is believed; else they come from ``source``, today.
    ``newsletters`` are topics; ``consent`` says how and when the person agreed (GDPR art. 7(1)), and may only be
    missing for a customer. A topic that the address left is not taken up again.
    """
    cleaned = [_cleaned(row) for row in rows]
    if problems := [f"row {place}: {text}" for place, row in enumerate(cleaned, start=1) for text in _wrong(row)]:
        raise PermanentError("\n".join(problems[:_MOST]))
    new = known = refused = 0
    for row in cleaned:
        if subjects.erased(row["email"]):
            refused += 1
        elif _known(session, row):
            known += 1
        else:
            contact_id = _write(session, row, source, today)
            _subscribe(session, subjects, contact_id, row)
            new += 1
    return TakenIn(new=new, known=known, refused=refused)


def _cleaned(row: Mapping[str, object]) -> dict[str, str]:
    """Return the columns that hold something, in the normal forms of the store."""
    texts = {str(name): unsafe(str(value)).strip() for name, value in row.items() if value is not None}
    texts = {name: text for name, text in texts.items() if text}
    if email := texts.get("email"):
        texts["email"] = normal(email)
    if language := texts.get("language"):
        texts["language"] = language.lower()
    return texts | {line: _number(texts[line]) for line in _LINES if line in texts}


def _number(text: str) -> str:
    """Return a telephone number as E.164, as dialled in Belgium; what is none stays."""
    try:
        number = phonenumbers.parse(text, "BE")
    except phonenumbers.NumberParseException:
        return text
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _wrong(row: Mapping[str, str]) -> Iterator[str]:
    if mailboxes(row.get("email", "")) != (row.get("email"),):
        yield "needs one e-mail address"
    if unknown := sorted(row.keys() - set(COLUMNS)):
        yield f"no column is called {', '.join(unknown)}"
    if row.get("language", "fr") not in LANGUAGES:
        yield f"language must be one of {', '.join(LANGUAGES)}"
    if not _is_date(row.get("collected_on", "2026-01-01")):
        yield "collected_on must be a date like 2026-01-31"
    yield from _wrong_news(row)
    for line in _LINES:
        if not _E164.fullmatch(row.get(line, "+320000000")):
            yield f"{line} is no telephone number"


def _wrong_news(row: Mapping[str, str]) -> Iterator[str]:
    topics = _topics(row)
    if unknown := sorted(set(topics) - set(TOPICS)):
        yield f"newsletters: no topic is called {', '.join(unknown)}"
    if topics and "consent" not in row and "customer_number" not in row:
        yield "newsletters need consent (how and when), or a customer number"


def _topics(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.get("newsletters", "").lower().replace(",", " ").split()))


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _known(session: Session, row: Mapping[str, str]) -> bool:
    """Whether a record has this customer number, or this address; two numbers at one address are two persons."""
    number = row.get("customer_number")
    same = select(Contact.id).join(EmailAddress, isouter=True)
    here = col(EmailAddress.address) == row["email"]
    if number:
        same = same.where((col(Contact.customer_number) == number) | (here & col(Contact.customer_number).is_(None)))
    else:
        same = same.where(here)
    return session.exec(same).first() is not None


def _write(session: Session, row: Mapping[str, str], source: str, today: date) -> int:
    source = row.get("source", source)
    today = date.fromisoformat(row["collected_on"]) if "collected_on" in row else today
    contact = Contact(source=source, collected_on=today)
    for name in _PERSON:
        setattr(contact, name, row.get(name) or (None if name != "language" else ""))
    session.add(contact)
    session.flush()
    session.add(EmailAddress(contact_id=contact.id, address=row["email"], source=source, collected_on=today))
    if "street" in row or "city" in row:
        home = PostalAddress(contact_id=contact.id, source=source, collected_on=today)
        for name in _HOME:
            setattr(home, name, row.get(name) or ("BE" if name == "country" else None))
        session.add(home)
    for line in _LINES:
        if line in row:
            session.add(Phone(contact_id=contact.id, line=line, number=row[line], source=source, collected_on=today))
    session.flush()
    return contact.id or 0


def _subscribe(session: Session, subjects: Subjects, contact_id: int, row: Mapping[str, str]) -> None:
    address, consent = row["email"], row.get("consent", "")
    for topic in _topics(row):
        if not subjects.suppressed(address, topic):
            session.add(
                Subscription(
                    contact_id=contact_id,
                    address=address,
                    topic=topic,
                    basis="consent" if consent else "customer",
                    evidence=consent,
                )
            )
    session.flush()


def give_out(session: Session, *, contact_ids: AbstractSet[int] | None = None) -> list[dict[str, object]]:
    """Return contacts as rows, all of them or those with these ids."""
    query = select(Contact).order_by(col(Contact.id))
    if contact_ids is not None:
        query = query.where(col(Contact.id).in_(contact_ids))
    return [_row(session, contact) for contact in session.exec(query)]


def cells(rows: Iterable[Mapping[str, object]]) -> list[dict[str, object]]:
    """Return rows for a spreadsheet: text that it would compute is marked as text."""
    return [{name: safe(value) if isinstance(value, str) else value for name, value in row.items()} for row in rows]


def _row(session: Session, contact: Contact) -> dict[str, object]:
    email = session.exec(
        select(EmailAddress).where(EmailAddress.contact_id == contact.id).order_by(col(EmailAddress.main).desc())
    ).first()
    home = session.exec(
        select(PostalAddress).where(PostalAddress.contact_id == contact.id).order_by(col(PostalAddress.id).desc())
    ).first()
    news = session.exec(
        select(Subscription).where(Subscription.contact_id == contact.id, col(Subscription.ended_at).is_(None))
    ).all()
    lines = session.exec(select(Phone).where(Phone.contact_id == contact.id)).all()
    return {
        "id": contact.id,
        **{name: getattr(contact, name) for name in _PERSON},
        "email": email.address if email else None,
        **{name: getattr(home, name) if home else None for name in _HOME},
        **{name: next((one.number for one in lines if one.line == name), None) for name in _LINES},
        "newsletters": " ".join(sorted({one.topic for one in news})) or None,
        "consent": next((one.evidence for one in news if one.evidence), None),
        "source": contact.source,
        "collected_on": contact.collected_on,
    }
