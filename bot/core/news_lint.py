"""What a newsletter is refused for. Each rule has a name, by which an editor may set it aside; that is journalled."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.core.newsletter import LEAVE, Body, Fault, Newsletter, Readers
from bot.core.providers import by_provider, crowded

#: Rule -> its sentence; its translations stand under the same names in ``templates/<language>/words.toml``.
RULES: Mapping[str, str] = {
    "language-missing": "{count} recipients read {language}, and there is no text in it",
    "audience-empty": "nobody would get it",
    "sender-suppressed": "the address it comes from has left the newsletters",
    "date-stale": "its moment, {moment} UTC, is past",
    "one-click-missing": (
        "{count} mails in a day go to {provider}, which wants the one-click way out over https from whoever sends it "
        "about 5,000 a day ([http] public_url)"
    ),
    "no-unsubscribe": "{language}: no way out in the {part} part",
    "subject-missing": "{language}: no subject",
    "html-too-big": "{language}: {bytes} bytes of HTML; over {limit} mail programs cut the end off",
    "heading-missing": "{language}: {count} main headings (# ...), exactly one is wanted",
    "alt-missing": "{language}: an image without alternative text",
    "tracking": "{language}: an image whose address tells who reads it",
}
_HTML_BYTES = 90_000  # Gmail hides what is beyond 102 kB, and with it the way out
_STALE = timedelta(hours=12)
_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ALT = re.compile(r"\balt=\"[^\"]*[^\"\s][^\"]*\"", re.IGNORECASE)
_REMOTE = re.compile(r"\bsrc=\"https?://[^\"]*\?", re.IGNORECASE)
_HEADING = re.compile(r"<h1\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """What else decides: ``one_click`` when the way out over https is on; ``lately`` how many newsletters went to which
    large provider in the last day."""

    readers: Readers
    sender_suppressed: bool
    one_click: bool
    now: datetime
    lately: Mapping[str, int] = field(default_factory=dict)


def lint(
    newsletter: Newsletter, bodies: Mapping[str, Body], setting: Setting, overridden: frozenset[str] = frozenset()
) -> tuple[Fault, ...]:
    """Return the faults that nobody set aside."""
    found = [*_whole(newsletter, setting)]
    for body in bodies.values():
        found += _body(body)
    return tuple(fault for fault in found if fault.rule not in overridden)


def sentence(fault: Fault) -> str:
    """Return what is wrong, in English."""
    return RULES[fault.rule].format_map(fault.facts)


def _whole(newsletter: Newsletter, setting: Setting) -> Iterator[Fault]:
    for language, count in sorted(setting.readers.languages.items()):
        if language not in newsletter.bodies:
            yield Fault(rule="language-missing", facts={"count": count, "language": language})
    if not setting.readers.count:
        yield Fault(rule="audience-empty")
    if setting.sender_suppressed:
        yield Fault(rule="sender-suppressed")
    if newsletter.starts_at is not None and setting.now - newsletter.starts_at > _STALE:
        yield Fault(rule="date-stale", facts={"moment": f"{newsletter.starts_at:%Y-%m-%d %H:%M}"})
    if not setting.one_click:
        yield from _one_click(setting)


def _one_click(setting: Setting) -> Iterator[Fault]:
    """What goes now and what went in the last day count together, where anything goes now."""
    to = by_provider(setting.readers.domains)
    for name, count in crowded({name: count + setting.lately.get(name, 0) for name, count in to.items()}).items():
        yield Fault(rule="one-click-missing", facts={"count": count, "provider": name})


def _body(body: Body) -> Iterator[Fault]:
    """The way out in every part (the privacy policy; AR of 4 April 2003); the rest for those who cannot see well."""
    language = body.language
    for part, text in (("text", body.text), ("HTML", body.html)):
        if LEAVE not in text:
            yield Fault(rule="no-unsubscribe", facts={"language": language, "part": part})
    if not body.subject.strip():
        yield Fault(rule="subject-missing", facts={"language": language})
    if (size := len(body.html.encode())) > _HTML_BYTES:
        yield Fault(rule="html-too-big", facts={"language": language, "bytes": size, "limit": _HTML_BYTES})
    if (headings := len(_HEADING.findall(body.html))) != 1:
        yield Fault(rule="heading-missing", facts={"language": language, "count": headings})
    yield from _images(body)


def _images(body: Body) -> Iterator[Fault]:
    for image in _IMAGE.findall(body.html):
        if not _ALT.search(image):
            yield Fault(rule="alt-missing", facts={"language": body.language})
        if _REMOTE.search(image):
            yield Fault(rule="tracking", facts={"language": body.language})
