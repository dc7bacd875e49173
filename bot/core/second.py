"""What the second reader's word is worth: it may send a mail to staff, and bear out what a rule only suspected."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.core.finding import REQUESTS, Finding, Hit, Kind
from bot.core.rules import Decision

_CHANGES = (Kind.CORRECTION, Kind.CHANGE)
_PUT_AWAY = frozenset({Kind.OTHER, Kind.SPAM})


def weigh(finding: Finding, likely: Mapping[Kind, float], hits: Sequence[Hit], decision: Decision) -> Finding:
    """Return the finding as it stands after the second reader was heard (``likely``: empty when there is none).

    Alone it never opens a request: a mail that no rule suspects goes to staff at most.
    """
    if not likely:
        return finding
    finding = replace(finding, likely={str(kind): round(share, 3) for kind, share in likely.items()})
    if finding.kind in REQUESTS and _share(finding.kind, likely) < decision.second.withdraw:
        return _to_staff(finding, "the examples of this kind are not like this mail")
    if finding.kind is Kind.UNSURE:
        return _borne_out(finding, likely, hits, decision)
    if finding.kind in _PUT_AWAY and _asks_something(likely) >= decision.second.doubt:
        return _to_staff(finding, "examples of requests are like this mail")
    return finding


def _share(kind: Kind, likely: Mapping[Kind, float]) -> float:
    """Whether a value was wrong or has changed is a fine point, which the values settle: the two count together."""
    return sum(likely[one] for one in _CHANGES) if kind in _CHANGES else likely[kind]


def _asks_something(likely: Mapping[Kind, float]) -> float:
    return sum(likely[kind] for kind in (*REQUESTS, Kind.COMPLEX))


def _borne_out(finding: Finding, likely: Mapping[Kind, float], hits: Sequence[Hit], decision: Decision) -> Finding:
    """A doubt is settled where a rule suspects a kind, no rule speaks against it, and the examples are of that kind."""
    best = max(REQUESTS, key=lambda kind: likely[kind])
    about = [hit for hit in hits if hit.kind == best]
    if finding.flags or not about or any(hit.vetoed_by for hit in about):
        return finding
    if _share(best, likely) < decision.second.confirm:
        return finding
    return replace(
        finding,
        kind=best,
        kinds=(best,),
        confidence=0.6,
        reasons=(*finding.reasons, "examples of this kind are like this mail"),
    )


def _to_staff(finding: Finding, why: str) -> Finding:
    return replace(finding, kind=Kind.UNSURE, confidence=0.4, answer="", reasons=(*finding.reasons, why))
