"""A bot wired to the loopback world, with sample customers and a clock that can be moved: for demo and tests."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.app import Bot
from bot.config import Config, parse
from bot.edge import samples
from bot.edge.loopback import AUTHSERV_ID, LoopbackWorld
from bot.edge.signatures import Zone

PRIVACY = "privacy@crm.example"
STAFF = ("sofie@crm.example", "karim@crm.example")


class StageClock:
    """Real time, moved on by hand."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        """Return the moment, aware UTC."""
        return datetime.now(UTC) + self.ahead


class Stage:
    """Starts everything in a folder; the people of the play speak through ``write`` and ``reply``."""

    def __init__(
        self,
        folder: Path,
        overrides: Mapping[str, Mapping[str, object]] | None = None,
        keys: Mapping[str, bytes] | None = None,
    ) -> None:
        """``overrides``: other settings, by part; ``keys``: the DKIM keys that its DNS knows, by name."""
        self.folder = folder
        self._keys = Zone(keys or {})
        self.clock = StageClock()
        self._overrides = overrides or {}
        self._stack = AsyncExitStack()
        self._serial = 0

    async def __aenter__(self) -> Self:
        """Start the servers and the bot."""
        self.world = self._stack.enter_context(LoopbackWorld(PRIVACY))
        self.world.clock = self.clock
        self.config = self._config()
        self.bot = await self._stack.enter_async_context(Bot(self.config, clock=self.clock, lookup=self._keys))
        await self.bot.on_store(self._fill)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop them."""
        await self._stack.aclose()

    def _config(self) -> Config:
        imap, smtp = self.world.imap, self.world.smtp
        secret = self.folder / "password"
        secret.write_text(imap.password or "", encoding="utf-8")
        data: dict[str, dict[str, object]] = {
            "company": {
                "name": "CRM",
                "privacy_address": PRIVACY,
                "policy_url": "https://www.crm.example/privacy",
                "language": "fr",
            },
            "imap": {
                "host": imap.host,
                "port": imap.port,
                "user": imap.user,
                "password_file": str(secret),
                "tls": "none",
            },
            "smtp": {"host": smtp.host, "port": smtp.port, "tls": "none"},
            "staff": {"addresses": list(STAFF), "language": "fr"},
            "trust": {"authserv_id": AUTHSERV_ID},
        }
        for name, values in self._overrides.items():
            data[name] = {**data.get(name, {}), **values}
        return parse(data, self.folder)

    def _fill(self) -> None:
        with self.bot.store.session() as session:
            samples.load(session)

    # -- the play

    async def write(
        self,
        sender: str,
        subject: str,
        text: str,
        *,
        headers: Mapping[str, str] | None = None,
        envelope_sender: str | None = None,
    ) -> None:
        """Somebody writes to the privacy address, and the bot does all that follows at once."""
        self._serial += 1
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Subject"] = sender, PRIVACY, subject
        mail["Message-ID"] = f"<play-{self._serial}@client.example>"
        mail["Date"] = self.clock()
        for name, value in (headers or {}).items():
            mail[name] = value
        mail.set_content(text)
        await self.deliver(mail.as_bytes(), envelope_sender=envelope_sender)

    async def reply(
        self,
        sender: str,
        text: str,
        *,
        to: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        envelope_sender: str | None = None,
    ) -> None:
        """Somebody answers a letter of ours (the last one received) a minute later, with the letter quoted below."""
        self.clock.ahead += timedelta(minutes=1)
        letter = parsed(to or self.letters(sender)[-1])
        quoted = "\n".join(f"> {line}" for line in body(letter).splitlines())
        asked = {"In-Reply-To": str(letter["message-id"]), **(headers or {})}
        whole = f"{text}\n\nLe 3 mars 2026 à 10:00, CRM <{PRIVACY}> a écrit :\n{quoted}\n"
        await self.write(sender, f"Re: {letter['subject']}", whole, headers=asked, envelope_sender=envelope_sender)

    async def deliver(self, raw: bytes, *, envelope_sender: str | None = None) -> None:
        """Hand a raw mail to the border server and let the bot do all that follows."""
        await asyncio.to_thread(self.world.write, raw, envelope_sender=envelope_sender)
        await self.bot.drain()

    async def later(self, **period: float) -> None:
        """Let time pass, and the bot do what is due."""
        self.clock.ahead += timedelta(**period)
        await self.bot.drain()

    def letters(self, address: str) -> Sequence[bytes]:
        """Return the mails that a person received, oldest first."""
        return self.world.mails_to(address)

    def parsed_letters(self, address: str) -> Sequence[EmailMessage]:
        """Return the mails that a person received, read by the standard library."""
        return [parsed(raw) for raw in self.letters(address)]

    def last(self, address: str) -> EmailMessage:
        """Return the last mail that a person received."""
        return parsed(self.letters(address)[-1])

    def open_cases(self) -> int:
        """Return how many cases are open; for the store's thread."""
        with self.bot.store.transaction() as tx:
            return len(tx.undecided())


def parsed(raw: bytes) -> EmailMessage:
    """Return a mail as the standard library reads it."""
    return message_from_bytes(raw, policy=SMTP)


def body(mail: EmailMessage) -> str:
    """Return the plain text of one of our letters."""
    part = mail.get_body(("plain",))
    return part.get_content() if part is not None else ""
