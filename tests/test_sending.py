"""A database that is away for a moment leaves no newsletter in doubt, no connection open and the bot alive."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, TypeVar

import pytest

from bot.core.delivery import Claimed, Result
from bot.core.pace import RELAY
from bot.edge.smtp import Sent
from bot.errors import TemporaryError
from bot.flow.sending import Sending

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ISSUE: Any = SimpleNamespace(id=1, topic="news", number="2026-N0001", started_at=NOW)
MAILS = [Claimed(n, f"{n}", f"r{n}@maison.example", "", "fr", 0) for n in range(4)]
T = TypeVar("T")


class Ledger:
    """Gives four mails out, and cannot do one of its methods from then on."""

    def __init__(self, away: str) -> None:
        self.away = away
        self.states: dict[int, str] = {}
        self.open = True

    def recover(self, issue_id: int) -> int:
        return 0

    def last_outcomes(self, issue_id: int, most: int) -> Sequence[tuple[int, str]]:
        return ()

    def claim(self, issue_id: int, now: datetime, limit: int) -> Sequence[Claimed]:
        if self.states:
            self._away("claim")
            return ()
        self.states = {mail.id: "claimed" for mail in MAILS}
        return MAILS

    def advance(
        self, issue_id: int, topic: str, done: Sequence[Result], start: Sequence[Claimed], now: datetime
    ) -> frozenset[int]:
        self.states |= {one.id: one.state for one in done} | {one.id: "transfer" for one in start}
        return frozenset(one.id for one in start)

    def give_back(self, ids: Sequence[int]) -> None:
        self._away("give_back")

    def close(self) -> None:
        self.open = False

    def _away(self, method: str) -> None:
        if self.away == method:
            raise TemporaryError("database: disk full")


class Line:
    """A connection whose relay takes everything."""

    def __init__(self) -> None:
        self.open = True

    async def send(self, raw: bytes, **envelope: str) -> Sent:
        return Sent(outcome="sent", code=250)

    async def close(self) -> None:
        self.open = False


async def at_once(work: Callable[[], T]) -> T:
    return work()


def run(ledger: Ledger, lines: list[Line]) -> Sending:
    def line() -> Line:
        lines.append(Line())
        return lines[-1]

    room: Any = SimpleNamespace(
        ledger=ledger,
        line=line,
        plan=SimpleNamespace(unlimited=True, limits=lambda: {RELAY: None}),
        throttle=SimpleNamespace(connections=2),
        envelope_sender=lambda mark, topic: "news@crm.example",
        halted=lambda: False,
    )
    forms: Mapping[str, Any] = {"fr": SimpleNamespace(fill=lambda mark, address, name: b"x")}
    return Sending(room, ISSUE, forms, at_once, lambda: NOW)


async def test_the_mails_under_way_are_finished_when_no_more_can_be_taken() -> None:
    ledger, lines = Ledger(away="claim"), list[Line]()
    sending = run(ledger, lines)
    await sending.go()
    assert sending.sent == len(MAILS) and set(ledger.states.values()) == {"sent"}
    assert not ledger.open and len(lines) == 2 and not any(line.open for line in lines)


async def test_connections_are_closed_whatever_befalls_the_database() -> None:
    ledger, lines = Ledger(away="give_back"), list[Line]()
    with pytest.raises(TemporaryError):
        await run(ledger, lines).go()
    assert not ledger.open and len(lines) == 2 and not any(line.open for line in lines)
