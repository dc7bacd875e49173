"""XOAUTH2 for IMAP and SMTP against scripted servers, and where the tokens come from."""

import asyncio
import base64
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest

from bot.edge.imap import ImapMailbox, ImapSettings
from bot.edge.oauth import Cached, from_command
from bot.edge.smtp import Postman, SmtpSettings
from bot.errors import PermanentError, TemporaryError

Script = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
EXPECTED = base64.b64encode(b"user=privacy\x01auth=Bearer TOKEN\x01\x01")


@asynccontextmanager
async def scripted(speak: Script) -> AsyncIterator[int]:
    """Serve one script on a free port."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(ConnectionError):
                await speak(reader, writer)
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


class Token:
    """A source with one token."""

    def __init__(self, token: str = "TOKEN") -> None:
        self._token = token

    def get(self) -> str:
        """Return it."""
        return self._token


async def imap(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A server that knows XOAUTH2 and one mailbox."""
    writer.write(b"* OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2 SASL-IR] ready\r\n")
    while line := await reader.readline():
        tag, _, command = line.strip().partition(b" ")
        if command.startswith(b"AUTHENTICATE"):
            given = command.split()[-1]
            if given == b"XOAUTH2":
                writer.write(b"+ \r\n")
                given = (await reader.readline()).strip()
            if given != EXPECTED:
                writer.write(b"+ eyJzdGF0dXMiOiI0MDEifQ==\r\n")
                await reader.readline()
                writer.write(tag + b" NO AUTHENTICATE failed\r\n")
                continue
        if command.startswith(b"SELECT"):
            writer.write(b"* 0 EXISTS\r\n* OK [UIDVALIDITY 77] ok\r\n")
        if command.startswith(b"CAPABILITY"):
            writer.write(b"* CAPABILITY IMAP4rev1 AUTH=XOAUTH2 SASL-IR\r\n")
        if command.startswith(b"LOGOUT"):
            writer.write(b"* BYE\r\n" + tag + b" OK\r\n")
            break
        writer.write(tag + b" OK done\r\n")


async def smtp(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A relay that takes mail after XOAUTH2 only."""
    known = False
    writer.write(b"220 relay\r\n")
    while line := await reader.readline():
        word = line.strip().upper()
        if word.startswith(b"EHLO"):
            writer.write(b"250-relay\r\n250 AUTH XOAUTH2\r\n")
        elif word.startswith(b"AUTH XOAUTH2"):
            known = line.split()[-1].strip() == EXPECTED
            writer.write(b"235 ok\r\n" if known else b"535 5.7.8 no\r\n")
        elif word.startswith(b"DATA"):
            writer.write(b"354 go\r\n")
            while (await reader.readline()).strip() != b".":
                pass
            writer.write(b"250 taken\r\n")
        elif word.startswith(b"QUIT"):
            writer.write(b"221 bye\r\n")
            break
        else:
            writer.write(b"250 ok\r\n" if known else b"530 5.7.0 first AUTH\r\n")


RAW = (
    b"From: privacy@crm.example\r\nTo: a@b.example\r\nSubject: x\r\nDate: Mon, 2 Feb 2026 10:00:00 +0000\r\n"
    b"Message-ID: <1@crm.example>\r\nAuto-Submitted: auto-replied\r\n\r\nx\r\n"
)


async def test_imap_logs_in_with_a_token() -> None:
    async with scripted(imap) as port:
        settings = {"host": "127.0.0.1", "port": port, "user": "privacy", "tls": "none", "timeout": 5.0}
        mailbox = ImapMailbox(ImapSettings(**settings, token=Token()))
        assert await mailbox.uidvalidity("INBOX") == 77
        await mailbox.close()
        wrong = ImapMailbox(ImapSettings(**settings, token=Token("OTHER")))
        with pytest.raises((PermanentError, TemporaryError)):
            await wrong.uidvalidity("INBOX")
        await wrong.close()


async def test_smtp_logs_in_with_a_token() -> None:
    async with scripted(smtp) as port:
        settings = {"host": "127.0.0.1", "port": port, "user": "privacy", "tls": "none", "timeout": 5.0}
        postman = Postman(SmtpSettings(**settings, token=Token()))
        sent = await postman.send(RAW, sender="privacy@crm.example", recipient="a@b.example")
        await postman.close()
        assert (sent.outcome, sent.code) == ("sent", 250)
        refused = Postman(SmtpSettings(**settings, token=Token("OTHER")))
        later = await refused.send(RAW, sender="privacy@crm.example", recipient="a@b.example")
        await refused.close()
        assert later.outcome == "deferred", "a refused login is no fault of the mail"


@pytest.mark.parametrize(
    "change",
    [
        (b"To: a@b.example", b"To: a@b.example, c@d.example"),
        (b"Subject: x", b"Subject: x\r\nBcc: c@d.example"),
        (b"From: privacy@crm.example", b"From: someone@else.example"),
        (b"Auto-Submitted: auto-replied\r\n", b""),
        (b"\r\n\r\nx\r\n", b"\r\n\r\n" + b"x" * 1200 + b"\r\n"),
        (b"\r\n\r\nx\r\n", b"\r\n\r\nx\ny\r\n"),
    ],
)
async def test_a_mail_that_is_not_as_it_should_be_never_leaves(change: tuple[bytes, bytes]) -> None:
    postman = Postman(SmtpSettings(host="127.0.0.1", port=1, tls="none"))
    with pytest.raises(PermanentError, match="unfit to leave"):
        await postman.send(RAW.replace(*change), sender="privacy@crm.example", recipient="a@b.example")


def test_a_token_is_asked_for_again_only_when_it_ends() -> None:
    now = [0.0]
    asked: list[int] = []

    def fetch() -> tuple[str, float]:
        asked.append(1)
        return f"t{len(asked)}", 3600.0

    source = Cached(fetch, clock=lambda: now[0])
    assert [source.get(), source.get()] == ["t1", "t1"]
    now[0] = 3600.0 - 30
    assert source.get() == "t2"


def test_a_token_command_prints_it_or_is_a_temporary_error() -> None:
    assert from_command([sys.executable, "-c", "print('secret')"]).get() == "secret"
    with pytest.raises(TemporaryError):
        from_command([sys.executable, "-c", "raise SystemExit(1)"]).get()
    with pytest.raises(TemporaryError):
        from_command(["/nowhere/at/all"]).get()
