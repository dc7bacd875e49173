"""Attacks on the approval of a newsletter (promise 15 of SECURITY.md)."""

from sqlmodel import select

from bot.edge.news_tables import NewsIssue
from bot.stage import STAFF
from tests.attacks.mutation import Off
from tests.attacks.world import THIEF
from tests.quick import Quick

EDITOR, COLLEAGUE = STAFF
NEWS = (
    '+++\nname = "hiver"\ntopic = "news"\nlanguages = ["fr"]\nsubject = { fr = "Hiver" }\n'
    "+++ fr\n# L'hiver arrive\n\nNos bureaux ferment tôt.\n"
)
LIST = {"editors": [EDITOR]}


def proof(bot: Quick, text: str = NEWS) -> bytes:
    """What an editor gets who mails a newsletter."""
    bot.write(EDITOR, text)
    return bot.letters(EDITOR)[-1]


def approved(bot: Quick) -> bool:
    with bot.store.session() as session:
        return any(state != "proof" for state in session.exec(select(NewsIssue.state)))


def forged_editor(bot: Quick) -> bool:
    return bot.write(EDITOR, NEWS, verdict="fail").disposition == "processed"


def forged_approval(bot: Quick) -> bool:
    bot.reply(EDITOR, "APPROUVER", to=proof(bot), verdict="fail")
    return approved(bot)


def forwarded_proof(bot: Quick) -> bool:
    """A colleague whom nobody made an editor has the proof passed on to him."""
    bot.reply(COLLEAGUE, "APPROUVER", to=proof(bot))
    return approved(bot)


def newsletter_of_a_stranger(bot: Quick) -> bool:
    return bot.write(THIEF, NEWS).disposition == "processed"


def code_of_an_older_proof(bot: Quick) -> bool:
    """He approves what he saw first; since then another text has come under his name."""
    first = proof(bot)
    proof(bot, NEWS.replace("ferment tôt", "vendent tout"))
    bot.reply(EDITOR, "APPROUVER", to=first)
    return approved(bot)


def cannot_be_stopped(bot: Quick) -> bool:
    """The editor has only the proof at hand, whose code is spent."""
    first = proof(bot)
    bot.reply(EDITOR, "APPROUVER", to=first)
    return approved(bot) and bot.reply(EDITOR, "STOP", to=first).disposition != "decided"


OFF = (
    Off(
        15,
        "",
        forged_editor,
        (
            "flow.newsdesk",
            "    if not _authenticated(office, incoming):\n        return refuse(",
            "    if False:\n        return refuse(",
        ),
        newsletter=LIST,
    ),
    Off(
        15,
        "",
        forged_approval,
        (
            "flow.newsdesk",
            '    if not _authenticated(office, incoming):\n        return "',
            '    if False:\n        return "',
        ),
        newsletter=LIST,
    ),
    Off(
        15,
        "",
        forwarded_proof,
        (
            "flow.newsdesk",
            "    if code.address not in office.editors or code.address != incoming.sender:",
            "    if False:",
        ),
        newsletter=LIST,
    ),
    Off(
        15,
        "",
        newsletter_of_a_stranger,
        ("flow.handle", "    if incoming.sender not in office.editors:", "    if False:"),
        newsletter=LIST,
    ),
    Off(
        15,
        "",
        code_of_an_older_proof,
        ("flow.newsdesk", '    if verb != "stop" and (code.used or', "    if False and (code.used or"),
        newsletter=LIST,
    ),
    Off(
        15,
        "",
        cannot_be_stopped,
        ("flow.newsdesk", '    if verb != "stop" and (code.used or', "    if (code.used or"),
        newsletter=LIST,
    ),
)
