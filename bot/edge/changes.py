"""Writes new values into a record, field by field, only where the data map allows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, SQLModel, col, select

from bot.core.address import normal
from bot.core.datamap import DataMap, FieldRule
from bot.core.dates import day_in_brussels
from bot.core.letter import LANGUAGES
from bot.core.postal import PARTS, merged
from bot.edge.subject_tables import Contact, EmailAddress, Phone, PostalAddress, Provenance, Subscription
from bot.kinds.port import Change, Changed


@dataclass(frozen=True, kw_only=True, slots=True)
class _Record:
    """Whose record is written, on whose word, and when."""

    session: Session
    contact_id: int
    source: str
    now: datetime

    def sign(self, row: PostalAddress | EmailAddress | Phone) -> None:
        """Note where the value of a row now comes from, and write it."""
        row.source, row.collected_on = self.source, day_in_brussels(self.now)
        self.session.add(row)


Write = Callable[[_Record, str, FieldRule, object], Change | None]


def apply(
    session: Session, datamap: DataMap, contact_id: int, fields: Mapping[str, object], *, source: str, now: datetime
) -> Changed:
    """Return what changed; a field that the map does not name, or that was already so, stands in ``unchanged``."""
    record = _Record(session=session, contact_id=contact_id, source=source, now=now)
    tried = {name: _write(record, datamap, name, value) for name, value in fields.items()}
    changes = tuple(change for change in tried.values() if change)
    for change in changes:
        session.add(Provenance(contact_id=contact_id, field=change.field, source=source, at=now))
    if changes:
        session.get_one(Contact, contact_id).changed_at = now
    session.flush()
    return Changed(changes=changes, unchanged=tuple(name for name, change in tried.items() if change is None))


def _write(record: _Record, datamap: DataMap, name: str, value: object) -> Change | None:
    rule = datamap.fields.get(name)
    if rule is None or not isinstance(value, Mapping if name == "address" else str) and value is not None:
        return None
    return WRITERS[rule.table](record, name, rule, value)


def _contact(record: _Record, name: str, rule: FieldRule, value: object) -> Change | None:
    contact = record.session.get_one(Contact, record.contact_id)
    old = getattr(contact, rule.column)
    if rule.column == "language":
        value = value or ""
        if value not in (*LANGUAGES, ""):
            return None
    if old == value:
        return None
    setattr(contact, rule.column, value)
    return Change(field=name, old=old or None, new=value or None)


def _address(record: _Record, name: str, rule: FieldRule, value: object) -> Change | None:
    """The newest address; what the person left unsaid of it stays."""
    row = record.session.exec(
        select(PostalAddress)
        .where(PostalAddress.contact_id == record.contact_id)
        .order_by(col(PostalAddress.id).desc())
    ).first()
    old = {part: getattr(row, part) for part in PARTS} if row else None
    if not isinstance(value, Mapping):
        return _removed(record, row, name, old)
    new = merged(old, value)
    if old == new:
        return None
    row = row or PostalAddress(contact_id=record.contact_id)
    for part, text in new.items():
        setattr(row, part, text)
    record.sign(row)
    return Change(field=name, old=old, new=new)


def _phone(record: _Record, name: str, rule: FieldRule, value: object) -> Change | None:
    line = rule.where["line"]
    row = record.session.exec(select(Phone).where(Phone.contact_id == record.contact_id, Phone.line == line)).first()
    old = row.number if row else None
    if old == value:
        return None
    if value is None:
        return _removed(record, row, name, old)
    row = row or Phone(contact_id=record.contact_id, line=line, number="")
    row.number = str(value)
    record.sign(row)
    return Change(field=name, old=old, new=value)


def _email(record: _Record, name: str, rule: FieldRule, value: object) -> Change | None:
    """The main address moves, and with it the subscriptions that went there. It is never taken away."""
    rows = record.session.exec(select(EmailAddress).where(EmailAddress.contact_id == record.contact_id)).all()
    main = next((row for row in rows if row.main), None)
    if value is None or main is None:
        return None
    new, old = normal(str(value)), main.address
    if old == new:
        return None
    for row in rows:
        if row.address == new:
            record.session.delete(row)
    main.address = new
    record.sign(main)
    for subscription in record.session.exec(
        select(Subscription).where(Subscription.contact_id == record.contact_id, Subscription.address == old)
    ):
        subscription.address = new
        record.session.add(subscription)
    return Change(field=name, old=old, new=new)


def _removed(record: _Record, row: SQLModel | None, name: str, old: object) -> Change | None:
    if row is None:
        return None
    record.session.delete(row)
    return Change(field=name, old=old, new=None)


WRITERS: Mapping[str, Write] = {
    "contact": _contact,
    "postal_address": _address,
    "phone": _phone,
    "email_address": _email,
}


def to_receipt(done: Changed) -> dict[str, object]:
    """Return the result of a change without any value, as it is kept."""
    return {"fields": [change.field for change in done.changes], "unchanged": list(done.unchanged)}


def from_receipt(result: Mapping[str, object]) -> Changed:
    """Return what is known of a change that was already made: that nothing is left to do."""
    fields, unchanged = result["fields"], result["unchanged"]
    if not isinstance(fields, list) or not isinstance(unchanged, list):
        raise TypeError("a receipt of another kind")
    return Changed(changes=(), unchanged=(*fields, *unchanged))
