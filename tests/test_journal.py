"""C19: the journal is read again once a day; whatever was changed in it is told to staff once, and written down."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlmodel import col, delete, select, update

from bot.core.records import Walk
from bot.edge.tables import Journal, Setting
from bot.stage import STAFF, Stage, body
from tests.attacks.world import ASK, OWNER, subjects
from tests.stores import chain_again

FAILED = "Quelque chose a échoué"


async def lines(stage: Stage) -> Sequence[Journal]:
    def read() -> Sequence[Journal]:
        with stage.bot.store.session() as session:
            return session.exec(select(Journal).order_by(col(Journal.seq))).all()

    return await stage.bot.on_store(read)


async def changed(stage: Stage, statement: object) -> None:
    def change() -> None:
        with stage.bot.store.session() as session:
            session.exec(statement)  # type: ignore[call-overload]

    await stage.bot.on_store(change)


@pytest.fixture
async def written(stage: Stage) -> Stage:
    """A journal of some lines that was read today and found good."""
    await stage.write(OWNER, "Données", ASK)
    await stage.later(days=1)
    assert len(await lines(stage)) >= 2 and FAILED not in subjects(stage, STAFF[0])
    return stage


async def test_c19_a_changed_line_is_told_once(written: Stage) -> None:
    second = (await lines(written))[1]
    await changed(written, update(Journal).where(col(Journal.seq) == second.seq).values(line="nothing happened"))
    await written.bot.drain()
    assert FAILED not in subjects(written, STAFF[0]), "it was looked at today already"
    for _ in range(3):
        await written.later(days=1)
    for member in STAFF:
        assert subjects(written, member).count(FAILED) == 1
    told = next(one for one in written.parsed_letters(STAFF[0]) if FAILED in str(one["subject"]))
    assert f"Détail : {second.seq}" in body(told)
    assert [one.line for one in await lines(written)].count(f"journal broken at {second.seq}") == 1


async def test_c19_a_removed_line_is_told(written: Stage) -> None:
    first, second, *_ = await lines(written)
    await changed(written, delete(Journal).where(col(Journal.seq) == first.seq))
    await written.later(days=1)
    assert f"journal broken at {second.seq}" in [one.line for one in await lines(written)]
    assert FAILED in subjects(written, STAFF[0])


async def test_c19_a_journal_without_its_end_is_told(written: Stage) -> None:
    last = (await lines(written))[-1]
    await written.later(days=1)  # seals the last line as well
    await changed(written, delete(Journal).where(col(Journal.seq) >= last.seq))
    await written.later(days=1)
    assert FAILED in subjects(written, STAFF[0])


async def test_c19_a_journal_whose_hashes_were_all_made_again_is_told(written: Stage) -> None:
    """The chain holds in itself; what betrays it is the seal, whose key stands outside the database."""
    await written.later(days=1)

    def forge() -> None:
        with written.bot.store.session() as session:
            chain_again(session, first="forged")

    await written.bot.on_store(forge)
    await written.later(days=1)
    assert FAILED in subjects(written, STAFF[0])


async def test_c19_a_journal_without_the_sealed_line_is_told(written: Stage) -> None:
    """The line that would betray it is taken out, and the chain closed over the gap."""

    def forge() -> None:
        with written.bot.store.session() as session:
            sealed = int(session.get_one(Setting, "journal:seal").value.split()[0])
            session.add(Journal(at=written.bot.office.clock(), line="later", previous="", hash=""))
            session.flush()
            session.delete(session.get_one(Journal, sealed))
            session.flush()
            chain_again(session)

    await written.bot.on_store(forge)
    await written.later(days=1)
    assert FAILED in subjects(written, STAFF[0])


@pytest.mark.parametrize(
    "forged", [f"9999 {'0' * 64} {'0' * 64}", "garbage", "", "1 2 3 4", f"1 {'0' * 64} é", f"x {'0' * 64} ٣"]
)
async def test_c19_a_seal_that_is_none_of_ours_is_told_and_stops_no_mail(written: Stage, forged: str) -> None:
    await changed(written, update(Setting).where(col(Setting.name) == "journal:seal").values(value=forged))
    await written.write("nobody@else.example", "Données", ASK)
    await written.later(days=1)
    assert subjects(written, "nobody@else.example") and FAILED in subjects(written, STAFF[0])
    await written.later(days=1)
    assert subjects(written, STAFF[0]).count(FAILED) == 1, "a new seal was written"


async def test_c19_ten_known_breaks_hide_no_later_one(written: Stage) -> None:
    def add() -> None:
        with written.bot.store.transaction() as tx:
            for number in range(14):
                tx.journal("", f"line {number}", written.bot.office.clock())

    await written.bot.on_store(add)
    numbers = [one.seq for one in await lines(written)]
    first, last = numbers[-14:-1], numbers[-1]
    await changed(written, update(Journal).where(col(Journal.seq).in_(first)).values(line="other"))
    await written.later(days=1)
    await changed(written, update(Journal).where(col(Journal.seq) == last).values(line="other"))
    await written.later(days=1)
    told = [" ".join(body(one).split()) for one in written.parsed_letters(STAFF[0]) if FAILED in str(one["subject"])]
    assert told[0].endswith(f"Détail : {', '.join(map(str, first[:10]))} … (13)")
    assert len(told) == 2 and told[1].endswith(f"Détail : {last}")


async def test_c19_a_check_that_fails_stops_no_mail(written: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> Walk:
        raise ValueError("the disk gave something else")

    written.clock.ahead += timedelta(days=1)
    monkeypatch.setattr(written.bot.store, "walk_journal", fails)
    with pytest.raises(ValueError, match="something else"):
        await written.write("nobody@else.example", "Données", ASK)
    assert subjects(written, "nobody@else.example")


async def test_a_long_journal_is_read_in_pieces(written: Stage) -> None:
    def walk() -> list[Walk]:
        found = [Walk()]
        while not found[-1].ended:
            found.append(written.bot.store.walk_journal(found[-1], 1))
        return found

    found = await written.bot.on_store(walk)
    assert found[-1].lines == len(await lines(written)) and len(found) == found[-1].lines + 2
    assert found[-1].broken == ()
