"""What every part of the flow shares: the store, the pen, the words, the staff, the limits and the clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.core.auth import Border
from bot.core.case import Tick
from bot.core.dates import day_in_brussels
from bot.core.policy import Policy
from bot.core.words import Words
from bot.flow.ports import Press, Store, Writer
from bot.kinds import KINDS
from bot.kinds.kind import RequestKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How much the bot may do by itself."""

    per_recipient_hour: int = 3
    per_recipient_day: int = 8
    per_case_day: int = 10  # to all persons of a case together
    per_hour: int = 500  # letters in all
    carried_per_day: int = 20  # of each kind, unless staff approved it
    refusals_day: int = 5  # to one member of staff, of letters of one name that strangers can cause
    same_desk_day: int = 10  # letters of one name about one case to one member of staff
    quarantine_letters_day: int = 5  # beyond it only the digest counts them
    strange_reports_day: int = 20  # delivery reports about no mail of ours that go to a person; the digest counts all
    attempts: int = 3  # tries of one mail before it is quarantined
    mail_bytes: int = 25_000_000  # a longer mail is quarantined unread
    delivery_attempts: int = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """Built once at the start. Addresses are in lower case; ``own`` is the privacy mailbox itself."""

    store: Store
    writer: Writer
    words: Words
    policy: Policy
    clock: Callable[[], datetime]
    press: Press
    own: str
    staff: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()  # of newsletters
    language: str = "fr"
    staff_language: str = "fr"
    border: Border = Border()
    trust_staff_unauthenticated: bool = False
    keep: timedelta = timedelta(days=365)  # closed cases and raw mails are forgotten after it
    limits: Limits = field(default_factory=Limits)

    def tick(self) -> Tick:
        """Return the moment as the core sees it."""
        now = self.clock()
        return Tick(now=now, today=day_in_brussels(now))

    def kind(self, name: str) -> RequestKind:
        """Return a request kind by name."""
        return KINDS[name]
