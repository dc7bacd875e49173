"""One run over one issue: claim, mark as in transfer, hand to the relay, write down what it said.

A few connections work side by side. What they begin and end is committed together, and no content leaves before the
commit that says so; so at any moment at most one mail a connection is in doubt (RFC 1047).
"""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from bot.core.delivery import AT_MOST_ONCE, Claimed, Result, Verdict, Watch, enhanced, gives_up_after, judge, next_try
from bot.core.newsletter import Issue
from bot.core.pace import RELAY, SLICE, room
from bot.errors import TemporaryError
from bot.flow.newsroom import Form, Line, Newsroom
from bot.flow.patience import surely
from bot.flow.ports import OnThread
from bot.flow.post import Sent

log = logging.getLogger(__name__)

_AT_ONCE = 500
_WINDOW = 200
_LONGEST = 0.02  # seconds that a commit waits for company


class Sending:
    """Sends what is due of one issue. ``stop`` is called with the reason when the issue must be paused."""

    def __init__(
        self,
        newsroom: Newsroom,
        issue: Issue,
        forms: Mapping[str, Form],
        on_store: OnThread,
        clock: Callable[[], datetime],
    ) -> None:
        self._room = newsroom
        self._issue = issue
        self._forms = forms
        self._on_store = on_store
        self._clock = clock
        self._waiting: deque[Claimed] = deque()
        self._claiming = asyncio.Lock()
        self._scribe = Scribe(newsroom, issue, on_store, clock)
        self._watch = Watch()
        self._halt = False
        self.slowed = False
        self.pause = ""  # why the issue must be paused; "" when nothing is wrong
        self.sent = 0

    async def go(self) -> None:
        """Send until nothing is due, a budget is used up, or something is wrong; see ``pause`` and ``slowed``."""
        ledger, issue = self._room.ledger, self._issue
        await self._on_store(lambda: ledger.recover(issue.id))
        past = await self._on_store(lambda: ledger.last_outcomes(issue.id, _WINDOW))
        self._watch.see(judge(code, status) for code, status in past)
        if not await self._refill():
            return
        lines = [self._room.line() for _ in range(min(self._room.throttle.connections, len(self._waiting)))]
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._scribe.run())
                async with asyncio.TaskGroup() as workers:
                    for line in lines:
                        workers.create_task(self._work(line))
                self._scribe.close()
        finally:
            await self._put_away(lines)

    async def _put_away(self, lines: Sequence[Line]) -> None:
        left = [mail.id for mail in self._waiting]
        try:
            await self._on_store(lambda: self._room.ledger.give_back(left))
        finally:
            await self._on_store(self._room.ledger.close)
            for line in lines:
                await line.close()

    async def _work(self, line: Line) -> None:
        while (mail := await self._next()) is not None:
            if not await self._scribe.start(mail):
                continue
            raw = self._forms[mail.language].fill(mail.mark, mail.address, mail.name)
            answer = await line.send(
                raw,
                sender=self._room.envelope_sender(mail.mark, self._issue.topic),
                recipient=mail.address,
                envelope_id=f"{self._issue.number}.{mail.mark}",
            )
            self._scribe.finish(self._settled(mail, answer))

    async def _next(self) -> Claimed | None:
        if self._halt or self._room.halted():
            return None
        if not self._waiting:
            async with self._claiming:
                if not self._waiting and not await self._more():
                    return None
        return self._waiting.popleft() if self._waiting else None

    # -- claiming within the budgets

    async def _more(self) -> bool:
        """A database that cannot do it now ends the run; the mails under way are finished, not left in doubt."""
        try:
            return await self._refill()
        except TemporaryError as problem:
            log.warning("newsletter %s takes no more mails: %s", self._issue.number, problem)
            self._halt = True
            return False

    async def _refill(self) -> bool:
        now = self._clock()
        free = await self._on_store(lambda: self._free(now))
        limit = min(_AT_ONCE, _AT_ONCE if free[RELAY] is None else free[RELAY] or 0)
        if not limit:
            return False
        claimed = await self._on_store(lambda: self._claim(now, limit, free))
        self._waiting.extend(claimed)
        return bool(claimed)

    def _free(self, now: datetime) -> Mapping[str, int | None]:
        limits = self._room.plan.limits()
        if self._room.plan.unlimited:
            return dict.fromkeys(limits)
        used = self._room.budgets.used(tuple(limits), now)
        return {name: room(limit, used[name], now) for name, limit in limits.items()}

    def _claim(self, now: datetime, limit: int, free: Mapping[str, int | None]) -> list[Claimed]:
        """Take mails and count them under their budgets; those for a domain that is used up wait for a slice."""
        spent: Counter[str] = Counter()
        going: list[Claimed] = []
        waiting: list[int] = []
        for mail in self._room.ledger.claim(self._issue.id, now, limit):
            domain = mail.address.rpartition("@")[2]
            if (left := free.get(domain)) is not None and spent[domain] >= left:
                waiting.append(mail.id)
                continue
            going.append(mail)
            spent[RELAY] += 1
            if domain in free:
                spent[domain] += 1
        if waiting:
            self._room.ledger.postpone(waiting, now + SLICE)
        if spent and not self._room.plan.unlimited:
            self._room.budgets.spend(spent, now)
        return going

    # -- what the relay said

    def _settled(self, mail: Claimed, answer: Sent) -> Result:
        now, issue = self._clock(), self._issue
        status = enhanced(answer.text)
        verdict = judge(answer.code, status)
        self._heed(verdict, answer)
        if verdict is Verdict.SENT:
            self.sent += 1
            return Result(mail.id, "sent", answer.code, status, now, mail.address.rpartition("@")[2])
        if answer.unknown and issue.topic in AT_MOST_ONCE:
            return Result(mail.id, "unknown", answer.code, status, now)
        if verdict in {Verdict.RECIPIENT, Verdict.REFUSED} or self._too_old(now):
            return Result(mail.id, "failed", answer.code, status, now)
        wait = timedelta() if verdict is Verdict.SENDER else next_try(mail.attempts + 1, spread=mail.id % 10 / 10)
        return Result(mail.id, "deferred", answer.code, status, now + wait)

    def _too_old(self, now: datetime) -> bool:
        since = self._issue.started_at
        return since is not None and now - since > gives_up_after(self._issue.topic)

    def _heed(self, verdict: Verdict, answer: Sent) -> None:
        """Whether the run must end because of this answer."""
        self._watch.see((verdict,))
        if verdict is Verdict.SLOW:
            self.slowed = self._halt = True
        elif verdict is Verdict.SENDER:
            self.pause, self._halt = f"{answer.code} {answer.text}"[:200], True
        elif alarm := self._watch.alarm():
            self.pause, self._halt = alarm, True
        elif answer.code == 0 and not answer.text.startswith("connection lost"):
            self._halt = True  # no connection to be had: the next round tries again


class Scribe:
    """Writes what the connections begin and end, together: one durable commit for all that came meanwhile."""

    def __init__(self, newsroom: Newsroom, issue: Issue, on_store: OnThread, clock: Callable[[], datetime]) -> None:
        self._ledger = newsroom.ledger
        self._issue = issue
        self._on_store = on_store
        self._clock = clock
        self._starts: list[tuple[Claimed, asyncio.Future[bool]]] = []
        self._ends: list[Result] = []
        self._wake = asyncio.Event()
        self._closed = False
        self._under_way = 0  # mails that may go and have no result yet
        self._took = 0.0  # seconds of the last commit

    async def start(self, mail: Claimed) -> bool:
        """Wait until the mail is committed as in transfer; False when it must not go."""
        may: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._starts.append((mail, may))
        self._wake.set()
        return await may

    def finish(self, result: Result) -> None:
        """Note a result; it is committed with the next start at the latest."""
        self._ends.append(result)
        self._under_way -= 1
        self._wake.set()

    def close(self) -> None:
        """No more starts: write the rest and end."""
        self._closed = True
        self._wake.set()

    async def run(self) -> None:
        """Write until closed. A database that cannot do it now is waited for: results are not lost."""
        while not (self._closed and not self._ends):
            await self._gathered()
            starts, self._starts = self._starts, []
            ends, self._ends = self._ends, []
            began = asyncio.get_running_loop().time()
            allowed = await self._written(ends, [mail for mail, _ in starts])
            self._took = asyncio.get_running_loop().time() - began
            self._under_way += len(allowed)
            for mail, may in starts:
                if not may.done():
                    may.set_result(mail.id in allowed)

    async def _gathered(self) -> None:
        """Wait for something to write, and then for those under way, at most as long as a commit takes: otherwise the
        connections fall into two halves, of which each waits for the commit of the other."""
        await self._wake.wait()
        with suppress(TimeoutError):
            async with asyncio.timeout(min(self._took, _LONGEST)):
                while self._under_way:
                    self._wake.clear()
                    await self._wake.wait()
        self._wake.clear()

    async def _written(self, ends: list[Result], starts: list[Claimed]) -> frozenset[int]:
        if not (ends or starts):
            return frozenset()
        issue = self._issue
        work = partial(self._ledger.advance, issue.id, issue.topic, ends, starts)
        return await surely(self._on_store, lambda: work(self._clock()), f"newsletter {issue.number}")
