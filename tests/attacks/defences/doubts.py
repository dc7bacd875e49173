"""Attacks by who asks, and in whose name (promises 1 and 11 of SECURITY.md): what meets staff as well, or nobody."""

from bot.stage import STAFF
from tests.attacks.mutation import Off
from tests.attacks.plays import ANSWER, CHALLENGE, NAMES_HER, decides
from tests.attacks.world import ASK, OTHER, OWNER, THIEF
from tests.quick import Quick


def another_name(bot: Quick) -> bool:
    bot.write(f"Jan Janssens <{OWNER}>", ASK)
    bot.reply(OWNER, "OUI")
    return ANSWER in bot.subjects(OWNER)


def differing_sender(bot: Quick) -> bool:
    """The owner says yes to what somebody else asked."""
    bot.write(THIEF, NAMES_HER)
    bot.reply(OWNER, "OUI")
    return ANSWER in bot.subjects(OWNER)


def role_mailbox(bot: Quick) -> bool:
    bot.write("compta@atelier.example", ASK)
    bot.reply("compta@atelier.example", "OUI")
    return ANSWER in bot.subjects("compta@atelier.example")


def shared_mailbox(bot: Quick) -> bool:
    bot.write("famille@maison.example", ASK)
    return CHALLENGE in bot.subjects("famille@maison.example")


def goes_on_after_a_no(bot: Quick) -> bool:
    bot.write(THIEF, NAMES_HER)
    bot.reply(OWNER, "NON")
    bot.later(days=1)
    bot.write(THIEF, NAMES_HER)
    return bot.subjects(OWNER).count(CHALLENGE) == 2


def comes_back_in_three_weeks(bot: Quick) -> bool:
    bot.write(THIEF, NAMES_HER)
    bot.reply(OWNER, "NON")
    bot.later(days=21)
    bot.write(THIEF, NAMES_HER)
    return bot.subjects(OWNER).count(CHALLENGE) == 2


def kind_lifts_reasons(bot: Quick) -> bool:
    bot.write(THIEF, "Mon numéro de client est K-1001. C'est au sujet de mes données.")
    bot.reply(STAFF[0], "TYPE accès", to=decides(bot))
    bot.reply(OWNER, "OUI")
    return ANSWER in bot.subjects(OWNER)


def nobody_hears_of_a_lost_mailbox(bot: Quick) -> bool:
    bot.write(THIEF, NAMES_HER)
    bot.later(days=3)
    bot.later(days=7)
    return "L'adresse au dossier ne répond pas" not in bot.subjects(STAFF[0])


def asks_again_and_again(bot: Quick) -> bool:
    """Until she says yes to one of them."""
    bot.write(OWNER, ASK)
    bot.write(OWNER, ASK)
    return bot.subjects(OWNER).count(CHALLENGE) > 1


def dozens_of_questions(bot: Quick) -> bool:
    """The letter comes a second time, as its authors advise, and each time it would be another case."""
    questions = "\n".join(f"{number}. Quelles données avez-vous sur moi ({number}) ?" for number in range(40))
    bot.write(OWNER, questions)
    bot.write(OWNER, questions)
    with bot.store.transaction() as tx:
        return len(tx.undecided()) > 1


def strangers_case_blocks_hers(bot: Quick) -> bool:
    bot.write(THIEF, NAMES_HER)
    bot.write(OWNER, ASK)
    bot.reply(OWNER, "OUI")
    return ANSWER not in bot.subjects(OWNER)


def each_right_its_letter(bot: Quick) -> bool:
    bot.write(OTHER, "What data do you hold about me? And please delete all my personal data.")
    return len(bot.letters(OTHER)) > 1


ALWAYS_A_NEW_CASE = ("flow.opening", "    joined = _join(office, tx, incoming, subject)", "    joined = None")

OFF = (
    Off(
        1,
        "C07",
        another_name,
        ("core.risk", "    if seen.sender == seen.address and another_name(", "    if False and another_name("),
    ),
    Off(1, "A03", differing_sender, ("core.risk", "    if seen.sender != seen.address:", "    if False:")),
    Off(1, "C07", role_mailbox, ("core.risk", "    if seen.role or is_role(seen.address):", "    if False:")),
    Off(1, "C07", shared_mailbox, ("flow.opening", "    if subject.several and", "    if False and")),
    Off(
        11,
        "B12",
        comes_back_in_three_weeks,
        ("flow.opening", "_DISOWNED = timedelta(days=30)", "_DISOWNED = timedelta(days=1)"),
    ),
    Off(11, "B12", goes_on_after_a_no, ("flow.opening", "disowned=past.disowned and", "disowned=False and")),
    Off(
        1,
        "",
        kind_lifts_reasons,
        ("flow.opening", "        risks=tuple(risk for", "        risks=() if flags else tuple(risk for"),
    ),
    Off(
        1,
        "A03",
        nobody_hears_of_a_lost_mailbox,
        ("core.decide", "    if entered and _silent(after, turn.case):", "    if False:"),
    ),
    Off(
        1,
        "B09 B12",
        asks_again_and_again,
        ALWAYS_A_NEW_CASE,
    ),
    Off(
        1,
        "A13",
        dozens_of_questions,
        ALWAYS_A_NEW_CASE,
    ),
    Off(
        1,
        "A13",
        each_right_its_letter,
        (
            "core.decide",
            "    names = list(dict.fromkeys(name for name, _ in said))",
            "    names = [name for name, _ in said]",
        ),
    ),
    Off(
        1,
        "B08",
        strangers_case_blocks_hers,
        ("flow.opening", "        if case.sender == incoming.sender and _asks_the_same(", "        if _asks_the_same("),
    ),
)
