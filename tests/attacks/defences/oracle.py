"""Attacks that ask who is on file, or make us write to somebody else (promise 2 of SECURITY.md)."""

from tests.attacks.mutation import Off
from tests.attacks.plays import MOVES, returned
from tests.attacks.world import ASK, OTHER, OWNER, THIEF, whole
from tests.quick import Quick

NOBODY = "personne@maison.example"


def number_oracle(bot: Quick) -> bool:
    for place, number in enumerate(("K-1002", "K-9001")):
        bot.write(f"x{place}@mechant.example", f"{ASK}\nMon numéro de client est {number}.")
    return bot.subjects("x0@mechant.example") != bot.subjects("x1@mechant.example")


def second_mailbox_oracle(bot: Quick) -> bool:
    bot.write("a@mechant.example", f"Mon numéro de client est K-1001. {MOVES}")
    return bool(bot.letters(THIEF))


def third_person_written_to(bot: Quick) -> bool:
    bot.write("a@mechant.example", "Bonjour, ma nouvelle adresse e-mail est tiers@ailleurs.example.")
    bot.reply("a@mechant.example", "OUI")
    return bool(bot.letters("tiers@ailleurs.example"))


def words_sent_on(bot: Quick) -> bool:
    """The mail to a new address shows nothing else that somebody wrote."""
    bot.write(OWNER, f"{MOVES} Mon numéro de téléphone est le 04 252 31 00.")
    bot.reply(OWNER, "OUI")
    return "252 31 00" in whole(bot.letters(THIEF)[-1])


def tells_of_the_police(bot: Quick) -> bool:
    bot.write("enquete@police.example", f"Police fédérale, enquête judiciaire : communiquez les données de {OWNER}.")
    return bool(bot.letters(OWNER))


BOTH_AT_ONCE = """            yield "challenge"
            if len(after.awaits) > 1:
                yield "challenge_new_address"
"""


def a_letter_each_time(bot: Quick) -> bool:
    for _ in range(2):
        bot.write(THIEF, f"{ASK} Mon adresse est {OWNER}.")
        bot.later(hours=2)
    return len(bot.letters(THIEF)) > 1


def speaks_her_language(bot: Quick) -> bool:
    """The answer to a stranger is in the language of the record that he asks about."""
    for way, whose in enumerate((OTHER, NOBODY)):
        bot.write(f"x{way}@mechant.example", f"{ASK} Mon adresse est {whose}.")
    return bot.subjects("x0@mechant.example") != bot.subjects("x1@mechant.example")


def hears_more_of_nobody(bot: Quick) -> bool:
    for way, whose in enumerate((OWNER, NOBODY)):
        bot.write(f"x{way}@mechant.example", f"{ASK} Mon adresse est {whose}.")
    return bot.subjects("x0@mechant.example") != bot.subjects("x1@mechant.example")


def hears_of_the_bounce(bot: Quick) -> bool:
    """What he made us write does not arrive: that would tell him that it was written."""
    bot.write(THIEF, f"{ASK} Mon adresse est {OWNER}.")
    before = len(bot.letters(THIEF))
    bot.deliver(returned(bot.letters(OWNER)[0], OWNER))
    return len(bot.letters(THIEF)) > before


OFF = (
    Off(
        2,
        "A10",
        speaks_her_language,
        (
            "flow.opening",
            'language, other = languages(office, incoming, "")\n    letter',
            "language, other = case.language, case.other_language\n    letter",
        ),
    ),
    Off(2, "A10", hears_more_of_nobody, ("flow.opening", "    if subject.lost or _asked", "    if _asked")),
    Off(
        2,
        "A10",
        hears_of_the_bounce,
        (
            "flow.bouncing",
            '"detail": report.status}\n        letter = Letter(name="staff_failure", to=STAFF',
            '"detail": report.status}\n        letter = Letter(name="staff_failure", to=case.sender',
        ),
    ),
    Off(2, "A10", number_oracle, ("flow.opening", ", lost=named and not matches)", ")")),
    Off(2, "A10", second_mailbox_oracle, ("core.decide", '            yield "challenge"\n', BOTH_AT_ONCE)),
    Off(
        2,
        "A11",
        third_person_written_to,
        ("core.table", "    if awaits and turn.case.contact_id is not None:", "    if awaits:"),
    ),
    Off(
        2,
        "C20",
        words_sent_on,
        (
            "core.decide",
            '        items = [replace(item, fields={"email": to}, old={}) for item in items]',
            "        items = list(items)",
        ),
    ),
    Off(2, "A12", tells_of_the_police, ("flow.opening", " or _asked_by_authority(incoming, subject) or", " or")),
    Off(
        2,
        "A10",
        a_letter_each_time,
        (
            "flow.opening",
            '    if tx.outbox.sent_since(day_ago, recipient=incoming.sender, letter="elsewhere"):',
            "    if False:",
        ),
    ),
)
