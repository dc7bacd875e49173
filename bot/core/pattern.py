"""A pattern of a rule that is only run where a piece of text stands without which it cannot match."""

from collections.abc import Iterator

import regex

from bot.core.needles import Known, mark, needles

_SECONDS = 0.25  # no sane pattern takes a hundredth of it on a mail


class Pattern:
    """Matches whole words only, unless it names the beginning of the clause itself. ``regex.error`` when it is none.

    It is compiled when a mail first holds one of its needles: a process that starts does not wait for thousands.
    """

    __slots__ = ("_compiled", "mark", "needles", "text")

    def __init__(self, text: str, known: Known) -> None:
        """``known``: needles that were found before; those of any other pattern are looked for now."""
        whole = text if text.startswith(("^", "(?:^")) else rf"(?<!\w)(?:{text})(?!\w)"
        self.text = whole
        self.mark = mark(whole)
        pieces = known.get(self.mark)
        self.needles = needles(whole) if pieces is None else pieces  # none where it may be no pattern at all
        self._compiled = None if self.needles else regex.compile(whole)

    def find(self, clause: str) -> str:
        """Return the words that match first, "" for none. TimeoutError when the pattern is catastrophic."""
        if not self._may_match(clause):
            return ""
        found = self._regex().search(clause, timeout=_SECONDS)
        return str(found[0]) if found else ""

    def spans(self, clause: str) -> Iterator[tuple[int, int]]:
        """Yield where it matches. TimeoutError as above."""
        return (found.span() for found in self._regex().finditer(clause, timeout=_SECONDS))

    def _regex(self) -> regex.Pattern[str]:
        if self._compiled is None:
            self._compiled = regex.compile(self.text)
        return self._compiled

    def _may_match(self, clause: str) -> bool:
        """A plain loop: it runs for every pattern and clause, and a generator takes twice as long."""
        for needle in self.needles:
            if needle in clause:
                return True
        return not self.needles
