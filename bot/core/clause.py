"""A sentence as the rules look at it: its folded words, and which needles of all patterns stand in it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from bot.core.needles import Needles, Pieces


class Clause(NamedTuple):
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
    """Tells which of some thousand needles stand in a text, in one pass over it."""

    def __init__(self, needles: Iterable[str]) -> None:
        # The needles it finds are then those it was given, whose hashes are known: twice as fast.
        self._automaton = AhoCorasick(sorted(set(needles)), store_patterns=True)

    def clause(self, text: str) -> Clause:
        """Return a folded text with the needles that stand in it."""
        return Clause(text, frozenset(self._automaton.find_matches_as_strings(text, overlapping=True)))


class Index:
    """Tells what is worth a look in a sentence: that of whose most telling needles one stands there."""

    def __init__(self, needles: Mapping[int, Needles]) -> None:
        """``needles``: of each thing that may be looked for, by its number; without any it is always worth a look."""
        self._always = frozenset(number for number, groups in needles.items() if not groups)
        self._by_needle: dict[str, list[int]] = {}
        for number, groups in needles.items():
            for piece in groups[0] if groups else ():
                self._by_needle.setdefault(piece, []).append(number)
        self._pieces = frozenset(self._by_needle)

    def worth(self, clause: Clause) -> set[int]:
        """Return the numbers of what is worth a look."""
        found = set(self._always)
        for piece in self._pieces & clause.there:
            found.update(self._by_needle[piece])
        return found

    def held(self, whole: Clause, texts: Collection[str]) -> Iterator[str]:
        """Yield those of the texts in which something is worth a look; ``whole``: all of them, one after the other."""
        telling = self._pieces & whole.there
        for text in texts:
            if self._always or any(piece in text for piece in telling):
                yield text
