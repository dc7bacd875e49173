"""Names of which the letters are spoken of: "G-A-L-L", "G, A, L, L", "G van Guido, A van Anna", "with two l's"."""

import re
from collections.abc import Iterator, Sequence

from bot.core import name_cues
from bot.core.flat import flat
from bot.core.people import NAME, Self, alike
from bot.core.roles import sentences
from bot.core.values import Age, Value

_FEWEST = 3  # letters; fewer are initials or an abbreviation
_FOR = r"(?:comme|comme dans|de|van|zoals|wie|as in|for|like|von)"
_LETTER = rf"(?:[A-ZÀ-ÝŒß](?:\s{_FOR}\s[A-ZÀ-Ý][\w'’-]+)?)"
_SPELLED = re.compile(rf"(?<![\w-]){_LETTER}(?:\s?[-.,/–]\s?{_LETTER}|\s{_LETTER}(?=[\s,.:;!)]|$)){{2,}}(?![\w@])")
_SMALL = re.compile(r"(?<![\w-])[a-z](?:-[a-z]){3,}(?![\w-])")
_MIXED = re.compile(r"(?<![\w-])[A-ZÀ-Ý](?:-[a-zß-ÿ]){2,}(?![\w-])")
_ONE = re.compile(_LETTER)
_RIGHT_AFTER = re.compile(rf"\s?(?:[:,=]|dus|donc|so|also)+\s?(?P<name>{NAME})")


def spelled(text: str, who: Self) -> Iterator[Value]:
    """Yield the names that are spelled, as new ones: in the writer's own way to write them, where it is his."""
    for found in (*_SPELLED.finditer(text), *_MIXED.finditer(text), *_SMALL.finditer(text)):
        small = found[0][-1].islower() and "-" in found[0][1:2]
        letters = found[0].replace("-", "") if small else "".join(one[0][0] for one in _ONE.finditer(found[0]))
        if len(letters) < _FEWEST:
            continue
        after = _RIGHT_AFTER.match(text, found.end())
        said = [who.last, who.first, *([after["name"], after["name"].split()[0]] if after else [])]
        name = next((one for one in said if one and _letters(one) == flat(letters)), "")
        near = [one for one in (who.last, who.first) if alike(_letters(one), letters)]
        if name or near:
            yield Value(
                field="name", value=name or letters.capitalize(), start=found.start(), end=found.end(), age=Age.NEW
            )


def lettered(text: str, who: Self, others: Sequence[Value]) -> Iterator[Value]:
    """The writer's own name in a sentence that speaks of its letters ("with two l's"), not in another value."""
    for field, own in (("first_name", who.first), ("last_name", who.last)):
        for begin, end in sentences(text):
            place = text.find(own, begin, end) if len(own) > 2 else -1
            taken = any(other.start <= place < other.end for other in others)
            if place >= 0 and not taken and name_cues.LETTERS.search(flat(text[place:end])):
                yield Value(field=field, value=own, start=place, end=place + len(own), age=Age.NEW)
                break


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", flat(name))
