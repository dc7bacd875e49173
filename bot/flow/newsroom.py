"""What the newsletter loops share, and what they need of the outside, as small as can be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.delivery import Claimed, Result
from bot.core.newsletter import Body, Issue
from bot.core.pace import Plan
from bot.flow.post import Sent


class Ledger(Protocol):
    """The delivery ledger. Synchronous; called on the store's thread."""

    def claim(self, issue_id: int, now: datetime, limit: int) -> Sequence[Claimed]: ...
    def give_back(self, ids: Sequence[int]) -> None: ...
    def postpone(self, ids: Sequence[int], until: datetime) -> None: ...
    def advance(
        self, issue_id: int, topic: str, done: Sequence[Result], start: Sequence[Claimed], now: datetime
    ) -> frozenset[int]: ...
    def close(self) -> None: ...
    def recover(self, issue_id: int) -> int: ...
    def balance(self, issue_id: int) -> Mapping[str, int]: ...
    def last_outcomes(self, issue_id: int, most: int) -> Sequence[tuple[int, str]]: ...


Place = tuple[int, int]
FIRST: Place = (0, 0)


class Audience(Protocol):
    """Freezes an audience. On the store's thread."""

    def step(self, issue: Issue, now: datetime, written: Sequence[str], after: Place) -> Place | None: ...


class Budgets(Protocol):
    """What was sent under which budget. On the store's thread."""

    def used(self, names: Sequence[str], now: datetime) -> Mapping[str, Mapping[datetime, int]]: ...
    def spend(self, counts: Mapping[str, int], now: datetime) -> None: ...


class Line(Protocol):
    """One connection to the relay, for one mail after the other."""

    async def send(self, raw: bytes, *, sender: str, recipient: str, envelope_id: str) -> Sent: ...
    async def close(self) -> None: ...


class Form(Protocol):
    """An issue in one language, ready but for its personal parts."""

    def fill(self, mark: str, address: str, name: str) -> bytes:
        """Return the complete mail to one person."""


@dataclass(slots=True)
class Throttle:
    """How many connections may be used, and until when the relay must be left alone. Kept over all runs."""

    most: int
    connections: int
    hold_until: datetime | None = None
    _holds: int = 0

    def slow(self, now: datetime) -> None:
        """The relay said 421 or 4.7.x: half the connections, and a pause of one minute up to fifteen."""
        self.connections = max(1, self.connections // 2)
        self.hold_until = now + timedelta(minutes=min(15, 2**self._holds))
        self._holds = min(self._holds + 1, 4)

    def well(self) -> None:
        """A run went without complaint: one connection more."""
        self.connections = min(self.most, self.connections + 1)
        self._holds = 0

    def held(self, now: datetime) -> bool:
        """Whether the relay must still be left alone."""
        return self.hold_until is not None and now < self.hold_until


@dataclass(frozen=True, kw_only=True, slots=True)
class Newsroom:
    """Built once at the start. ``forms`` makes the mails of an issue from its texts, one form a language."""

    ledger: Ledger
    audience: Audience
    budgets: Budgets
    line: Callable[[], Line]
    forms: Callable[[Issue, Mapping[str, Body]], Mapping[str, Form]]
    plan: Plan
    envelope_sender: Callable[[str, str], str]  # of the mark of an address and the topic
    throttle: Throttle
    late: timedelta = timedelta(hours=12)
    halted: Callable[[], bool] = field(default=lambda: False)  # the bot is about to stop
