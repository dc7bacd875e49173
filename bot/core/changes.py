"""The mails of ``changes.txt``, from which the third reader (core.standing) learns which values are new."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.core.fields import written
from bot.core.finding import Kind
from bot.core.flat import flat
from bot.core.layout import split_form
from bot.core.letter_values import letter
from bot.core.mail import Mail
from bot.core.meanings import Meanings
from bot.core.sender import sender as read_sender
from bot.core.surroundings import Surroundings

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
    """A mail that asks for a change; ``marked``: its values that are new (+) and old (-), without signs and accents."""

    line: str
    kind: Kind
    mail: Mail
    marked: tuple[tuple[str, str], ...]


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
        text, _, below = (rest if between else whole).partition(_BELOW)
        mail = Mail(
            message_id="",
            sender=sender,
            subject=subject if between and "\n" not in subject else "",
            text=text,
            signature=below,
        )
        marked = tuple((found["sign"], _plain(found["value"])) for found in _MARKED.finditer(parts[2]))
        yield Change(line=line, kind=Kind(parts[0]), mail=mail, marked=marked)


def lessons(changes: Iterable[Change], meanings: Meanings) -> Iterator[tuple[str, list[str]]]:
    """Yield for each value of known shape its class (core.standing) and the signs around it."""
    for change in changes:
        mail = change.mail
        parts = letter(mail, split_form(written(mail))[1]).parts(mail.subject)
        texts = (part.text[value.start : value.end] for part in parts for value in part.values)
        own = mail.sender.address.lower() if mail.sender else ""
        around = Surroundings(parts, meanings, own=own, kind=change.kind)
        for text, (_value, signs) in zip(texts, around.values(), strict=True):
            yield _class(text, change), signs


def _class(text: str, change: Change) -> str:
    said = _plain(text)
    for sign, value in change.marked:
        if min(len(said), len(value)) >= _SHORTEST and (said in value or value in said):
            return _CLASSES[sign]
    return "neither"


def _plain(text: str) -> str:
    return _SIGNS.sub("", flat(text))


def fingerprint(changes: Iterable[Change], meanings: Meanings) -> str:
    """Return the hash of the mails, whatever their order, and of the meanings of words."""
    lines = sorted(change.line for change in changes) + meanings.lines()
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
