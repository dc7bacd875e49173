"""The privacy mailbox -> recorded mails -> outcomes -> folders. Nothing is lost between two lines of it."""

import asyncio
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Protocol

from bot.core.records import UNKNOWN, Arrival, Move, Note, Outcome, Pending, Position, Seen
from bot.errors import BotError, TemporaryError
from bot.flow.handle import handle, put_aside, quarantine
from bot.flow.office import Office
from bot.flow.papers import left_behind
from bot.flow.ports import OnThread, Tx

log = logging.getLogger(__name__)

_AT_ONCE = 20  # mails in one commit
_MOST_BYTES = 8_000_000  # of mails fetched at once
_HEAD = 64_000  # bytes that are kept of a mail that is too long
_MOVES = 500
_PUT_OFF = 10  # times that the database may refuse one mail and take other work before that counts as its tries


class Listed(Protocol):
    """A mail on the server, before it is fetched."""

    @property
    def uid(self) -> int:
        """Its UID."""

    @property
    def size(self) -> int:
        """Bytes on the server (RFC822.SIZE)."""

    @property
    def arrived_at(self) -> datetime:
        """INTERNALDATE, aware UTC: from here the legal month is counted."""


class Mailbox(Protocol):
    """The privacy mailbox on its server."""

    async def uidvalidity(self, folder: str) -> int: ...
    async def list_new(self, folder: str, above_uid: int) -> Sequence[Listed]: ...
    async def fetch(self, folder: str, uids: Sequence[int], limit_bytes: int) -> Sequence[bytes]: ...
    async def move(self, folder: str, uids: Sequence[int], to: str) -> None: ...
    async def replace(self, folder: str, uid: int, to: str, raw: bytes, arrived_at: datetime) -> None: ...
    async def refile(self, folder: str, note: Note, to: str, instead: bytes | None, arrived_at: datetime) -> None: ...
    async def erase(self, folders: Sequence[str], note: Note) -> int: ...


class Fault(Protocol):
    """Why the worker process could not read a mail."""

    @property
    def reason(self) -> str:
        """In a few words."""


class Reader(Protocol):
    """Reads, screens and classifies in a worker process, under a time limit."""

    async def read(self, raws: Sequence[bytes]) -> Sequence[Seen | Fault]: ...


class Intake:
    """The four steps of the loop; each may be run again at any time."""

    def __init__(
        self, office: Office, mailbox: Mailbox, reader: Reader, on_store: OnThread, *, account: str, folder: str
    ) -> None:
        self._office = office
        self._mailbox = mailbox
        self._reader = reader
        self._on_store = on_store
        self._account = account
        self._folder = folder
        self._begun: set[int] = set()  # mails whose try was counted and that were not decided; on the store's thread

    async def run_once(self) -> int:
        """Fetch, decide, move; return how many mails got their outcome."""
        await self.fetch()
        done = await self.decide()
        await self.move()
        return done

    async def fetch(self) -> int:
        """Record every new mail before anything else is done with it."""
        store, folder = self._office.store, self._folder
        validity = await self._mailbox.uidvalidity(folder)
        above = await self._on_store(lambda: store.highest_uid(self._account, folder, validity))
        listed = await self._mailbox.list_new(folder, above)
        limit = self._office.limits.mail_bytes
        for group in _groups(listed, limit):
            most = limit if group[0].size <= limit else _HEAD
            raws = await self._mailbox.fetch(folder, [one.uid for one in group], most)
            arrivals = [
                Arrival(
                    position=Position(account=self._account, folder=folder, uidvalidity=validity, uid=one.uid),
                    size=one.size,
                    arrived_at=one.arrived_at,
                    raw=raw,
                )
                for one, raw in zip(group, raws, strict=True)
            ]
            await self._on_store(partial(store.record, arrivals))
        return len(listed)

    async def decide(self) -> int:
        """Give every recorded mail its outcome; return how many got one."""
        done = 0
        reading = None
        await self._on_store(self._give_back)
        try:
            batch = await self._begin(0)
            reading = asyncio.ensure_future(self._read(batch))
            while batch:
                seen = await reading
                alone = batch[0].attempts > 1  # perhaps it is what killed the process: that costs no other mail a try
                if alone:
                    done += await self._together(batch, seen)
                following = await self._begin(batch[-1].id)
                reading = asyncio.ensure_future(self._read(following))  # beside the deciding, in the worker process
                if not alone:
                    done += await self._together(batch, seen)
                batch = following
        finally:
            if reading is not None:
                reading.cancel()
            with suppress(TemporaryError):  # the next round begins with it
                await self._on_store(self._give_back)
        return done

    async def _begin(self, after: int) -> Sequence[Pending]:
        return await self._on_store(partial(self._counted, after))

    def _counted(self, after: int) -> Sequence[Pending]:
        batch = self._office.store.begin(_AT_ONCE, after)
        self._begun.update(mail.id for mail in batch)
        return batch

    def _give_back(self) -> None:
        """A round that the database or the end of the bot cut off costs no mail a try."""
        if self._begun:
            self._office.store.give_back(sorted(self._begun))
            self._begun.clear()

    async def _read(self, batch: Sequence[Pending]) -> Mapping[int, Seen | Fault]:
        limits = self._office.limits
        fit = [mail for mail in batch if mail.attempts <= limits.attempts and mail.size <= limits.mail_bytes]
        return dict(zip([mail.id for mail in fit], await self._reader.read([mail.raw for mail in fit]), strict=True))

    async def _together(self, batch: Sequence[Pending], seen: Mapping[int, Seen | Fault]) -> int:
        outcomes = await self._on_store(partial(self._decided, batch, seen))
        for mail, outcome in zip(batch, outcomes, strict=True):
            if outcome is not None:
                log.info("mail in %d %s %s case=%s", mail.id, outcome.disposition, outcome.kind, outcome.case_id)
        return sum(outcome is not None for outcome in outcomes)

    def _decided(self, batch: Sequence[Pending], seen: Mapping[int, Seen | Fault]) -> Sequence[Outcome | None]:
        """One durable commit for some mails. When one of them fails, all is taken back; each is decided by itself."""
        try:
            with self._office.store.transaction() as tx:
                outcomes = [self._one(tx, mail, seen.get(mail.id)) for mail in batch]
        except Exception as error:  # a bug must cost one mail its automatic answer, not the bot its life
            if len(batch) > 1:
                return [outcome for mail in batch for outcome in self._decided([mail], seen)]
            outcomes = [self._undecided(batch[0], error, seen.get(batch[0].id))]
        self._begun.difference_update(mail.id for mail in batch)
        return outcomes

    def _undecided(self, mail: Pending, error: Exception, seen: Seen | Fault | None) -> Outcome | None:
        if isinstance(error, TemporaryError):
            self._put_off(mail, error)
            return None
        log.exception("mail in %d could not be handled", mail.id, exc_info=error)
        return self._failed(mail, type(error).__name__, seen)

    def _put_off(self, mail: Pending, problem: TemporaryError) -> None:
        """The try of a mail that the database cannot decide now is none; when it cannot write even that, it is away,
        and the round ends. One that is refused again and again while others go is at fault itself."""
        log.warning("mail in %d waits for the database: %s", mail.id, problem)
        with self._office.store.transaction() as tx:
            often = tx.count(f"put off:{mail.id}", 1)
        if often <= _PUT_OFF:
            self._office.store.give_back([mail.id])

    def _one(self, tx: Tx, mail: Pending, seen: Seen | Fault | None) -> Outcome | None:
        """Return the outcome, or None when the mail will be tried again."""
        limits = self._office.limits
        if mail.size > limits.mail_bytes:
            return quarantine(self._office, tx, mail, f"larger than {limits.mail_bytes} bytes")
        if mail.attempts > limits.attempts:
            return quarantine(self._office, tx, mail, "failed three times")
        if not isinstance(seen, Seen):
            return self._again(tx, mail, seen.reason if seen is not None else "unread")
        return handle(self._office, tx, mail, seen)

    def _failed(self, mail: Pending, reason: str, seen: Seen | Fault | None) -> Outcome | None:
        """Whatever stops a mail may stop what puts it aside too: the least of that is its outcome alone."""
        if self._last_try(mail):
            known = seen if isinstance(seen, Seen) else None
            for put in (partial(quarantine, seen=known), quarantine, put_aside):
                try:
                    with self._office.store.transaction() as tx:
                        return put(self._office, tx, mail, f"tried {mail.attempts} times: {reason}")
                except TemporaryError:
                    raise
                except Exception as worse:
                    log.exception("mail in %d could not be put aside", mail.id, exc_info=worse)
        log.warning("mail in %d try %d: %s", mail.id, mail.attempts, reason)
        return None

    def _last_try(self, mail: Pending) -> bool:
        return mail.attempts >= self._office.limits.attempts

    def _again(self, tx: Tx, mail: Pending, reason: str) -> Outcome | None:
        if self._last_try(mail):
            return quarantine(self._office, tx, mail, f"tried {mail.attempts} times: {reason}")
        log.warning("mail in %d try %d: %s", mail.id, mail.attempts, reason)
        return None

    async def move(self) -> int:
        """Move what has its outcome to its folder on the server; safe to repeat."""
        moved = 0
        waiting = partial(self._office.store.moves, self._account, self._folder, _MOVES)
        while moves := await self._on_store(waiting):
            moved += await self._move(moves)
            if len(moves) < _MOVES:
                break
        return moved

    async def _move(self, ours: Sequence[Move]) -> int:
        current = await self._mailbox.uidvalidity(self._folder)
        whole: dict[tuple[int, str], list[Move]] = {}
        for one in ours:
            if one.position.uidvalidity != UNKNOWN and (one.instead is None or one.position.uidvalidity != current):
                whole.setdefault((one.position.uidvalidity, one.goes_to), []).append(one)
        for (validity, goes_to), mails in whole.items():
            await self._move_whole(mails, goes_to, there=validity == current)
        for one in ours:
            if one.instead is not None and one.position.uidvalidity in {UNKNOWN, current}:
                await self._replace(one, one.instead)
            elif one.position.uidvalidity == UNKNOWN:
                await self._as_it_is(one)
        return len(ours)

    async def _as_it_is(self, move: Move) -> None:
        """Move one mail; one that is handled again lies in a folder of ours, at an unknown place."""
        if move.position.uidvalidity == UNKNOWN:
            await self._refile(move, None)
        await self._move_whole([move], move.goes_to, there=move.position.uidvalidity != UNKNOWN)

    async def _refile(self, move: Move, instead: bytes | None) -> None:
        note = Note(id=move.id, message_id="", size=move.size, sha256=move.sha256)
        await self._mailbox.refile(move.position.folder, note, move.goes_to, instead, move.arrived_at)

    async def _move_whole(self, mails: Sequence[Move], goes_to: str, *, there: bool) -> None:
        if there:
            await self._mailbox.move(self._folder, [one.position.uid for one in mails], goes_to)
        await self._on_store(partial(self._office.store.moved, [one.id for one in mails]))

    async def _replace(self, move: Move, raw: bytes) -> None:
        """A server that answers and refuses just this one (its limit, a quota) must not hold up all others."""
        try:
            if move.position.uidvalidity == UNKNOWN:
                await self._refile(move, raw)
            else:
                await self._mailbox.replace(self._folder, move.position.uid, move.goes_to, raw, move.arrived_at)
        except BotError as problem:
            await self._mailbox.uidvalidity(self._folder)  # an outage is no refusal: it ends the round
            log.warning("mail in %d could not be replaced: %s", move.id, type(problem).__name__)
            if await self._on_store(lambda: self._refused(move)):
                await self._as_it_is(move)
                await self._on_store(self._office.store.wipe)
            return
        await self._on_store(lambda: self._office.store.replaced(move.id, raw))

    def _refused(self, move: Move) -> bool:
        """Count the try; return whether it was the last one, of which staff are told."""
        with self._office.store.transaction() as tx:
            if tx.count(f"replace:{move.id}", 1) < self._office.limits.attempts:
                return False
            left_behind(self._office, tx, move.id, move.goes_to)
            return True


def _groups(listed: Sequence[Listed], limit: int) -> Iterator[Sequence[Listed]]:
    """Mails for one round trip and one commit, as far as they fit into memory; one that is too long comes alone."""
    group: list[Listed] = []
    for one in listed:
        size = sum(other.size for other in group) + one.size
        if group and (len(group) >= _AT_ONCE or size > _MOST_BYTES or max(group[0].size, one.size) > limit):
            yield group
            group = []
        group.append(one)
    if group:
        yield group
