"""What the rules find in a mail: where each of them speaks, and which veto takes its weight away."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from bot.core.clause import Clause
from bot.core.finding import Hit
from bot.core.folding import clauses, fold
from bot.core.mail import Mail
from bot.core.rules import Rule, RuleSet, Veto

_MOST_CHARS = 40_000  # of own text; what comes after it in a mail by a person is a pasted document
_NOT_TICKED = re.compile(r"(?:\[ ?\]|☐|□)[^\[\]☐☒☑□\n]{0,80}")  # a choice that the sender of a form left open
_REPLY = re.compile(r"^\W*(?:re|aw|antw|sv|tr|fw|fwd|wg|rv)\s*:", re.IGNORECASE)
Found = tuple[str, Clause]  # a place, and what stands there


class Looked:
    """The mail as the rules look at it: folded clauses by place, the context of a reply, the number of own words."""

    def __init__(self, mail: Mail, rules: RuleSet) -> None:
        repair, self._sieve, self._mail = rules.speller.repair, rules.sieve, mail
        text = _NOT_TICKED.sub(" ", mail.text[:_MOST_CHARS])
        self.words = len(text.split())
        self.reply = bool(_REPLY.match(mail.subject))
        folded = {  # in the order in which a rule that may speak in several places is heard
            "text": clauses(repair(fold(text))),
            "subject": [repair(fold(mail.subject))] if mail.subject else [],
            "quoted": clauses(fold(mail.quoted[:10_000] if "quoted" in rules.places else "")),
            "signature": clauses(fold(mail.signature[:4_000] if "signature" in rules.places else "")),
            "hidden": clauses(fold(mail.hidden if "hidden" in rules.places else "")),
        }
        self.own = "\n".join((*folded["subject"], *folded["text"]))
        self.places: dict[str, list[Clause]] = {}
        self.whole: dict[str, list[Clause]] = {}
        for where, texts in folded.items():
            self.whole[where], self.places[where] = _looked_at(where, texts, rules) if texts else ([], [])

    @cached_property
    def context(self) -> Clause:
        """What surrounds the own words: the subject, the quote, the names of attachments."""
        names = " ".join(attachment.name for attachment in self._mail.attachments[:10])
        return self._sieve.clause(fold(f"{self._mail.subject}\n{self._mail.quoted[:4000]}\n{names}"))


def _looked_at(where: str, texts: Sequence[str], rules: RuleSet) -> tuple[list[Clause], list[Clause]]:
    """A place as one, and its clauses; where few rules speak only those in which one of them may."""
    narrow = rules.narrow.get(where)
    sieve = narrow or rules.sieve
    whole = sieve.clause(" ".join(texts))
    if len(texts) == 1:
        return [whole], [whole]
    held = rules.index["clause", where].held(whole.there, texts) if narrow else texts
    return [whole], [sieve.clause(text) for text in held]


def hits_of(seen: Looked, rules: RuleSet) -> Iterator[Hit]:
    """Yield a hit of every rule that speaks, in their order: where it first matched without a veto."""
    silent = rules.tongues.silent(seen.own)
    everywhere = [veto for veto in rules.of_mails if veto.language not in silent and _anywhere(veto, seen)]
    for number, found in sorted(_worth_a_look(seen, rules).items()):
        rule = rules.rules[number]
        against = rules.against[rule.kind]
        hit = None if rule.language in silent else _hit(rule, found, seen, against, silent)
        if hit is None:
            continue
        veto = next((veto for veto in everywhere if rule.kind in veto.text.kinds), None)
        yield replace(hit, vetoed_by=veto.text.id) if veto is not None and not hit.vetoed_by else hit


def _worth_a_look(seen: Looked, rules: RuleSet) -> Mapping[int, list[Found]]:
    """Where which rule may speak, by its number: rules of a whole mail look at a place as one."""
    worth: dict[int, list[Found]] = {}
    for scope, places in (("clause", seen.places), ("mail", seen.whole)):
        for where, looked_at in places.items():
            for clause in looked_at:
                for number in rules.index[scope, where].worth(clause.there):
                    worth.setdefault(number, []).append((where, clause))
    return worth


def _anywhere(veto: Veto, seen: Looked) -> bool:
    return any(veto.find(clause) for clause in (*seen.places["subject"], *seen.places["text"]))


def _hit(
    rule: Rule, found: Iterable[Found], seen: Looked, against: Sequence[Veto], silent: Container[str]
) -> Hit | None:
    if rule.text.words and seen.words > rule.text.words:
        return None
    if rule.context and not rule.context.find(seen.context):
        return None
    vetoed: Hit | None = None
    for where, clause in found:
        words = rule.find(clause)
        if not words:
            continue
        veto = next((veto for veto in against if veto.language not in silent and veto.find(clause)), None)
        hit = Hit(
            rule=rule.text.id,
            kind=rule.kind,
            weight=rule.text.weight,
            where=where,
            words=words[:120],
            why=rule.text.why,
            vetoed_by=veto.text.id if veto else "",
        )
        if veto is None:
            return hit
        vetoed = vetoed or hit
    return vetoed
