"""The one table of what can happen to an item in which state; a pair that is not in it changes nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time

from bot.core.address import normal
from bot.core.case import FINAL, Case, Event, Item, State, Tick, What
from bot.core.dates import BRUSSELS
from bot.core.policy import Policy


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """What a rule of the table may look at."""

    case: Case
    event: Event
    tick: Tick
    policy: Policy


Choice = Callable[[Item, Turn], Item]


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """What an event does to an item.

    ``to``: the states it can lead to; with several, ``choose`` says which. ``say`` and ``tell`` name the letter to
    the person and to staff, beside those that go with entering a state.
    """

    to: tuple[State, ...]
    choose: Choice | None = None
    say: str = ""
    tell: str = ""
    outcome: str = ""


def enter(item: Item, turn: Turn) -> Item:
    """Flagged letters go to staff; what needs no identity is carried out; all else is asked for first."""
    kind = turn.policy.kinds.get(item.kind)
    if turn.case.flags or kind is None or (kind.needs_fields and not item.fields):
        return replace(item, state=State.FLAGGED)
    return _ask_or_do(item, turn)


def _ask_or_do(item: Item, turn: Turn) -> Item:
    """What needs no identity is done at once, but only for the address that wrote."""
    if not turn.policy.kinds[item.kind].identity and turn.case.sender == turn.case.address:
        return replace(item, state=State.READY)
    return replace(item, state=State.ASKED, awaits=_to_confirm(item, turn.case))


def _to_confirm(item: Item, case: Case) -> frozenset[str]:
    new = item.fields.get("email")
    return frozenset({case.address, normal(new)} if isinstance(new, str) else {case.address})


def confirm(item: Item, turn: Turn) -> Item:
    """One address confirmed; go on when every awaited address has. A new address is asked last, and only for somebody
    on file: nobody makes us write to a third person, or sees in a second mailbox of his whom we know."""
    awaits = item.awaits - {turn.event.by}
    if awaits and turn.case.contact_id is not None:
        return replace(item, awaits=awaits)
    item = replace(item, awaits=frozenset(), confirmed_at=turn.tick.now)
    needs_staff = turn.case.risks or (turn.policy.four_eyes and item.kind == "deletion")
    if needs_staff and turn.case.contact_id is not None:
        return replace(item, state=State.REVIEW)
    return proceed(item, turn)


def approve(item: Item, turn: Turn) -> Item:
    """Staff agree; with four eyes an erasure waits for the second pair."""
    item = replace(item, approvals=item.approvals | {turn.event.by})
    if turn.policy.four_eyes and item.kind == "deletion" and len(item.approvals) < 2:
        return item
    return proceed(item, turn)


def proceed(item: Item, turn: Turn) -> Item:
    """Wait where a period or a later date is due, else carry out."""
    until = _waits_until(item, turn)
    if turn.case.contact_id is None or until <= turn.tick.now:
        return replace(item, state=State.READY, wait_until=None)
    return replace(item, state=State.WAITING, wait_until=until)


def _waits_until(item: Item, turn: Turn) -> datetime:
    if turn.policy.kinds[item.kind].waits:
        return turn.tick.now + turn.policy.erasure_wait
    if item.effective and item.effective > turn.tick.today:
        return datetime.combine(item.effective, time(0, 5), tzinfo=BRUSSELS)
    return turn.tick.now


def lapse(item: Item, turn: Turn) -> Item:
    """A question that nobody answers closes after its period."""
    asked = turn.case.asked_at
    if asked is not None and turn.tick.now >= asked + turn.policy.expires_after:
        return replace(item, state=State.CLOSED, outcome="expired")
    return item


def ripen(item: Item, turn: Turn) -> Item:
    """A waiting item becomes ready at its time."""
    if item.wait_until is not None and turn.tick.now >= item.wait_until:
        return replace(item, state=State.READY, wait_until=None)
    return item


def rename(item: Item, turn: Turn) -> Item:
    """Staff said what it is: the person is asked as if the rules had."""
    kind = turn.policy.kinds[turn.event.kind]
    item = replace(item, kind=turn.event.kind)
    if kind.needs_fields and not item.fields:
        return item
    return _ask_or_do(item, turn)


def again(item: Item, turn: Turn) -> Item:
    """What failed is decided anew, by whoever decided before as well."""
    return replace(item, state=State.REVIEW, approvals=frozenset())


def finish(item: Item, turn: Turn) -> Item:
    """Only the items that were carried out are done."""
    if item.id not in turn.event.results:
        return item
    return replace(item, state=State.DONE, outcome="carried")


S, W = State, What

_CLOSE = {
    W.NO: Row(to=(S.CLOSED,), say="disowned", outcome="disowned"),
    W.CANCEL: Row(to=(S.CLOSED,), say="withdrawn", outcome="withdrawn"),
}
_DESK = {
    W.REFUSE: Row(to=(S.CLOSED,), say="refused", outcome="refused"),
    W.SPAM: Row(to=(S.CLOSED,), outcome="spam"),
}
_STAY = (W.STATUS, W.JOINED, W.UNCLEAR, W.ASK, W.EXTEND, W.NOTE)
_SAY_STAY = {W.STATUS: "status", W.JOINED: "joined", W.UNCLEAR: "unclear", W.ASK: "ask", W.EXTEND: "extended"}

TABLE: Mapping[tuple[State, What], Row] = {
    (S.NEW, W.OPENED): Row(to=(S.ASKED, S.READY, S.FLAGGED), choose=enter),
    (S.ASKED, W.YES): Row(to=(S.ASKED, S.REVIEW, S.WAITING, S.READY), choose=confirm),
    (S.ASKED, W.DUE): Row(to=(S.ASKED, S.CLOSED), choose=lapse),
    (S.REVIEW, W.APPROVE): Row(to=(S.REVIEW, S.WAITING, S.READY), choose=approve),
    (S.WAITING, W.DUE): Row(to=(S.WAITING, S.READY), choose=ripen),
    (S.READY, W.CARRIED): Row(to=(S.READY, S.DONE), choose=finish),
    (S.READY, W.FAILED): Row(to=(S.REVIEW,), choose=again, tell="staff_failure"),
    (S.READY, W.BRAKED): Row(to=(S.REVIEW,), tell="staff_brake"),
    (S.FLAGGED, W.APPROVE): Row(to=(S.DONE,), say="proposal", outcome="answered"),
    (S.FLAGGED, W.ANSWER): Row(to=(S.DONE,), say="answer", outcome="answered"),
    (S.FLAGGED, W.KIND): Row(to=(S.ASKED, S.READY, S.FLAGGED), choose=rename),
    (S.REVIEW, W.ANSWER): Row(to=(S.DONE,), say="answer", outcome="answered"),
    (S.DONE, W.NO): Row(to=(S.DONE,), say="disowned", tell="staff_breach"),
    (S.DONE, W.NOTE): Row(to=(S.DONE,)),
    **{(state, what): row for state in (S.ASKED, S.REVIEW, S.WAITING, S.FLAGGED) for what, row in _CLOSE.items()},
    **{(state, what): row for state in (S.ASKED, S.REVIEW, S.FLAGGED) for what, row in _DESK.items()},
    **{(S.WAITING, what): row for what, row in _DESK.items() if what is W.REFUSE},
    **{
        (state, what): Row(to=(state,), say=_SAY_STAY.get(what, ""))
        for state in (S.ASKED, S.REVIEW, S.WAITING, S.FLAGGED)
        for what in _STAY
    },
    **{(state, W.STATUS): Row(to=(state,), say="status") for state in sorted(FINAL)},
}


def step(item: Item, turn: Turn) -> tuple[Item, Row | None]:
    """Return the item as it should now be and the row that applied, or the same item and None."""
    row = TABLE.get((item.state, turn.event.what))
    if row is None:
        return item, None
    moved = row.choose(item, turn) if row.choose else replace(item, state=row.to[0])
    if row.outcome and not moved.outcome:
        moved = replace(moved, outcome=row.outcome)
    return moved, row
