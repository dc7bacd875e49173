"""Builds the edge from the config, starts the loops in a TaskGroup, and stops them on SIGTERM."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.assembly import build_newsroom, build_office, build_web
from bot.config import Config
from bot.core.backoff import delay
from bot.core.dates import BRUSSELS
from bot.edge.build import open_mailbox, open_postman, open_store, rule_folders
from bot.edge.imap import ImapMailbox
from bot.edge.reader import Reader
from bot.edge.signatures import Lookup
from bot.edge.smtp import Postman
from bot.edge.sorter import open_sorter
from bot.edge.store import Store
from bot.errors import PermanentError, TemporaryError
from bot.flow.carry import carry_due
from bot.flow.digest import digest_due
from bot.flow.forget import forget
from bot.flow.intake import Intake
from bot.flow.leaving import leave_by_web
from bot.flow.newsletter import send_newsletters
from bot.flow.post import post_due
from bot.flow.verify import verify_journal

if TYPE_CHECKING:
    from bot.edge.web import Web

log = logging.getLogger(__name__)
_BESIDE = 0.2  # seconds between two looks at what a running intake has caused
_PATIENCE = 10.0  # seconds for the mails in transfer at the end
T = TypeVar("T")


def utc_now() -> datetime:
    """Return the moment, aware UTC; the one clock of the bot."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class StoreThread:
    """Runs store work on one thread, in order; the loop never waits for a disk."""

    pool: ThreadPoolExecutor

    async def __call__(self, work: Callable[[], T]) -> T:
        """Return the result of ``work``."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, work)


class Bot:
    """The whole bot; an async context manager that closes what it opened."""

    def __init__(
        self, config: Config, *, clock: Callable[[], datetime] = utc_now, lookup: Lookup | None = None
    ) -> None:
        self.config = config
        self.store: Store = open_store(config)
        self.office = build_office(config, self.store, clock)
        self.mailbox: ImapMailbox = open_mailbox(config)
        self.postman: Postman = open_postman(config)
        deciding = frozenset([*config.staff.addresses, *config.newsletter.editors])
        self.reader = Reader(open_sorter, (rule_folders(config), config.own_addresses, deciding, lookup))
        self._stopping = False
        self._posting = asyncio.Lock()  # one round at a time: each connection has at most one mail in doubt
        self.newsroom = build_newsroom(config, self.store, lambda: self._stopping)
        self.store.reply_budgets = self.newsroom.plan.counted
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self.on_store = StoreThread(self._pool)
        self.web: Web | None = None
        self.intake = Intake(
            self.office,
            self.mailbox,
            self.reader,
            self.on_store,
            account=config.imap.user,
            folder=config.imap.folder,
        )

    async def __aenter__(self) -> Self:
        """Take back what was claimed when the process last died."""
        released = await self.on_store(self.store.release_claims)
        if released:
            log.info("%d mails out were in transfer when the bot stopped; they are sent again", released)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close connections, worker process and database."""
        if self.web is not None:
            self.web.close()
        await self.mailbox.close()
        await self.postman.close()
        await self.reader.close()
        self._pool.shutdown()
        self.store.engine.dispose()

    def listen(self) -> "Web | None":
        """Open the https way out where it is configured; ConfigError when that cannot be."""
        self.web = build_web(self.config, self.store.keys, self.leave, self.alive)
        return self.web

    async def leave(self, token: str) -> bool:
        """Take whom a token names off its list, from the web."""
        return await self.on_store(lambda: leave_by_web(self.office, token))

    def alive(self) -> bool:
        """Whether the last step of the loops went well."""
        return not self._failures

    async def drain(self) -> None:
        """Do all that can be done now: mailbox, due cases, outbox, and what follows from them."""
        await self.mail()
        await self.news()
        await self.post()
        await self.forget()
        await self.verify()  # last: whatever is wrong with the journal, it stops no mail
        await self.post()

    async def mail(self) -> None:
        """Take mail in, and carry out and send beside it what it causes, until nothing is left of both."""
        intake = asyncio.ensure_future(self.intake.run_once())
        work = [intake, *(asyncio.ensure_future(self._beside(intake, step)) for step in (self.carry, self.post))]
        for done in await asyncio.gather(*work, return_exceptions=True):  # letters under way are not cut off
            if isinstance(done, BaseException):
                raise done
        await self.carry()
        await self.post()

    async def _beside(self, intake: asyncio.Future[int], step: Callable[[], Awaitable[None]]) -> None:
        while not intake.done():
            await asyncio.wait({intake}, timeout=_BESIDE)
            await step()

    async def carry(self) -> None:
        """Carry out due cases."""
        await carry_due(self.office, self.on_store)

    async def post(self) -> None:
        """Send what waits in the outbox."""
        async with self._posting:
            await post_due(self.office, self.postman, self.on_store)

    async def news(self) -> None:
        """Send what is due of the newsletters, as far as their budgets allow."""
        await send_newsletters(self.office, self.newsroom, self.on_store)

    async def digest(self) -> None:
        """Write the digest for staff when it is time."""
        await self.on_store(lambda: digest_due(self.office))

    async def forget(self) -> None:
        """Retention, and the bot's own copies of what was erased."""
        await forget(self.office, self.mailbox, self.on_store, folders=self.folders())

    async def verify(self) -> None:
        """Read the journal again, once a day."""
        await verify_journal(self.office, self.on_store)

    def folders(self) -> tuple[str, ...]:
        """Return the folders that hold mails: the mailbox and one for each outcome."""
        return (self.config.imap.folder, *sorted(set(self.store.folders.values())))

    async def run(self) -> None:
        """Run the loops until SIGTERM or SIGINT."""
        web = self.listen()
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, stop.set)
        wake, news_wake = asyncio.Event(), asyncio.Event()
        clock = self._alarms(wake, news_wake)
        clock.start()
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(self._mail_loop(stop)), group.create_task(self._case_loop(stop, wake))]
                news = group.create_task(self._news_loop(news_wake))
                if web is not None:
                    group.create_task(web.serve())
                await stop.wait()
                self._stopping = True
                if web is not None:
                    web.stop()
                news_wake.set()
                for task in tasks:
                    task.cancel()
                await asyncio.wait({news}, timeout=_PATIENCE)  # a mail in transfer is finished, not left in doubt
                news.cancel()
        finally:
            clock.shutdown(wait=False)

    def _alarms(self, wake: asyncio.Event, news_wake: asyncio.Event) -> AsyncIOScheduler:
        """The alarm clock: it only wakes; what is due stands in the database."""
        clock = AsyncIOScheduler(timezone=BRUSSELS)
        clock.add_job(wake.set, "interval", seconds=15, coalesce=True, misfire_grace_time=None)
        clock.add_job(news_wake.set, "interval", seconds=5, coalesce=True, misfire_grace_time=None)
        hour = self.config.staff.digest_hour
        clock.add_job(self.digest, "cron", hour=hour, coalesce=True, misfire_grace_time=6 * 3600)
        clock.add_job(self.forget, "cron", minute=17, coalesce=True, misfire_grace_time=3600)
        clock.add_job(self.verify, "cron", minute=37, coalesce=True, misfire_grace_time=3600)
        return clock

    async def _mail_loop(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            if await self._guarded(self.mail):
                await self._guarded(lambda: self.mailbox.wait(self.config.imap.folder, self.config.imap.poll_seconds))

    async def _case_loop(self, stop: asyncio.Event, wake: asyncio.Event) -> None:
        while not stop.is_set():
            await wake.wait()
            wake.clear()
            await self._guarded(self.carry)
            await self._guarded(self.post)

    async def _news_loop(self, wake: asyncio.Event) -> None:
        while not self._stopping:
            await wake.wait()
            wake.clear()
            await self._guarded(self.news)

    _failures = 0

    async def _guarded(self, work: Callable[[], Awaitable[object]]) -> bool:
        """Run one step; a server or disk that is away is waited for, one second up to five minutes."""
        try:
            await work()
        except (TemporaryError, PermanentError) as problem:
            self._failures += 1
            wait = delay(self._failures, first=1.0, most=300.0, jitter=0.5)
            log.warning("%s; next try in %.0f s", problem, wait)
            await asyncio.sleep(wait)
            return False
        self._failures = 0
        return True


def config_path(given: Path | None) -> Path:
    """Return where the configuration stands: the option, or ``config.toml`` here."""
    return given or Path("config.toml")
