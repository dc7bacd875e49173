"""What the second reader's word is worth: it may send a mail to staff, and settle what the rules left open."""

from collections.abc import Mapping
from dataclasses import replace

from bot.core.finding import REQUESTS, SEVERAL, Finding, Kind
from bot.core.rule_text import Decision, Second

_CHANGES = (Kind.CORRECTION, Kind.CHANGE)
_LEFT_OPEN = frozenset({Kind.UNSURE, Kind.OTHER})
_PUT_AWAY = frozenset({Kind.OTHER, Kind.SPAM})
_MACHINE = frozenset({Kind.AUTOREPLY, Kind.BOUNCE})
#: Flags of a mail that is never one plain request: two readings, or data that need care (GDPR art. 9).
_NEVER_PLAIN = frozenset(
    {"conditional", "contradiction", "withdrawal", "no_context", "hidden_instructions", "sensitive"}
)
_ALIKE = "examples of this kind are like this mail"
_CLEARLY = 2  # times as likely
_SPEAKS = 5  # the weight from which a rule is more than a hint


def weigh(finding: Finding, likely: Mapping[Kind, float], decision: Decision) -> Finding:
    """Return the finding as it stands after the second reader was heard (``likely``: empty when there is none).

    A flag of a rule stays whatever it says, and staff see the mail. Against a request that a rule found it only sends
    the mail to staff; between a wrong value and a changed one, which the person confirms alike, it may choose.
    """
    if not likely:
        return finding
    heard = _heard(finding, likely, decision.second)
    if heard.kind in REQUESTS and likely[Kind.COMPLEX] >= _doubt(heard, decision.second) * share(heard.kind, likely):
        return _to_staff(heard, "mails that staff decide are like this one")
    if heard.kind is Kind.CHANGE and likely[Kind.CORRECTION] >= decision.second.twin * likely[Kind.CHANGE]:
        # What was wrong from the start is often told like a change, seldom the other way.
        return _to_staff(heard, "a value that was wrong, or one that has changed")
    return heard


def _heard(finding: Finding, likely: Mapping[Kind, float], second: Second) -> Finding:
    """The finding with the second reader's word."""
    finding = _right_twin(replace(finding, likely={kind: round(part, 3) for kind, part in likely.items()}), likely)
    if finding.kind in REQUESTS and share(finding.kind, likely) < _needed(finding, second):
        return _another(finding, likely, second)
    if finding.kind is Kind.COMPLEX:
        return _plain_at_heart(finding, likely, second)
    if _advertises(finding, likely, second):
        return replace(finding, kind=Kind.SPAM, answer="", confidence=0.6, reasons=(*finding.reasons, _ALIKE))
    best = likely[_likeliest(likely)]
    if finding.answer and best < second.alone:
        return finding  # a rule knows the very question
    open_to_it = finding.kind in _LEFT_OPEN or (finding.kind is Kind.SPAM and best >= second.single)
    if open_to_it and not finding.flags:
        finding = _settled(finding, likely, second)
    if finding.kind in _PUT_AWAY and _asks_something(likely) >= second.doubt:
        return _to_staff(finding, "examples of requests are like this mail")
    return finding


def _another(finding: Finding, likely: Mapping[Kind, float], second: Second) -> Finding:
    """The request that is not like its examples is another one, if that is beyond doubt; never an erasure, which
    cannot be taken back."""
    best = _likeliest(likely)
    open_to_it = best is not Kind.DELETION and not finding.flags and not _vetoed(finding, best)
    if open_to_it and share(best, likely) >= second.instead:
        return _as(finding, best)
    return _to_staff(finding, "the examples of this kind are not like this mail")


def share(kind: Kind, likely: Mapping[Kind, float]) -> float:
    """Return how likely a kind is. Whether a value was wrong or has changed is a fine point: the two count together."""
    return sum(likely.get(one, 0.0) for one in _CHANGES) if kind in _CHANGES else likely.get(kind, 0.0)


def _likeliest(likely: Mapping[Kind, float]) -> Kind:
    return max(REQUESTS, key=lambda kind: likely[kind])


def _spoke(finding: Finding) -> list[str]:
    """The kind of each rule that is more than a hint and was not vetoed."""
    return [hit.kind for hit in finding.hits if hit.weight >= _SPEAKS and not hit.vetoed_by]


def _needed(finding: Finding, second: Second) -> float:
    return second.agreed if _several(finding) else second.withdraw


def _doubt(finding: Finding, second: Second) -> float:
    return max(second.beware, second.agreed) if _several(finding) else second.beware


def _several(finding: Finding) -> bool:
    """Whether several rules found the request."""
    return _spoke(finding).count(finding.kind) > 1


def _advertises(finding: Finding, likely: Mapping[Kind, float], second: Second) -> bool:
    """An offer or a lure that no rule knows; where any rule found a request, staff look."""
    left_open = finding.kind in _LEFT_OPEN and not finding.flags and not {*_spoke(finding)} & {*REQUESTS}
    return left_open and likely.get(Kind.SPAM, 0.0) >= second.unwanted


def _asks_something(likely: Mapping[Kind, float]) -> float:
    return sum(likely[kind] for kind in (*REQUESTS, Kind.COMPLEX))


def _right_twin(finding: Finding, likely: Mapping[Kind, float]) -> Finding:
    """Of a value that was wrong and one that has changed the examples tell which, where they clearly do."""
    if finding.kind not in _CHANGES:
        return finding
    twin = next(kind for kind in _CHANGES if kind is not finding.kind)
    if likely[twin] < _CLEARLY * likely[finding.kind]:
        return finding
    kinds = tuple(twin if kind is finding.kind else kind for kind in finding.kinds)
    return replace(finding, kind=twin, kinds=kinds)


def _plain_at_heart(finding: Finding, likely: Mapping[Kind, float], second: Second) -> Finding:
    """Rules of several kinds spoke, or a flag, but the examples tell which one request is meant."""
    best = _likeliest(likely)
    if doubled(finding):
        if best in finding.kinds and likely[best] >= second.single:
            return replace(_as(finding, best), flags=())
        asked = _asks_something(likely) >= second.withdraw
        return finding if asked else _to_staff(finding, "the examples of these kinds are not like this mail")
    if share(best, likely) < second.flagged or _vetoed(finding, best) or _NEVER_PLAIN & set(finding.flags):
        return finding
    return replace(_as(finding, best), staff=True)


def doubled(finding: Finding) -> bool:
    """Whether several rights are all that speaks against a mail, only because rules of several kinds spoke: no rule saw
    that several are asked for."""
    return finding.flags == (SEVERAL,) and not any(
        hit.kind == f"flag:{SEVERAL}" and not hit.vetoed_by for hit in finding.hits
    )


def _vetoed(finding: Finding, kind: Kind) -> bool:
    return any(hit.kind == kind and hit.vetoed_by for hit in finding.hits)


def _settled(finding: Finding, likely: Mapping[Kind, float], second: Second) -> Finding:
    """A doubt is settled where the examples are of one kind: the less the rules suspect it, the surer they must be."""
    best = _likeliest(likely)
    if share(best, likely) >= _wanted(finding, best, second):
        return _as(finding, best)
    if finding.kind is Kind.UNSURE and likely[Kind.OTHER] + likely[Kind.SPAM] >= second.aside:
        return replace(finding, kind=Kind.OTHER, confidence=0.6, reasons=(*finding.reasons, _ALIKE))
    return finding


def _wanted(finding: Finding, best: Kind, second: Second) -> float:
    """How likely a request must be that the rules left open."""
    spoke = {*_spoke(finding)}
    if _vetoed(finding, best):
        return second.denied
    if spoke & _MACHINE:
        return second.single
    if spoke & _PUT_AWAY:
        return second.against
    if any(hit.kind == best for hit in finding.hits):
        return second.confirm
    # Values alone prove little, and what cannot be taken back needs a word of it.
    return second.silent if best in {*_CHANGES, Kind.DELETION} else second.alone


def _as(finding: Finding, kind: Kind) -> Finding:
    return replace(finding, kind=kind, kinds=(kind,), answer="", confidence=0.6, reasons=(*finding.reasons, _ALIKE))


def _to_staff(finding: Finding, why: str) -> Finding:
    return replace(finding, kind=Kind.UNSURE, confidence=0.4, answer="", reasons=(*finding.reasons, why))
