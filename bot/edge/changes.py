"""Writes new values into a record, field by field, only where the data map allows it."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlmodel import Session, SQLModel, col, select

from bot.core.address import normal
from bot.core.datamap import DataMap
from bot.edge.subject_tables import Contact, EmailAddress, Phone, PostalAddress, Provenance, Subscription
from bot.kinds.port import Change, Changed

_ADDRESS = ("street", "number", "box", "postcode", "city", "country")
Write = Callable[[Session, int, str, object, str], Change | None]


def apply(
    session: Session, datamap: DataMap, contact_id: int, fields: Mapping[str, object], *, source: str, now: datetime
) -> Changed:
    """Return what changed; a field that the map does not name, or that was already so, stands in ``unchanged``."""
    changes: list[Change] = []
    unchanged: list[str] = []
    for name, value in fields.items():
        rule = datamap.fields.get(name)
        change = _WRITERS[rule.table](session, contact_id, name, value, source) if rule else None
        if change is None:
            unchanged.append(name)
            continue
        changes.append(change)
        session.add(Provenance(contact_id=contact_id, field=name, source=source, at=now))
    if changes:
        session.get_one(Contact, contact_id).changed_at = now
    session.flush()
    return Changed(changes=tuple(changes), unchanged=tuple(unchanged))


def _contact(session: Session, contact_id: int, name: str, value: object, source: str) -> Change | None:
    contact = session.get_one(Contact, contact_id)
    old = getattr(contact, name)
    if old == value:
        return None
    setattr(contact, name, "" if name == "language" and value is None else value)
    contact.source = source
    return Change(field=name, old=old, new=value)


def _address(session: Session, contact_id: int, name: str, value: object, source: str) -> Change | None:
    row = session.exec(
        select(PostalAddress).where(PostalAddress.contact_id == contact_id).order_by(col(PostalAddress.id).desc())
    ).first()
    old = {part: getattr(row, part) for part in _ADDRESS} if row else None
    if not isinstance(value, Mapping):
        return _removed(session, row, name, old) if value is None else None
    new = {part: value.get(part) for part in _ADDRESS} | {"country": value.get("country") or "BE"}
    if old == new:
        return None
    row = row or PostalAddress(contact_id=contact_id)
    for part, text in new.items():
        setattr(row, part, text)
    row.source = source
    session.add(row)
    return Change(field=name, old=old, new=new)


def _phone(session: Session, contact_id: int, name: str, value: object, source: str) -> Change | None:
    row = session.exec(select(Phone).where(Phone.contact_id == contact_id, Phone.line == name)).first()
    old = row.number if row else None
    if old == value:
        return None
    if value is None:
        return _removed(session, row, name, old)
    row = row or Phone(contact_id=contact_id, line=name, number="")
    row.number, row.source = str(value), source
    session.add(row)
    return Change(field=name, old=old, new=value)


def _email(session: Session, contact_id: int, name: str, value: object, source: str) -> Change | None:
    """The main address moves, and with it the subscriptions that went there."""
    row = session.exec(
        select(EmailAddress).where(EmailAddress.contact_id == contact_id, col(EmailAddress.main))
    ).first()
    if value is None or row is None:
        return None
    new, old = normal(str(value)), row.address
    if old == new:
        return None
    row.address, row.source = new, source
    session.add(row)
    for subscription in session.exec(
        select(Subscription).where(Subscription.contact_id == contact_id, Subscription.address == old)
    ):
        subscription.address = new
        session.add(subscription)
    return Change(field=name, old=old, new=new)


def _removed(session: Session, row: SQLModel | None, name: str, old: object) -> Change | None:
    if row is None:
        return None
    session.delete(row)
    return Change(field=name, old=old, new=None)


_WRITERS: Mapping[str, Write] = {
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
