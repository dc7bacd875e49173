"""What the relay says about a newsletter mail, how fast newsletters go, and when an issue stops by itself."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.delivery import Verdict, Watch, enhanced, gives_up_after, judge, next_try
from bot.core.pace import PRESETS, Limits, Plan, oldest, room, slice_of

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("code", "text", "verdict"),
    [
        (250, "2.0.0 queued as 4F2", Verdict.SENT),
        (451, "4.3.0 try again", Verdict.LATER),
        (0, "no connection", Verdict.LATER),
        (421, "4.3.2 too many connections", Verdict.SLOW),
        (450, "4.7.1 greylisted", Verdict.SLOW),
        (550, "5.1.1 no such user", Verdict.RECIPIENT),
        (550, "5.4.4 no route to host", Verdict.RECIPIENT),
        (550, "mailbox unavailable", Verdict.REFUSED),
        (552, "5.2.2 mailbox full", Verdict.LATER),
        (550, "5.7.515 Access denied, sending domain does not meet the level", Verdict.SENDER),
        (554, "5.7.1 spam message rejected", Verdict.SENDER),
        (535, "authentication failed", Verdict.SENDER),
        (553, "5.1.8 sender address rejected", Verdict.SENDER),
        (503, "5.5.1 bad sequence", Verdict.SENDER),
    ],
)
def test_a_reply_is_the_fault_of_the_recipient_of_ours_or_of_the_moment(code: int, text: str, verdict: Verdict) -> None:
    assert judge(code, enhanced(text)) is verdict


def test_a_number_in_a_text_is_no_status_code() -> None:
    assert enhanced("queued as 12.5.1.1234567") == ""


def test_tries_come_later_and_later_and_end() -> None:
    waits = [next_try(attempt, spread=0).total_seconds() for attempt in range(1, 12)]
    assert waits[:3] == [300, 600, 1200] and waits[-1] == 4 * 3600 and waits == sorted(waits)
    assert next_try(1, spread=1) == timedelta(seconds=450)
    assert gives_up_after("news") == timedelta(days=2) and gives_up_after("service") == timedelta(days=5)


def test_twenty_failures_in_a_row_stop_an_issue() -> None:
    watch = Watch()
    watch.see([Verdict.REFUSED] * 19)
    assert not watch.alarm()
    watch.see([Verdict.LATER, Verdict.SLOW])
    assert not watch.alarm(), "what is tried again is no failure"
    watch.see([Verdict.RECIPIENT])
    assert watch.alarm() == "failures"


def test_one_in_twenty_of_the_last_two_hundred_stops_an_issue() -> None:
    watch = Watch()
    watch.see(([Verdict.SENT] * 21 + [Verdict.REFUSED]) * 9)
    assert not watch.alarm(), "nine of 198"
    watch.see([Verdict.SENT] + [Verdict.REFUSED])
    assert watch.alarm() == "failures"
    watch.see([Verdict.SENT] * 60)
    assert not watch.alarm()


@given(st.lists(st.integers(0, 200), min_size=1, max_size=120), st.integers(1, 40))
def test_no_window_of_a_minute_holds_more_than_its_limit(steps: list[int], limit: int) -> None:
    limits, now = Limits(minute=limit), NOW
    used: Counter[datetime] = Counter()
    sent: list[datetime] = []
    for step in steps:
        now += timedelta(seconds=step / 10)
        free = room(limits, used, now)
        assert free is not None
        used[slice_of(now)] += free
        sent += [now] * free
    for begin in sent:
        assert sum(begin <= moment < begin + timedelta(minutes=1) for moment in sent) <= limit


def test_the_day_counts_twenty_four_hours_back_and_not_from_midnight() -> None:
    limits = Limits(day=100)
    used = {slice_of(NOW): 100}
    assert room(limits, used, NOW + timedelta(hours=23)) == 0
    assert room(limits, used, NOW + timedelta(hours=24, minutes=11)) == 100
    assert slice_of(NOW) > oldest(NOW + timedelta(hours=24))


def test_replies_to_persons_have_their_share_of_the_relay() -> None:
    plan = Plan(relay=PRESETS["office365"], reserve=0.1)
    assert plan.limits()["relay"] == Limits(minute=27, day=9000)
    assert Plan(relay=Limits(minute=1), reserve=0.5).limits()["relay"].minute == 1, "an issue ends some day"
    assert Plan().unlimited and not plan.unlimited
    slow = Plan(domains={"gmail.example": Limits(minute=20)}, reserve=0.1)
    assert slow.limits()["gmail.example"] == Limits(minute=18), "of each budget"


def test_the_finishing_time_follows_the_tightest_limit() -> None:
    plan = Plan(relay=Limits(minute=30, day=10_000), reserve=0)
    assert plan.finish(30, {}) == timedelta() and plan.finish(31, {}) == timedelta(minutes=1)
    assert plan.finish(25_000, {}) == timedelta(days=2)
    slow = Plan(domains={"gmail.example": Limits(minute=10)}, reserve=0)
    assert slow.finish(500, {"gmail.example": 41, "x.example": 459}) == timedelta(minutes=4)
