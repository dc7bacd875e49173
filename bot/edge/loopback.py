"""A mail world on this machine for demo and tests: IMAP, SMTP, and a border server that judges senders."""

import smtplib
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP as SMTP_POLICY
from email.utils import parseaddr
from types import TracebackType
from typing import Self, TypeVar

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from bot.edge.imap import ImapSettings
from bot.edge.smtp import SmtpSettings
from bot.errors import TemporaryError

AUTHSERV_ID = "mx.crm.example"
_USER = "privacy"
_PASSWORD = "loopback"  # noqa: S105 - of a server on loopback that ends with the demo
_START_SECONDS = 30.0
T = TypeVar("T")


class LoopbackWorld:
    """Mail to the privacy address lands in the IMAP mailbox; mail to anybody else is kept and can be read here."""

    def __init__(self, privacy_address: str) -> None:
        self._privacy = privacy_address
        self._imap_port = free_port()
        self._smtp_port = free_port()
        self._mails: dict[str, list[bytes]] = defaultdict(list)
        self._lock = threading.Lock()
        self._at_mailbox = threading.Lock()
        self.clock: Callable[[], datetime] = _now  # when mail arrives (INTERNALDATE)
        self.refuse: dict[str, str] = {}  # recipient -> SMTP answer, to play a full or missing mailbox

    def __enter__(self) -> Self:
        """Start both servers on free loopback ports."""
        command = [sys.executable, "-W", "ignore", "-c", "from pymap.main import main; main()"]
        command += ["--no-service", "admin", "--host", "127.0.0.1", "--port", str(self._imap_port), "--no-tls"]
        command += ["dict", "--demo-user", _USER, "--demo-password", _PASSWORD]
        self._server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - a fixed command
        self._controller = Controller(
            _Border(self), hostname="127.0.0.1", port=self._smtp_port, decode_data=False, data_size_limit=60_000_000
        )
        self._controller.start()
        self._mailbox = self._first_login()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop both."""
        self._controller.stop()
        _close(self._mailbox)
        self._server.terminate()
        self._server.wait(timeout=10)

    @property
    def imap(self) -> ImapSettings:
        """How to reach the privacy mailbox."""
        return ImapSettings(host="127.0.0.1", port=self._imap_port, user=_USER, password=_PASSWORD, tls="none")

    @property
    def smtp(self) -> SmtpSettings:
        """How to reach the relay."""
        return SmtpSettings(host="127.0.0.1", port=self._smtp_port, tls="none")

    def write(self, raw: bytes, *, envelope_sender: str | None = None) -> None:
        """Send a mail to the privacy address as the world does, over SMTP."""
        sender = envelope_sender
        if sender is None:
            sender = parseaddr(str(message_from_bytes(raw, policy=SMTP_POLICY)["from"]))[1]
        with smtplib.SMTP("127.0.0.1", self._smtp_port, timeout=30) as client:
            client.sendmail(sender, [self._privacy], raw)

    def mails_to(self, address: str) -> Sequence[bytes]:
        """Return the mails that a person received, oldest first."""
        with self._lock:
            return list(self._mails[address.lower()])

    def everything(self) -> dict[str, list[bytes]]:
        """Return all mails that left, by recipient."""
        with self._lock:
            return {address: list(mails) for address, mails in self._mails.items() if mails}

    def keep(self, recipient: str, raw: bytes) -> None:
        """Keep a mail, or put it into the privacy mailbox."""
        if recipient.lower() == self._privacy:
            self._append(raw)
            return
        with self._lock:
            self._mails[recipient.lower()].append(raw)

    def folder(self, name: str) -> Sequence[bytes]:
        """Return the mails of a folder on the server."""
        return self._in_mailbox(lambda client: _mails_in(client, name))

    def _append(self, raw: bytes) -> None:
        self._in_mailbox(lambda client: client.append("INBOX", raw, msg_time=self.clock()))

    def _in_mailbox(self, act: Callable[[IMAPClient], T]) -> T:
        """One connection serves all: the server takes longer for a login than for a hundred mails."""
        with self._at_mailbox:
            try:
                return act(self._mailbox)
            except (OSError, IMAPClientAbortError):  # it stood idle too long
                _close(self._mailbox)
                self._mailbox = self._login()
                return act(self._mailbox)

    def _login(self) -> IMAPClient:
        client = IMAPClient("127.0.0.1", self._imap_port, ssl=False, timeout=30)
        client.login(_USER, _PASSWORD)
        return client

    def _first_login(self) -> IMAPClient:
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until:
            with suppress(OSError, IMAPClientError):
                return self._login()
            time.sleep(0.1)
        raise TemporaryError("the IMAP server of the loopback world did not start")


def _close(client: IMAPClient) -> None:
    """End a connection, whether or not the server is still there to hear of it."""
    with suppress(OSError, IMAPClientError):
        client.logout()
    with suppress(OSError):
        client.shutdown()


def _mails_in(client: IMAPClient, name: str) -> Sequence[bytes]:
    if not client.folder_exists(name):
        return []
    client.select_folder(name, readonly=True)
    uids = client.search()
    return [data[b"BODY[]"] for _, data in sorted(client.fetch(uids, ["BODY.PEEK[]"]).items())] if uids else []


class _Border:
    """Takes mail as a company's border server does: strips forged results and writes its own (RFC 8601 section 5)."""

    def __init__(self, world: LoopbackWorld) -> None:
        self._world = world

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Refuse whom the world refuses."""
        if answer := self._world.refuse.get(address.lower()):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Judge the sender and keep the mail."""
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        for recipient in envelope.rcpt_tos:
            sender = (envelope.mail_from or "").strip("<>")  # the null sender comes as <>
            incoming = self._judged(raw, sender) if recipient.lower() == self._world._privacy else raw
            self._world.keep(recipient, incoming)
        return "250 OK"

    def _judged(self, raw: bytes, envelope_sender: str) -> bytes:
        head, separator, body = raw.partition(b"\r\n\r\n")
        claimed = parseaddr(str(message_from_bytes(head + b"\r\n\r\n", policy=SMTP_POLICY)["from"] or ""))[1]
        domain = claimed.rpartition("@")[2].lower()
        aligned = bool(domain) and domain == envelope_sender.rpartition("@")[2].lower()
        kept = b"\r\n".join(field for field in _fields(head) if not _forged(field))
        verdict = "pass" if aligned or not envelope_sender else "fail"
        added = (
            f"Return-Path: <{envelope_sender}>\r\n"
            f"Authentication-Results: {AUTHSERV_ID}; dmarc={verdict} header.from={domain}\r\n"
            f"Received: from client.example by {AUTHSERV_ID} with ESMTP; "
            f"{time.strftime('%a, %d %b %Y %H:%M:%S +0000', time.gmtime())}\r\n"
        )
        return added.encode("utf-8", "replace") + kept + separator + body


def _now() -> datetime:
    return datetime.now(UTC)


def _forged(field: bytes) -> bool:
    low = field.lower()
    return low.startswith(b"authentication-results") and AUTHSERV_ID.encode() in low


def _fields(head: bytes) -> list[bytes]:
    """Return the header fields, each with its folded lines."""
    fields: list[bytes] = []
    for line in head.split(b"\r\n"):
        if line[:1] in {b" ", b"\t"} and fields:
            fields[-1] += b"\r\n" + line
        else:
            fields.append(line)
    return fields


def free_port() -> int:
    """Return a TCP port that is free on the loopback address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
