"""The reference in the subject of our letters: case number and reply code, ``[2026-0007 k7q2...]``; a newsletter's
number has an N in it, ``[2026-N0003 k7q2...]``."""

import re
from collections.abc import Iterable

_REFERENCE = re.compile(r"\[\s*(\d{4}-N?\d{4,9})\s+([a-z2-7]{26})\s*\]", re.IGNORECASE)
_LINE_BREAKS = re.compile(r"\s*\n[>\s|]*")
_MOST = 5  # more references than that in one mail are not a reply but an attempt


def reference(number: str, code: str) -> str:
    """Return the reference as it stands in a subject; without a code only the number."""
    return f"[{number} {code}]" if code else f"[{number}]"


def codes(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the reply codes that stand in the texts of a mail, in order, each once, at most five.

    Mail programs fold subjects and wrap quotes, so a line break (with its quote marks) counts as a space.
    """
    found: dict[str, None] = {}
    for text in texts:
        for match in _REFERENCE.finditer(_LINE_BREAKS.sub(" ", text)):
            found.setdefault(match[2].lower())
            if len(found) == _MOST:
                return tuple(found)
    return tuple(found)
