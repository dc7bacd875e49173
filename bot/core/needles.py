"""What a pattern cannot match without: pieces of text of which one must stand in the mail, looked for first."""

import re
from collections.abc import Iterable, Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

_SHORTEST = 2
_START = 3
_Tree = Iterable[tuple[Any, Any]]


def needles(patterns: Iterable[str]) -> frozenset[str]:
    """Return pieces of which at least one stands in every match of any pattern; empty when nothing is known.

    The pattern is taken apart with the parser of ``re``; what that cannot read is always tried.
    """
    found: set[str] = set()
    for pattern in patterns:
        try:
            pieces = _needed(_parser.parse(pattern))
        except re.error:
            return frozenset()
        if not pieces:
            return frozenset()
        found |= pieces
    return frozenset(found)


class Sieve:
    """Tells which of some thousand needles stand in a text without looking for each: most do not even begin there."""

    def __init__(self, all_needles: Iterable[str]) -> None:
        self._short: list[str] = []
        self._starting: dict[str, list[str]] = {}
        for needle in sorted(set(all_needles)):
            begin = self._short if len(needle) < _START else self._starting.setdefault(needle[:_START], [])
            begin.append(needle)

    def standing(self, text: str) -> frozenset[str]:
        """Return the needles that stand in a text."""
        starts = {text[place : place + _START] for place in range(len(text))}
        there = [needle for start in self._starting.keys() & starts for needle in self._starting[start]]
        return frozenset(needle for needle in (*self._short, *there) if needle in text)


def _needed(tree: _Tree) -> frozenset[str]:
    """The most telling of the pieces that a sequence needs: the one whose shortest word is longest."""
    return max(_candidates(tree), key=lambda pieces: min(map(len, pieces)), default=frozenset())


def _candidates(tree: _Tree) -> Iterator[frozenset[str]]:
    run = ""
    for op, value in tree:
        if op is _constants.LITERAL:
            run += chr(value)
            continue
        if len(run) >= _SHORTEST:
            yield frozenset({run})
        run = ""
        if pieces := _inside(op, value):
            yield pieces
    if len(run) >= _SHORTEST:
        yield frozenset({run})


def _inside(op: Any, value: Any) -> frozenset[str]:
    if op is _constants.SUBPATTERN:
        return _needed(value[3])
    if op is _constants.BRANCH:
        parts = [_needed(branch) for branch in value[1]]
        return frozenset().union(*parts) if all(parts) else frozenset()
    if op in {_constants.MAX_REPEAT, _constants.MIN_REPEAT} and value[0] > 0:
        return _needed(value[2])
    return frozenset()
