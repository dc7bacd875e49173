"""A value found in a mail, and what the words around it say of it."""

from dataclasses import dataclass
from enum import Enum

from bot.core.near import Span, free

NUMBERS = frozenset({"phone", "mobile", "mobile?", "fax"})
SHAPED = NUMBERS | {"address", "email", "vat", "iban"}  # fields whose values are known by their shape
CLOSED = frozenset({"birth_date", "language", "salutation"})  # fields of dates, or of a small set of words


class Age(Enum):
    """What the words around a value say of it."""

    OLD = "old"
    NEW = "new"
    PLAIN = "plain"  # nothing
    SAME = "same"  # it holds, as before
    OTHER = "other"  # somebody else's, or not to be kept
    APART = "apart"  # the same, said in so many words


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """A value of a field at a place of the text (characters). ``value`` None: the field is to be emptied."""

    field: str
    value: object
    start: int
    end: int
    age: Age = Age.PLAIN

    @property
    def span(self) -> Span:
        """Where it begins and ends."""
        return self.start, self.end


def apart(values: "list[Value]") -> "list[Value]":
    """Return the values in order of place without those that overlap an earlier one of the list."""
    kept: list[Value] = []
    for value in values:
        if free(value.span, [other.span for other in kept]):
            kept.append(value)
    return sorted(kept, key=lambda value: value.start)
