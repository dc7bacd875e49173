"""What a pattern cannot match without: pieces of text of which one must stand in the mail, looked for first."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from re import _constants, _parser  # type: ignore[attr-defined]  # private, and the only parser of patterns there is
from typing import Any

_SHORTEST = 2
_MOST = 4  # groups of one pattern: more of them tell little
_FORMAT = 2  # of the file; one more whenever ``needles`` finds other pieces than before
_Tree = Iterable[tuple[Any, Any]]
Pieces = frozenset[str]
#: Of each group one piece stands in every match; the most telling group is first, none when nothing is known.
Needles = tuple[Pieces, ...]
#: Needles that were found before, by the ``mark`` of their pattern: to take thousands apart takes over a second.
Known = Mapping[str, Needles]


def needles(pattern: str) -> Needles:
    """Return the needles of a pattern, taken apart with the parser of ``re``; what that cannot read has none."""
    try:
        groups = {_shortest(pieces) for pieces in _candidates(_parser.parse(pattern))}
    except re.error:
        return ()
    telling = [one for one in groups if not any(_says_more(other, one) for other in groups if other != one)]
    return ordered(telling)[:_MOST]


def ordered(groups: Iterable[Pieces]) -> Needles:
    """Return groups of pieces with the most telling first: that whose shortest piece is longest."""
    return tuple(sorted(groups, key=lambda pieces: (-min(map(len, pieces)), len(pieces), sorted(pieces))))


def _shortest(pieces: Pieces) -> Pieces:
    """The pieces that hold no other: where a longer one stands, the shorter in it does too."""
    return frozenset(one for one in pieces if not any(other in one for other in pieces if other != one))


def _says_more(one: Pieces, other: Pieces) -> bool:
    """Whether one of ``other`` stands wherever one of ``one`` does."""
    return all(any(less in more for less in other) for more in one)


def mark(pattern: str) -> str:
    """Return the name of a pattern in a file of needles."""
    return blake2b(pattern.encode(), digest_size=8).hexdigest()


def dump(known: Known) -> str:
    """Return the file of needles: each group of pieces once, and which pattern has which."""
    lists = sorted({tuple(sorted(pieces)) for groups in known.values() for pieces in groups})
    place = {frozenset(pieces): number for number, pieces in enumerate(lists)}
    patterns = {name: [place[pieces] for pieces in groups] for name, groups in sorted(known.items())}
    return json.dumps({"format": _FORMAT, "pieces": lists, "patterns": patterns}, ensure_ascii=False) + "\n"


def parse(text: str) -> Known:
    """Read a file of needles; ValueError when it is damaged. That of another version is worth nothing."""
    try:
        content = json.loads(text)
        if content["format"] != _FORMAT:
            return {}
        lists = [frozenset(map(str, pieces)) for pieces in content["pieces"]]
        return {name: tuple(lists[one] for one in numbers) for name, numbers in content["patterns"].items()}
    except (KeyError, TypeError, IndexError, AttributeError) as problem:
        raise ValueError(f"is damaged: {problem!r}") from problem


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
