"""The readers of the newsletters inside a transaction: found by the keyed hash of their address, and let go."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, union
from sqlmodel import Session, col, select

from bot.core.address import normal
from bot.core.recipient import LEAVE, Delivered, Leaving, Reader
from bot.core.recipient import delivered as parsed
from bot.edge.keys import Keys
from bot.edge.leaving import leaving
from bot.edge.news_tables import Delivery, NewsIssue
from bot.edge.subject_tables import Contact, EmailAddress, Service, Subscription, Suppression
from bot.edge.subjects import left


class Recipients:
    """Fulfils flow.ports.Recipients; commits nothing."""

    def __init__(self, session: Session, keys: Keys, domain: str) -> None:
        self._session = session
        self._keys = keys
        self._domain = domain

    def token(self, text: str, letter: str = LEAVE) -> Leaving | None:
        """Return what a token of ours says, or None."""
        return leaving(self._keys, text, letter)

    def delivered(self, name: str) -> Delivered | None:
        """Return the mail of an issue by its Message-ID or envelope id; None when the ledger does not know it.

        The mark in it is a keyed hash of 128 bits, so that nobody can name the mail of somebody else.
        """
        found = parsed(name, self._domain if "@" in name else "")
        if found is None:
            return None
        number, mark = found
        return self._newest(col(NewsIssue.number) == number, col(Delivery.address_hash) == mark)

    def newest(self, mark: str, topic: str) -> Delivered | None:
        """Return the last mail of a topic to a reader."""
        return self._newest(col(Delivery.topic) == topic, col(Delivery.address_hash) == mark)

    def _newest(self, *conditions: ColumnElement[bool]) -> Delivered | None:
        query = select(Delivery, NewsIssue.number).join(NewsIssue, col(NewsIssue.id) == col(Delivery.issue_id))
        row = self._session.exec(query.where(*conditions).order_by(col(Delivery.id).desc()).limit(1)).first()
        if row is None:
            return None
        one, number = row
        return Delivered(id=one.id or 0, number=number, mark=one.address_hash, topic=one.topic, state=one.state)

    def reader(self, mark: str, *, search: bool = True) -> Reader | None:
        """Return who is behind a mark now: through the last mail to him, else (``search``) by hashing what is on file.

        None when nobody is: the person was erased.
        """
        row = self._session.exec(
            select(Delivery).where(Delivery.address_hash == mark).order_by(col(Delivery.id).desc()).limit(1)
        ).first()
        address = self._address(row) if row is not None else ""
        if not address and search:
            address = next((one for one in self._on_file() if mark in self._keys.marks(one)), "")
        if not address:
            return None
        contact = self._contact(address)
        language = (row.language if row is not None else "") or (contact.language if contact else "")
        customer = contact is not None and (bool(contact.customer_number) or self._owns(contact.id))
        return Reader(address=address, language=language, contact_id=contact.id if contact else None, customer=customer)

    def has_left(self, address: str, topic: str) -> bool:
        """Whether the owner of an address left a topic, or all."""
        return left(self._session, self._keys.marks(normal(address)), topic)

    def mark_left(self, who: Leaving) -> bool:
        """Whether that mark left that topic already: cheaper than to look for who is behind it."""
        return left(self._session, (who.mark,), who.topic)

    def leave(self, who: Leaving, now: datetime) -> None:
        """Write that a mark left: it counts also when nobody, or another address, is behind it now."""
        self._session.merge(Suppression(hash=who.mark, topic=who.topic, at=now))
        self._session.flush()

    def _address(self, row: Delivery) -> str:
        """Where the reader of a mail is written to today; a number of a row that went may be given again, so that
        a subscription counts only when it is the same person's or the same address."""
        if row.subscription_id is not None:
            found = self._session.get(Subscription, row.subscription_id)
            if found is not None and self._same(found, row):
                return found.address
        if row.contact_id is None:
            return ""
        main = select(EmailAddress.address).where(EmailAddress.contact_id == row.contact_id, col(EmailAddress.main))
        return self._session.exec(main).first() or ""

    def _same(self, found: Subscription, row: Delivery) -> bool:
        if row.contact_id is not None and found.contact_id == row.contact_id:
            return True
        return row.address_hash in self._keys.marks(normal(found.address))

    def _on_file(self) -> Iterator[str]:
        for (address,) in self._session.execute(union(select(EmailAddress.address), select(Subscription.address))):
            yield normal(address)

    def _contact(self, address: str) -> Contact | None:
        query = (
            select(Contact)
            .join(EmailAddress, col(EmailAddress.contact_id) == col(Contact.id))
            .where(EmailAddress.address == address)
        )
        return self._session.exec(query).first()

    def _owns(self, contact_id: int | None) -> bool:
        return self._session.exec(select(Service.id).where(Service.contact_id == contact_id)).first() is not None
