"""Attacks on the e-mail address of a record (promise 4 of SECURITY.md)."""

from bot.stage import STAFF
from tests.attacks.mutation import Off
from tests.attacks.plays import ANSWER, MOVES, decides, got
from tests.attacks.world import ASK, OWNER, THIEF
from tests.quick import Quick


def one_address_is_enough(bot: Quick) -> bool:
    bot.write(OWNER, MOVES)
    bot.reply(OWNER, "OUI")
    try:
        bot.reply(STAFF[0], "APPROUVER", to=decides(bot))
    except IndexError:
        return False
    return bot.held(THIEF) == 1


def without_staff(bot: Quick) -> bool:
    bot.write(OWNER, MOVES)
    bot.reply(OWNER, "OUI")
    bot.reply(THIEF, "OUI")
    return bot.held(THIEF) == 1


def taken_over(bot: Quick) -> bool:
    without_staff(bot)
    bot.reply(STAFF[0], "APPROUVER", to=decides(bot))
    bot.later(days=2)
    bot.write(THIEF, ASK)
    bot.reply(THIEF, "OUI")
    return got(bot, THIEF)


def changed_between(bot: Quick) -> bool:
    """The question was asked before the record changed, and is answered after it."""
    bot.write(OWNER, ASK)
    with bot.store.transaction() as tx:
        contact = tx.find(OWNER)[0].contact_id
        tx.subjects.change(contact, {"phone": "+3242523100"}, once="x", source="phone", now=bot.now)
    bot.reply(OWNER, "OUI")
    return ANSWER in bot.subjects(OWNER)


def old_address_not_told(bot: Quick) -> bool:
    without_staff(bot)
    bot.reply(STAFF[0], "APPROUVER", to=decides(bot))
    return bot.held(THIEF) == 1 and "Votre adresse e-mail a été changée" not in bot.subjects(OWNER)


def no_breach_record(bot: Quick) -> bool:
    bot.write(OWNER, ASK)
    bot.reply(OWNER, "OUI")
    bot.reply(OWNER, "CE N'EST PAS MOI")
    return not any("72 heures" in subject for subject in bot.subjects(STAFF[0]))


def breach_is_forgotten(bot: Quick) -> bool:
    """Nobody decides within two of its three days, and nobody is reminded."""
    no_breach_record(bot)
    bot.later(hours=49)
    return sum("72 heures" in subject for subject in bot.subjects(STAFF[0])) < 2


OFF = (
    Off(
        4,
        "C02",
        one_address_is_enough,
        (
            "core.table",
            "    return frozenset({case.address, normal(new)} if isinstance(new, str) else {case.address})",
            "    return frozenset({case.address})",
        ),
    ),
    Off(4, "C02", without_staff, ("core.risk", '    if "email" in finding.fields:', "    if False:")),
    Off(4, "C02", taken_over, ("core.risk", "RECENT = timedelta(days=30)", "RECENT = timedelta(0)")),
    Off(
        4,
        "C02",
        changed_between,
        ("flow.answering", "    new = since_asked(", "    new = () if case else since_asked("),
    ),
    Off(
        4,
        "C02",
        old_address_not_told,
        ("kinds.change", '    if any(change.field == "email" for change in done.changes):', "    if False:"),
    ),
    Off(
        4,
        "C07",
        no_breach_record,
        (
            "core.decide",
            "    if event.what is What.NO and case.data_left_at is not None and case.breach_at is None:",
            "    if False:",
        ),
    ),
    Off(
        4,
        "C07",
        breach_is_forgotten,
        ("core.decide", 'told += ["staff_breach"] if case.breach_open else []', "pass"),
    ),
)
