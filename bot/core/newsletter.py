"""A newsletter as its author wrote it, and as it is rendered once per language."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

#: What the privacy policy names: each is a list of its own, left by itself.
TOPICS = ("news", "product", "service", "operations")

#: Where the personal parts of a rendered text stand. An author's text that holds one is refused.
NAME, RECIPIENT = "privacybot-name-slot", "privacybot-recipient-slot"
LEAVE, LEAVE_URL = "privacybot-leave-slot", "privacybot-web-slot"
SLOTS = (NAME, RECIPIENT, LEAVE, LEAVE_URL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Newsletter:
    """Subjects and ``bodies`` (Markdown) by language; ``services``, ``place`` and ``readers`` narrow the audience."""

    slug: str  # lower-case letters, digits, hyphens
    topic: str
    subjects: Mapping[str, str]
    bodies: Mapping[str, str]
    starts_at: datetime | None = None  # aware UTC
    cron: str = ""  # a crontab line of five fields
    services: tuple[str, ...] = ()  # sorts of service owned; () for everybody of the topic
    place: str = ""  # beginning of the postcode
    readers: tuple[str, ...] = ()  # the languages of those it is for; () for all

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


def shown(body: Body, *, reader: str, leave: str) -> Body:
    """Return a text as a reader gets it, with samples for the personal parts: two addresses and no name."""
    samples = {NAME: "", RECIPIENT: reader, LEAVE: leave, LEAVE_URL: f"mailto:{leave}"}

    def filled(text: str) -> str:
        for slot, sample in samples.items():
            text = text.replace(slot, sample)
        return text

    return Body(language=body.language, subject=body.subject, text=filled(body.text), html=filled(body.html))


@dataclass(frozen=True, kw_only=True, slots=True)
class Readers:
    """Who would get an issue now: how many by language, and how many by the domain of their address (lower case)."""

    languages: Mapping[str, int]
    domains: Mapping[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many they are."""
        return sum(self.languages.values())

    def named(self, default: str) -> "Readers":
        """Return them with those of no language, "", under the ``default`` one."""
        found: Counter[str] = Counter()
        for language, count in self.languages.items():
            found[language or default] += count
        return Readers(languages=found, domains=self.domains)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What the lint refuses: the short stable name of the rule, and what its sentence says (by placeholder)."""

    rule: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Issue:
    """An issue as the store has it; see edge.news_tables.NewsIssue for the states. Datetimes are aware UTC."""

    id: int
    number: str
    slug: str
    topic: str
    services: tuple[str, ...]
    place: str
    readers: tuple[str, ...]
    cron: str
    state: str
    why: str
    editor: str
    made_at: datetime
    starts_at: datetime | None
    started_at: datetime | None
    frozen_at: datetime | None
    ended_at: datetime | None
    overridden: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsCode:
    """A reply code of an editor; ``digest`` of what he was shown."""

    hash: str
    issue_id: int
    address: str
    digest: str
    expires_at: datetime
    used: bool
