"""A sentence as the rules look at it: its folded words, and which needles of all patterns stand in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from bot.core.needles import Needles, Pieces

_FEW = 10  # needles that are sooner looked for in each text by themselves


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
    """Tells which of some thousand needles stand in a text, in one pass over it."""

    def __init__(self, needles: Iterable[str]) -> None:
        self._automaton = AhoCorasick(sorted(set(needles)))

    def clause(self, text: str) -> Clause:
        """Return a folded text with the needles that stand in it."""
        return Clause(text, frozenset(self._automaton.find_matches_as_strings(text, overlapping=True)))

    def clauses(self, texts: Sequence[str]) -> tuple[Clause, list[Clause]]:
        """Return folded texts that follow each other as one, and each by itself."""
        whole = self.clause(" ".join(texts))
        if len(texts) == 1:
            return whole, [whole]
        if len(whole.there) > _FEW:
            return whole, [self.clause(text) for text in texts]
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
