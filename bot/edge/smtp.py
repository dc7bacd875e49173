"""Hands one mail to the relay over a few kept-open connections; every mail is looked at once more before it goes."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.policy import SMTP, compat32
from functools import lru_cache
from pathlib import Path

import aiosmtplib

from bot.edge import tls
from bot.edge.oauth import TokenSource
from bot.errors import PermanentError

_LONGEST_LINE = 998  # RFC 5322 section 2.1.1
_ONCE = ("from", "to", "subject", "date", "message-id", "auto-submitted")
_FRESH = 1.0  # seconds after an answer in which a connection is not tried before it is used
_CLOSING = 421  # the server ends the connection, for example after a number of mails (RFC 5321 section 3.8)
_NEVER = ("cc", "bcc", "sender", "resent-to", "return-path")


@dataclass(frozen=True, kw_only=True, slots=True)
class SmtpSettings:
    """Where the relay is and how to log in; ``password`` or ``token``; none for a relay without login."""

    host: str
    port: int
    user: str = ""
    tls: str = "starttls"
    password: str | None = None
    token: TokenSource | None = None
    ca_file: Path | None = None
    timeout: float = 30.0
    connections: int = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """What the relay said. ``outcome`` is sent, deferred (4xx, no connection) or failed (5xx); ``unknown`` when the
    connection broke after the mail was handed over."""

    outcome: str
    code: int = 0
    text: str = ""
    unknown: bool = False


class Postman:
    """Keeps a few connections open; a connection that failed is replaced."""

    def __init__(self, settings: SmtpSettings) -> None:
        if settings.tls == "none":
            tls.allow_plain(settings.host, "smtp")
        self._settings = settings
        self.connections = settings.connections
        self._idle: list[tuple[aiosmtplib.SMTP, float]] = []  # with the moment of the last answer, by the loop's clock
        self._turn = asyncio.Semaphore(settings.connections)

    async def send(self, raw: bytes, *, sender: str, recipient: str) -> Sent:
        """Send one mail to one recipient (bytes with CRLF); PermanentError when it must not leave as it is."""
        check_outgoing(raw, sender=sender, recipient=recipient)
        async with self._turn:
            kept = bool(self._idle)
            sent = await self._once(raw, sender, recipient)
            if kept and sent.code == _CLOSING:
                sent = await self._once(raw, sender, recipient)
            return sent

    async def check(self) -> None:
        """Connect and log in; raises what the connection raises."""
        await self._keep(await self._client())

    async def close(self) -> None:
        """End the connections."""
        while self._idle:
            client, _ = self._idle.pop()
            with suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
                await client.quit()
            client.close()

    async def _once(self, raw: bytes, sender: str, recipient: str) -> Sent:
        try:
            client = await self._client()
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as problem:
            return Sent(outcome="deferred", text=f"no connection: {problem}")
        return await self._hand_over(client, raw, sender, recipient)

    async def _hand_over(self, client: aiosmtplib.SMTP, raw: bytes, sender: str, recipient: str) -> Sent:
        try:
            _, answer = await client.sendmail(sender, [recipient], raw)
        except aiosmtplib.SMTPRecipientsRefused as problem:
            await self._keep(client)
            refused = problem.recipients[0]
            return Sent(outcome=_outcome(refused.code), code=refused.code, text=refused.message)
        except aiosmtplib.SMTPResponseException as problem:
            client.close()
            return Sent(outcome=_outcome(problem.code), code=problem.code, text=problem.message)
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as problem:
            client.close()
            return Sent(outcome="deferred", text=f"connection lost: {problem}", unknown=True)
        await self._keep(client)
        return Sent(outcome="sent", code=250, text=answer)

    async def _keep(self, client: aiosmtplib.SMTP) -> None:
        if client.is_connected:
            self._idle.append((client, asyncio.get_running_loop().time()))

    async def _client(self) -> aiosmtplib.SMTP:
        while self._idle:
            client, answered = self._idle.pop()
            if client.is_connected and asyncio.get_running_loop().time() - answered < _FRESH:
                return client
            with suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
                await client.noop()
                return client
            client.close()
        return await connect(self._settings)


async def connect(settings: SmtpSettings) -> aiosmtplib.SMTP:
    """Return a connection to the relay that is secured and logged in as the settings say."""
    client = aiosmtplib.SMTP(
        hostname=settings.host,
        port=settings.port,
        timeout=settings.timeout,
        use_tls=settings.tls == "implicit",
        start_tls=settings.tls == "starttls",
        tls_context=tls.context(settings.ca_file) if settings.tls != "none" else None,
        local_hostname="localhost",
    )
    await client.connect()
    try:
        await _login(client, settings)
    except BaseException:
        client.close()
        raise
    return client


async def _login(client: aiosmtplib.SMTP, settings: SmtpSettings) -> None:
    if settings.token is not None:
        token = await asyncio.to_thread(settings.token.get)
        await client.auth_xoauth2(settings.user, token)
    elif settings.password is not None:
        await client.login(settings.user, settings.password)


def _outcome(code: int) -> str:
    """4xx may work later; 5xx will not (RFC 5321 section 4.2.1). A refused login is no fault of the mail."""
    return "failed" if 500 <= code < 600 and code not in {530, 534, 535, 538} else "deferred"


def check_outgoing(raw: bytes, *, sender: str, recipient: str) -> None:
    """Parse the finished header again; PermanentError when it is not one mail to exactly this recipient."""
    mail = BytesHeaderParser(policy=compat32).parsebytes(raw.partition(b"\r\n\r\n")[0])
    names = [name.lower() for name in mail]
    problems = [f"{name} is not there exactly once" for name in _ONCE if names.count(name) != 1]
    problems += [f"{name} must not be there" for name in _NEVER if name in names]
    if not problems:
        problems += _wrong_people(str(mail["from"]), sender, "From") + _wrong_people(str(mail["to"]), recipient, "To")
    if any(len(line) > _LONGEST_LINE for line in raw.split(b"\r\n")):
        problems.append("a line is too long")
    if b"\n" in raw.replace(b"\r\n", b""):
        problems.append("a bare line feed")
    if problems:
        raise PermanentError(f"unfit to leave: {'; '.join(problems)}")


def _wrong_people(field: str, address: str, name: str) -> list[str]:
    return [] if field == address or _people(field) == (address.lower(),) else [f"{name} names somebody else"]


@lru_cache(maxsize=64)
def _people(field: str) -> tuple[str, ...]:
    """The addresses in a field; the From of all our letters is the same, and reading it takes long."""
    header = SMTP.header_factory("To", "".join(field.splitlines()))
    return tuple(one.addr_spec.lower() for one in header.addresses)
