"""The rules that staff edit, compiled: patterns with weights, vetoes, and each rule's own examples."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import regex
from pydantic import ValidationError

from bot.core.clause import Clause, Index, Sieve
from bot.core.finding import REQUESTS, Kind
from bot.core.likeness import Likeness
from bot.core.near import together
from bot.core.needles import Known, Needles, mark, ordered
from bot.core.pattern import Either, Pattern, whole
from bot.core.rule_text import Decision, FileText, RuleText, VetoText
from bot.core.spelling import Speller
from bot.core.standing import Standing
from bot.core.tongues import Tongues
from bot.errors import ConfigError

_FLAG = "flag:"
_SCOPES = ("clause", "mail")
_FEW_SPEAK = ("quoted", "signature", "hidden")
_NONE_KNOWN: Known = {}
_KINDS = frozenset(str(kind) for kind in (*REQUESTS, Kind.OTHER, Kind.SPAM, Kind.AUTOREPLY, Kind.BOUNCE, Kind.UNSURE))


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A compiled rule. ``kind`` is a Kind, or ``flag:NAME``."""

    text: RuleText
    kind: str
    language: str  # the folder it stands in, "" for what is common to all
    match: Either
    all: tuple[Pattern, ...]
    needles: Needles  # of all that must match
    unless: Either
    context: Either

    def patterns(self) -> tuple[Pattern, ...]:
        """Return all its patterns."""
        return (*self.match.patterns, *self.all, *self.unless.patterns, *self.context.patterns)

    def find(self, clause: Clause) -> str:
        """Return the words of a clause that the rule is about, "" when it does not speak."""
        if not clause.may_hold(self.needles[1:]):  # the index has looked for the first; each pattern does for its own
            return ""
        words = self.match.find(clause)
        if self.match and not words:
            return ""
        for pattern in self.all:
            found = pattern.find(clause)
            if not found:
                return ""
            words = f"{words} … {found}" if words else found
        if self.text.within and not together([list(one.spans(clause)) for one in self.all], self.text.within):
            return ""
        return "" if self.unless.find(clause) else words


@dataclass(frozen=True, kw_only=True, slots=True)
class Veto:
    """A compiled veto."""

    text: VetoText
    language: str
    match: Either

    def patterns(self) -> tuple[Pattern, ...]:
        """Return all its patterns."""
        return self.match.patterns

    def find(self, clause: Clause) -> str:
        """Return the words that take the weight away, "" for none."""
        return self.match.find(clause)


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleSet:
    """All rules of all files, in the order of the file names."""

    rules: tuple[Rule, ...]
    vetoes: tuple[Veto, ...]
    against: Mapping[str, Sequence[Veto]]  # kind -> the vetoes of single clauses that may take its weight away
    of_mails: Sequence[Veto]  # the vetoes that take it away wherever they speak
    decision: Decision
    speller: Speller
    sieve: Sieve
    narrow: Mapping[str, Sieve]  # for the places where few rules speak
    index: Mapping[tuple[str, str], Index[int]]  # of the rules, by their scope and where they speak
    places: frozenset[str]  # where any of them speaks
    answers: Mapping[str, str]  # rule -> the letter that answers what it knows
    likeness: Likeness | None = None  # the second reader, where one has learned
    standing: Standing | None = None  # and the third
    tongues: Tongues


@dataclass(frozen=True, kw_only=True, slots=True)
class _Aids:
    """What helps to compile the patterns of a file: the lists of words it may name, needles that are known."""

    words: Mapping[str, str]
    known: Known


def build(files: Mapping[str, Mapping[str, object]], known: Known = _NONE_KNOWN) -> RuleSet:
    """Compile the parsed files (name without ``.toml`` -> content); ConfigError with every problem.

    ``known``: needles that were found before (core.needles), which only saves time.
    """
    problems: list[str] = []
    words = {name: _vocabulary(name, content, problems) for name, content in files.items() if _is(name, "vocabulary")}
    rules: list[Rule] = []
    vetoes: list[Veto] = []
    for name, content in sorted(files.items()):
        if _is(name, "vocabulary") or name in {"decision", "spelling", "languages"}:
            continue
        lists = {**words.get("vocabulary", {}), **words.get(f"{_folder(name)}/vocabulary", {})}
        aids = _Aids(words=lists, known=known)
        if file := _file(name, content, problems):
            rules += [made for text in file.rule if (made := _rule(name, text, file.kind, aids, problems))]
            vetoes += [_veto(name, veto, aids, problems) for veto in file.veto]
    speller = _speller(_word_lists("spelling", files.get("spelling", {}), problems))
    tongues = _tongues(files.get("languages", {}), problems)
    decision = _decision(files.get("decision", {}), problems)
    problems += _twice([rule.text.id for rule in rules] + [veto.text.id for veto in vetoes])
    if problems or decision is None:
        raise ConfigError(problems)
    places = frozenset(where for rule in rules for where in rule.text.where)
    return RuleSet(
        rules=tuple(rules),
        vetoes=tuple(vetoes),
        against={kind: _against(vetoes, kind) for kind in {rule.kind for rule in rules}},
        of_mails=[veto for veto in vetoes if veto.text.scope == "mail"],
        decision=decision,
        speller=speller,
        sieve=_sieve((*rules, *vetoes)),
        narrow={where: _sieve((*_speaking(rules, where), *vetoes)) for where in _FEW_SPEAK},
        index={(scope, where): _index(rules, scope, where) for scope in _SCOPES for where in places},
        places=places,
        answers={rule.text.id: rule.text.answer for rule in rules if rule.text.answer},
        tongues=tongues,
    )


def _file(name: str, content: Mapping[str, object], problems: list[str]) -> FileText | None:
    try:
        return FileText.model_validate(content)
    except ValidationError as problem:
        problems += [f"rules/{name}.toml: {_where(error['loc'])}: {error['msg']}" for error in problem.errors()]
        return None


def _tongues(content: Mapping[str, object], problems: list[str]) -> Tongues:
    common = _word_lists("languages", content, problems)
    return Tongues({language: frozenset(listed) for language, listed in common.items()})


def _where(parts: Iterable[int | str]) -> str:
    return ".".join(map(str, parts))


def _twice(ids: list[str]) -> list[str]:
    return [f"rules: id {name!r} is used twice" for name in sorted({one for one in ids if ids.count(one) > 1})]


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


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


def _word_lists(file: str, content: Mapping[str, object], problems: list[str]) -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for name, listed in content.items():
        if isinstance(listed, list) and all(isinstance(word, str) for word in listed):
            words[name] = listed
        else:
            problems.append(f"rules/{file}.toml: {name}: must be a list of words")
    return words


def _speller(words: dict[str, list[str]]) -> Speller:
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


def _rule(file: str, text: RuleText, kind: str, aids: _Aids, problems: list[str]) -> Rule | None:
    where = f"rules/{file}.toml: {text.id}"
    kind = text.kind or kind
    if kind not in _KINDS and not kind.startswith(_FLAG):
        problems.append(f"{where}: kind {kind!r} is no kind and no flag")
        return None
    match = Either(_compile(text.match, aids, where, problems))
    every = _compile(text.all, aids, where, problems)
    return Rule(
        text=text,
        kind=kind,
        language=_folder(file),
        match=match,
        all=every,
        needles=ordered({*match.needles(), *(pieces for pattern in every for pieces in pattern.needles)}),
        unless=Either(_compile(text.unless, aids, where, problems)),
        context=Either(_compile(text.context, aids, where, problems)),
    )


def _veto(file: str, text: VetoText, aids: _Aids, problems: list[str]) -> Veto:
    match = _compile(text.match, aids, f"rules/{file}.toml: {text.id}", problems)
    return Veto(text=text, language=_folder(file), match=Either(match))


def _compile(patterns: Iterable[str], aids: _Aids, where: str, problems: list[str]) -> tuple[Pattern, ...]:
    compiled = []
    for pattern in patterns:
        try:
            text = whole(_expanded(pattern, aids.words))
            compiled.append(_pattern(text, aids.known.get(mark(text))))
        except KeyError as name:
            problems.append(f"{where}: no vocabulary named {name}")
        except regex.error as problem:
            problems.append(f"{where}: {problem} in {pattern!r}")
    return tuple(compiled)


@lru_cache(maxsize=8192)
def _pattern(text: str, known: Needles | None) -> Pattern:
    """Several rules hold the same pattern, and a process may read the rules again: it is compiled once."""
    return Pattern(text, known)


def _speaking(rules: Iterable[Rule], where: str) -> list[Rule]:
    return [rule for rule in rules if where in rule.text.where]


def _against(vetoes: Iterable[Veto], kind: str) -> list[Veto]:
    return [veto for veto in vetoes if veto.text.scope == "clause" and kind in veto.text.kinds]


def _index(rules: Sequence[Rule], scope: str, where: str) -> Index[int]:
    speaking = ((number, rule) for number, rule in enumerate(rules) if rule.text.scope == scope)
    return Index({number: rule.needles for number, rule in speaking if where in rule.text.where})


def _sieve(rules: Iterable[Rule | Veto]) -> Sieve:
    return Sieve({pattern: pattern.needles for rule in rules for pattern in rule.patterns()})


def patterns_of(rules: RuleSet) -> Iterator[Pattern]:
    """Yield every pattern, some of them more than once."""
    for rule in rules.rules:
        yield from rule.patterns()
    for veto in rules.vetoes:
        yield from veto.patterns()
