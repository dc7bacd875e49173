"""A newsletter as its author wrote it, and as it is rendered once per language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

#: What the privacy policy names: each is a list of its own, left by itself.
TOPICS = ("news", "product", "service", "operations")


@dataclass(frozen=True, kw_only=True, slots=True)
class Newsletter:
    """``subjects`` and ``bodies`` (Markdown) by language. ``services`` and ``place`` narrow the audience."""

    slug: str  # lower-case letters, digits, hyphens
    topic: str
    subjects: Mapping[str, str]
    bodies: Mapping[str, str]
    starts_at: datetime | None = None  # aware UTC
    cron: str = ""  # a crontab line of five fields
    services: tuple[str, ...] = ()  # sorts of service owned; () for everybody of the topic
    place: str = ""  # beginning of the postcode

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which it is written."""
        return tuple(self.bodies)


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """One language of an issue; the personal parts are still markers."""

    language: str
    subject: str
    text: str
    html: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What the lint refuses: the short stable name of the rule, and a sentence for the editor."""

    rule: str
    text: str
