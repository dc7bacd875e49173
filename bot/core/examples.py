"""The examples from which the second reader learns: what somebody might write, and what it asks."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.core.finding import Kind
from bot.core.likeness import KINDS
from bot.core.rules import RuleSet

_ACTS = 6  # a rule of less weight only suspects


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


def of_rules(rules: RuleSet) -> Iterator[Example]:
    """Yield the own examples of the rules that act or hand to staff; what a veto takes away is ordinary mail."""
    for rule in rules.rules:
        kind = Kind.COMPLEX if rule.kind.startswith("flag:") else rule.kind
        if kind in KINDS and (rule.text.weight >= _ACTS or kind == Kind.OTHER):
            yield from (Example(Kind(kind), hit) for hit in rule.text.hits)
    for veto in rules.vetoes:
        yield from (Example(Kind.OTHER, hit) for hit in veto.text.hits)


def fingerprint(examples: Iterable[Example]) -> str:
    """Return the hash of the examples, whatever their order."""
    lines = sorted(f"{example.kind}|{example.text}" for example in examples)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
