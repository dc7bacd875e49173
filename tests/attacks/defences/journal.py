"""An insider edits the journal (promise 19 of SECURITY.md)."""

import asyncio
from collections.abc import Callable
from typing import Any

from sqlmodel import col, select

from bot.core.records import Walk
from bot.edge.tables import Journal, Setting
from bot.flow import verify
from bot.stage import STAFF
from tests.attacks.mutation import Off
from tests.attacks.world import ASK, OTHER, OWNER
from tests.quick import Quick
from tests.stores import chain_again


def _unbroken(bot: Quick) -> bool:
    return not bot.store.walk_journal(Walk(), 100).broken


def _changed(bot: Quick) -> None:
    bot.write(OWNER, ASK)
    with bot.store.session() as session:
        line = session.exec(select(Journal).order_by(col(Journal.seq))).all()[0]
        line.line = "approve by=staff:somebody@else.example"


def changed_line(bot: Quick) -> bool:
    _changed(bot)
    return _unbroken(bot)


def removed_line(bot: Quick) -> bool:
    """Nothing else is touched: the hash of each line that is left is right."""
    for who in (OWNER, OTHER):
        bot.write(who, ASK)
    with bot.store.session() as session:
        session.delete(session.exec(select(Journal).order_by(col(Journal.seq))).all()[1])
    return _unbroken(bot)


def nobody_is_told(bot: Quick) -> bool:
    async def on_store(work: Callable[[], Any]) -> Any:
        return work()

    _changed(bot)
    asyncio.run(verify.verify_journal(bot.office, on_store))
    return not bot.letters(STAFF[0])


def journal_made_anew(bot: Quick) -> bool:
    """The first line is another one, and all hashes fit."""
    bot.write(OWNER, ASK)
    bot.store.seal_journal(bot.store.walk_journal(Walk(), 100))
    with bot.store.session() as session:
        chain_again(session, first="forged")
    return _unbroken(bot)


def sealed_line_removed(bot: Quick) -> bool:
    """What the seal vouches for is gone, and all other hashes fit."""
    bot.write(OWNER, ASK)
    sealed = bot.store.walk_journal(Walk(), 100)
    bot.store.seal_journal(sealed)
    bot.write(OTHER, ASK)
    with bot.store.session() as session:
        session.delete(session.get_one(Journal, sealed.seq))
        session.flush()
        chain_again(session)
    return _unbroken(bot)


def seal_of_somebody_else(bot: Quick) -> bool:
    """The journal is made anew with a seal that any key could have made."""
    journal_made_anew(bot)
    with bot.store.session() as session:
        session.merge(Setting(name="journal:seal", value=f"1 {'0' * 64} {'0' * 64}"))
    return _unbroken(bot)


OFF = (
    Off(
        19,
        "C19",
        changed_line,
        ("edge.journal", "line.hash == chain_hash(line.previous, line.at, line.case_number, line.line)", "True"),
    ),
    Off(19, "C19", removed_line, ("edge.journal", "line.previous != previous or ", "")),
    Off(19, "C19", nobody_is_told, ("flow.verify", "        if new:", "        if False:")),
    Off(19, "C19", journal_made_anew, ("edge.journal", " or (seq == sealed and line.hash != digest)", "")),
    Off(19, "C19", sealed_line_removed, ("edge.journal", "if before < sealed < seq:", "if False:")),
    Off(19, "C19", seal_of_somebody_else, ("edge.journal", "    if ended and not ours:", "    if False:")),
)
