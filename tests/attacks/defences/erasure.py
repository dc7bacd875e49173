"""Attacks on erasing, and data that survive (promises 7, 10 and 18 of SECURITY.md)."""

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from sqlmodel import select

from bot.edge import contact_files, tombstones
from bot.edge.subject_tables import Contact, EmailAddress
from bot.edge.tables import Inbox, Outbox, Token
from bot.stage import PRIVACY
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


def kept_identity_card(bot: Quick) -> bool:
    """Looked for in the store while the case is open."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = OTHER, PRIVACY, "delete"
    mail.set_content("Please delete all my data.")
    mail.add_attachment(b"PASSPORT", maintype="image", subtype="png", filename="passport.png")
    bot.deliver(mail.as_bytes())
    with bot.store.session() as session:
        return b"UEFTU1BPUlQ" in (session.exec(select(Inbox.raw)).one() or b"")


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


def card_without_a_word(bot: Quick) -> bool:
    """Who sent it does not hear that none is needed, and sends it the next time too."""
    kept_identity_card(bot)
    return "No copy of an identity document is needed" not in bot.subjects(OTHER)


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
    Off(18, "C09", kept_identity_card, ("flow.papers", "without(pending.raw, seen.papers)", "pending.raw")),
    Off(
        7,
        "C12",
        restored_with_the_backup,
        ("edge.tombstones", " if subjects.erased(address, since=since)]", " if False]"),
    ),
    Off(7, "C13", stays_in_the_folders, ("edge.forgetting", "        if mail.raw is not None:", "        if False:")),
    Off(18, "C09", card_without_a_word, ("flow.handle", "    papers.tell(office, tx, seen, incoming)\n", "")),
)
