"""Which part of a name a new name is: the first one, the last one, or both."""

import re
from collections.abc import Iterator, Sequence

from bot.core import name_cues
from bot.core.flat import flat
from bot.core.mail import Mail
from bot.core.people import TITLE, Self, alike, bare
from bot.core.values import Value

_NEAR = 30  # characters
_TITLE = re.compile(rf"(?<![\w'’-]){TITLE}\s$")
#: A last name that is taken up again.
_TAKEN_UP = re.compile(r"\b(?:a nouveau|de nouveau|opnieuw|weer|terug|again|back to (?:being )?|wieder)\W{1,3}$")


def split(text: str, value: Value, who: Self, olds: Sequence[Value], mail: Mail) -> Iterator[tuple[str, str]]:
    """Yield field and name: by the label of a new name, by the writer's own name, by the ``olds`` that it replaces."""
    name = bare(str(value.value))
    label = _label(text, value, who)
    words = name.split()
    if label != "first" and len(words) > 1 and same(name, who.last):
        yield "last_name", name
    elif label in {"first", "last"} and (len(words) == 1 or label == "last" or not _begins(words, who)):
        rest = words[1:] if label == "last" and len(words) > 1 and same(words[0], who.first) else words
        yield f"{label}_name", " ".join(rest)
    elif len(words) > 1 and (same(words[0], who.first) or _was_whole(words, olds)):
        yield from _whole(words, olds, who)
    elif same(name, who.first) or near(name, who.first):
        yield "first_name", name
    elif (
        same(name, who.last)
        or near(name, who.last)
        or (label == "any" and not name_cues.ENGLISH.search(flat(text)))
        or _TITLE.search(text[max(0, value.start - _NEAR) : value.start])
        or _TAKEN_UP.search(flat(text[max(0, value.start - _NEAR) : value.start]))
        or name_cues.MARRIED.search(name_cues.folded(f"{mail.subject}\n{text}"))
    ):
        yield "last_name", name


def _begins(words: Sequence[str], who: Self) -> bool:
    return len(words) > 1 and same(words[0], who.first) and same(" ".join(words[1:]), who.last)


def _whole(words: Sequence[str], olds: Sequence[Value], who: Self) -> Iterator[tuple[str, str]]:
    """A whole name: only the parts that differ from the old one are new."""
    before = next((bare(str(old.value)).split() for old in olds if len(bare(str(old.value)).split()) > 1), [])
    if len(before) != len(words) and before[:1] == words[:1] and before[-1:] == words[-1:]:
        return  # a name in the middle more or less: the record may hold it with the first or the last one
    if before and before[0] != words[0]:
        yield "first_name", words[0]
    single = {bare(str(old.value)) for old in olds}
    if before[1:] != list(words[1:]) and not (
        not before and any(near(words[0], one) and words[0] != one for one in single)
    ):
        yield "last_name", " ".join(words[1:])
    elif not before and single:
        yield "first_name", words[0]


def _was_whole(words: Sequence[str], olds: Sequence[Value]) -> bool:
    return any(
        len(parts := bare(str(old.value)).split()) > 1
        and (parts[0] == words[0] or parts[1:] == list(words[1:]) or alike(parts[0], words[0]))
        for old in olds
    )


def same(name: str, own: str) -> bool:
    """Whether two names are the same but for case and accents; never when ``own`` is empty."""
    return bool(own) and flat(name) == flat(own)


def near(name: str, own: str) -> bool:
    """Whether two names are spellings of each other; never when ``own`` is empty."""
    return bool(own) and alike(name, own)


def _label(text: str, value: Value, who: Self) -> str:
    """first, last, any: the nearest label in the same sentence before the name, right behind it, or the only one; the
    writer's own last name needs one beside it to be a first one."""
    after = re.match(
        r"[\"”»’']?\s(?:est|is|ist)?\s?(?:mon|mijn|my|mein|le|de|the)\s([\w éè]{3,20})",
        text[value.end : value.end + 40],
    )
    if after and (found := name_cues.LABEL.match(flat(after[1]))):
        return str(found.lastgroup)
    before = re.split(r"[.!?\n]\s", flat(text[max(0, value.start - 90) : value.start]))[-1]
    labels = [str(found.lastgroup) for found in name_cues.LABEL.finditer(before)]
    anywhere = {str(found.lastgroup) for found in name_cues.LABEL.finditer(flat(text))}
    if labels or len(anywhere) != 1 or (anywhere == {"first"} and same(str(value.value), who.last)):
        return labels[-1] if labels else ""
    return anywhere.pop()
