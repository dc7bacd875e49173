"""A sentence as the rules look at it: its folded words, and which needles of all patterns stand in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.needles import Needles, Pieces

_WHOLE = (2, 3, 4)  # lengths of which every stretch of a text is looked up
_START = 5  # of a longer needle, so many letters are looked up, and the rest only where these stand


@dataclass(frozen=True, slots=True)
class Clause:
    """A folded text (core.folding) and the needles in it."""

    text: str
    there: Pieces

    def may_hold(self, needles: Needles) -> bool:
        """Whether something can match that has these needles; without any it always can."""
        there = self.there
        for pieces in needles:  # noqa: SIM110 - it runs for every rule and clause, and a generator takes twice as long
            if pieces.isdisjoint(there):
                return False
        return True


class Sieve:
    """Tells which of some thousand needles stand in a text without looking for each: most do not even begin there."""

    def __init__(self, needles: Iterable[str]) -> None:
        known = sorted(set(needles))
        self._whole = {length: frozenset(one for one in known if len(one) == length) for length in _WHOLE}
        self._starting: dict[str, list[str]] = {}
        for needle in known:
            if len(needle) >= _START:
                self._starting.setdefault(needle[:_START], []).append(needle)

    def clause(self, text: str) -> Clause:
        """Return a folded text with the needles that stand in it."""
        there: set[str] = set()
        for length, known in self._whole.items():
            there |= known & _stretches(text, length)
        for start in self._starting.keys() & _stretches(text, _START):
            there.update(needle for needle in self._starting[start] if needle in text)
        return Clause(text, frozenset(there))


def _stretches(text: str, length: int) -> set[str]:
    return {text[place : place + length] for place in range(len(text) - length + 1)}
