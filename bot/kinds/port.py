"""What a request kind may ask of the store, as small as can be. Everything behind it is driven by the data map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.core.letter import File


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One field of the record: value before and after, in the normal forms of rules/README.md; None: no value."""

    field: str
    old: object
    new: object


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """What a change did, and the field names that the data map does not allow or that were already so."""

    changes: tuple[Change, ...]
    unchanged: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanLine:
    """One line of an erasure plan or receipt. ``until`` and ``ground`` only where the law makes us keep it."""

    what: Mapping[str, str]  # label by language
    count: int
    until: date | None = None
    ground: Mapping[str, str] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipient:
    """Somebody to whom data was disclosed and who must hear of its correction or erasure (GDPR art. 19)."""

    name: str
    address: str  # e-mail address, "" when none is known: staff must tell him
    language: str


class SubjectData(Protocol):
    """The record of one person, inside the running transaction. ``once`` makes each act repeatable."""

    def exists(self, contact_id: int) -> bool:
        """Whether the record is still there."""

    def answer(self, contact_id: int, *, language: str, number: str, today: date) -> Sequence[File]:
        """Return the files of an access answer (GDPR art. 15): HTML page, JSON, CSV."""

    def change(
        self, contact_id: int, fields: Mapping[str, object], *, once: str, source: str, now: datetime
    ) -> Changed:
        """Write the new values that the data map allows to be corrected; source is kept as provenance."""

    def plan(self, contact_id: int, *, today: date) -> Sequence[PlanLine]:
        """Return what an erasure would delete and keep, without doing anything."""

    def erase(self, contact_id: int, *, once: str, now: datetime, today: date) -> Sequence[PlanLine]:
        """Delete, anonymise or keep each table as the data map says; write tombstones and suppressions."""

    def suppress(self, addresses: Sequence[str], *, once: str, now: datetime, topic: str = "") -> int:
        """End the subscriptions of these addresses (to one topic, or all), each remembered as a keyed hash for ever."""

    def subscribe(self, address: str, topic: str, *, evidence: str, language: str, once: str, now: datetime) -> None:
        """Subscribe an address, a new contact where it has none, and forget that it had left this topic."""

    def recipients(self, contact_id: int) -> Sequence[Recipient]:
        """Return to whom the person's data was disclosed, without those under a legal secrecy."""

    def label(self, contact_id: int) -> str:
        """Return name and customer number, by which a recipient knows the person."""
