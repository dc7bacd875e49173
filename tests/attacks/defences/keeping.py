"""What a crash, a thief of files or an insider does to what is kept (promises 16, 17 and 19 of SECURITY.md)."""

from pathlib import Path

from bot.core.records import Outcome, Walk
from bot.edge import keys
from bot.edge.tables import Journal, Setting
from bot.errors import BotError
from tests.attacks.mutation import Off
from tests.attacks.world import ASK, OTHER, OWNER
from tests.quick import Quick
from tests.stores import chain_again


def lost_in_a_crash(bot: Quick) -> bool:
    bot.write(OWNER, ASK)
    bot.store.claim(bot.now, 10)  # and the power goes
    bot.store.release_claims()
    return not bot.store.claim(bot.now, 10)


def two_outcomes(bot: Quick) -> bool:
    bot.write(OWNER, ASK)
    try:
        with bot.store.transaction() as tx:
            tx.settle(1, Outcome(disposition="ignored"), bot.now)
    except RuntimeError:
        return False
    return True


def readable_key(bot: Quick) -> bool:
    path = Path(bot.store.engine.url.database or "").parent / "other.key"
    keys.Keys.create(path)
    path.chmod(0o644)
    try:
        keys.Keys.load(path)
    except BotError:
        return False
    return True


def journal_made_anew(bot: Quick) -> bool:
    """The first line is another one, and all hashes fit."""
    bot.write(OWNER, ASK)
    bot.store.seal_journal(bot.store.walk_journal(Walk(), 100))
    with bot.store.session() as session:
        chain_again(session, first="forged")
    return not bot.store.walk_journal(Walk(), 100).broken


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
    return not bot.store.walk_journal(Walk(), 100).broken


def seal_of_somebody_else(bot: Quick) -> bool:
    """The journal is made anew with a seal that any key could have made."""
    journal_made_anew(bot)
    with bot.store.session() as session:
        session.merge(Setting(name="journal:seal", value=f"1 {'0' * 64} {'0' * 64}"))
    return not bot.store.walk_journal(Walk(), 100).broken


OFF = (
    Off(
        16,
        "C14",
        lost_in_a_crash,
        (
            "edge.store",
            '.where(col(Outbox.state) == "claimed").values(state="deferred")',
            '.where(col(Outbox.state) == "claimed").values(state="claimed")',
        ),
    ),
    Off(
        16,
        "C14",
        two_outcomes,
        (
            "edge.transaction",
            "        if self._settled.write() != len(mails):",
            "        if self._settled.write() < 0:",
        ),
    ),
    Off(17, "", readable_key, ("edge.keys", "        if mode & 0o077:", "        if False:")),
    Off(19, "C19", journal_made_anew, ("edge.journal", " or (seq == sealed and line.hash != digest)", "")),
    Off(19, "C19", sealed_line_removed, ("edge.journal", "if before < sealed < seq:", "if False:")),
    Off(19, "C19", seal_of_somebody_else, ("edge.journal", "    if ended and not ours:", "    if False:")),
)
