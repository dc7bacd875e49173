"""The letters that wait for the post, and those that went, inside a transaction."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection
from sqlmodel import Session, select

from bot.core.address import normal
from bot.core.records import Outgoing
from bot.edge import statements
from bot.edge.keys import Keys
from bot.edge.tables import Outbox


class Letters:
    """Fulfils flow.ports.Letters; commits nothing."""

    def __init__(self, session: Session, keys: Keys, domain: str) -> None:
        self._session = session
        self._keys = keys
        self._domain = domain

    @cached_property
    def _connection(self) -> Connection:
        return self._session.connection()

    def message_id(self, *parts: object) -> str:
        """Return a Message-ID without brackets that is the same for the same parts and that nobody can guess."""
        digest = self._keys.hash("message-id", "|".join(map(str, parts)))
        return f"{digest[:32]}@{self._domain}"

    def send(self, mail: Outgoing, now: datetime) -> None:
        """Queue a mail; it leaves after the commit. The same Message-ID is the same letter: it is queued once."""
        if self._connection.execute(statements.QUEUED, {"message": mail.message_id}).first() is not None:
            return
        row = {
            "message_id": mail.message_id,
            "case_id": mail.case_id,
            "letter": mail.letter,
            "lane": "reply",
            "recipient": mail.recipient,
            "recipient_hash": self._keys.hash("address", normal(mail.recipient)),
            "raw": mail.raw,
            "state": mail.state,
            "attempts": 0,
            "made_at": now,
            "next_at": now,
            "error": "",
        }
        self._connection.execute(statements.QUEUE, row)

    def sent_since(
        self, since: datetime, *, recipient: str = "", case_id: int = 0, letter: str = "", but: Sequence[str] = ()
    ) -> int:
        """Count the mails queued since a moment: all, or to one recipient, of one case, of one letter; not those
        ``but`` to some. Silenced ones do not count."""
        count = statements.sent_since(recipient=bool(recipient), case=bool(case_id), letter=bool(letter), but=bool(but))
        facts = {"since": since, "recipient": recipient, "case_id": case_id, "letter": letter, "but": list(but)}
        found: int = self._connection.execute(count, facts).scalar_one()
        return found

    def last_left(self, case_id: int, recipient: str) -> datetime | None:
        """Return when the last letter of a case left for somebody (was written, when that is not known yet)."""
        found: datetime | None = self._connection.execute(
            statements.LAST_LEFT, {"case_id": case_id, "recipient": recipient}
        ).scalar()
        return found

    def known(self, message_id: str) -> bool:
        """Whether a letter of ours has this Message-ID, also when it was forgotten since."""
        return self._connection.execute(statements.QUEUED, {"message": message_id}).first() is not None

    def recipient(self, message_id: str) -> str:
        """Return to whom a mail of ours went, "" when it is none of ours."""
        return self._session.exec(select(Outbox.recipient).where(Outbox.message_id == message_id)).first() or ""

    def bounced(self, message_id: str, now: datetime) -> int | None:
        """Mark the mail that a delivery report is about; return its case, or None when it is not ours."""
        row = self._session.exec(select(Outbox).where(Outbox.message_id == message_id)).first()
        if row is None or row.state == "bounced":
            return None
        row.state = "bounced"
        self._session.add(row)
        return row.case_id
