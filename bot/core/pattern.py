"""Patterns of rules, which are only run where a piece of text stands without which they cannot match."""

from collections.abc import Iterator, Sequence

import regex

from bot.core.clause import Clause
from bot.core.needles import Needles, needles

_SECONDS = 0.25  # no sane pattern takes a hundredth of it on a mail


def whole(text: str) -> str:
    """Return the pattern so that it matches whole words only, unless it names the beginning of the clause itself."""
    return text if text.startswith(("^", "(?:^")) else rf"(?<!\w)(?:{text})(?!\w)"


class Pattern:
    """A pattern (see ``whole``) with its needles. ``regex.error`` when it is none.

    It is compiled when a mail first holds one of its needles: a process that starts does not wait for thousands.
    """

    __slots__ = ("_compiled", "needles", "text")

    def __init__(self, text: str, known: Needles | None = None) -> None:
        """``known``: its needles, where they were found before; else they are looked for now."""
        self.text = text
        self.needles = needles(text) if known is None else known  # none where it may be no pattern at all
        self._compiled = None if self.needles else regex.compile(text)

    def find(self, clause: Clause) -> str:
        """Return the words that match first, "" for none. TimeoutError when the pattern is catastrophic."""
        if not clause.may_hold(self.needles):
            return ""
        found = self._regex().search(clause.text, timeout=_SECONDS)
        return str(found[0]) if found else ""

    def spans(self, clause: Clause) -> Iterator[tuple[int, int]]:
        """Yield where it matches. TimeoutError as above."""
        return (found.span() for found in self._regex().finditer(clause.text, timeout=_SECONDS))

    def _regex(self) -> regex.Pattern[str]:
        if self._compiled is None:
            self._compiled = regex.compile(self.text)
        return self._compiled


class Either:
    """Some patterns of which the first that matches counts."""

    __slots__ = ("patterns",)

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.patterns = tuple(patterns)

    def __bool__(self) -> bool:
        return bool(self.patterns)

    def find(self, clause: Clause) -> str:
        """Return the words that the first pattern matches which matches at all, "" for none. TimeoutError as above.

        The clause must come from a sieve that knows the patterns.
        """
        worth = clause.worth
        for pattern in self.patterns:
            if (pattern in worth or not pattern.needles) and (found := pattern.find(clause)):
                return found
        return ""

    def needles(self) -> Needles:
        """Return pieces of which one stands in whatever any of them matches; none when one of them tells nothing."""
        known = [pattern.needles for pattern in self.patterns]
        return (frozenset().union(*(groups[0] for groups in known)),) if known and all(known) else ()
