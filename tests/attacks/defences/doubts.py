"""Attacks by who asks, and in whose name (promise 1 of SECURITY.md): what must meet staff as well, or nobody."""

from bot.stage import STAFF
from tests.attacks.mutation import Off
from tests.attacks.plays import ANSWER, CHALLENGE, NAMES_HER, decides
from tests.attacks.world import ASK, OWNER, THIEF
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


def kind_lifts_reasons(bot: Quick) -> bool:
    bot.write(THIEF, "Mon numéro de client est K-1001. C'est au sujet de mes données.")
    bot.reply(STAFF[0], "TYPE accès", to=decides(bot))
    bot.reply(OWNER, "OUI")
    return ANSWER in bot.subjects(OWNER)


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
    Off(1, "B12", goes_on_after_a_no, ("flow.opening", "disowned=past.disowned and", "disowned=False and")),
    Off(
        1,
        "",
        kind_lifts_reasons,
        ("flow.opening", "        risks=tuple(risk for", "        risks=() if flags else tuple(risk for"),
    ),
)
