"""Attacks on erasing, and data that survive (promises 7 and 10 of SECURITY.md)."""

from pathlib import Path

from sqlmodel import select

from bot.edge import contact_files, log_lines, tombstones
from bot.edge.subject_tables import Contact, EmailAddress
from bot.edge.tables import Outbox, Token
from tests.attacks.mutation import Off
from tests.attacks.world import OTHER
from tests.quick import Quick


def no_wait(bot: Quick) -> bool:
    bot.write(OTHER, "Please delete all my personal data.")
    bot.reply(OTHER, "YES")
    return bot.held(OTHER) == 0


def cannot_be_stopped(bot: Quick) -> bool:
    no_wait(bot)
    bot.reply(OTHER, "CANCEL")
    bot.later(days=4)
    return bot.held(OTHER) == 0


def comes_back(bot: Quick) -> bool:
    no_wait(bot)
    bot.later(days=4)
    with bot.store.transaction() as tx:
        row = {"email": OTHER.upper(), "last_name": "Smith"}
        contact_files.take_in(tx.session, tx.subjects, [row], source="form", today=bot.now.date())
    return bot.held(OTHER) == 1


def copies_survive(bot: Quick) -> bool:
    no_wait(bot)
    bot.later(days=4)
    with bot.store.session() as session:
        for row in session.exec(select(Outbox)):  # the letters have left
            row.state = "sent"
    bot.store.forget(bot.now, bot.office.keep)
    files = Path(bot.store.engine.url.database or "").parent.glob("privacy-bot.sqlite3*")
    return any(OTHER.encode() in path.read_bytes() for path in files)


def named_in_an_error(bot: Quick) -> bool:
    try:
        for _ in range(2):
            with bot.store.session() as session:
                session.add(Token(hash="1", case_id=1, purpose="reply", address=OTHER, expires_at=bot.now))
    except Exception as problem:
        return OTHER in f"{problem} {problem.__cause__}"
    return False


def named_by_a_library(bot: Quick) -> bool:
    """Some library says in its message what it could not do something with."""
    try:
        {}[OTHER]
    except KeyError as problem:
        return OTHER in log_lines.Discreet().formatException((KeyError, problem, problem.__traceback__))


def restored_with_the_backup(bot: Quick) -> bool:
    """The database of yesterday has her again; only the marks were kept apart."""
    no_wait(bot)
    bot.later(days=4)
    with bot.store.transaction() as tx:
        marks = tombstones.give_out(tx.session)
        tx.session.add(back := Contact(language="en", last_name="Smith", source="form", collected_on=bot.now.date()))
        tx.session.flush()
        tx.session.add(EmailAddress(contact_id=back.id, address=OTHER, source="form", collected_on=bot.now.date()))
        tx.session.flush()
        tombstones.replay(tx.session, tx.subjects, marks, now=bot.now, today=bot.now.date())
    return bot.held(OTHER) == 1


def stays_in_the_folders(bot: Quick) -> bool:
    no_wait(bot)
    bot.later(days=4)
    with bot.store.session() as session:
        for row in session.exec(select(Outbox)):
            row.state = "sent"
    bot.store.forget(bot.now, bot.office.keep)
    return not bot.store.leftovers(10)


def only_out_of_sight(bot: Quick) -> bool:
    """Her address is gone, and her name is still there."""
    no_wait(bot)
    bot.later(days=4)
    with bot.store.session() as session:
        return bot.held(OTHER) == 0 and "Smith" in session.exec(select(Contact.last_name)).all()


OFF = (
    Off(
        7,
        "C01",
        no_wait,
        ("core.table", "        return turn.tick.now + turn.policy.erasure_wait", "        return turn.tick.now"),
    ),
    Off(
        7,
        "C01",
        cannot_be_stopped,
        (
            "core.table",
            "for state in (S.ASKED, S.REVIEW, S.WAITING, S.FLAGGED) for what, row in _CLOSE.items()",
            "for state in (S.ASKED, S.REVIEW, S.FLAGGED) for what, row in _CLOSE.items()",
        ),
    ),
    Off(7, "C12", comes_back, ("edge.contact_files", '        if subjects.erased(row["email"]):', "        if False:")),
    Off(
        7,
        "C13",
        copies_survive,
        ("edge.forgetting", "    for row, case in ready:\n        _forget_case(session, row, case)\n", ""),
    ),
    Off(
        10,
        "C13",
        named_in_an_error,
        ("edge.database", '_DISCREET = {"hide_parameters": True}', '_DISCREET = {"hide_parameters": False}'),
    ),
    Off(
        10,
        "C13",
        named_by_a_library,
        ("edge.log_lines", 'f": {error}" if isinstance(error, BotError) else ""', 'f": {error}"'),
    ),
    Off(
        7,
        "C12",
        restored_with_the_backup,
        ("edge.tombstones", " if subjects.erased(address, since=since)]", " if False]"),
    ),
    Off(7, "C13", stays_in_the_folders, ("edge.forgetting", "        if mail.raw is not None:", "        if False:")),
    Off(
        7,
        "C13",
        only_out_of_sight,
        ("edge.erasure", "    session.execute(delete(contact).where(contact.c.id == contact_id))\n", ""),
    ),
)
