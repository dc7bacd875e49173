"""The third reader: which of the values in a mail is new and which is old, learned from the mails of ``changes.txt``.

It hears what the rules of core.roles say of each value, and looks at its surroundings (core.surroundings). It is asked
of values that are known by their shape alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.core.linear import Linear
from bot.core.meanings import Meanings
from bot.core.surroundings import Part, Surroundings
from bot.core.values import Age, Value

CLASSES = ("new", "old", "neither")
BITS = 17
_MOST = 40  # values; a mail that holds more is a list, of which the rest is left to people
_NOT_ASKED: Mapping[str, float] = {}


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """The learned model, and from which share of 1 its word counts."""

    model: Linear
    meanings: Meanings
    agreed: float  # where the rules say that the value is new
    new: float  # where they do not
    denied: float  # where they say that it is old
    old: float

    def judged(self, parts: Sequence[Part], *, own: str, kind: str) -> Iterator[tuple[str, Value]]:
        """Yield the values with the name of their part and the age that they have after all.

        ``own`` and ``kind`` as in core.surroundings. A value that is not surely new is not new; what the rules say
        of it otherwise stays, but a value of which nothing is said (Age.PLAIN) is then not meant (Age.OTHER). What
        the rules say to stay, or not to be for the record, is never new.
        """
        if not any(part.values for part in parts):
            return
        around = Surroundings(parts, self.meanings, own=own, kind=kind)
        told = (self.model.likely(signs) for _, signs in islice(around.values(), _MOST))
        for part in parts:
            for value in part.values:
                yield part.name, replace(value, age=self._age(value, next(told, _NOT_ASKED)))

    def _age(self, value: Value, likely: Mapping[str, float]) -> Age:
        surely = {Age.NEW: self.agreed, Age.OLD: self.denied}.get(value.age, self.new)
        if value.age not in {Age.SAME, Age.APART} and likely.get("new", 0.0) >= surely:
            return Age.NEW
        if likely.get("old", 0.0) >= self.old:
            return Age.OLD
        return Age.OTHER if value.age in {Age.NEW, Age.PLAIN} else value.age
