"""What a pattern cannot match without: pieces of text of which one must stand in the mail, looked for first."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

_SHORTEST = 2
_START = 3
_FORMAT = 1  # of the file; one more whenever ``needles`` finds other pieces than before
_Tree = Iterable[tuple[Any, Any]]
Pieces = frozenset[str]
#: Needles that were found before, by the ``mark`` of their pattern: to take thousands apart takes over a second.
Known = Mapping[str, Pieces]


def needles(pattern: str) -> Pieces:
    """Return pieces of which at least one stands in every match; empty when nothing is known.

    The pattern is taken apart with the parser of ``re``; what that cannot read is always tried.
    """
    try:
        return _shortest(_needed(_parser.parse(pattern)))
    except re.error:
        return frozenset()


def _shortest(pieces: Pieces) -> Pieces:
    """The pieces that hold no other: where a longer one stands, the shorter in it does too."""
    return frozenset(one for one in pieces if not any(other in one for other in pieces if other != one))


def mark(pattern: str) -> str:
    """Return the name of a pattern in a file of needles."""
    return blake2b(pattern.encode(), digest_size=8).hexdigest()


def dump(known: Known) -> str:
    """Return the file of needles: each list of pieces once, and which pattern has which."""
    lists = sorted({tuple(sorted(pieces)) for pieces in known.values()})
    place = {pieces: number for number, pieces in enumerate(lists)}
    patterns = {name: place[tuple(sorted(pieces))] for name, pieces in sorted(known.items())}
    return json.dumps({"format": _FORMAT, "pieces": lists, "patterns": patterns}, ensure_ascii=False) + "\n"


def parse(text: str) -> Known:
    """Read a file of needles; ValueError when it is damaged. That of another version is worth nothing."""
    try:
        content = json.loads(text)
        if content["format"] != _FORMAT:
            return {}
        lists = [frozenset(map(str, pieces)) for pieces in content["pieces"]]
        return {name: lists[number] for name, number in content["patterns"].items()}
    except (KeyError, TypeError, IndexError, AttributeError) as problem:
        raise ValueError(f"is damaged: {problem!r}") from problem


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


def _needed(tree: _Tree) -> Pieces:
    """The most telling of the pieces that a sequence needs: the one whose shortest word is longest."""
    return max(_candidates(tree), key=lambda pieces: min(map(len, pieces)), default=frozenset())


def _candidates(tree: _Tree) -> Iterator[Pieces]:
    run = ""
    for op, value in tree:
        if op is _constants.LITERAL:
            run += chr(value)
            continue
        begun = frozenset(run + begin for begin in _begins(op, value))
        if min(map(len, begun)) >= _SHORTEST:
            yield begun
        run = ""
        if pieces := _inside(op, value):
            yield pieces
    if len(run) >= _SHORTEST:
        yield frozenset({run})


def _begins(op: Any, value: Any) -> frozenset[str]:
    """The letters with which whatever an operation matches begins: a group's "l(?:osch|oesch)" begins in two ways."""
    if op is _constants.SUBPATTERN:
        return _beginnings(value[3])
    if op is _constants.BRANCH:
        return frozenset().union(*(_beginnings(branch) for branch in value[1]))
    return frozenset({""})


def _beginnings(tree: _Tree) -> frozenset[str]:
    run = ""
    for op, value in tree:
        if op is not _constants.LITERAL:
            return frozenset(run + begin for begin in _begins(op, value))
        run += chr(value)
    return frozenset({run})


def _inside(op: Any, value: Any) -> frozenset[str]:
    if op is _constants.SUBPATTERN:
        return _needed(value[3])
    if op is _constants.BRANCH:
        parts = [_needed(branch) for branch in value[1]]
        return frozenset().union(*parts) if all(parts) else frozenset()
    if op in {_constants.MAX_REPEAT, _constants.MIN_REPEAT} and value[0] > 0:
        return _needed(value[2])
    return frozenset()
