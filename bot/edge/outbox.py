"""The letters that wait for the post, and those that went, inside a transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import Connection
from sqlmodel import Session, select

from bot.core.address import normal
from bot.core.records import Outgoing
from bot.edge import statements
from bot.edge.keys import Keys
from bot.edge.tables import Outbox

_HELD_BYTES = 1_000_000  # of letters that are held until the end of a transaction
_LATELY = timedelta(minutes=1)


class Letters:
    """Fulfils flow.ports.Letters; commits nothing. Letters are held until the end of the transaction, and counted."""

    def __init__(self, session: Session, keys: Keys, domain: str) -> None:
        self._session = session
        self._keys = keys
        self._domain = domain
        self._held: list[tuple[Outgoing, datetime]] = []  # with the moment at which they were queued
        self._new_cases: set[int] = set()  # none of their letters is written yet
        self._all: tuple[datetime, int] | None = None  # a moment, and how many were written since then

    @cached_property
    def _connection(self) -> Connection:
        return self._session.connection()

    def message_id(self, *parts: object) -> str:
        """Return a Message-ID without brackets that is the same for the same parts and that nobody can guess."""
        digest = self._keys.hash("message-id", "|".join(map(str, parts)))
        return f"{digest[:32]}@{self._domain}"

    def send(self, mail: Outgoing, now: datetime) -> None:
        """Queue a mail; it leaves after the commit. The same Message-ID is the same letter: it is queued once."""
        self._held.append((mail, now))
        if sum(len(held.raw) for held, _ in self._held) > _HELD_BYTES:
            self.write()

    def write(self) -> None:
        """Write the letters that are held: who reads them from their table calls it first."""
        held, self._held = self._held, []
        self._new_cases.clear()
        self._all = None
        if held:
            self._connection.execute(statements.QUEUE, [self._row(mail, now) for mail, now in held])

    def _row(self, mail: Outgoing, now: datetime) -> Mapping[str, object]:
        return {
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

    def begin_case(self, case_id: int) -> None:
        """Say that a case is new, so that nobody looks for its letters in the table."""
        self._new_cases.add(case_id)

    def sent_since(
        self, since: datetime, *, recipient: str = "", case_id: int = 0, letter: str = "", but: Sequence[str] = ()
    ) -> int:
        """Count the mails queued since a moment: all, or to one recipient, of one case, of one letter; not those
        ``but`` to some. Silenced ones do not count."""
        held = sum(
            mail.state != "silenced"
            and at >= since
            and recipient in {"", mail.recipient}
            and case_id in {0, mail.case_id}
            and letter in {"", mail.letter}
            and mail.recipient not in but
            for mail, at in self._held
        )
        if case_id in self._new_cases:
            return held
        if not (recipient or case_id or letter or but):
            return held + self._all_since(since)
        facts = {"since": since, "recipient": recipient, "case_id": case_id, "letter": letter, "but": list(but)}
        return held + self._written(facts)

    def _all_since(self, since: datetime) -> int:
        """How many were written in all; looked up once for the mails that are decided together, in a transaction that
        nobody else writes beside. It counts a minute more at most."""
        if self._all is None or not timedelta() <= since - self._all[0] <= _LATELY:
            self._all = since, self._written({"since": since})
        return self._all[1]

    def _written(self, facts: Mapping[str, object]) -> int:
        named = {name: bool(facts.get(name)) for name in ("recipient", "letter", "but")}
        count = statements.sent_since(case=bool(facts.get("case_id")), **named)
        found: int = self._connection.execute(count, facts).scalar_one()
        return found

    def last_left(self, case_id: int, recipient: str) -> datetime | None:
        """Return when the last letter of a case left for somebody (was written, when that is not known yet)."""
        self.write()
        found: datetime | None = self._connection.execute(
            statements.LAST_LEFT, {"case_id": case_id, "recipient": recipient}
        ).scalar()
        return found

    def known(self, message_id: str) -> bool:
        """Whether a letter of ours has this Message-ID, also when it was forgotten since."""
        self.write()
        return self._connection.execute(statements.QUEUED, {"message": message_id}).first() is not None

    def recipient(self, message_id: str) -> str:
        """Return to whom a mail of ours went, "" when it is none of ours."""
        self.write()
        return self._session.exec(select(Outbox.recipient).where(Outbox.message_id == message_id)).first() or ""

    def bounced(self, message_id: str, now: datetime) -> int | None:
        """Mark the mail that a delivery report is about; return its case, or None when it is not ours."""
        self.write()
        row = self._session.exec(select(Outbox).where(Outbox.message_id == message_id)).first()
        if row is None or row.state == "bounced":
            return None
        row.state = "bounced"
        self._session.add(row)
        return row.case_id
