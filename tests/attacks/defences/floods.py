"""Loops, floods, and masses of acts (promises 11 and 12 of SECURITY.md)."""

from datetime import timedelta

from bot.core.recipient import LOOP
from bot.stage import STAFF
from tests.attacks.defences.desk import flagged
from tests.attacks.mutation import Off
from tests.attacks.plays import ANSWER
from tests.attacks.world import ASK, OTHER, OWNER, THIEF
from tests.quick import Quick


def flood(bot: Quick) -> bool:
    for number in range(6):
        bot.write(OWNER, f"{ASK} Mon nouveau numéro de téléphone est le 04 252 31 0{number}.")
    return len(bot.letters(OWNER)) > 3


def eight_a_day(bot: Quick) -> bool:
    for number in range(10):
        bot.write(OWNER, f"{ASK} Mon nouveau numéro de téléphone est le 04 252 31 0{number}.")
        bot.later(minutes=40)
    return len(bot.letters(OWNER)) > 8


def flood_of_many(bot: Quick) -> bool:
    for number in range(6):
        bot.write(f"x{number}@mechant.example", ASK)
    return bool(bot.letters("x4@mechant.example"))


def robot(bot: Quick) -> bool:
    bot.write(OWNER, ASK)
    for _ in range(2):
        bot.reply(OWNER, "Bonjour, je suis le robot de cette boîte.", to=bot.letters(OWNER)[0])
    return len(bot.letters(OWNER)) > 2


def robot_at_once(bot: Quick) -> bool:
    bot.write(OWNER, ASK)
    bot.now -= timedelta(seconds=55)
    bot.reply(OWNER, "Bonjour, nous avons bien reçu votre message.")
    return len(bot.letters(OWNER)) > 1


def case_without_end(bot: Quick) -> bool:
    bot.write(OWNER, ASK)
    for _ in range(12):
        bot.later(minutes=110)
        bot.reply(OWNER, "STATUT", to=bot.letters(OWNER)[0])
    return len(bot.letters(OWNER)) > 10


def staff_robot(bot: Quick) -> bool:
    flagged(bot)
    for _ in range(12):
        bot.reply(STAFF[0], "Votre ticket 4711 a été créé.")
    return len(bot.letters(STAFF[0])) > 8


def staff_buried(bot: Quick) -> bool:
    bot.write(THIEF, ASK)
    for number in range(14):
        bot.reply(THIEF, f"Encore une question, la numéro {number}.", to=bot.letters(THIEF)[0])
    return len(bot.letters(STAFF[0])) > 10


def own_letter_comes_back(bot: Quick) -> bool:
    """A mailbox redirects our letter to us and writes itself into From; a list took the marks of a machine away."""
    bot.write(OWNER, ASK)
    bot.later(minutes=2)
    lines = bot.letters(OWNER)[0].replace(b"From: CRM <privacy@crm.example>", f"From: {OWNER}".encode()).split(b"\r\n")
    bot.deliver(b"\r\n".join(line for line in lines if not line.lower().startswith((b"auto-sub", b"x-auto"))))
    return len(bot.letters(OWNER)) == 2


def silenced_by_a_made_up_field(bot: Quick) -> bool:
    """Whoever her mail passes writes the field into it by which we know our own letters."""
    return bot.write(OWNER, ASK, headers=f"{LOOP}: <{'0' * 32}@crm.example>\r\n").disposition == "ignored"


def mass_of_acts(bot: Quick) -> bool:
    for who, text, word in ((OWNER, ASK, "OUI"), (OTHER, "What data do you hold about me?", "YES")):
        bot.write(who, text)
        bot.reply(who, word)
    return ANSWER in bot.subjects(OWNER) and "Your personal data" in bot.subjects(OTHER)


def stops_in_silence(bot: Quick) -> bool:
    mass_of_acts(bot)
    return not bot.letters(STAFF[0])


def strangers_use_it_up(bot: Quick) -> bool:
    for number in range(2):
        bot.write(f"x{number}@mechant.example", ASK)
        bot.reply(f"x{number}@mechant.example", "OUI")
    bot.write(OWNER, ASK)
    bot.reply(OWNER, "OUI")
    return ANSWER not in bot.subjects(OWNER)


DESK_WITHOUT_LIMIT = (
    "flow.commit",
    "case_id=case.id, letter=letter.name) < office.limits.same_desk_day",
    "case_id=case.id, letter=letter.name) < 1000",
)
MANY_A_PERSON = {"per_recipient_hour": 100, "per_recipient_day": 100}

OFF = (
    Off(
        11,
        "A11",
        flood,
        (
            "flow.commit",
            "    if of_hour >= limits.per_recipient_hour or of_day >= limits.per_recipient_day:",
            "    if of_day >= limits.per_recipient_day:",
        ),
    ),
    Off(
        11,
        "A11",
        eight_a_day,
        ("flow.commit", " or of_day >= limits.per_recipient_day:", ":"),
    ),
    Off(
        11,
        "A11",
        flood_of_many,
        ("flow.commit", "    if tx.outbox.sent_since(hour) >= limits.per_hour:", "    if False:"),
        limits={"per_hour": 3},
    ),
    Off(
        11,
        "C16",
        robot,
        ("flow.commit", "    if letter.name in _ONCE_A_DAY and", "    if False and"),
        limits=MANY_A_PERSON,
    ),
    Off(11, "C16", robot_at_once, ("flow.answering", "left <= _AT_ONCE", "left <= -_AT_ONCE")),
    Off(
        11,
        "C16",
        case_without_end,
        (
            "flow.commit",
            "    return tx.outbox.sent_since(day, case_id=case.id, but=office.staff) < office.limits.per_case_day",
            "    return True",
        ),
        limits=MANY_A_PERSON,
    ),
    Off(
        11,
        "C16",
        staff_robot,
        ("flow.commit", "    if letter.name in _FEW_A_DAY:", "    if False:"),
        DESK_WITHOUT_LIMIT,
    ),
    Off(
        11,
        "A11",
        staff_buried,
        DESK_WITHOUT_LIMIT,
    ),
    Off(
        11,
        "C16",
        own_letter_comes_back,
        ("flow.handle", "    if not name or not (tx.outbox", "    if name or not (tx.outbox"),
    ),
    Off(
        11,
        "C16",
        silenced_by_a_made_up_field,
        ("flow.handle", "    if not name or not (tx.outbox", "    if not name or False and (tx.outbox"),
    ),
    Off(
        12,
        "",
        stops_in_silence,
        ("core.table", 'Row(to=(S.REVIEW,), tell="staff_brake")', "Row(to=(S.REVIEW,))"),
        ("core.decide", "    if after.state in {State.REVIEW, State.FLAGGED} and (", "    if False and ("),
        limits={"carried_per_day": 1},
    ),
    Off(
        12,
        "",
        mass_of_acts,
        ("flow.carry", "    if item.approvals or case.contact_id is None or", "    if True or"),
        limits={"carried_per_day": 1},
    ),
    Off(
        12,
        "",
        strangers_use_it_up,
        ("flow.carry", "    if case.contact_id is not None:\n        tx.count(", "    if True:\n        tx.count("),
        limits={"carried_per_day": 1},
    ),
)
