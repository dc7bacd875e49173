"""A sentence as the rules look at it: its folded words, and which needles of all patterns stand in it."""

from collections.abc import Collection, Hashable, Iterator, Mapping, Set
from functools import cached_property
from itertools import chain
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick

from bot.core.needles import Needles, Pieces

_Sought = TypeVar("_Sought", bound=Hashable)


class Index(Generic[_Sought]):
    """Tells what is worth a look in a text: that of whose most telling needles one stands there."""

    def __init__(self, needles: Mapping[_Sought, Needles]) -> None:
        """``needles``: of each thing that may be looked for; without any it is always worth a look."""
        self._always = frozenset(sought for sought, groups in needles.items() if not groups)
        self._by_needle: dict[str, list[_Sought]] = {}
        for sought, groups in needles.items():
            for piece in groups[0] if groups else ():
                self._by_needle.setdefault(piece, []).append(sought)
        self._pieces = frozenset(self._by_needle)

    def worth(self, there: Pieces) -> Set[_Sought]:
        """Return what is worth a look where these needles stand."""
        found = set(self._always)
        for piece in self._pieces & there:
            found.update(self._by_needle[piece])
        return found

    def held(self, there: Pieces, texts: Collection[str]) -> Iterator[str]:
        """Yield those of some texts in which something is worth a look; ``there``: the needles in the texts joined."""
        telling = self._pieces & there
        for text in texts:
            if self._always or any(piece in text for piece in telling):
                yield text


class Clause:
    """A folded text (core.folding), the needles in it, and the patterns that are worth a try there."""

    def __init__(self, text: str, there: Pieces, patterns: Index[Hashable]) -> None:
        """``patterns``: those that have needles, of all rules that may speak where the text stands."""
        self.text, self.there, self._patterns = text, there, patterns

    @cached_property
    def worth(self) -> Set[Hashable]:
        """The patterns of whose most telling needles one stands there: most of the others are not even asked."""
        return self._patterns.worth(self.there)

    def may_hold(self, needles: Needles) -> bool:
        """Whether something can match that has these needles; without any it always can."""
        there = self.there
        for pieces in needles:  # noqa: SIM110 - it runs for every rule and clause, and a generator takes twice as long
            if pieces.isdisjoint(there):
                return False
        return True


class Sieve:
    """Tells which of some thousand needles stand in a text, in one pass over it."""

    def __init__(self, patterns: Mapping[Hashable, Needles]) -> None:
        """``patterns``: each with its needles."""
        self._patterns = Index({pattern: groups for pattern, groups in patterns.items() if groups})
        self._needles = frozenset(chain.from_iterable(chain.from_iterable(patterns.values())))
        # The needles it finds are then those it was given, whose hashes are known: twice as fast.
        self._automaton = AhoCorasick(sorted(self._needles), store_patterns=True)

    def clause(self, text: str) -> Clause:
        """Return a folded text with the needles that stand in it."""
        there = frozenset(self._automaton.find_matches_as_strings(text, overlapping=True))
        return Clause(text, there, self._patterns)

    def every(self, text: str) -> Clause:
        """Return a text as though all needles stood in it, so that every pattern is tried."""
        return Clause(text, self._needles, self._patterns)
