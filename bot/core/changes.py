"""The mails of ``changes.txt``, from which the third reader (core.standing) learns which values are new."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.core.fields import written
from bot.core.finding import Kind
from bot.core.flat import flat
from bot.core.layout import split_form
from bot.core.letter_values import letter
from bot.core.mail import Mail
from bot.core.meanings import Meanings
from bot.core.sender import sender as read_sender
from bot.core.surroundings import Part, Surroundings

_KINDS = frozenset({Kind.CORRECTION, Kind.CHANGE})
_MARKED = re.compile(r"\{(?P<sign>[+-])(?P<value>[^{}]*)\}")
_CLASSES = {"+": "new", "-": "old"}
_BREAK = "¶"
_SUBJECT = " . "  # ends the subject in a line that has one
_BELOW = "\n-- \n"  # what the signature stands below, as in mails (RFC 3676 section 4.3)
_SIGNS = re.compile(r"[\W_]+")
_SHORTEST = 4  # letters and digits: less of a value does not tell which one is meant


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A mail that asks for a change; ``marked``: the values in it that are new (+) and old (-), as core.changes keeps
    them: without spaces, signs and accents, and as which of the equal ones in the mail (0 for the first)."""

    line: str
    kind: Kind
    mail: Mail
    marked: Mapping[tuple[str, int], str]


def read_changes(text: str) -> Iterator[Change]:
    """Yield the mails of a file: ``kind | Name <address> | subject . text`` lines, ``¶`` for a line break, ``{+new}``
    and ``{-old}`` around values; ``#`` begins a comment. ValueError for a wrong line."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split("|")]
        sender = read_sender(parts[1:2])[0] if len(parts) == 3 else None
        if sender is None or parts[0] not in _KINDS or not parts[2]:
            raise ValueError(f"line {number}: must be KIND | NAME <ADDRESS> | SUBJECT . TEXT, of a change")
        whole = _MARKED.sub(lambda found: found["value"], parts[2]).replace(_BREAK, "\n")
        subject, between, rest = whole.partition(_SUBJECT)
        if not between or "\n" in subject:
            subject, rest = "", whole
        own, _, below = rest.partition(_BELOW)
        mail = Mail(message_id="", sender=sender, subject=subject, text=own, signature=below)
        yield Change(line=line, kind=Kind(parts[0]), mail=mail, marked=_marks(parts[2]))


def _marks(text: str) -> dict[tuple[str, int], str]:
    """The signs of the marked values."""
    marks: dict[tuple[str, int], str] = {}
    for found in _MARKED.finditer(text):
        value = _plain(found["value"])
        marks[value, _plain(text[: found.start()]).count(value)] = found["sign"]
    return marks


def lessons(changes: Iterable[Change], meanings: Meanings) -> Iterator[tuple[str, list[str]]]:
    """Yield for each value that the third reader is asked of its class (core.standing) and the signs around it."""
    for change in changes:
        mail = change.mail
        parts = letter(mail, split_form(written(mail))[1]).parts(mail.subject)
        own = mail.sender.address.lower() if mail.sender else ""
        around = Surroundings(parts, meanings, own=own, kind=change.kind)
        for name, (_value, signs) in zip(_classes(parts, change), around.values(), strict=True):
            yield name, signs


def _classes(parts: Iterable[Part], change: Change) -> Iterator[str]:
    before = ""
    for part in parts:
        for value in part.values:
            said = _plain(part.text[value.start : value.end])
            nth = (before + _plain(part.text[: value.start])).count(said)
            yield _CLASSES.get(change.marked.get((said, nth), "") or _held(said, change), "neither")
        before += _plain(part.text)


def _held(said: str, change: Change) -> str:
    """The sign of a marked value that is a part of this one, or has it as a part."""
    return next(
        (
            sign
            for (value, _), sign in change.marked.items()
            if min(len(said), len(value)) >= _SHORTEST and said != value and (said in value or value in said)
        ),
        "",
    )


def _plain(text: str) -> str:
    return _SIGNS.sub("", flat(text))


def fingerprint(changes: Iterable[Change], meanings: Meanings) -> str:
    """Return the hash of the mails, whatever their order, and of the meanings of words."""
    lines = sorted(change.line for change in changes) + meanings.lines()
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
