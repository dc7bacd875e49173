"""The examples from which the second reader learns: what somebody might write, and what it asks."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.core.finding import Kind
from bot.core.likeness import KINDS


@dataclass(frozen=True, slots=True)
class Example:
    """A text as somebody might write it, and what it asks."""

    kind: Kind
    text: str


def read_examples(text: str) -> Iterator[Example]:
    """Yield the examples of a file: ``kind | text`` lines; ``#`` begins a comment. ValueError for a wrong line."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, bar, said = line.partition("|")
        if not bar or name.strip() not in set(KINDS) or not said.strip():
            raise ValueError(f"line {number}: must be KIND | TEXT, with one of {', '.join(KINDS)}")
        yield Example(Kind(name.strip()), said.strip())


def fingerprint(examples: Iterable[Example]) -> str:
    """Return the hash of the examples, whatever their order."""
    lines = sorted(f"{example.kind}|{example.text}" for example in examples)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
