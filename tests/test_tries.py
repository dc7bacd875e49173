"""Three tries a mail, and what costs none: a database that is away, the end of the bot, the crash of another mail."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from bot.core.records import Seen
from bot.edge.store import Store
from bot.edge.tables import Inbox
from bot.errors import TemporaryError
from bot.flow import intake
from bot.flow.handle import handle
from bot.flow.intake import Intake
from bot.stage import STAFF
from tests.quick import SORT, Quick

GOOD = [f"{name}@people.example" for name in "abcd"]
POISON = "poison@people.example"
AWAY = TemporaryError("database: locked")
nowhere: Any = None


class Crash(BaseException):
    """The power goes: nothing after it runs."""


class Reading:
    """Reads like the worker process; waits for ever when told to."""

    waits = False

    async def read(self, raws: Sequence[bytes]) -> Sequence[Seen]:
        if self.waits:
            await asyncio.Event().wait()
        return [SORT(raw) for raw in raws]


@pytest.fixture
def bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Quick]:
    monkeypatch.setattr(intake, "_AT_ONCE", 2)
    bot = Quick(tmp_path)
    yield bot
    bot.close()


def write(bot: Quick, *writers: str) -> Intake:
    for writer in writers:
        bot.record(bot.mail(writer, "Quelles données avez-vous sur moi ?", subject="x", verdict="pass", headers=""))
    return Intake(bot.office, nowhere, Reading(), on_store, account="a", folder="INBOX")


async def on_store(work: Callable[[], Any]) -> Any:
    return work()


def stand(bot: Quick) -> list[tuple[str, int]]:
    """The outcome of each mail, and its tries."""
    with bot.store.session() as session:
        return [(row.disposition, row.attempts) for row in session.exec(select(Inbox).order_by(col(Inbox.id)))]


def failing(error: BaseException) -> Callable[..., Any]:
    """What happens to every mail but the poisonous one, to which this does."""

    def work(*given: Any) -> Any:
        if POISON in repr(given[-1]):
            raise error
        return handle(*given)

    return work


async def test_a_database_that_refuses_one_mail_for_a_while_costs_it_no_try(
    bot: Quick, monkeypatch: pytest.MonkeyPatch
) -> None:
    mails = write(bot, GOOD[0], POISON, GOOD[1])
    with monkeypatch.context() as patch:
        patch.setattr(intake, "handle", failing(AWAY))
        for _ in range(5):
            await mails.decide()
    assert stand(bot) == [("opened", 1), ("", 0), ("opened", 1)], "nobody else waits for it"
    await mails.decide()
    assert stand(bot)[1] == ("opened", 1)


async def test_what_the_database_refuses_for_ever_is_at_fault_itself(
    bot: Quick, monkeypatch: pytest.MonkeyPatch
) -> None:
    mails = write(bot, POISON)
    monkeypatch.setattr(intake, "handle", failing(AWAY))
    for _ in range(14):
        await mails.decide()
    assert stand(bot)[0][0] == "quarantined" and len(bot.letters(STAFF[0])) == 1


@pytest.mark.parametrize("away", ["", "give_back"])
async def test_an_outage_costs_no_mail_a_try(bot: Quick, monkeypatch: pytest.MonkeyPatch, away: str) -> None:
    """Neither those that were being decided nor those that were read meanwhile."""
    mails = write(bot, *GOOD)

    def locked(*_: object) -> None:
        raise AWAY

    for _ in range(5):
        with monkeypatch.context() as patch:
            for name in ("transaction", *filter(None, [away])):
                patch.setattr(Store, name, locked)
            with pytest.raises(TemporaryError):
                await mails.decide()
    await mails.decide()
    assert stand(bot) == [("opened", 1)] * 4


async def test_the_end_of_the_bot_costs_no_mail_a_try(bot: Quick, monkeypatch: pytest.MonkeyPatch) -> None:
    mails = write(bot, *GOOD)
    with monkeypatch.context() as patch:
        patch.setattr(Reading, "waits", True)
        for _ in range(4):
            deciding = asyncio.ensure_future(mails.decide())
            await asyncio.sleep(0)
            assert stand(bot)[0] == ("", 1)
            deciding.cancel()
            await asyncio.wait({deciding})
    assert stand(bot) == [("", 0)] * 4


async def test_a_mail_that_kills_the_bot_takes_nobody_into_quarantine(
    bot: Quick, monkeypatch: pytest.MonkeyPatch
) -> None:
    mails = write(bot, POISON, *GOOD)
    monkeypatch.setattr(intake, "handle", failing(Crash()))
    for _ in range(3):
        with monkeypatch.context() as patch, pytest.raises(Crash):
            patch.setattr(Intake, "_give_back", lambda _: None)
            await mails.decide()
        mails = write(bot)
    assert stand(bot) == [("", 3), ("", 1), ("", 1), ("", 1), ("", 0)]
    await mails.decide()
    assert [outcome for outcome, _ in stand(bot)] == ["quarantined", *["opened"] * 4]
