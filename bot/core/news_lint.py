"""What a newsletter is refused for. Each rule has a name, by which an editor may set it aside; that is journalled."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from bot.core.newsletter import LEAVE, Body, Fault, Newsletter

_HTML_BYTES = 90_000  # Gmail hides what is beyond 102 kB, and with it the way out
_STALE = timedelta(hours=12)
_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ALT = re.compile(r"\balt=\"[^\"]+\"", re.IGNORECASE)
_REMOTE = re.compile(r"\bsrc=\"https?://[^\"]*\?", re.IGNORECASE)
_HEADING = re.compile(r"<h1\b", re.IGNORECASE)


def lint(
    newsletter: Newsletter,
    bodies: Mapping[str, Body],
    *,
    languages: Mapping[str, int],
    sender_suppressed: bool,
    now: datetime,
    overridden: frozenset[str] = frozenset(),
) -> tuple[Fault, ...]:
    """Return the faults that nobody set aside. ``languages``: how many recipients read which."""
    found = [*_whole(newsletter, languages, sender_suppressed, now)]
    for body in bodies.values():
        found += _body(body)
    return tuple(fault for fault in found if fault.rule not in overridden)


def _whole(
    newsletter: Newsletter, languages: Mapping[str, int], sender_suppressed: bool, now: datetime
) -> Iterator[Fault]:
    for language, count in sorted(languages.items()):
        if language not in newsletter.bodies:
            yield Fault(rule="language-missing", text=f"{count} recipients read {language}")
    if not sum(languages.values()):
        yield Fault(rule="audience-empty", text="nobody would get it")
    if sender_suppressed:
        yield Fault(rule="sender-suppressed", text="the address it comes from has left the newsletters")
    if newsletter.starts_at is not None and now - newsletter.starts_at > _STALE:
        yield Fault(rule="date-stale", text=f"{newsletter.starts_at:%Y-%m-%d %H:%M} is past")


def _body(body: Body) -> Iterator[Fault]:
    """The way out in every part (the privacy policy; AR of 4 April 2003); the rest for those who cannot see well."""
    for part, text in (("text", body.text), ("HTML", body.html)):
        if LEAVE not in text:
            yield Fault(rule="no-unsubscribe", text=f"{body.language}: no way out in the {part} part")
    if not body.subject.strip():
        yield Fault(rule="subject-missing", text=f"{body.language}: no subject")
    if len(body.html.encode()) > _HTML_BYTES:
        yield Fault(rule="html-too-big", text=f"{body.language}: over {_HTML_BYTES} bytes, mail programs cut it")
    if len(_HEADING.findall(body.html)) != 1:
        yield Fault(rule="heading-missing", text=f"{body.language}: exactly one main heading (# ...)")
    yield from _images(body)


def _images(body: Body) -> Iterator[Fault]:
    for image in _IMAGE.findall(body.html):
        if not _ALT.search(image):
            yield Fault(rule="alt-missing", text=f"{body.language}: an image without alternative text")
        if _REMOTE.search(image):
            yield Fault(rule="tracking", text=f"{body.language}: an image whose address tells who reads it")
