"""What the connections begin and end is committed together, and nothing waits for ever for company."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar, cast

import pytest

from bot.core.delivery import Claimed, Result
from bot.core.newsletter import Issue
from bot.flow import sending
from bot.flow.newsroom import Newsroom
from bot.flow.sending import Scribe

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MAILS = [Claimed(n, f"{n}", f"r{n}@maison.example", "", "fr", 0) for n in range(4)]
T = TypeVar("T")


@dataclass
class Commits:
    """A ledger that keeps what was written together."""

    ledger: "Commits" = field(init=False)
    issue = type("Issue", (), {"id": 1, "topic": "news", "number": "2026-N0001"})()
    written: list[tuple[int, int]] = field(default_factory=list)  # results, starts

    def __post_init__(self) -> None:
        self.ledger = self

    def advance(
        self, issue_id: int, topic: str, done: Sequence[Result], start: Sequence[Claimed], now: datetime
    ) -> frozenset[int]:
        self.written.append((len(done), len(start)))
        return frozenset(one.id for one in start)


@pytest.fixture
def commits() -> Commits:
    return Commits()


@pytest.fixture
async def scribe(commits: Commits) -> AsyncIterator[Scribe]:
    async def at_once(work: Callable[[], T]) -> T:
        return work()

    scribe = Scribe(cast(Newsroom, commits), cast(Issue, commits.issue), at_once, lambda: NOW)
    async with asyncio.TaskGroup() as group:
        group.create_task(scribe.run())
        yield scribe
        scribe.close()


async def turns() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def result(mail: Claimed) -> Result:
    return Result(mail.id, "sent", 250, "", NOW)


async def test_results_wait_for_those_under_way(
    scribe: Scribe, commits: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_LONGEST", 3600)
    assert all(await asyncio.gather(*(scribe.start(mail) for mail in MAILS)))
    assert commits.written == [(0, 4)]
    scribe._took = 3600
    for mail in MAILS[:3]:
        scribe.finish(result(mail))
        await turns()
    assert commits.written == [(0, 4)], "the fourth may still come along"
    scribe.finish(result(MAILS[3]))
    await turns()
    assert commits.written == [(0, 4), (4, 0)]


async def test_a_slow_connection_holds_up_no_other(scribe: Scribe, commits: Commits) -> None:
    assert all(await asyncio.gather(*(scribe.start(mail) for mail in MAILS[:2])))
    scribe.finish(result(MAILS[0]))
    assert await scribe.start(MAILS[2]), "although the second mail has no answer yet"
    assert commits.written == [(0, 2), (1, 1)]
