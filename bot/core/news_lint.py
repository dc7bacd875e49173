"""What a newsletter is refused for. Each rule has a name, by which an editor may set it aside; that is journalled."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.newsletter import LEAVE, Body, Fault, Newsletter, Readers

#: Rule -> its sentence; its translations stand under the same names in ``templates/<language>/words.toml``.
RULES: Mapping[str, str] = {
    "language-missing": "{count} recipients read {language}, and there is no text in it",
    "audience-empty": "nobody would get it",
    "sender-suppressed": "the address it comes from has left the newsletters",
    "date-stale": "its moment, {moment} UTC, is past",
    "one-click-missing": (
        "{count} readers have their mailbox at {provider}, which wants the one-click way out over https from whoever "
        "sends it about 5,000 mails a day ([http] public_url)"
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
#: Bulk senders begin at about 5,000 a day, for ever (Google's and Microsoft's sender guidelines), and other mail of the
#: same domain counts too.
_BULK = 4_000
_PROVIDERS = {
    "Gmail": {"gmail", "googlemail"},
    "Yahoo": {"yahoo", "ymail", "rocketmail", "aol"},
    "Outlook.com": {"outlook", "hotmail", "live", "msn"},
}
_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ALT = re.compile(r"\balt=\"[^\"]*[^\"\s][^\"]*\"", re.IGNORECASE)
_REMOTE = re.compile(r"\bsrc=\"https?://[^\"]*\?", re.IGNORECASE)
_HEADING = re.compile(r"<h1\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """What else decides: ``one_click`` when the way out over https is on."""

    readers: Readers
    sender_suppressed: bool
    one_click: bool
    now: datetime


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


def provider(domain: str) -> str:
    """Return the large provider whose mailboxes a domain (lower case) holds, in any country; "" for none."""
    label = domain.partition(".")[0]
    return next((name for name, labels in _PROVIDERS.items() if label in labels), "")


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
        yield from _one_click(setting.readers.domains)


def _one_click(domains: Mapping[str, int]) -> Iterator[Fault]:
    counts: Counter[str] = Counter()
    for domain, count in domains.items():
        counts[provider(domain)] += count
    for name, count in sorted(counts.items()):
        if name and count >= _BULK:
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
