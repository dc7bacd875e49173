"""Values of several sorts told in one breath: "my address will be A and my phone B"; what is new of one is of both."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.core.flat import flat
from bot.core.values import SHAPED, Age, Value

#: Nothing between two values but "and", whose the second one is, and what it is called.
_AND_MY = re.compile(
    r"\s*,?\s*(?:(?:et|en|and|und)\s(?:(?:mon|ma|notre|mijn|onze?|my|our|mein|meine|unsere?)\s)(?:nouve\w+\s|nieuwe?\s|new\s|neue\w?\s)?)"
    r"(?:(?:numero|n°|adresse)\s(?:de\s|d')?)?(?:gsm\w*|fixe|portable|tel\w*|mobil\w*|mobiel\w*|handy\w*|phone|fax\w*|cell|e-?mail\w*|mail\w*|"
    r"courriel|adresse?|adres|address|anschrift|ligne directe|direct line|durchwahl)(?:\s?(?:number|nummer))?"
    r"(?:\s(?:sera|devient|wordt|will be|wird|ist|is|est))?(?:\s(?:le|het|the|die))?\s?:?\s*"
)


def joined(text: str, values: Sequence[Value]) -> list[Value]:
    """Return the values; one of which nothing is said is new where "and my ..." joins it to a new one before it."""
    made = sorted(values, key=lambda value: value.start)
    places = [
        place for place, value in enumerate(made) if value.field.rstrip("?") in SHAPED and value.value is not None
    ]
    for left, right in pairwise(places):
        one, other = made[left], made[right]
        if one.age is Age.NEW and other.age is Age.PLAIN and _AND_MY.fullmatch(flat(text[one.end : other.start])):
            made[right] = replace(other, age=Age.NEW)
    return made
