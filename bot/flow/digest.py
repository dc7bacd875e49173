"""The digest for staff: each working day, only when there is something to say, and once a week at the latest."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.core.case import FINAL, Case, State
from bot.core.dates import is_working_day
from bot.core.decide import BREACH_PERIOD
from bot.core.letter import STAFF, Letter
from bot.flow.bouncing import STRANGE_REPORTS
from bot.flow.commit import queue
from bot.flow.office import Office
from bot.flow.ports import Tx

_SOON = timedelta(days=7)
_WEEK = timedelta(days=7)
#: Running totals of the store -> lines of the digest.
_TOTALS = {
    "bounced": ("out:bounced",),
    "failed": ("out:failed",),
    "quarantined": ("in:quarantined",),
    "ordinary": ("in:flagged",),
    "silenced": ("out:silenced",),
}


def digest_due(office: Office) -> bool:
    """Write the digest if there is something to say and none was written today; return whether one was."""
    today = office.tick().today
    if not is_working_day(today):
        return False
    with office.store.transaction() as tx:
        last = tx.setting("digest:day")
        if last == today.isoformat():
            return False
        facts = _facts(tx, today)
        a_week_ago = not last or date.fromisoformat(last) <= today - _WEEK
        if not any(facts.values()) and not a_week_ago:
            return False
        tx.setting("digest:day", today.isoformat())
        letter = Letter(name="staff_digest", to=STAFF, language=office.staff_language, facts=facts)
        queue(office, tx, letter, None, serial=today.isoformat())
    return True


def _facts(tx: Tx, today: date) -> Mapping[str, object]:
    unfinished = tx.undecided()
    cases = [case for case in unfinished if case.unfinished]
    tally = tx.tally()
    return {
        "breaches": [{"number": case.number, "until": _until(case)} for case in unfinished if case.breach_open],
        "overdue": _lines(case for case in cases if case.due_on < today),
        "due": _lines(case for case in cases if today <= case.due_on <= today + _SOON),
        "waiting": _lines(case for case in cases if case.due_on > today + _SOON and _for_staff(case)),
        **{name: _new(tx, name, sum(tally.get(key, 0) for key in keys)) for name, keys in _TOTALS.items()},
        "strange": _new(tx, "strange", tx.count(STRANGE_REPORTS)),
    }


def _until(case: Case) -> datetime | None:
    return case.breach_at + BREACH_PERIOD if case.breach_at else None


def _for_staff(case: Case) -> bool:
    return any(item.state in {State.FLAGGED, State.REVIEW} for item in case.items)


def _lines(cases: Iterable[Case]) -> Sequence[Mapping[str, object]]:
    return [{"number": case.number, "state": _state(case), "due": case.due_on} for case in cases]


def _state(case: Case) -> str:
    return next((str(item.state) for item in case.items if item.state not in FINAL), str(State.CLOSED))


def _new(tx: Tx, name: str, total: int) -> int:
    """Return what came since the last digest that said it."""
    before = tx.count(f"digest:{name}")
    if total != before:
        tx.count(f"digest:{name}", total - before)
    return max(0, total - before)
