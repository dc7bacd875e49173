"""The rules that staff edit, compiled: patterns with weights, vetoes, and each rule's own examples."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Literal, Self

import regex
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.core.finding import REQUESTS, Kind
from bot.core.near import together
from bot.core.needles import Sieve
from bot.core.pattern import Pattern
from bot.core.spelling import Speller
from bot.errors import ConfigError

Where = Literal["subject", "text", "quoted", "signature"]
_FLAG = "flag:"
_KINDS = frozenset(str(kind) for kind in (*REQUESTS, Kind.OTHER, Kind.SPAM, Kind.AUTOREPLY, Kind.BOUNCE, Kind.UNSURE))


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RuleText(_Part):
    """One [[rule]] of a file, as written; see rules/README.md."""

    id: str
    match: list[str] = []  # one of them
    all: list[str] = []  # and each of these, in any order
    within: int = 0  # all of those in so many characters; 0: anywhere in the clause
    weight: float = Field(gt=0, le=20)
    why: str
    kind: str = ""
    scope: Literal["clause", "mail"] = "clause"  # what must stand in one clause, or anywhere in the same place
    where: list[Where] = ["subject", "text"]
    unless: list[str] = []  # in the same clause: the rule does not speak
    context: list[str] = []  # somewhere in subject or quote: else the rule does not speak
    answer: Literal["", "pointer", "status"] = ""  # of ordinary mail (kind "other"): the letter that answers it
    words: int = 0  # speaks only in mails with at most so many own words
    hits: list[str] = []
    misses: list[str] = []


class VetoText(_Part):
    """One [[veto]]: takes the weight away from rules of ``kinds`` in the same clause, or in the whole mail."""

    id: str
    match: list[str] = Field(min_length=1)
    kinds: list[str]
    why: str
    scope: Literal["clause", "mail"] = "clause"
    hits: list[str] = []
    misses: list[str] = []


class Decision(_Part):
    """decision.toml: the score from which a kind is accepted, and from which staff are asked."""

    accept: Mapping[str, float]
    ask: float
    margin: float
    soft_flags: list[str]  # staff see the mail, but the request goes on


class FileText(_Part):
    """One file of rules. ``kind`` is that of every rule in it that names none."""

    kind: str = ""
    rule: list[RuleText] = []
    veto: list[VetoText] = []

    @model_validator(mode="after")
    def _looks_for_something(self) -> Self:
        for rule in self.rule:
            if not rule.match and not rule.all:
                raise ValueError(f"{rule.id}: needs match or all")
        return self


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A compiled rule. ``kind`` is a Kind, or ``flag:NAME``."""

    text: RuleText
    kind: str
    match: tuple[Pattern, ...]
    all: tuple[Pattern, ...]
    needles: frozenset[str]  # one of them stands in whatever matches; empty: always look
    unless: tuple[Pattern, ...]
    context: tuple[Pattern, ...]

    def find(self, clause: str) -> str:
        """Return the words of a folded clause that the rule is about, "" when it does not speak."""
        if not _worth_a_look(self.needles, clause):
            return ""
        words = _first(self.match, clause) if self.match else ""
        if self.match and not words:
            return ""
        for pattern in self.all:
            found = _first((pattern,), clause)
            if not found:
                return ""
            words = f"{words} … {found}" if words else found
        if self.text.within and not together([list(one.spans(clause)) for one in self.all], self.text.within):
            return ""
        return "" if _first(self.unless, clause) else words


@dataclass(frozen=True, kw_only=True, slots=True)
class Veto:
    """A compiled veto."""

    text: VetoText
    match: tuple[Pattern, ...]
    needles: frozenset[str]

    def find(self, clause: str) -> str:
        """Return the words that take the weight away, "" for none."""
        return _first(self.match, clause) if _worth_a_look(self.needles, clause) else ""


def _worth_a_look(pieces: frozenset[str], clause: str) -> bool:
    """A plain loop: it runs for every rule and clause, and a generator takes twice as long."""
    for needle in pieces:
        if needle in clause:
            return True
    return not pieces


def _first(patterns: Iterable[Pattern], clause: str) -> str:
    """What the first pattern that matches found, "" for none. TimeoutError when a pattern is catastrophic."""
    for pattern in patterns:
        if found := pattern.find(clause):
            return found
    return ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleSet:
    """All rules of all files, in the order of the file names."""

    rules: tuple[Rule, ...]
    vetoes: tuple[Veto, ...]
    decision: Decision
    speller: Speller
    sieve: Sieve


def build(files: Mapping[str, Mapping[str, object]]) -> RuleSet:
    """Compile the parsed files (name without ``.toml`` -> content); ConfigError with every problem."""
    problems: list[str] = []
    words = {name: _vocabulary(name, content, problems) for name, content in files.items() if _is(name, "vocabulary")}
    rules: list[Rule] = []
    vetoes: list[Veto] = []
    for name, content in sorted(files.items()):
        if _is(name, "vocabulary") or name in {"decision", "spelling"}:
            continue
        known = {**words.get("vocabulary", {}), **words.get(f"{name.rpartition('/')[0]}/vocabulary", {})}
        try:
            file = FileText.model_validate(content)
        except ValidationError as problem:
            problems += [f"rules/{name}.toml: {_where(error['loc'])}: {error['msg']}" for error in problem.errors()]
            continue
        rules += [made for text in file.rule if (made := _rule(name, text, file.kind, known, problems))]
        vetoes += [_veto(name, veto, known, problems) for veto in file.veto]
    speller = _speller(files.get("spelling", {}), problems)
    decision = _decision(files.get("decision", {}), problems)
    problems += _twice([rule.text.id for rule in rules] + [veto.text.id for veto in vetoes])
    if problems or decision is None:
        raise ConfigError(problems)
    sieve = Sieve(chain.from_iterable([*(rule.needles for rule in rules), *(veto.needles for veto in vetoes)]))
    return RuleSet(rules=tuple(rules), vetoes=tuple(vetoes), decision=decision, speller=speller, sieve=sieve)


def _where(parts: Iterable[int | str]) -> str:
    return ".".join(map(str, parts))


def _twice(ids: list[str]) -> list[str]:
    return [f"rules: id {name!r} is used twice" for name in sorted({one for one in ids if ids.count(one) > 1})]


def _is(name: str, what: str) -> bool:
    return name.rpartition("/")[2] == what


def _vocabulary(file: str, content: Mapping[str, object], problems: list[str]) -> Mapping[str, str]:
    """Words that many rules share: ``<name>`` in a pattern, or in a list further down, stands for one of the list.
    That of a folder is for the rules of the folder, that of the top for all."""
    words: dict[str, str] = {}
    for name, value in content.items():
        if not isinstance(value, list):
            problems.append(f"rules/{file}.toml: {name}: must be a list of words")
            continue
        try:
            words[name] = "(?:" + "|".join(_expanded(str(word), words) for word in value) + ")"
        except KeyError as unknown:
            problems.append(f"rules/{file}.toml: {name}: no list named {unknown} above it")
    return words


def _speller(content: Mapping[str, object], problems: list[str]) -> Speller:
    words: dict[str, list[str]] = {}
    for name, listed in content.items():
        if isinstance(listed, list) and all(isinstance(word, str) for word in listed):
            words[name] = listed
        else:
            problems.append(f"rules/spelling.toml: {name}: must be a list of words")
    stay = words.pop("stay", [])
    return Speller(chain.from_iterable(words.values()), stay)


def _expanded(pattern: str, words: Mapping[str, str]) -> str:
    """The pattern with each ``<name>`` replaced by its list; KeyError for an unknown name."""
    return str(regex.sub(r"(?<!\(\?)(?<!\(\?P)<(\w+)>", lambda name: words[name[1]], pattern))


def _decision(content: Mapping[str, object], problems: list[str]) -> Decision | None:
    try:
        return Decision.model_validate(content)
    except ValidationError as problem:
        problems += [f"rules/decision.toml: {_where(error['loc'])}: {error['msg']}" for error in problem.errors()]
        return None


def _rule(file: str, text: RuleText, kind: str, words: Mapping[str, str], problems: list[str]) -> Rule | None:
    where = f"rules/{file}.toml: {text.id}"
    kind = text.kind or kind
    if kind not in _KINDS and not kind.startswith(_FLAG):
        problems.append(f"{where}: kind {kind!r} is no kind and no flag")
        return None
    match = _compile(text.match, words, where, problems)
    every = _compile(text.all, words, where, problems)
    return Rule(
        text=text,
        kind=kind,
        match=match,
        all=every,
        needles=_rarest([match, *((pattern,) for pattern in every)]),
        unless=_compile(text.unless, words, where, problems),
        context=_compile(text.context, words, where, problems),
    )


def _rarest(groups: Iterable[Sequence[Pattern]]) -> frozenset[str]:
    """The needles of the group that has the longest ones: each group must match, so that one is enough to look for."""
    found = [made for group in groups if group and (made := _union(group))]
    return max(found, key=lambda pieces: min(map(len, pieces)), default=frozenset())


def _veto(file: str, text: VetoText, words: Mapping[str, str], problems: list[str]) -> Veto:
    match = _compile(text.match, words, f"rules/{file}.toml: {text.id}", problems)
    return Veto(text=text, match=match, needles=_union(match))


def _compile(patterns: Iterable[str], words: Mapping[str, str], where: str, problems: list[str]) -> tuple[Pattern, ...]:
    compiled = []
    for pattern in patterns:
        try:
            compiled.append(_pattern(_expanded(pattern, words)))
        except KeyError as name:
            problems.append(f"{where}: no vocabulary named {name}")
        except regex.error as problem:
            problems.append(f"{where}: {problem} in {pattern!r}")
    return tuple(compiled)


@lru_cache(maxsize=4096)
def _pattern(text: str) -> Pattern:
    return Pattern(text)


def _union(patterns: Sequence[Pattern]) -> frozenset[str]:
    """Pieces of which one stands in whatever any of the patterns matches; empty when one of them tells nothing."""
    known = [pattern.needles for pattern in patterns]
    return frozenset().union(*known) if all(known) else frozenset()


def speaking(rules: RuleSet, text: str) -> tuple[tuple[Rule, ...], tuple[Veto, ...]]:
    """Return the rules and vetoes that may speak in a folded text; the others are silent for sure."""
    there = rules.sieve.standing(text)
    return (
        tuple(rule for rule in rules.rules if _may_speak(rule, there)),
        tuple(veto for veto in rules.vetoes if _may_speak(veto, there)),
    )


def _may_speak(rule: Rule | Veto, there: frozenset[str]) -> bool:
    return not rule.needles or not rule.needles.isdisjoint(there)
