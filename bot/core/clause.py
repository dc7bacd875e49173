"""A sentence as the rules look at it: its folded words, and which needles of all patterns stand in it."""

from collections.abc import Iterable, Mapping, Sequence
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

    def clauses(self, texts: Sequence[str]) -> tuple[Clause, list[Clause]]:
        """Return folded texts that follow each other as one, and each by itself."""
        whole = self.clause(" ".join(texts))
        return whole, [Clause(text, frozenset([one for one in whole.there if one in text])) for text in texts]


class Index:
    """Tells which rules are worth a look in a sentence: those of whose most telling needles one stands there."""

    def __init__(self, rules: Mapping[int, Needles]) -> None:
        """``rules``: the needles of each by its number; one without needles is always worth a look."""
        self._always = frozenset(number for number, needles in rules.items() if not needles)
        self._by_needle: dict[str, list[int]] = {}
        for number, needles in rules.items():
            for piece in needles[0] if needles else ():
                self._by_needle.setdefault(piece, []).append(number)

    def worth(self, clause: Clause) -> set[int]:
        """Return the numbers of the rules."""
        found = set(self._always)
        for piece in self._by_needle.keys() & clause.there:
            found.update(self._by_needle[piece])
        return found


def _stretches(text: str, length: int) -> set[str]:
    return {text[place : place + length] for place in range(len(text) - length + 1)}
