"""The real store and the real flow without servers: for what must be played thousands of times."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import col, select

from bot.assembly import build_office
from bot.config import parse
from bot.core.records import Arrival, Outcome, Position
from bot.edge import samples
from bot.edge.build import open_store, shipped
from bot.edge.sorter import open_sorter
from bot.edge.tables import Outbox
from bot.flow.carry import carry_cases
from bot.flow.handle import handle
from bot.stage import PRIVACY, STAFF, body, parsed

CONFIG: Mapping[str, Mapping[str, object]] = {
    "company": {"name": "CRM", "privacy_address": PRIVACY, "policy_url": "https://www.crm.example/p"},
    "imap": {"host": "127.0.0.1", "user": "u"},
    "smtp": {"host": "127.0.0.1"},
    "staff": {"addresses": list(STAFF)},
    "trust": {"authserv_id": "mx.crm.example"},
}
SORT = open_sorter((shipped("rules"),), [PRIVACY])


class Quick:
    """A bot with the sample customers and a clock of its own; a mail is handled, and what is due carried, at once."""

    def __init__(self, folder: Path, **overrides: Mapping[str, object]) -> None:
        """``overrides``: other settings, by part."""
        data = {name: {**CONFIG.get(name, {}), **overrides.get(name, {})} for name in {**CONFIG, **overrides}}
        config = parse(data, folder)
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        self.store = open_store(config)
        self.office = build_office(config, self.store, lambda: self.now)
        self._uid = self._mails = 0
        with self.store.session() as session:
            samples.load(session)

    def close(self) -> None:
        """Close the database."""
        self.store.engine.dispose()

    def write(
        self, sender: str, text: str, *, subject: str = "bonjour", verdict: str = "pass", headers: str = ""
    ) -> Outcome:
        """Somebody writes; ``verdict`` is what the border server says of him, ``headers`` more lines with CRLF."""
        return self.deliver(self.mail(sender, text, subject=subject, verdict=verdict, headers=headers))

    def mail(self, sender: str, text: str, *, subject: str, verdict: str, headers: str) -> bytes:
        """The bytes of such a mail as the border server hands them over."""
        domain = sender.rpartition("@")[2].rstrip(">")
        self._mails += 1
        return (
            f"Authentication-Results: mx.crm.example; dmarc={verdict} header.from={domain}\r\n"
            f"Received: from x by mx.crm.example; Mon, 2 Mar 2026 10:00:00 +0100\r\nFrom: {sender}\r\n"
            f"To: {PRIVACY}\r\nSubject: {subject}\r\nMessage-ID: <{self._mails}@x.example>\r\n"
            f"{headers}Date: Mon, 2 Mar 2026 10:00:00 +0100\r\n"
            f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
        ).encode()

    def reply(self, sender: str, text: str, *, to: bytes | None = None, **how: str) -> Outcome:
        """Somebody answers a letter of ours, the last one he received, a minute later, with the letter quoted below."""
        letter = parsed(to or self.letters(sender)[-1])
        self.now += timedelta(minutes=1)
        quoted = "\n".join(f"> {line}" for line in body(letter).splitlines())
        whole = f"{text}\n\nLe 3 mars 2026 à 10:00, CRM <{PRIVACY}> a écrit :\n{quoted}\n"
        return self.write(sender, whole, subject=f"Re: {letter['subject']}", **how)

    def deliver(self, raw: bytes) -> Outcome:
        """A raw mail comes in and is handled."""
        self.record(raw)
        (outcome,) = self.handle()
        self.carry()
        return outcome

    def record(self, raw: bytes) -> None:
        """A mail is fetched and written down, nothing else."""
        self._uid += 1
        position = Position(account="a", folder="INBOX", uidvalidity=1, uid=self._uid)
        self.store.record([Arrival(position=position, size=len(raw), arrived_at=self.now, raw=raw)])

    def handle(self) -> Sequence[Outcome]:
        """Give what was recorded its outcome."""
        done: list[Outcome] = []
        while batch := self.store.begin(5):
            with self.store.transaction() as tx:
                done += [handle(self.office, tx, pending, SORT(pending.raw)) for pending in batch]
        return done

    def carry(self) -> None:
        """Do what is due, and what follows from it."""
        for _ in range(3):
            carry_cases(self.office, self.store.due(self.now, 50))

    def later(self, **period: float) -> None:
        """Let time pass."""
        self.now += timedelta(**period)
        self.carry()

    def letters(self, address: str) -> Sequence[bytes]:
        """What left for a person, oldest first; what the budgets held back is not among it."""
        with self.store.session() as session:
            sent = select(Outbox.raw).where(Outbox.recipient == address, Outbox.state != "silenced")
            return [raw or b"" for raw in session.exec(sent.order_by(col(Outbox.id)))]

    def subjects(self, address: str) -> list[str]:
        """The subjects of what left for a person, without the reference."""
        return [str(parsed(raw)["subject"]).strip().partition(" [")[0] for raw in self.letters(address)]

    def held(self, address: str) -> int:
        """How many records hold an address."""
        with self.store.transaction() as tx:
            return len(tx.find(address))
