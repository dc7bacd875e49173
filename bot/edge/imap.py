"""The privacy mailbox over IMAP. One dedicated thread owns the connection; after any fault it is dropped."""

import asyncio
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from bot.core.records import Note
from bot.edge import tls
from bot.edge.imap_replace import expunge, put
from bot.edge.imap_search import meant
from bot.edge.oauth import TokenSource
from bot.errors import PermanentError, TemporaryError

T = TypeVar("T")

_AT_ONCE = 200  # UIDs in one command
_IDLE_STEP = 1.0  # seconds after which a wait looks whether it should end


@dataclass(frozen=True, kw_only=True, slots=True)
class ImapSettings:
    """Where the mailbox is and how to log in; ``password`` or ``token``."""

    host: str
    port: int
    user: str
    tls: str = "implicit"
    password: str | None = None
    token: TokenSource | None = None
    ca_file: Path | None = None
    timeout: float = 30.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A mail on the server: UID, size in bytes, INTERNALDATE as aware UTC."""

    uid: int
    size: int
    arrived_at: datetime


class ImapMailbox:
    """Connects when first needed and after a fault; TemporaryError when the server cannot be reached or answers badly,
    PermanentError when it refuses the login."""

    def __init__(self, settings: ImapSettings) -> None:
        if settings.tls == "none":
            tls.allow_plain(settings.host, "imap")
        self._settings = settings
        self._client: IMAPClient | None = None
        self._selected = ""
        self._stop_waiting = False
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="imap")

    # -- on the loop

    async def uidvalidity(self, folder: str) -> int:
        """Return the UIDVALIDITY: when it changes, every UID means another mail (RFC 9051 section 2.3.1.1)."""
        return await self._run(lambda client: self._select(client, folder))

    async def list_new(self, folder: str, above_uid: int) -> Sequence[Listed]:
        """Return the mails above a UID, in order."""
        return await self._run(lambda client: self._list(client, folder, above_uid))

    async def fetch(self, folder: str, uids: Sequence[int], limit_bytes: int) -> Sequence[bytes]:
        """Return at most so many bytes of each mail, in order, without marking them as seen."""
        return await self._run(lambda client: self._fetch(client, folder, uids, limit_bytes))

    async def move(self, folder: str, uids: Sequence[int], to: str) -> None:
        """Move mails to a folder, which is made when it is missing; safe to repeat."""
        await self._run(lambda client: self._move(client, folder, uids, to))

    async def replace(self, folder: str, uid: int, to: str, raw: bytes, arrived_at: datetime) -> None:
        """Put other bytes into a folder in the place of a mail, which is deleted; safe to repeat.

        TemporaryError, and the mail stays, when the server does not keep these bytes as they are.
        """
        await self._run(lambda client: self._replace(client, folder, uid, to, raw, arrived_at))

    async def refile(self, folder: str, note: Note, to: str, instead: bytes | None, arrived_at: datetime) -> None:
        """Move the mail that the note means from one of our folders to another, or put other bytes in its place."""
        await self._run(lambda client: self._refile(client, folder, note, to, instead, arrived_at))

    async def erase(self, folders: Sequence[str], note: Note) -> int:
        """Delete every mail that the note means from the folders; return how many went."""
        return await self._run(lambda client: sum(self._erase(client, folder, note) for folder in folders))

    async def append(self, folder: str, raw: bytes) -> None:
        """Put a mail into a folder."""
        await self._run(lambda client: client.append(self._made(client, folder), raw))

    async def wait(self, folder: str, seconds: float) -> None:
        """Return when something new may have come, at the latest after ``seconds`` (IDLE, RFC 2177, as a hint only)."""
        self._stop_waiting = False
        try:
            await self._run(lambda client: self._wait(client, folder, seconds))
        except asyncio.CancelledError:
            self._stop_waiting = True
            raise

    async def close(self) -> None:
        """Log out and end the thread."""
        self._stop_waiting = True
        await asyncio.get_running_loop().run_in_executor(self._pool, self._drop)
        self._pool.shutdown()

    async def _run(self, work: Callable[[IMAPClient], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, lambda: self._with_client(work))

    # -- on the thread

    def _with_client(self, work: Callable[[IMAPClient], T]) -> T:
        with self._faults():
            if self._client is None:
                self._client = self._connect()
                self._selected = ""
            return work(self._client)

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """After a timeout or a broken answer the connection may still hold half of it: drop it."""
        try:
            yield
        except PermanentError:
            self._drop()
            raise
        except (IMAPClientError, IMAPClientAbortError, OSError, ssl.SSLError, ValueError, AssertionError) as problem:
            self._drop()
            raise TemporaryError(f"IMAP {self._settings.host}: {type(problem).__name__}: {problem}") from problem

    def _connect(self) -> IMAPClient:
        settings = self._settings
        implicit = settings.tls == "implicit"
        context = tls.context(settings.ca_file) if settings.tls != "none" else None
        client = IMAPClient(
            settings.host, settings.port, ssl=implicit, ssl_context=context, timeout=settings.timeout, use_uid=True
        )
        try:
            if settings.tls == "starttls":
                if b"STARTTLS" not in client.capabilities():
                    raise PermanentError(f"IMAP {settings.host}: offers no STARTTLS; nothing is sent without it")
                client.starttls(context)
            self._login(client)
        except BaseException:
            client.shutdown()
            raise
        client.normalise_times = False
        return client

    def _login(self, client: IMAPClient) -> None:
        settings = self._settings
        try:
            if settings.token is not None:
                client.oauth2_login(settings.user, settings.token.get())
            else:
                client.login(settings.user, settings.password or "")
        except LoginError as problem:
            raise PermanentError(f"IMAP {settings.host}: login of {settings.user} refused: {problem}") from problem

    def _drop(self) -> None:
        client, self._client, self._selected = self._client, None, ""
        if client is None:
            return
        try:
            client.logout()
        except (IMAPClientError, OSError, ValueError):
            client.shutdown()

    def _select(self, client: IMAPClient, folder: str) -> int:
        answer = client.select_folder(folder)
        self._selected = folder
        return int(answer[b"UIDVALIDITY"])

    def _at(self, client: IMAPClient, folder: str) -> None:
        if self._selected != folder:
            self._select(client, folder)

    def _list(self, client: IMAPClient, folder: str, above_uid: int) -> Sequence[Listed]:
        """``N:*`` always matches the last mail, even when its UID is lower: those are dropped."""
        self._select(client, folder)
        uids = sorted(uid for uid in client.search(["UID", f"{above_uid + 1}:*"]) if uid > above_uid)
        listed: list[Listed] = []
        for start in range(0, len(uids), _AT_ONCE):
            answer = client.fetch(uids[start : start + _AT_ONCE], ["RFC822.SIZE", "INTERNALDATE"])
            listed += [_listed(uid, data) for uid, data in sorted(answer.items()) if b"RFC822.SIZE" in data]
        return listed

    def _fetch(self, client: IMAPClient, folder: str, uids: Sequence[int], limit: int) -> Sequence[bytes]:
        self._at(client, folder)
        answer = client.fetch(list(uids), [f"BODY.PEEK[]<0.{limit}>"])
        return [_content(uid, answer.get(uid, {})) for uid in uids]

    def _move(self, client: IMAPClient, folder: str, uids: Sequence[int], to: str) -> None:
        target = self._made(client, to)
        self._select(client, folder)
        there = [uid for uid in client.search(["UID", ",".join(map(str, uids))]) if uid in set(uids)] if uids else []
        if not there:
            return
        if client.has_capability("MOVE"):
            client.move(there, target)
        else:
            client.copy(there, target)
            expunge(client, there)
        left = set(client.search(["UID", ",".join(map(str, there))])) & set(there)
        if left:
            raise TemporaryError(f"IMAP: {len(left)} mails did not move to {to}")

    def _replace(self, client: IMAPClient, folder: str, uid: int, to: str, raw: bytes, arrived_at: datetime) -> None:
        """The new one first: a crash between the two leaves both, and the next try deletes the old one."""
        put(client, self._made(client, to), raw, arrived_at)
        self._select(client, folder)
        if uid in client.search(["UID", str(uid)]):
            expunge(client, [uid])

    def _refile(
        self, client: IMAPClient, folder: str, note: Note, to: str, instead: bytes | None, arrived_at: datetime
    ) -> None:
        """A person may have moved or deleted it meanwhile: that is said only when something had to go out of it."""
        source = self._made(client, folder)
        self._select(client, source)
        found = meant(client, note)[:1]
        if instead is None or sha256(instead).hexdigest() == note.sha256:
            self._move(client, source, found if folder != to else [], to)
        elif found:
            self._replace(client, source, found[0], to, instead, arrived_at)
        else:
            raise TemporaryError(f"IMAP: a mail is no longer in {folder}")

    def _erase(self, client: IMAPClient, folder: str, note: Note) -> int:
        if not client.folder_exists(self._name(client, folder)):
            return 0
        self._select(client, self._name(client, folder))
        found = meant(client, note)
        if found:
            expunge(client, found)
        return len(found)

    def _made(self, client: IMAPClient, folder: str) -> str:
        name = self._name(client, folder)
        if not client.folder_exists(name):
            client.create_folder(name)
        return name

    def _name(self, client: IMAPClient, folder: str) -> str:
        """Folders are configured with ``/``; the server has its own separator and prefix (RFC 2342)."""
        prefix, separator = "", "/"
        if client.has_capability("NAMESPACE"):
            personal = client.namespace().personal
            if personal:
                prefix, separator = _text(personal[0][0]), _text(personal[0][1]) or "/"
        name = separator.join(folder.split("/"))
        if folder.upper() == "INBOX" or (prefix and name.startswith(prefix)):
            return name
        return prefix + name

    def _wait(self, client: IMAPClient, folder: str, seconds: float) -> None:
        until = time.monotonic() + seconds
        self._select(client, folder)
        idles = client.has_capability("IDLE")
        if idles:
            client.idle()
        while time.monotonic() < until and not self._stop_waiting:
            step = min(_IDLE_STEP, max(0.0, until - time.monotonic()))
            if not idles:
                time.sleep(step)
            elif self._heard(client, step):
                break
        if idles:
            client.idle_done()

    def _heard(self, client: IMAPClient, step: float) -> bool:
        """An answer before its time that says nothing means that the server has hung up."""
        began = time.monotonic()
        said = client.idle_check(timeout=step)
        if not said and time.monotonic() - began < step / 2:
            raise TimeoutError("the server ended the connection")
        return any(isinstance(one, tuple) and len(one) > 1 and one[1] in {b"EXISTS", b"RECENT"} for one in said)


def _text(value: bytes | str | None) -> str:
    return value.decode("ascii", "replace") if isinstance(value, bytes) else value or ""


def _content(uid: int, data: dict[bytes, object]) -> bytes:
    for name, value in data.items():
        if name.startswith(b"BODY[]"):
            return value if isinstance(value, bytes) else b""
    raise TemporaryError(f"IMAP: mail {uid} is no longer there")


def _listed(uid: int, data: dict[bytes, object]) -> Listed:
    size, moment = data[b"RFC822.SIZE"], data.get(b"INTERNALDATE")
    if not isinstance(moment, datetime):
        moment = datetime.now(UTC)
    return Listed(uid=uid, size=int(str(size)), arrived_at=moment.astimezone(UTC))
