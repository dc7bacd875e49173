"""What bounces do to an address: they add up, they fade, and before a customer is given up he is asked once more.

A hard bounce counts 1, a soft one a third, at most one a day; half of it is forgotten in 45 days, so that with monthly
issues about three of them matter (note newsletters, row 14). A report that only says "delayed" never comes here.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.delivery import HARD

_HALF_LIFE = timedelta(days=45)
_LIMIT = 1.5
_SOFT = 1 / 3
_A_DAY = timedelta(hours=24)
_PROBE = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What is known of an address that bounces. ``probe`` is the Message-ID of the mail that asks once more."""

    score: float = 0.0
    last_at: datetime | None = None
    probe: str = ""
    probed_at: datetime | None = None
    disabled: bool = False


def hard(status: str) -> bool:
    """Whether an enhanced status code says that the address does not exist."""
    return status in HARD


def counted(before: Standing, *, hard: bool, now: datetime) -> Standing:
    """Return the standing after one more bounce. A probe that did not come back in a week has wiped the slate."""
    if before.last_at is not None and now - before.last_at < _A_DAY:
        return before
    if before.probed_at is not None and now - before.probed_at > _PROBE and not before.disabled:
        before = Standing()
    left = before.score * 0.5 ** ((now - before.last_at) / _HALF_LIFE) if before.last_at else 0.0
    return replace(before, score=left + (1.0 if hard else _SOFT), last_at=now)


def given_up(standing: Standing) -> bool:
    """Whether the address bounced too often."""
    return standing.score >= _LIMIT


def probing(standing: Standing, now: datetime) -> bool:
    """Whether a probe is out whose answer is still awaited."""
    return bool(standing.probe) and standing.probed_at is not None and now - standing.probed_at <= _PROBE
