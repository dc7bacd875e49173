"""Mails that are decided together and cases that are carried out together: who fails, fails alone."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from bot.commands.mails import again
from bot.core.case import Case, Event, State, What
from bot.core.records import Outcome, Pending, Seen, Walk
from bot.edge.case_rows import load_case
from bot.edge.tables import CaseRow, Inbox, Outbox, Token
from bot.errors import TemporaryError
from bot.flow import carry
from bot.flow.handle import handle
from bot.flow.intake import Intake
from bot.stage import STAFF
from tests.attacks.world import whole
from tests.quick import SORT, Quick

FAILING = "b@people.example"
WRITERS = ("a@people.example", FAILING, "c@people.example")


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Quick]:
    bot = Quick(tmp_path)
    yield bot
    bot.close()


def write(bot: Quick, text: str) -> tuple[Sequence[Pending], Mapping[int, Seen]]:
    """Each of the three writes; return the mails as they are taken up, and as they are read."""
    for writer in WRITERS:
        bot.record(bot.mail(writer, text, subject="x", verdict="pass", headers=""))
    batch = bot.store.begin(20)
    return batch, {mail.id: SORT(mail.raw) for mail in batch}


def decide(bot: Quick, batch: Sequence[Pending], seen: Mapping[int, Seen]) -> Sequence[Outcome | None]:
    nowhere: Any = None
    return Intake(bot.office, nowhere, nowhere, nowhere, account="a", folder="INBOX")._decided(batch, seen)


def cases(bot: Quick) -> list[Case]:
    with bot.store.session() as session:
        return [load_case(row) for row in session.exec(select(CaseRow).order_by(col(CaseRow.id)))]


def failing(step: Callable[..., Any], error: Exception | None = None) -> Callable[..., Any]:
    """A step that does all its work and then fails, for one of the three."""

    def work(*given: Any) -> Any:
        done = step(*given)
        if FAILING in repr(given[-1]):
            raise error or RuntimeError("a mistake")
        return done

    return work


def test_a_mail_that_fails_takes_no_other_along_and_leaves_nothing(bot: Quick, monkeypatch: pytest.MonkeyPatch) -> None:
    batch, seen = write(bot, "Quelles données avez-vous sur moi ?")
    monkeypatch.setattr("bot.flow.intake.handle", failing(handle))
    outcomes = decide(bot, batch, seen)
    assert [outcome and outcome.disposition for outcome in outcomes] == ["opened", None, "opened"]
    assert [(case.sender, case.number) for case in cases(bot)] == [(WRITERS[0], "2026-0001"), (WRITERS[2], "2026-0002")]
    assert [len(bot.letters(writer)) for writer in WRITERS] == [1, 0, 1]
    with bot.store.session() as session:
        assert len(session.exec(select(Token)).all()) == 2
    assert bot.store.walk_journal(Walk(), 100).broken == ()
    assert [mail.id for mail in bot.store.begin(20)] == [batch[1].id]


def test_mails_of_one_person_that_come_together_make_one_case(bot: Quick) -> None:
    for _ in range(3):
        bot.record(bot.mail(FAILING, "Quelles données avez-vous sur moi ?", subject="x", verdict="pass", headers=""))
    batch = bot.store.begin(20)
    outcomes = decide(bot, batch, {mail.id: SORT(mail.raw) for mail in batch})
    assert [outcome and outcome.disposition for outcome in outcomes] == ["opened", "joined", "joined"]
    assert len(cases(bot)) == 1


def test_letters_that_are_decided_together_share_the_budget(tmp_path: Path) -> None:
    bot = Quick(tmp_path, limits={"per_hour": 2})
    decide(bot, *write(bot, "Quelles données avez-vous sur moi ?"))
    assert [len(bot.letters(writer)) for writer in WRITERS] == [1, 1, 0]
    bot.close()


def test_a_case_that_fails_takes_no_other_along(bot: Quick, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(bot, *write(bot, "stop"))
    ids = [case.id for case in cases(bot)]
    assert len(ids) == 3
    monkeypatch.setattr(carry, "carry_ready", failing(carry.carry_ready))
    carry.carry_cases(bot.office, ids)
    assert [case.items[0].state for case in cases(bot)] == [State.DONE, State.REVIEW, State.DONE]
    with bot.store.transaction() as tx:
        assert [tx.subjects.suppressed(writer) for writer in WRITERS] == [True, False, True]


def test_what_the_database_cannot_do_now_is_carried_out_later(bot: Quick, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(bot, *write(bot, "stop"))
    ids = [case.id for case in cases(bot)]
    with monkeypatch.context() as patch:
        patch.setattr(carry, "carry_ready", failing(carry.carry_ready, TemporaryError("database: not in this order")))
        carry.carry_cases(bot.office, ids)
    assert [case.items[0].state for case in cases(bot)] == [State.DONE, State.READY, State.DONE]
    assert [len(bot.letters(writer)) for writer in WRITERS] == [1, 0, 1]
    assert bot.store.due(bot.now, 20) == []
    bot.later(minutes=5)
    assert [case.items[0].state for case in cases(bot)] == [State.DONE] * 3
    assert [len(bot.letters(writer)) for writer in WRITERS] == [1, 1, 1]


def spoilt(bot: Quick, case_id: int, body: str) -> None:
    """Somebody wrote into the database by hand."""
    with bot.store.session() as session:
        session.connection().exec_driver_sql("update cases set body = ? where id = ?", (body, case_id))


@pytest.mark.parametrize("body", ["{not json", "{}", "null", '{"number": 7}'])
async def test_a_case_that_cannot_be_read_stops_nobody_and_staff_hear_of_it_once_a_day(bot: Quick, body: str) -> None:
    decide(bot, *write(bot, "stop"))
    spoilt(bot, 2, body)
    for _ in range(3):
        await carry.carry_due(bot.office, on_store)
    with bot.store.transaction() as tx:
        assert [tx.subjects.suppressed(writer) for writer in WRITERS] == [True, False, True]
        assert list(tx.undecided()) == [], "the digest goes on without it"
    assert "id 2" in whole(bot.letters(STAFF[0])[-1]) and len(bot.letters(STAFF[0])) == 1
    bot.now += timedelta(days=1)
    await carry.carry_due(bot.office, on_store)
    assert len(bot.letters(STAFF[0])) == 2
    with bot.store.session() as session:
        for letter in session.exec(select(Outbox)):
            letter.state = "sent"
    bot.store.forget(bot.now + timedelta(days=400), bot.office.keep)
    assert [row.address_hash for row in rows(bot) if row.id != 2] == ["-", "-"], "retention goes on without it"


def rows(bot: Quick) -> Sequence[CaseRow]:
    with bot.store.session() as session:
        return session.exec(select(CaseRow)).all()


async def test_cases_that_stay_due_hide_none_behind_them(bot: Quick, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(bot, *write(bot, "stop"))
    monkeypatch.setattr(carry, "_AT_ONCE", 2)
    with bot.store.session() as session:
        for place, row in enumerate(session.exec(select(CaseRow).order_by(col(CaseRow.id)))):
            row.next_at = bot.now - timedelta(hours=3 - place)
    ready = carry.carry_ready

    def stays(office: Any, tx: Any, case: Case) -> Any:
        if case.id > 2:
            return ready(office, tx, case)
        return Event(what=What.DUE, by="clock")

    monkeypatch.setattr(carry, "carry_ready", stays)
    await carry.carry_due(bot.office, on_store)
    assert [case.items[0].state for case in cases(bot)] == [State.READY, State.READY, State.DONE]


async def on_store(work: Callable[[], Any]) -> Any:
    return work()


def test_staff_hear_each_time_that_a_mail_is_put_aside(bot: Quick) -> None:
    for times in (1, 2):
        bot.record(b"no sender\r\n\r\nx") if times == 1 else None
        assert [outcome.disposition for outcome in bot.handle()] == ["quarantined"]
        assert len(bot.letters(STAFF[0])) == times
        bot.now += timedelta(minutes=1)
        with bot.store.session() as session:
            again(session, 1)


@pytest.mark.parametrize("error", [TemporaryError("database: not in this order"), RuntimeError("a mistake")])
def test_a_case_that_fails_again_and_again_is_told_once_a_day_and_not_tried_for_ever(
    bot: Quick, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """What the clock would do fails by a mistake, or the database never takes it."""
    bot.write(FAILING, "Quelles données avez-vous sur moi ?")
    tried = []

    def fails(*_: object) -> None:
        tried.append(bot.now)
        raise error

    monkeypatch.setattr(carry, "carry_ready", fails)
    bot.later(days=2)
    for times in (1, 2):
        for _ in range(100):
            bot.later(minutes=5)
        assert len(tried) == 11 * times and len(bot.letters(STAFF[0])) == times
        bot.later(days=1)


@pytest.mark.parametrize("broken", ["the papers", "the letter"])
def test_a_mail_that_cannot_even_be_put_aside_as_it_should_has_its_outcome(
    bot: Quick, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    batch, seen = write(bot, "Quelles données avez-vous sur moi ?")
    bot.store.give_back([mail.id for mail in batch])

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("a mistake")

    seen = {key: replace(one, papers=((0, 1),)) if key == batch[1].id else one for key, one in seen.items()}
    monkeypatch.setattr("bot.flow.handle.papers.destroy", fails)
    if broken == "the letter":
        monkeypatch.setattr("bot.flow.handle.queue", fails)
    outcomes: list[Outcome | None] = []
    while batch := bot.store.begin(20):
        outcomes += decide(bot, batch, seen)
    assert [outcome and outcome.disposition for outcome in outcomes] == ["opened", None, "opened", None, "quarantined"]
    assert len(bot.letters(STAFF[0])) == (broken == "the papers")


async def test_mails_of_another_mailbox_hold_up_none_of_this_one(bot: Quick, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another account or folder is configured before all was moved."""
    monkeypatch.setattr("bot.flow.intake._MOVES", 2)
    moved: list[int] = []

    class Server:
        asked = 0

        async def uidvalidity(self, folder: str) -> int:
            self.asked += 1
            assert self.asked < 10, "it goes round for ever"
            return 1

        async def move(self, folder: str, uids: Sequence[int], to: str) -> None:
            moved.extend(uids)

    bot.write(FAILING, "stop")
    for place in ("account", "folder"):
        for _ in range(3):
            bot.write(FAILING, "stop")
        with bot.store.session() as session:
            for row in session.exec(select(Inbox).where(Inbox.uid > 1, Inbox.account == "a", Inbox.folder == "INBOX")):
                setattr(row, place, "other")
    bot.write(FAILING, "stop")
    server: Any = Server()
    assert await Intake(bot.office, server, server, on_store, account="a", folder="INBOX").move() == 2
    assert moved == [1, 8]
