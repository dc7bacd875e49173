"""Names of which the letters are spoken of: "G-A-L-L", "G, A, L, L", "G van Guido, A van Anna", "with two l's"."""

import re
from collections.abc import Iterator
from itertools import islice

from bot.core.flat import flat
from bot.core.people import NAME, Self, alike
from bot.core.values import Age, Value

_MOST = 30  # letters
_FEWEST = 3  # letters; fewer are initials or an abbreviation
_FOR = r"(?:comme|comme dans|de|van|zoals|wie|as in|for|like|von)"
_LETTER = rf"(?:[A-ZÀ-ÝŒßŁŞŠŽČĆŚŹŻŃĞĘĄ](?:\s{_FOR}\s[A-ZÀ-Ý][\w'’-]+)?)"
_SPELLED = re.compile(rf"(?<![\w-]){_LETTER}(?:\s?[-.,/–]\s?{_LETTER}|\s{_LETTER}(?=[\s,.:;!)]|$)){{2,}}(?![\w@])")
_SMALL = re.compile(r"(?<![\w-])[a-z](?:-[a-z]){3,}(?![\w-])")
_MIXED = re.compile(r"(?<![\w-])[A-ZÀ-Ý](?:-[a-zß-ÿ]){2,}(?![\w-])")
_ONE = re.compile(_LETTER)
_WITH_WORD = re.compile(rf"(?<![\w-])(?P<letter>[A-ZÀ-ÝŒ])\s{_FOR}\s[A-Za-zÀ-ÿ][\w'’-]+")
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
    yield from _each(text, who)


def _each(text: str, who: Self) -> Iterator[Value]:
    """The writer's name of which letters are told one by one, with words between them: "two F as in Fritz"."""
    told = [*islice(_WITH_WORD.finditer(text), _MOST)]
    letters = flat("".join(found["letter"] for found in told))
    for own in (who.last, who.first):
        mine = iter(_letters(own))
        if len(letters) >= _FEWEST and 2 * len(letters) > len(own) and all(letter in mine for letter in letters):
            yield Value(field="name", value=own, start=told[0].start(), end=told[-1].end(), age=Age.NEW)


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", flat(name))
