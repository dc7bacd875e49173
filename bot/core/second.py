"""What the second reader's word is worth: it may send a mail to staff, and settle what the rules left open."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.core.finding import REQUESTS, Finding, Hit, Kind
from bot.core.rule_text import Decision

_CHANGES = (Kind.CORRECTION, Kind.CHANGE)
_LEFT_OPEN = frozenset({Kind.UNSURE, Kind.OTHER})
_PUT_AWAY = frozenset({Kind.OTHER, Kind.SPAM})
_ELSE = frozenset({Kind.OTHER, Kind.SPAM, Kind.AUTOREPLY, Kind.BOUNCE})
_SPEAKS = 5  # the weight from which a rule of ordinary mail is more than a hint


def weigh(finding: Finding, likely: Mapping[Kind, float], hits: Sequence[Hit], decision: Decision) -> Finding:
    """Return the finding as it stands after the second reader was heard (``likely``: empty when there is none).

    Against a rule that speaks it only ever sends a mail to staff; between a wrong value and a changed one, which the
    person confirms alike, it may choose.
    """
    if not likely:
        return finding
    finding = replace(finding, likely={kind: round(part, 3) for kind, part in likely.items()})
    finding = _right_twin(finding, likely, hits)
    if finding.kind in REQUESTS and share(finding.kind, likely) < decision.second.withdraw:
        return _to_staff(finding, "the examples of this kind are not like this mail")
    if finding.kind in _LEFT_OPEN and not finding.flags:
        finding = _settled(finding, likely, hits, decision)
    if finding.kind in _PUT_AWAY and _asks_something(likely) >= decision.second.doubt:
        return _to_staff(finding, "examples of requests are like this mail")
    return finding


def _right_twin(finding: Finding, likely: Mapping[Kind, float], hits: Sequence[Hit]) -> Finding:
    """Of a value that was wrong and one that has changed, where rules suspect both, the examples tell which."""
    if finding.kind not in _CHANGES:
        return finding
    twin = next(kind for kind in _CHANGES if kind is not finding.kind)
    suspected = any(hit.kind == twin and not hit.vetoed_by for hit in hits)
    if not suspected or likely[twin] < 2 * likely[finding.kind]:
        return finding
    kinds = tuple(twin if kind is finding.kind else kind for kind in finding.kinds)
    return replace(finding, kind=twin, kinds=kinds)


def share(kind: Kind, likely: Mapping[Kind, float]) -> float:
    """Return how likely a kind is. Whether a value was wrong or has changed is a fine point: the two count together."""
    return sum(likely.get(one, 0.0) for one in _CHANGES) if kind in _CHANGES else likely.get(kind, 0.0)


def _asks_something(likely: Mapping[Kind, float]) -> float:
    return sum(likely[kind] for kind in (*REQUESTS, Kind.COMPLEX))


def _settled(finding: Finding, likely: Mapping[Kind, float], hits: Sequence[Hit], decision: Decision) -> Finding:
    """A doubt is settled where the examples are of one kind, and a rule suspects it or at least none speaks of
    something else; a change is never found without a rule, since its values alone prove little."""
    best = max(REQUESTS, key=lambda kind: likely[kind])
    about = [hit for hit in hits if hit.kind == best]
    otherwise = any(hit.kind in _ELSE and hit.weight >= _SPEAKS and not hit.vetoed_by for hit in hits)
    if otherwise or any(hit.vetoed_by for hit in about):
        return finding
    if about:
        enough = share(best, likely) >= decision.second.confirm
    else:
        enough = best not in _CHANGES and likely[best] >= decision.second.alone
    if not enough:
        return finding
    reasons = (*finding.reasons, "examples of this kind are like this mail")
    return replace(finding, kind=best, kinds=(best,), answer="", confidence=0.6, reasons=reasons)


def _to_staff(finding: Finding, why: str) -> Finding:
    return replace(finding, kind=Kind.UNSURE, confidence=0.4, answer="", reasons=(*finding.reasons, why))
