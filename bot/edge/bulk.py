"""A connection for many mails in a row: the envelope goes in one group of commands (RFC 2920), so that a mail costs two
round trips. aiosmtplib makes the connection, TLS and the login; it has no pipelining."""

import asyncio
import re
from contextlib import suppress

import aiosmtplib

from bot.core.delivery import enhanced
from bot.edge.smtp import Sent, SmtpSettings, connect

_ADDRESS = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]{1,254}")
_GIVEN_UP = (aiosmtplib.SMTPException, OSError, TimeoutError)
_GROUP = 3  # MAIL, RCPT, DATA


class BulkLine:
    """One connection. Not for two mails at once."""

    def __init__(self, settings: SmtpSettings) -> None:
        self._settings = settings
        self._client: aiosmtplib.SMTP | None = None
        self._pipe: _Pipe | None = None
        self._extensions: frozenset[str] = frozenset()

    async def send(self, raw: bytes, *, sender: str, recipient: str, envelope_id: str) -> Sent:
        """Send one mail (bytes with CRLF); ``unknown`` in the answer when the content went and no reply came.

        ``envelope_id`` (printable ASCII) comes back in delivery reports where the relay offers that (RFC 3461).
        """
        if not _ADDRESS.fullmatch(recipient):
            return Sent(outcome="failed", code=553, text="5.1.3 an address that cannot be written in ASCII")
        try:
            pipe = await self._ready()
        except _GIVEN_UP as problem:
            self.drop()
            return _refused_connection(problem)
        try:
            return await self._talk(pipe, raw, sender, recipient, envelope_id)
        except _GIVEN_UP as problem:
            self.drop()
            return Sent(outcome="deferred", text=f"connection lost: {problem}", unknown=pipe.content_went)

    async def close(self) -> None:
        """End the connection politely."""
        if self._pipe is not None:
            with suppress(*_GIVEN_UP):
                async with asyncio.timeout(2):
                    await self._pipe.ask(b"QUIT\r\n", 1)
        self.drop()
        await asyncio.sleep(0)  # the loop closes an aborted transport at its next turn

    def drop(self) -> None:
        """End the connection at once."""
        if self._pipe is not None:
            self._pipe.close()
        elif self._client is not None:
            self._client.close()
        self._client = self._pipe = None

    async def _ready(self) -> "_Pipe":
        if self._pipe is not None and self._pipe.open:
            return self._pipe
        self.drop()
        client = self._client = await connect(self._settings)
        if client.is_ehlo_or_helo_needed:
            await client.ehlo()
        if client.transport is None:
            raise aiosmtplib.SMTPServerDisconnected("closed at once")
        self._extensions = frozenset(name.lower() for name in client.esmtp_extensions)
        self._pipe = _Pipe(client.transport, self._settings.timeout)
        return self._pipe

    async def _talk(self, pipe: "_Pipe", raw: bytes, sender: str, recipient: str, envelope_id: str) -> Sent:
        pipe.content_went = False
        group = self._envelope(sender, recipient, envelope_id)
        if "pipelining" in self._extensions:
            replies = await pipe.ask(b"".join(group), _GROUP)
        else:
            replies = await _one_by_one(pipe, group)
        refused = next((reply for reply in replies if reply[0] >= 400), None)
        if replies[-1][0] == 354:
            if refused is not None:  # the only recipient was refused, and still DATA is open (RFC 2920 section 3.1)
                await pipe.ask(b".\r\n", 1)
            else:
                pipe.content_went = True
                (answer,) = await pipe.ask(_stuffed(raw), 1)
                pipe.content_went = False
                return _said(answer)
        if replies[0][0] < 400:
            await pipe.ask(b"RSET\r\n", 1)
        return _said(refused or replies[-1])

    def _envelope(self, sender: str, recipient: str, envelope_id: str) -> list[bytes]:
        reports = "dsn" in self._extensions
        about = f" RET=HDRS ENVID={envelope_id}" if reports else ""
        wanted = " NOTIFY=FAILURE" if reports else ""
        lines = (f"MAIL FROM:<{sender}>{about}", f"RCPT TO:<{recipient}>{wanted}", "DATA")
        return [f"{line}\r\n".encode("ascii") for line in lines]


class _Pipe(asyncio.Protocol):
    """Takes the transport over after the login and reads replies in order; given up when they take longer than
    ``patience`` (seconds)."""

    def __init__(self, transport: asyncio.BaseTransport, patience: float) -> None:
        if not isinstance(transport, asyncio.Transport):
            raise OSError("no stream")
        self.open = True
        self.content_went = False
        self._transport = transport
        self._buffer = b""
        self._replies: list[tuple[int, str]] = []
        self._wanted = 0
        self._waiter: asyncio.Future[None] | None = None
        self._loop = asyncio.get_running_loop()
        self._patience = patience
        self._asked = self._loop.time()
        self._watch = self._loop.call_later(patience, self._look)
        transport.set_protocol(self)

    async def ask(self, data: bytes, replies: int) -> list[tuple[int, str]]:
        """Write, and return the next replies (code, text); ConnectionError when the other side is gone.

        A 421 is the last word whatever else was asked.
        """
        if not self.open:
            raise ConnectionError("closed")
        self._replies, self._wanted = [], replies
        waiter = self._waiter = self._loop.create_future()
        self._asked = self._loop.time()
        self._transport.write(data)
        try:
            await waiter
        finally:
            self._waiter = None
        return self._replies

    def close(self) -> None:
        """Close the stream."""
        self.open = False
        self._watch.cancel()
        self._transport.abort()

    def _look(self) -> None:
        """One clock a connection: to start and stop one for each question would cost more than the question."""
        left = self._asked + self._patience - self._loop.time()
        if self._waiter is not None and left <= 0:
            self.connection_lost(TimeoutError("no answer in time"))
        else:
            self._watch = self._loop.call_later(left if left > 0 else self._patience, self._look)

    def data_received(self, data: bytes) -> None:
        """Read what came; an unfinished line waits for the rest."""
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        for line in lines:
            if line[3:4] != b"-":
                self._reply(line)
        if len(self._buffer) > 10_000:
            self.connection_lost(ConnectionError("a line without end"))

    def _reply(self, line: bytes) -> None:
        code = int(line[:3]) if line[:3].isdigit() else 500
        self._replies.append((code, line[4:].decode("utf-8", "replace").strip()))
        if len(self._replies) >= self._wanted or code == 421:
            self._done(None)

    def connection_lost(self, exc: Exception | None) -> None:
        """Whoever waits hears of it."""
        self.close()
        self._done(exc or ConnectionResetError("closed by the relay"))

    def _done(self, problem: Exception | None) -> None:
        waiter = self._waiter
        if waiter is not None and not waiter.done():
            waiter.set_exception(problem) if problem else waiter.set_result(None)


async def _one_by_one(pipe: _Pipe, group: list[bytes]) -> list[tuple[int, str]]:
    """For a relay without pipelining: a refusal ends the group."""
    replies: list[tuple[int, str]] = []
    for command in group:
        replies += await pipe.ask(command, 1)
        if replies[-1][0] >= 400:
            break
    return replies


def _stuffed(raw: bytes) -> bytes:
    """The content with its end; a line that begins with a dot gets a second one (RFC 5321 section 4.5.2)."""
    body = raw.replace(b"\r\n.", b"\r\n..")
    return body + (b".\r\n" if body.endswith(b"\r\n") else b"\r\n.\r\n")


def _said(reply: tuple[int, str]) -> Sent:
    code, text = reply
    return Sent(outcome="sent" if code < 300 else "deferred" if code < 500 else "failed", code=code, text=text)


def _refused_connection(problem: Exception) -> Sent:
    code = problem.code if isinstance(problem, aiosmtplib.SMTPResponseException) else 0
    text = f"{enhanced(str(problem))} no connection: {problem}".strip()
    return Sent(outcome="deferred", code=code, text=text)
