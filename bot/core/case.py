"""A case: one letter of one person, its items, what can happen to it, and what a decision about it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.core.letter import File, Letter


class State(StrEnum):
    """Where an item stands. ``DONE`` and ``CLOSED`` are final."""

    NEW = "new"  # read, not yet answered
    ASKED = "asked"  # waits for the confirmation of the person at the address on file
    REVIEW = "review"  # confirmed; a member of staff must look as well
    WAITING = "waiting"  # confirmed; carried out at ``wait_until``, can be cancelled until then
    READY = "ready"  # to be carried out by the carry loop, now
    FLAGGED = "flagged"  # nothing automatic: staff answer
    DONE = "done"  # carried out, or answered by staff
    CLOSED = "closed"  # refused, withdrawn, disowned, expired


FINAL = frozenset({State.DONE, State.CLOSED})


class What(StrEnum):
    """What can happen to a case: said by the person, by staff, by the clock, or by the carry loop."""

    OPENED = "opened"
    YES = "yes"
    NO = "no"  # "it was not me"
    CANCEL = "cancel"
    STATUS = "status"
    JOINED = "joined"  # the same person asks for the same again
    UNCLEAR = "unclear"  # a reply that says none of this
    DUE = "due"  # a moment of the case has come
    CARRIED = "carried"
    FAILED = "failed"
    BRAKED = "braked"  # the limit of the day is reached: staff must look before more is carried out
    APPROVE = "approve"
    REFUSE = "refuse"
    ASK = "ask"
    ANSWER = "answer"
    EXTEND = "extend"
    KIND = "kind"  # staff say what kind it is
    SPAM = "spam"
    NOTE = "note"


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One thing asked for. ``id`` is unique for ever and the key under which it is carried out once."""

    id: str
    kind: str  # one of the five request kinds, or "other" for what only staff can answer
    state: State = State.NEW
    fields: Mapping[str, object] = field(default_factory=dict)  # new values, normal forms of rules/README.md
    old: Mapping[str, object] = field(default_factory=dict)
    effective: date | None = None  # the change holds from this day
    awaits: frozenset[str] = frozenset()  # addresses that still have to confirm
    confirmed_at: datetime | None = None
    wait_until: datetime | None = None
    approvals: frozenset[str] = frozenset()  # members of staff who approved it
    outcome: str = ""  # one word for the journal: carried, refused, withdrawn, disowned, expired, answered, spam


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """All that a decision may look at. Datetimes are aware UTC, ``due_on`` a Belgian calendar day."""

    id: int
    number: str  # as people see it: "2026-0007"
    language: str  # fr, nl, en, de
    address: str  # the address on file, or the sender's when no record matches; all letters go there
    sender: str  # who wrote; receives nothing personal unless it is ``address``
    arrived_at: datetime
    due_on: date
    contact_id: int | None = None
    extended: bool = False
    risks: tuple[str, ...] = ()  # why staff must look after the confirmation
    flags: tuple[str, ...] = ()  # why nothing is automatic
    items: tuple[Item, ...] = ()
    asked_at: datetime | None = None  # when the challenge was decided
    reminded: bool = False
    warned: bool = False  # staff were told that it is nearly due
    data_left_at: datetime | None = None  # when an answer or a change was carried out
    breach_at: datetime | None = None  # when the person said of data that had left: it was not me
    breach_reminded: bool = False
    breach_noted: bool = False  # staff wrote down what they did about it
    subject: str = ""  # of the mail that opened it; with ``words`` for staff only, never sent to anybody else
    words: str = ""  # what the person wrote
    thread: str = ""  # Message-ID of that mail, without angle brackets, to keep the conversation together
    other_language: str = ""  # letters say everything in this one as well: the mail did not tell which is the person's
    version: int = 0  # counts decisions; makes Message-IDs distinct and concurrent writes visible

    @property
    def unfinished(self) -> bool:
        """Whether anything of what was asked for is left to be done."""
        return any(item.state not in FINAL for item in self.items)

    @property
    def breach_open(self) -> bool:
        """Whether a breach record waits for staff (GDPR art. 33)."""
        return self.breach_at is not None and not self.breach_noted

    @property
    def open(self) -> bool:
        """Whether anything at all is left to be done."""
        return self.unfinished or self.breach_open


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One happening. ``by`` is an address, ``staff:NAME``, ``clock`` or ``carry``; ``items`` empty means all."""

    what: What
    by: str
    text: str = ""  # a reason or an answer that staff wrote
    kind: str = ""  # with KIND: what it is
    items: frozenset[str] = frozenset()
    results: Mapping[str, "Carried"] = field(default_factory=dict)  # with CARRIED, by item id


@dataclass(frozen=True, kw_only=True, slots=True)
class Carried:
    """What carrying out an item did: the letter that says so and, for the journal, numbers without names."""

    letter: str
    facts: Mapping[str, object] = field(default_factory=dict)
    files: tuple[File, ...] = ()
    notices: tuple[Letter, ...] = ()  # recipients to tell (GDPR art. 19), old address to warn
    counts: Mapping[str, int] = field(default_factory=dict)
    disclosed: bool = False  # personal data goes out with the letter, or the record was changed


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    """All the core may know of the world: ``now`` is aware UTC, ``today`` the day in Brussels."""

    now: datetime
    today: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """The case as it should now be, the letters to send, and a line for the journal. Nothing else happens."""

    case: Case
    letters: tuple[Letter, ...] = ()
    journal: str = ""
    note: str = ""  # free text of staff, kept with the case and not in the journal
