"""What an SMTP reply means for one mail of a newsletter, when it is tried again, and when the whole issue must stop."""

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

#: Topics of which nobody gets a second copy by itself: what may have arrived is not sent again.
AT_MOST_ONCE = frozenset({"news", "product"})
#: A mail in one of these states still waits for something.
OPEN = ("pending", "claimed", "transfer", "deferred")
#: In which order issues go when several run.
URGENCY = ("operations", "service", "product", "news")

_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
#: The address is at fault (RFC 3463): a hard bounce.
HARD = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.10", "5.2.1", "5.4.4"})
_SENDER = frozenset({"5.1.8", "5.1.7"})
_LOGIN = frozenset({530, 534, 535, 538})
_FIRST = 300.0
_MOST = 4 * 3600.0
_WINDOW = 200
_IN_A_ROW = 20
_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Claimed:
    """A mail that may go next. ``address`` is normal; ``mark`` its keyed hash; ``attempts`` those before."""

    id: int
    mark: str
    address: str
    name: str
    language: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a mail in transfer: sent, deferred, failed or unknown.

    ``code`` is the reply code, 0 for none; ``next_at`` when it is tried again, or when it was settled.
    ``domain`` of the recipient, under which a mail that was sent is counted.
    """

    id: int
    state: str
    code: int
    status: str
    next_at: datetime
    domain: str = ""


class Verdict(StrEnum):
    """What became of one try."""

    SENT = "sent"
    LATER = "later"  # 4xx, no connection
    SLOW = "slow"  # 421, 4.7.x: the relay has enough of us
    RECIPIENT = "recipient"  # the address does not exist
    REFUSED = "refused"  # this mail or mailbox, for another reason
    SENDER = "sender"  # we are at fault: more tries only do harm


_FINAL = frozenset({Verdict.SENT, Verdict.RECIPIENT, Verdict.REFUSED})


def enhanced(text: str) -> str:
    """Return the enhanced status code in a reply (RFC 3463), "" when there is none."""
    found = _STATUS.search(text[:200])
    return found[1] if found else ""


def judge(code: int, status: str) -> Verdict:
    """Return what an SMTP reply code (0: no reply) and an enhanced status code mean (note newsletters, c3).

    552 is a full mailbox in practice and tried again (RFC 5321 section 4.5.3.1.10).
    """
    if 200 <= code < 300:
        return Verdict.SENT
    if code == 421 or status.startswith("4.7."):
        return Verdict.SLOW
    if code in _LOGIN or status in _SENDER or status.startswith(("5.7.", "5.5.")):
        return Verdict.SENDER
    if code < 500 or code == 552:
        return Verdict.LATER
    return Verdict.RECIPIENT if status in HARD else Verdict.REFUSED


def next_try(attempts: int, *, spread: float) -> timedelta:
    """Return the wait before the next try (RFC 5321 section 4.5.4.1): 5 minutes, doubled up to 4 hours, plus up to
    half of it by ``spread`` (0..1), so that a queue does not come back at once."""
    base = min(_MOST, _FIRST * 2.0 ** min(attempts - 1, 10))
    return timedelta(seconds=base * (1 + spread / 2))


def gives_up_after(topic: str) -> timedelta:
    """Return how long an undeliverable mail is tried: news are stale after two days."""
    return timedelta(hours=48) if topic == "news" else timedelta(days=5)


@dataclass(slots=True)
class Watch:
    """The last outcomes of an issue; says when it must stop and ask. Replies and waits do not count."""

    _failed: deque[bool] = field(default_factory=lambda: deque(maxlen=_WINDOW))
    _failures: int = 0  # of those
    _in_a_row: int = 0  # at the end

    def see(self, verdicts: Iterable[Verdict]) -> None:
        """Take the next outcomes in."""
        for verdict in verdicts:
            if verdict in _FINAL:
                self._count(verdict is not Verdict.SENT)

    def _count(self, failed: bool) -> None:
        if len(self._failed) == _WINDOW:
            self._failures -= self._failed[0]
        self._failed.append(failed)
        self._failures += failed
        self._in_a_row = self._in_a_row + 1 if failed else 0

    def alarm(self) -> str:
        """Return why the issue must stop: "failures" or ""."""
        if self._in_a_row >= _IN_A_ROW:
            return "failures"
        return "failures" if len(self._failed) == _WINDOW and self._failures >= _WINDOW * _SHARE else ""
