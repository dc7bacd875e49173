"""Reads a newsletter: a folder with ``newsletter.toml`` and one Markdown file a language, or one mailed document."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from apscheduler.triggers.cron import CronTrigger

from bot.core.dates import BRUSSELS
from bot.core.letter import LANGUAGES
from bot.core.news_head import HEADS, HeadError
from bot.core.newsletter import SLOTS, TOPICS, Fault, Newsletter
from bot.errors import ConfigError

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{1,59}")
_MARK = re.compile(r"^\+\+\+[ \t]*([a-z]{2})?[ \t]*$", re.MULTILINE)
_WRONG_AT = re.compile(r"\(at line (\d+), column (\d+)\)$")  # how tomllib says where
_KEYS = frozenset({"name", "topic", "subject", "date", "cron", "services", "place", "languages"})


def find(folders: Sequence[Path], slug: str) -> Path:
    """Return the folder of a newsletter, the operator's before the shipped; ConfigError when there is none."""
    if not _SLUG.fullmatch(slug):
        raise ConfigError([f"newsletter {slug!r}: {HEADS['name']}"])
    for folder in reversed(folders):
        if (folder / "newsletters" / slug / "newsletter.toml").is_file():
            return folder / "newsletters" / slug
    raise ConfigError([f"templates/newsletters/{slug}/newsletter.toml: missing"])


def load(folder: Path) -> Newsletter:
    """Return the newsletter of a folder, named after it; ConfigError with every problem, HeadError for its head."""
    where = f"newsletters/{folder.name}"
    try:
        head = tomllib.loads((folder / "newsletter.toml").read_text(encoding="utf-8"))
        bodies = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise ConfigError([f"{where}: {problem}"]) from None
    return _newsletter(where, folder.name, head, bodies)


def parse(text: str, *, slug: str = "") -> Newsletter:
    """Return the newsletter in one document; HeadError with every problem.

    TOML between two lines ``+++``, then for each language a line ``+++ fr`` and its Markdown::

        +++
        name = "winter"
        topic = "news"
        subject = { fr = "Nouvelles d'hiver", nl = "Winternieuws" }
        +++ fr
        # Bonjour
        +++ nl
        # Dag
    """
    text = text.replace("\r\n", "\n").lstrip("\n \ufeff")
    marks = list(_MARK.finditer(text))
    if not marks or marks[0].start() or marks[0][1] or len(marks) < 2:
        raise HeadError("newsletter", [Fault(rule="missing")])
    try:
        head = tomllib.loads(text[marks[0].end() : marks[1].start()])
    except tomllib.TOMLDecodeError as problem:
        raise HeadError("newsletter", [_syntax(str(problem))]) from None
    ends = [mark.start() for mark in marks[2:]] + [len(text)]
    bodies = {mark[1]: text[mark.end() : end] for mark, end in zip(marks[1:], ends, strict=True) if mark[1]}
    return _newsletter("newsletter", slug or str(head.get("name", "")), head, bodies)


def _syntax(problem: str) -> Fault:
    if (at := _WRONG_AT.search(problem)) is None:
        return Fault(rule="unfinished")
    return Fault(rule="syntax", facts={"line": int(at[1]), "column": int(at[2])})


def _newsletter(where: str, slug: str, head: Mapping[str, Any], bodies: Mapping[str, str]) -> Newsletter:
    subjects = head.get("subject", {})
    subjects = subjects if isinstance(subjects, Mapping) else {}
    if faults := list(_faults(slug, head, subjects, bodies)):
        raise HeadError(where, faults)
    return Newsletter(
        slug=slug,
        topic=head["topic"],
        subjects={language: str(subjects[language]) for language in bodies},
        bodies={language: bodies[language] for language in LANGUAGES if language in bodies},
        starts_at=_moment(head.get("date")),
        cron=head.get("cron", ""),
        services=tuple(head.get("services", ())),
        place=str(head.get("place", "")),
        readers=tuple(head.get("languages", ())),
    )


def _faults(
    slug: str, head: Mapping[str, Any], subjects: Mapping[str, Any], bodies: Mapping[str, str]
) -> Iterator[Fault]:
    if not _SLUG.fullmatch(slug):
        yield Fault(rule="name")
    yield from (Fault(rule="unknown", facts={"key": key}) for key in sorted(set(head) - _KEYS))
    if head.get("topic") not in TOPICS:
        yield Fault(rule="topic", facts={"topics": ", ".join(TOPICS)})
    yield from _texts(subjects, bodies)
    yield from _filters(head, bodies)
    yield from _times(head)


def _texts(subjects: Mapping[str, Any], bodies: Mapping[str, str]) -> Iterator[Fault]:
    if not bodies:
        yield Fault(rule="no-text")
    ours = ", ".join(LANGUAGES)
    yield from (
        Fault(rule="language", facts={"language": one, "languages": ours}) for one in bodies if one not in LANGUAGES
    )
    yield from (
        Fault(rule="subject", facts={"language": one}) for one in bodies if not str(subjects.get(one, "")).strip()
    )
    if any(slot in f"{text}{subjects}" for slot in SLOTS for text in bodies.values()):
        yield Fault(rule="slot")


def _filters(head: Mapping[str, Any], bodies: Mapping[str, str]) -> Iterator[Fault]:
    services, languages = head.get("services", []), head.get("languages", [])
    if not isinstance(services, list) or not all(isinstance(one, str) for one in services):
        yield Fault(rule="services")
    if not isinstance(languages, list) or not set(map(str, languages)) <= set(bodies):
        yield Fault(rule="languages")


def _times(head: Mapping[str, Any]) -> Iterator[Fault]:
    if cron := head.get("cron", ""):
        try:
            CronTrigger.from_crontab(cron)
        except (ValueError, TypeError, AttributeError):
            yield Fault(rule="cron", facts={"cron": str(cron)})
    if not isinstance(head.get("date"), date | None):
        yield Fault(rule="date")


def _moment(value: date | None) -> datetime | None:
    """A date means nine in the morning; times without a zone are those of Brussels."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=BRUSSELS)
    return datetime.combine(value, time(9), BRUSSELS) if value is not None else None
