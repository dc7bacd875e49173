"""The record of one person inside a transaction; fulfils kinds.port.SubjectData. The data map drives all of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Table
from sqlmodel import Session, col, select

from bot.core.address import is_role, normal
from bot.core.datamap import DataMap, DataTable
from bot.core.dates import day_in_brussels
from bot.core.letter import File
from bot.core.newsletter import TOPICS
from bot.edge import access_answer, changes, erasure, statements
from bot.edge.access_answer import Page
from bot.edge.keys import Keys
from bot.edge.schema import TABLES
from bot.edge.subject_tables import Contact, Disclosure, EmailAddress, Subscription, Suppression, Tombstone
from bot.edge.tables import Receipt
from bot.kinds.port import Changed, PlanLine, Recipient


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """A record found by address or customer number; fulfils flow.ports.Match."""

    contact_id: int
    address: str
    language: str
    role: bool
    changed_at: datetime | None
    customer_number: str = ""
    names: tuple[str, ...] = ()


class Subjects:
    """All methods work inside the session's transaction and commit nothing."""

    def __init__(self, session: Session, datamap: DataMap, keys: Keys, page: Page) -> None:
        self._session = session
        self._page = page
        self._map = datamap
        self._keys = keys

    # -- who

    def find(self, address: str) -> Sequence[Match]:
        """Return the records that hold an address, each with that address."""
        address = normal(address)
        self._session.flush()
        rows = self._session.connection().execute(statements.HOLDERS, {"held": address})
        return [_match(contact, address) for contact in rows]

    def find_customer(self, number: str) -> Sequence[Match]:
        """Return the record with a customer number, with its main address; nothing when it has none."""
        found = self._session.exec(
            select(Contact, EmailAddress)
            .join(EmailAddress, col(EmailAddress.contact_id) == col(Contact.id))
            .where(Contact.customer_number == number, col(EmailAddress.main))
        )
        return [_match(contact, row.address) for contact, row in found]

    def exists(self, contact_id: int) -> bool:
        """Whether the record is still there."""
        return self._session.get(Contact, contact_id) is not None

    def label(self, contact_id: int) -> str:
        """Return name and customer number, by which a recipient knows the person."""
        contact = self._session.get_one(Contact, contact_id)
        name = " ".join(part for part in (contact.first_name, contact.last_name) if part) or contact.company or ""
        return f"{name} ({contact.customer_number})" if contact.customer_number else name

    def recipients(self, contact_id: int) -> Sequence[Recipient]:
        """Return to whom data was disclosed, each once, without those under a legal secrecy."""
        rows = self._session.exec(
            select(Disclosure)
            .where(Disclosure.contact_id == contact_id, col(Disclosure.secret).is_(False))
            .order_by(col(Disclosure.id))
        )
        named = {row.recipient: row for row in rows}
        return [Recipient(name=row.recipient, address=row.address, language=row.language) for row in named.values()]

    # -- what

    def rows(self, contact_id: int, name: str) -> Sequence[Row[tuple[object, ...]]]:
        """Return the rows of one table of the map that are the person's."""
        table, rule = table_of(name), self._map.tables[name]
        query = table.select().where(table.c[rule.owner] == contact_id).order_by(table.c.id)
        return self._session.execute(query).all()

    def answer(self, contact_id: int, *, language: str, number: str, today: date) -> Sequence[File]:
        """Return the files of an access answer."""
        data = {name: self._visible(contact_id, name, rule) for name, rule in self._map.tables.items()}
        return access_answer.files(self._page, self._map, data, language=language, number=number, today=today)

    def _visible(self, contact_id: int, name: str, rule: DataTable) -> list[Mapping[str, object]]:
        rows = [row._mapping for row in self.rows(contact_id, name)]
        return [
            {column: row[column] for column in rule.columns}
            for row in rows
            if not (rule.hide_where and row[rule.hide_where])
        ]

    # -- acts, each repeatable by its key

    def change(
        self, contact_id: int, fields: Mapping[str, object], *, once: str, source: str, now: datetime
    ) -> Changed:
        """Write the new values that the map allows; a repeat returns what the first call did."""
        if (done := self._session.get(Receipt, once)) is not None:
            return changes.from_receipt(done.result)
        result = changes.apply(self._session, self._map, contact_id, fields, source=source, now=now)
        self._session.add(Receipt(once=once, at=now, result=changes.to_receipt(result)))
        return result

    def plan(self, contact_id: int, *, today: date) -> Sequence[PlanLine]:
        """Return what an erasure would delete and keep."""
        return erasure.plan(self._session, self._map, contact_id, today=today)

    def erase(self, contact_id: int, *, once: str, now: datetime, today: date) -> Sequence[PlanLine]:
        """Carry the plan out, and remember the addresses as keyed hashes; a repeat returns the first receipt.

        An address that somebody else shares is not remembered: it is his as well.
        """
        if (done := self._session.get(Receipt, once)) is not None:
            return erasure.from_receipt(done.result)
        addresses = [address for address in self._addresses(contact_id) if not self._shared(address)]
        lines = self.plan(contact_id, today=today)
        self._end_subscriptions(addresses, now)
        erasure.carry_out(self._session, self._map, contact_id, today=today)
        for address in addresses:
            self._session.merge(Tombstone(hash=self._keys.hash("address", address), at=now))
        self._session.add(Receipt(once=once, at=now, result=erasure.to_receipt(lines)))
        return lines

    def suppress(self, addresses: Sequence[str], *, once: str, now: datetime, topic: str = "") -> int:
        """End the subscriptions of these addresses, and of the contacts behind them, for ever; to one topic or all."""
        connection = self._session.connection()
        if (done := connection.execute(statements.RECEIPT, {"key": once}).scalar()) is not None:
            return int(str(done["count"]))
        known = {normal(address) for address in addresses}
        for address in tuple(known):
            for match in self.find(address):
                known |= set() if match.role or self._shared(address) else set(self._addresses(match.contact_id))
        count = self._end_subscriptions(sorted(known), now, topic)
        connection.execute(statements.NEW_RECEIPT, {"once": once, "at": now, "result": {"count": count}})
        return count

    def subscribe(self, address: str, topic: str, *, evidence: str, language: str, once: str, now: datetime) -> None:
        """Subscribe an address, a new contact where it has none, and forget that it had left this topic."""
        if self._session.get(Receipt, once) is not None:
            return
        match = next(iter(self.find(address)), None)
        contact_id = match.contact_id if match else self._new_reader(address, language, now)
        self._return_to(address, topic, now)
        row = Subscription(contact_id=contact_id, address=address, topic=topic, basis="consent", evidence=evidence)
        row.consent_at = now
        self._session.add(row)
        self._session.add(Receipt(once=once, at=now, result={"topic": topic}))

    def _new_reader(self, address: str, language: str, now: datetime) -> int:
        today = day_in_brussels(now)
        contact = Contact(language=language, source="form", collected_on=today)
        self._session.add(contact)
        self._session.flush()
        self._session.add(EmailAddress(contact_id=contact.id, address=address, source="form", collected_on=today))
        self._session.flush()
        return contact.id or 0

    def _return_to(self, address: str, topic: str, now: datetime) -> None:
        """Who had left all topics stays away from the others."""
        for mark in self._keys.marks(address):
            if (all_of_them := self._session.get(Suppression, (mark, ""))) is not None:
                self._session.delete(all_of_them)
                for other in TOPICS:
                    self._session.merge(Suppression(hash=mark, topic=other, at=now))
            self._session.flush()
            if (left := self._session.get(Suppression, (mark, topic))) is not None:
                self._session.delete(left)
        self._session.flush()

    def suppressed(self, address: str, topic: str = "") -> bool:
        """Whether an address left the newsletters, or this topic of them."""
        return left(self._session, self._keys.marks(normal(address)), topic)

    def erased(self, address: str, *, since: datetime | None = None) -> bool:
        """Whether the owner of an address was erased (at or after a moment): it may not be imported again."""
        marks = select(Tombstone).where(col(Tombstone.hash).in_(self._keys.hashes("address", normal(address))))
        if since is not None:
            marks = marks.where(Tombstone.at >= since)
        return self._session.exec(marks).first() is not None

    def _shared(self, address: str) -> bool:
        """Whether others have the address too: what one of them asks for must not befall the rest."""
        return len(self.find(address)) > 1

    def _addresses(self, contact_id: int) -> list[str]:
        """Return the addresses on file, and those to which newsletters of the person go."""
        filed = self._session.exec(select(EmailAddress.address).where(EmailAddress.contact_id == contact_id))
        news = self._session.exec(select(Subscription.address).where(Subscription.contact_id == contact_id))
        return sorted({*filed, *news})

    def _end_subscriptions(self, addresses: Sequence[str], now: datetime, topic: str = "") -> int:
        self._session.flush()
        connection = self._session.connection()
        for address in addresses:
            row = {"hash": self._keys.mark(address), "topic": topic, "at": now}
            again = {"mark": row["hash"], "which": topic, "at": now}
            if not connection.execute(statements.SUPPRESS_AGAIN, again).rowcount:
                connection.execute(statements.SUPPRESS, row)
        facts = {"addresses": addresses, "which": topic, "ended_at": now}
        return connection.execute(statements.end_subscriptions(one_topic=bool(topic)), facts).rowcount


def left(session: Session, marks: Sequence[str], topic: str) -> bool:
    """Whether one of these keyed hashes left a topic, or all."""
    known = select(Suppression).where(col(Suppression.hash).in_(marks), col(Suppression.topic).in_(("", topic)))
    return session.exec(known).first() is not None


def table_of(name: str) -> Table:
    """Return a table of the store by the name that the data map uses."""
    return TABLES[name]


def _match(contact: Contact | Row[*tuple[Any, ...]], address: str) -> Match:
    return Match(
        contact_id=contact.id or 0,
        address=address,
        language=contact.language,
        role=contact.role or is_role(address),
        changed_at=contact.changed_at,
        customer_number=contact.customer_number or "",
        names=tuple(filter(None, (contact.first_name, contact.last_name, contact.company))),
    )
