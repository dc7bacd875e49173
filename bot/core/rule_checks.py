"""What can be wrong with rules: an example that fails, a pattern that is slow, a rule that is doubled."""

from collections.abc import Iterator, Sequence

from bot.core.changes import Change
from bot.core.changes import fingerprint as fingerprint_of_changes
from bot.core.clause import Clause
from bot.core.examples import Example, fingerprint
from bot.core.folding import fold_lines
from bot.core.rules import Rule, RuleSet, Veto

_CATASTROPHE = "a" * 3000 + " " + "ab " * 1000 + "!"


def self_test(rules: RuleSet) -> tuple[str, ...]:
    """Run each rule's own hits and misses; return what failed, one sentence each."""
    return tuple(_failures(rules))


def _failures(rules: RuleSet) -> Iterator[str]:
    every: tuple[Rule | Veto, ...] = (*rules.rules, *rules.vetoes)
    for rule in every:
        for hit in rule.text.hits:
            if not any(rule.find(clause) for clause in _example(rules, rule, hit)):
                yield f"{rule.text.id}: does not hit {hit!r}"
        for miss in rule.text.misses:
            if any(rule.find(clause) for clause in _example(rules, rule, miss)):
                yield f"{rule.text.id}: should miss {miss!r}"


def _example(rules: RuleSet, rule: Rule | Veto, text: str) -> list[Clause]:
    lines = fold_lines(text)
    whole = isinstance(rule, Rule) and rule.text.scope == "mail"
    return [rules.sieve.clause(line) for line in ([" ".join(lines)] if whole else lines)]


def stale(rules: RuleSet, examples: Sequence[Example], changes: Sequence[Change]) -> tuple[str, ...]:
    """Return a sentence for each reader that has learned from others than these, or beside other rules."""
    return tuple(_stale(rules, examples, changes))


def _stale(rules: RuleSet, examples: Sequence[Example], changes: Sequence[Change]) -> Iterator[str]:
    again = "run `privacy-bot rules learn`"
    second, third = rules.likeness, rules.standing
    if second is not None and second.model.fingerprint != fingerprint(examples, rules, second.meanings):
        yield f"learned.bin: made from other examples or rules: {again}"
    if third is not None and third.model.fingerprint != fingerprint_of_changes(changes, third.meanings):
        yield f"values.bin: made from other mails: {again}"


def lint(rules: RuleSet) -> tuple[str, ...]:
    """Return what is dangerous or useless: slow patterns, rules without examples, rules hidden by another."""
    return tuple(_lint(rules))


def _lint(rules: RuleSet) -> Iterator[str]:
    seen: dict[tuple[object, ...], str] = {}
    long_line = rules.sieve.every(_CATASTROPHE)
    for rule in rules.rules:
        try:
            rule.find(long_line)
        except TimeoutError:
            yield f"{rule.text.id}: a pattern takes too long on a long line"
        if not rule.text.hits:
            yield f"{rule.text.id}: has no hits to prove that it works"
        text = rule.text
        patterns = (text.match, text.all, text.where, text.context, text.unless)
        shape = (rule.kind, str(patterns), text.scope, text.words, text.within)
        if shape in seen:
            yield f"{rule.text.id}: says the same as {seen[shape]}"
        seen.setdefault(shape, rule.text.id)
