"""The values that pass between the store and the flow: mails in, mails out, reply codes, outcomes."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.case import Case
from bot.core.finding import Finding
from bot.core.mail import Mail
from bot.core.papers import Span
from bot.core.screen import Screening

UNKNOWN = 0  # no server has this UIDVALIDITY (RFC 9051 section 2.3.1.1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """Where a mail stands on the server. ``uidvalidity`` is UNKNOWN when only its folder is known."""

    account: str
    folder: str
    uidvalidity: int
    uid: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """A fetched mail, about to be recorded. ``raw`` is cut to the size limit; ``size`` is that on the server."""

    position: Position
    size: int
    arrived_at: datetime
    raw: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Pending:
    """A recorded mail without an outcome. ``attempts`` counts this try."""

    id: int
    raw: bytes
    size: int
    arrived_at: datetime
    attempts: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """The one disposition of a mail, with its reasons."""

    disposition: str
    reasons: tuple[str, ...] = ()
    kind: str = ""
    case_id: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """A mail whose outcome is recorded and that still has to leave the folder it came to.

    ``size`` (bytes) and ``sha256``: those of what lies on the server. ``instead``: the bytes that take its place there,
    when copies of identity documents were taken out of it.
    """

    id: int
    position: Position
    goes_to: str
    arrived_at: datetime
    size: int
    sha256: str
    instead: bytes | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """A reply code as stored; see edge.tables.Token."""

    hash: str
    case_id: int
    purpose: str
    address: str
    items: tuple[str, ...]
    digest: str
    expires_at: datetime
    used: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Past:
    """What there was with a person. ``disowned``: whether he lately said of a request that it was not his."""

    open_cases: tuple[Case, ...] = ()
    disowned: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Outgoing:
    """A mail ready to be queued. ``state`` is pending, or silenced when the budget is used up."""

    case_id: int | None
    letter: str
    recipient: str
    message_id: str
    raw: bytes
    state: str = "pending"


@dataclass(frozen=True, kw_only=True, slots=True)
class Queued:
    """A mail claimed for delivery. ``attempts`` counts this try."""

    id: int
    case_id: int | None
    letter: str
    recipient: str
    raw: bytes
    attempts: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Posted:
    """What became of one try to deliver a mail to a ``domain``: sent, deferred until ``next_at``, or failed."""

    id: int
    domain: str
    state: str
    error: str
    next_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A mail as read, screened and classified. ``finding`` is None where ``screening`` settles it."""

    mail: Mail
    screening: Screening | None = None
    finding: Finding | None = None
    signed: bool = False  # the domain of From signed it; asked only where that decides (staff, editors)
    papers: tuple[Span, ...] = ()  # bytes of the raw mail that are copies of identity documents


@dataclass(frozen=True, kw_only=True, slots=True)
class Walk:
    """How far the journal was read, and the numbers of the lines at which its chain was found broken."""

    seq: int = 0
    hash: str = ""
    lines: int = 0
    broken: tuple[int, ...] = ()
    ended: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A mail that has to go from the folders on the server: by its Message-ID without angle brackets, or, when
    ``sha256`` is given, by its size in bytes and its hash; by that of its first ``kept`` bytes when these are not 0."""

    id: int
    message_id: str
    size: int = 0
    sha256: str = ""
    kept: int = 0
