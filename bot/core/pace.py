"""How fast newsletters may go: budgets over rolling windows, for the relay and for single receiving domains.

Each window is counted in slices; the slice in which a window begins counts whole, so that no window of that length,
wherever it begins, ever holds more than its limit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

RELAY = "relay"
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
#: Length of the slices: a window is long against them.
SLICE = timedelta(seconds=5)
_COARSE = timedelta(minutes=10)
_WINDOWS = (
    ("minute", timedelta(minutes=1), SLICE),
    ("hour", timedelta(hours=1), _COARSE),
    ("day", timedelta(days=1), _COARSE),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How many mails may go in any minute, hour and day (24 hours); 0: no limit."""

    minute: int = 0
    hour: int = 0
    day: int = 0

    def over(self, name: str) -> int:
        """Return the limit of one window."""
        return int(getattr(self, name))


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """The budgets. ``reserve`` is the share (0..1) of each that only replies to persons may use."""

    relay: Limits = Limits()
    domains: Mapping[str, Limits] = field(default_factory=dict)
    reserve: float = 0.1

    def limits(self) -> Mapping[str, Limits]:
        """Return all budgets of newsletters by name, the reserve taken off."""
        return {name: self._shared(limits) for name, limits in {RELAY: self.relay, **self.domains}.items()}

    def _shared(self, limits: Limits) -> Limits:
        """An issue must end some day: of the smallest limit one is left."""
        kept = 1 - self.reserve
        return Limits(
            **{name: max(1, int(limits.over(name) * kept)) if limits.over(name) else 0 for name, _, _ in _WINDOWS}
        )

    @property
    def counted(self) -> frozenset[str]:
        """The names of the budgets that need to be counted: all, or none where there is no limit."""
        limits = self.limits()
        return frozenset() if all(one == Limits() for one in limits.values()) else frozenset(limits)

    @property
    def unlimited(self) -> bool:
        """Whether nothing needs to be counted."""
        return not self.counted

    def finish(self, count: int, domains: Mapping[str, int]) -> timedelta:
        """Return how long ``count`` mails take at this pace, when nothing else goes; ``domains``: how many to which."""
        counts = {**domains, RELAY: count}
        return max(
            _lasts(counts.get(budget, 0), limits.over(name), window)
            for budget, limits in self.limits().items()
            for name, window, _ in _WINDOWS
        )


#: What relays allow, as far as they say (note newsletters, section 0).
PRESETS: Mapping[str, Limits] = {
    "office365": Limits(minute=30, day=10_000),
    "gmail": Limits(minute=60, day=2_000),
    "generic": Limits(),
}

Used = Mapping[datetime, int]


def slice_of(now: datetime) -> datetime:
    """Return the beginning of the slice of a moment, aware UTC."""
    return _EPOCH + SLICE * ((now - _EPOCH) // SLICE)


def oldest(now: datetime) -> datetime:
    """Return the moment before which no slice matters."""
    return now - timedelta(days=1) - _COARSE


def room(limits: Limits, used: Used, now: datetime) -> int | None:
    """Return how many mails may go now, None for any number. ``used``: beginning of a slice -> mails in it."""
    free = [
        limit - sum(count for begin, count in used.items() if begin > now - window - grain)
        for name, window, grain in _WINDOWS
        if (limit := limits.over(name))
    ]
    return max(0, min(free)) if free else None


def _lasts(count: int, limit: int, window: timedelta) -> timedelta:
    return window * (max(0, count - 1) // limit) if limit else timedelta()
