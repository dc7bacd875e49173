"""Mail + rules -> Finding: what is asked, how sure that is, and every reason for it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.core.fields import extract
from bot.core.finding import REQUESTS, SEVERAL, Finding, Hit, Kind
from bot.core.hits import Looked, hits_of
from bot.core.language import languages
from bot.core.mail import Mail, Mark
from bot.core.rules import RuleSet
from bot.core.second import doubled, share, weigh
from bot.core.values import SHAPED

_CHANGES = frozenset({Kind.CORRECTION, Kind.CHANGE})
_FLAG = "flag:"
_HINT = 3.0
_FEW_WORDS = 5
_SUBJECT_ONLY = 0.75
_SUBJECT_OF_A_REPLY = 0.3  # those are the words of whoever wrote first
_ASKED = re.compile(r"\?(?=\s|$)")  # what a person asks; notices tell
_BY_MACHINE = frozenset({Mark.AUTO, Mark.GENERATED, Mark.NULL_SENDER, Mark.DAEMON, Mark.NO_ANSWER})
_VALUE = re.compile(r"@|\b[1-9]\d{3} [A-Z]|\d(?:[ ./-]?\d){6}")  # what may be a new value, though it could not be read


def classify(mail: Mail, rules: RuleSet) -> Finding:
    """Return the finding for a mail by a person, or for what a machine wrote by itself."""
    spoken = languages_of(mail)
    language, other = (*spoken, "", "")[:2]
    if mail.marks & {Mark.BOUNCE, Mark.COMPLAINT, Mark.RECEIPT}:
        return _reported(mail, language)
    finding = replace(heard(mail, rules), language=language, other_language=other)
    likely = rules.likeness.of(mail.subject, mail.text, said(finding)) if rules.likeness else {}
    return _with_fields(mail, weigh(finding, likely, rules.decision), rules)


def heard(mail: Mail, rules: RuleSet) -> Finding:
    """Return what the rules alone say of a mail: no language, no fields."""
    seen = Looked(mail, rules)
    hits = tuple(hits_of(seen, rules))
    scores = _scores(hits, seen)
    return replace(_decide(mail, scores, hits, rules), scores=scores, hits=hits)


def said(finding: Finding) -> Mapping[str, float]:
    """Return what the second reader is told of the rules' finding: the scores, and the verdict in full weight."""
    return {**finding.scores, f"verdict {finding.kind}": 8.0}


def languages_of(mail: Mail) -> tuple[str, ...]:
    """Return the language of the own words, else of the quote; two when they do not tell. The subject helps out
    where there are few words."""
    text = mail.text[:5000]
    if len(text.split()) < _FEW_WORDS:
        text = f"{mail.subject}\n{text}"
    return languages(text) or languages(mail.quoted[:2000])


def _reported(mail: Mail, language: str) -> Finding:
    if Mark.COMPLAINT in mail.marks:
        kind, why = Kind.UNSUBSCRIBE, "abuse report (RFC 5965)"
        target = mail.report.recipient if mail.report else ""
        return Finding(kind=kind, kinds=(kind,), language=language, confidence=1.0, target_email=target, reasons=(why,))
    kind = Kind.BOUNCE if Mark.BOUNCE in mail.marks else Kind.AUTOREPLY
    return Finding(kind=kind, language=language, confidence=1.0, reasons=("a report of a mail server",))


def _scores(hits: Sequence[Hit], seen: Looked) -> dict[str, float]:
    """Add the weights of each kind; a subject that the text does not bear out counts less.

    Hints only count where nothing stronger spoke, and not together: three hints are no request.
    """
    hints: dict[str, list[float]] = {}
    strong: dict[str, list[float]] = {}
    empty = seen.words == 0
    for hit in hits:
        if hit.vetoed_by:
            continue
        weight = hit.weight
        if hit.where == "subject" and not empty and not hit.kind.startswith(_FLAG) and not _borne_out(hit, hits):
            weight *= _of_subject(weight, seen)
        (hints if hit.weight <= _HINT else strong).setdefault(hit.kind, []).append(weight)
    scores = {kind: round(max(weights), 2) for kind, weights in hints.items()}
    return scores | {kind: round(sum(weights), 2) for kind, weights in strong.items()}


def _of_subject(weight: float, seen: Looked) -> float:
    """What a subject counts that the text does not bear out; a hint counts in full there, as it never acts."""
    if seen.reply:
        return _SUBJECT_OF_A_REPLY
    return _SUBJECT_ONLY if weight > _HINT else 1.0


def _borne_out(hit: Hit, hits: Sequence[Hit]) -> bool:
    return any(other.kind == hit.kind and other.where == "text" and not other.vetoed_by for other in hits)


def _decide(mail: Mail, scores: Mapping[str, float], hits: Sequence[Hit], rules: RuleSet) -> Finding:
    decision = rules.decision
    flags = tuple(sorted(name.removeprefix(_FLAG) for name in scores if name.startswith(_FLAG) and scores[name] >= 6))
    hard = tuple(flag for flag in flags if flag not in decision.soft_flags)
    kinds = _asked(scores, rules)
    machine = max(scores.get(Kind.AUTOREPLY, 0), scores.get(Kind.BOUNCE, 0))
    reasons = tuple(hit.why for hit in sorted(hits, key=lambda one: -one.weight) if not hit.vetoed_by)[:8]
    made = Finding(kind=Kind.OTHER, kinds=kinds, flags=flags, confidence=0.9, reasons=reasons)
    if machine >= 6 and not hard and (kinds or (_ASKED.search(mail.text) and not mail.marks & _BY_MACHINE)):
        return replace(made, kind=Kind.UNSURE, confidence=0.4)  # a form, an answer that quotes a request, or a person
    if machine >= 6 and not hard:
        kind = Kind.AUTOREPLY if scores.get(Kind.AUTOREPLY, 0) >= scores.get(Kind.BOUNCE, 0) else Kind.BOUNCE
        return replace(made, kind=kind, kinds=())
    spam = scores.get(Kind.SPAM, 0.0)
    best = max((scores.get(kind, 0.0) for kind in REQUESTS), default=0.0)
    if spam >= decision.accept["spam"] and spam > best - decision.margin:
        return replace(made, kind=Kind.SPAM, kinds=())
    if hard:
        return replace(made, kind=Kind.COMPLEX)
    if len(kinds) > 1:
        return replace(made, kind=Kind.COMPLEX, flags=(*flags, SEVERAL))
    return _plain(made, scores, best, hits, rules)


def _plain(made: Finding, scores: Mapping[str, float], best: float, hits: Sequence[Hit], rules: RuleSet) -> Finding:
    """One kind, or none, or a doubt that staff settle."""
    decision = rules.decision
    other = scores.get(Kind.OTHER, 0.0)
    if not made.kinds and set(made.flags) - {"phish"}:
        return replace(made, kind=Kind.COMPLEX, confidence=0.5)
    if not made.kinds:
        smells = best >= decision.ask and best > other
        kind = Kind.UNSURE if smells or scores.get(Kind.UNSURE, 0.0) > other else Kind.OTHER
        return replace(made, kind=kind, answer=_answer(made, hits, rules) if kind is Kind.OTHER else "", confidence=0.5)
    if other >= decision.accept["other"] and best - other < decision.margin:
        return replace(made, kind=Kind.UNSURE, confidence=0.4)
    return replace(made, kind=made.kinds[0], confidence=min(1.0, best / 12))


def _answer(made: Finding, hits: Sequence[Hit], rules: RuleSet) -> str:
    """The letter that answers ordinary mail, when the rules that spoke agree on one."""
    if made.flags:
        return ""
    spoke = {hit.rule for hit in hits if not hit.vetoed_by and hit.where != "subject"}
    answers = {rules.answers[rule] for rule in spoke if rule in rules.answers}
    return answers.pop() if len(answers) == 1 else ""


def _sure_of_values(finding: Finding, rules: RuleSet) -> Finding:
    """Nothing is guessed: of a change without any value that could be read, the person is asked for it when nothing
    else can be meant, and else it is for staff."""
    sure = share(finding.kind, finding.likely) >= rules.decision.second.valueless
    if finding.kind in _CHANGES and not finding.fields and not sure:
        return replace(finding, kind=Kind.UNSURE, flags=(*finding.flags, "no_fields"), confidence=0.4)
    return finding


def _asked(scores: Mapping[str, float], rules: RuleSet) -> tuple[Kind, ...]:
    """The request kinds over their thresholds; "no more mail" belongs to an erasure, one of two changes is meant."""
    accept = rules.decision.accept
    kinds = [kind for kind in REQUESTS if scores.get(kind, 0.0) >= accept[kind]]
    if Kind.DELETION in kinds and Kind.UNSUBSCRIBE in kinds:
        kinds.remove(Kind.UNSUBSCRIBE)
    if kinds.count(Kind.CORRECTION) and kinds.count(Kind.CHANGE):
        kinds.remove(min(_CHANGES, key=lambda kind: (scores[kind], kind == Kind.CORRECTION)))
    return tuple(kinds)


def _may_be_a_change(mail: Mail, finding: Finding, rules: RuleSet) -> bool:
    """Whether a mail that no rule reads as another request, and the examples not surely, holds a value that is a new
    one in a change: "send the next newsletter to ann@new.example" wants no end of it."""
    sure = share(finding.kind, finding.likely) >= rules.decision.second.beside
    ruled = any(hit.kind == finding.kind and hit.weight > _HINT and not hit.vetoed_by for hit in finding.hits)
    if not finding.likely or sure or ruled or not _VALUE.search(mail.text):
        return False
    new = extract(mail, changing=True, kind=Kind.CHANGE, standing=rules.standing).fields
    return bool(SHAPED & new.keys())


def _only_in_subject(finding: Finding) -> bool:
    """Whether nothing but the subject speaks of a change, while the text asks for something else."""
    places = {hit.where for hit in finding.hits if hit.kind in _CHANGES and not hit.vetoed_by and hit.weight > _HINT}
    return len(finding.kinds) > 1 and places == {"subject"}


def _without_change(finding: Finding) -> Finding:
    """Words of change beside another request, and no value: they only explain it ("I moved, so delete my data")."""
    kinds = tuple(kind for kind in finding.kinds if kind not in _CHANGES)
    if len(kinds) > 1 or not doubled(finding):
        return replace(finding, kinds=kinds)
    return replace(finding, kind=kinds[0], kinds=kinds, flags=(), confidence=0.7)


def _with_fields(mail: Mail, finding: Finding, rules: RuleSet) -> Finding:
    """Look for values only where something is to be changed; a change without any value is for staff."""
    changes = _CHANGES & set(finding.kinds)
    found = extract(mail, changing=bool(changes), kind=min(changes, default=""), standing=rules.standing)
    unproved = len(finding.kinds) > 1 and not found.fields and not _VALUE.search(mail.text)
    if _CHANGES & set(finding.kinds) and (unproved or _only_in_subject(finding)):
        return _with_fields(mail, weigh(_without_change(finding), finding.likely, rules.decision), rules)
    if finding.kind in REQUESTS and not changes and _may_be_a_change(mail, finding, rules):
        return replace(
            finding, kind=Kind.UNSURE, confidence=0.4, reasons=(*finding.reasons, "a new value stands in it")
        )
    if not _CHANGES & set(finding.kinds) or (finding.kind is Kind.COMPLEX and finding.flags != (SEVERAL,)):
        return replace(finding, target_email=found.target_email, customer_number=found.customer_number)
    made = replace(
        finding,
        fields=found.fields,
        old=found.old,
        effective=found.effective,
        target_email=found.target_email,
        customer_number=found.customer_number,
    )
    return _sure_of_values(made, rules)
