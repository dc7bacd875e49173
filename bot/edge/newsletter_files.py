"""Reads a newsletter: a folder with ``newsletter.toml`` and one Markdown file a language, or one mailed document."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from apscheduler.triggers.cron import CronTrigger

from bot.core.dates import BRUSSELS
from bot.core.letter import LANGUAGES
from bot.core.newsletter import SLOTS, TOPICS, Newsletter
from bot.errors import ConfigError

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{1,59}")
_NAMED = "name: lower-case letters, digits and hyphens, 2 to 60 of them"
_MARK = re.compile(r"^\+\+\+[ \t]*([a-z]{2})?[ \t]*$", re.MULTILINE)
_KEYS = frozenset({"name", "topic", "subject", "date", "cron", "services", "place", "languages"})


def find(folders: Sequence[Path], slug: str) -> Path:
    """Return the folder of a newsletter, the operator's before the shipped; ConfigError when there is none."""
    if not _SLUG.fullmatch(slug):
        raise ConfigError([f"newsletter {slug!r}: {_NAMED}"])
    for folder in reversed(folders):
        if (folder / "newsletters" / slug / "newsletter.toml").is_file():
            return folder / "newsletters" / slug
    raise ConfigError([f"templates/newsletters/{slug}/newsletter.toml: missing"])


def load(folder: Path) -> Newsletter:
    """Return the newsletter of a folder, named after it; ConfigError with every problem."""
    where = f"newsletters/{folder.name}"
    try:
        head = tomllib.loads((folder / "newsletter.toml").read_text(encoding="utf-8"))
        bodies = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise ConfigError([f"{where}: {problem}"]) from None
    return _newsletter(where, folder.name, head, bodies)


def parse(text: str, *, slug: str = "") -> Newsletter:
    """Return the newsletter in one document; ConfigError with every problem.

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
        raise ConfigError(["newsletter: no front matter between two lines +++"])
    try:
        head = tomllib.loads(text[marks[0].end() : marks[1].start()])
    except tomllib.TOMLDecodeError as problem:
        raise ConfigError([f"newsletter: {problem}"]) from None
    ends = [mark.start() for mark in marks[2:]] + [len(text)]
    bodies = {mark[1]: text[mark.end() : end] for mark, end in zip(marks[1:], ends, strict=True) if mark[1]}
    return _newsletter("newsletter", slug or str(head.get("name", "")), head, bodies)


def _newsletter(where: str, slug: str, head: Mapping[str, Any], bodies: Mapping[str, str]) -> Newsletter:
    subjects = head.get("subject", {})
    subjects = subjects if isinstance(subjects, Mapping) else {}
    problems = [f"{where}: {problem}" for problem in _problems(slug, head, subjects, bodies)]
    starts, wrong = _moment(head.get("date"))
    problems += [f"{where}: {wrong}"] if wrong else []
    if problems:
        raise ConfigError(problems)
    return Newsletter(
        slug=slug,
        topic=head["topic"],
        subjects={language: str(subjects[language]) for language in bodies},
        bodies={language: bodies[language] for language in LANGUAGES if language in bodies},
        starts_at=starts,
        cron=head.get("cron", ""),
        services=tuple(head.get("services", ())),
        place=str(head.get("place", "")),
        readers=tuple(head.get("languages", ())),
    )


def _problems(
    slug: str, head: Mapping[str, Any], subjects: Mapping[str, Any], bodies: Mapping[str, str]
) -> Iterable[str]:
    if not _SLUG.fullmatch(slug):
        yield _NAMED
    yield from (f"{key}: unknown" for key in sorted(set(head) - _KEYS))
    if head.get("topic") not in TOPICS:
        yield f"topic: one of {', '.join(TOPICS)}"
    if not bodies:
        yield "no text in any language"
    yield from (f"{language}: not one of {', '.join(LANGUAGES)}" for language in bodies if language not in LANGUAGES)
    yield from (f"subject.{one}: missing" for one in bodies if not str(subjects.get(one, "")).strip())
    yield from _filters(head, bodies)
    if any(slot in f"{text}{subjects}" for slot in SLOTS for text in bodies.values()):
        yield "holds a word that the program keeps for itself"
    if cron := head.get("cron", ""):
        try:
            CronTrigger.from_crontab(cron)
        except (ValueError, TypeError, AttributeError) as problem:
            yield f"cron: {problem}"


def _filters(head: Mapping[str, Any], bodies: Mapping[str, str]) -> Iterable[str]:
    services, languages = head.get("services", []), head.get("languages", [])
    if not isinstance(services, list) or not all(isinstance(one, str) for one in services):
        yield "services: a list of sorts of service"
    if not isinstance(languages, list) or not set(map(str, languages)) <= set(bodies):
        yield "languages: a list of languages in which it is written"


def _moment(value: object) -> tuple[datetime | None, str]:
    """A date means nine in the morning; times without a zone are those of Brussels."""
    if value is None:
        return None, ""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=BRUSSELS), ""
    if isinstance(value, date):
        return datetime.combine(value, time(9), BRUSSELS), ""
    return None, "date: a date or a date and time"
