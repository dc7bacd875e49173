"""Mails that are decided together and cases that are carried out together: who fails, fails alone."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from bot.core.case import Case, State
from bot.core.records import Outcome, Pending, Seen, Walk
from bot.edge.tables import CaseRow, Token
from bot.edge.transaction import load_case
from bot.errors import TemporaryError
from bot.flow import carry
from bot.flow.handle import handle
from bot.flow.intake import Intake
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
