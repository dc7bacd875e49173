"""The examples from which the second reader learns: what somebody might write, and what it asks."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.core.classify import heard, said
from bot.core.finding import Kind
from bot.core.likeness import KINDS
from bot.core.mail import Mail
from bot.core.meanings import Meanings
from bot.core.rules import RuleSet

_SUBJECT = " . "  # ends the subject in an example that has one


@dataclass(frozen=True, slots=True)
class Example:
    """A text as somebody might write it, and what it asks."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """An example, and what the rules said about it: scores by kind and flag."""

    kind: Kind
    text: str
    said: Mapping[str, float]


def read_examples(text: str) -> Iterator[Example]:
    """Yield the examples of a file: ``kind | text`` lines; ``#`` begins a comment. ValueError for a wrong line."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, bar, said = line.partition("|")
        if not bar or name.strip() not in set(KINDS) or not said.strip():
            raise ValueError(f"line {number}: must be KIND | TEXT, with one of {', '.join(KINDS)}")
        yield Example(Kind(name.strip()), said.strip())


def lessons(examples: Iterable[Example], rules: RuleSet) -> Iterator[Lesson]:
    """Yield each example with what the rules say about it."""
    for example in examples:
        subject, between, text = example.text.partition(_SUBJECT)
        mail = Mail(message_id="", sender=None, subject=subject, text=text) if between else None
        finding = heard(mail or Mail(message_id="", sender=None, text=example.text), rules)
        yield Lesson(kind=example.kind, text=example.text, said=said(finding))


def fingerprint(examples: Iterable[Example], rules: RuleSet, meanings: Meanings) -> str:
    """Return the hash of the examples, whatever their order, of the rules and of the meanings of words."""
    lines = sorted(f"{example.kind}|{example.text}" for example in examples) + meanings.lines()
    lines += [rule.text.model_dump_json() for rule in rules.rules]
    lines += [veto.text.model_dump_json() for veto in rules.vetoes]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
