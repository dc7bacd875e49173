"""The decision and its table: every pair of state and event, and the clocks of a case."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.case import FINAL, Carried, Case, Event, Item, State, Tick, What
from bot.core.dates import months_after
from bot.core.decide import decide, next_moment
from bot.core.letter import LETTERS, STAFF
from bot.core.policy import Policy
from bot.core.table import TABLE
from bot.kinds import KINDS

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TICK = Tick(now=NOW, today=date(2026, 3, 2))
POLICY = Policy(kinds=KINDS)
OWNER = "anna@maison.example"


def case(kind: str = "access", state: State = State.NEW, **changes: object) -> Case:
    item = Item(id="1", kind=kind, state=state, awaits=frozenset({OWNER}) if state is State.ASKED else frozenset())
    made = Case(
        id=1,
        number="2026-0001",
        language="fr",
        address=OWNER,
        sender=OWNER,
        arrived_at=NOW,
        due_on=date(2026, 4, 2),
        contact_id=7,
        items=(item,),
        asked_at=NOW if state is State.ASKED else None,
    )
    return replace(made, **changes)


def event(what: What, **more: object) -> Event:
    return Event(what=what, by=OWNER, **more)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("what", list(What))
@pytest.mark.parametrize("kind", [*KINDS, "other"])
def test_every_pair_is_an_answer_and_stays_in_the_table(state: State, what: What, kind: str) -> None:
    if kind == "other" and state not in {State.NEW, State.FLAGGED, *FINAL}:
        return
    results = {"1": Carried(letter="no_data")} if what is What.CARRIED else {}
    decision = decide(case(kind, state), event(what, kind="access", text="x", results=results), TICK, POLICY)
    after = decision.case.items[0].state
    row = TABLE.get((state, what))
    assert after in (row.to if row else (state,))
    assert all(letter.name in LETTERS and letter.to in {OWNER, STAFF} for letter in decision.letters)
    assert decision.case.version == 1 and OWNER not in decision.journal


@pytest.mark.parametrize("kind", ["access", "deletion"])
def test_only_a_confirmation_leads_to_an_act(kind: str) -> None:
    for what in set(What) - {What.YES}:
        after = decide(case(kind, State.ASKED), event(what, kind=kind), TICK, POLICY).case.items[0]
        assert after.state not in {State.READY, State.WAITING, State.REVIEW, State.DONE}, what


def test_a_risk_brings_staff_between_confirmation_and_act() -> None:
    asked = case("access", State.ASKED, risks=("sender_differs",))
    assert decide(asked, event(What.YES), TICK, POLICY).case.items[0].state is State.REVIEW


def test_every_open_case_has_a_moment() -> None:
    for state in set(State) - FINAL - {State.READY, State.NEW}:
        assert next_moment(case("access", state, warned=False), POLICY) is not None


def test_not_me_without_data_that_left_is_no_breach() -> None:
    done = case("unsubscribe", State.DONE)
    names = {letter.name for letter in decide(done, event(What.NO), TICK, POLICY).letters}
    assert "staff_breach" not in names and "staff_failure" in names
    left = replace(done, data_left_at=NOW)
    assert "staff_breach" in {letter.name for letter in decide(left, event(What.NO), TICK, POLICY).letters}


def test_an_extension_is_given_once_and_counts_three_months() -> None:
    first = decide(case("access", State.REVIEW), event(What.EXTEND, text="archives"), TICK, POLICY).case
    assert first.due_on == months_after(date(2026, 3, 2), 3)
    assert decide(first, event(What.EXTEND, text="again"), TICK, POLICY).case.due_on == first.due_on


def test_a_reminder_comes_once_and_then_the_end() -> None:
    asked = case("access", State.ASKED)
    later = Tick(now=NOW + timedelta(hours=49), today=date(2026, 3, 4))
    reminded = decide(asked, event(What.DUE), later, POLICY)
    assert [letter.name for letter in reminded.letters] == ["reminder"]
    assert decide(reminded.case, event(What.DUE), later, POLICY).letters == ()
    end = Tick(now=NOW + timedelta(days=8), today=date(2026, 3, 10))
    closed = decide(reminded.case, event(What.DUE), end, POLICY)
    assert closed.case.items[0].outcome == "expired" and not closed.case.open


@pytest.mark.parametrize(
    "arrived, due",
    [
        (date(2026, 1, 31), date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2026, 3, 2), date(2026, 4, 2)),
        (date(2026, 4, 1), date(2026, 5, 4)),  # 1 May is a holiday, 2 and 3 a weekend
        (date(2027, 11, 30), date(2027, 12, 30)),
        (date(2028, 1, 31), date(2028, 2, 29)),
    ],
)
def test_a_legal_month_ends_on_a_working_day(arrived: date, due: date) -> None:
    assert months_after(arrived, 1) == due


def test_the_architecture_page_names_every_state() -> None:
    page = (Path(__file__).parent.parent / "bot" / "README.md").read_text(encoding="utf-8")
    table = page.partition("## States of an item")[2].partition("## Rooms")[0]
    assert all(str(state) in table for state in State)
