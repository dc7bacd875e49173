"""Machines that say yes, or want an answer (promise 3 of SECURITY.md)."""

from bot.stage import parsed
from tests.attacks.mutation import Off
from tests.attacks.plays import ANSWER, NAMES_HER, drawn_by
from tests.attacks.world import ASK, OWNER
from tests.quick import Quick


def in_parts(bot: Quick, *parts: tuple[str, str]) -> bool:
    """Whether a reply in several forms, each its type and its text, brings her data out."""
    bot.write(OWNER, ASK)
    subject = " ".join(f"Re: {parsed(bot.letters(OWNER)[0])['subject']}".split())
    below = "".join(f"--b\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n{text}\r\n" for kind, text in parts)
    head = f"From: {OWNER}\r\nSubject: {subject}\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
    bot.deliver(f"{head}{below}--b--\r\n".encode())
    return ANSWER in bot.subjects(OWNER)


def two_texts(bot: Quick) -> bool:
    return in_parts(bot, ("text/plain", "OUI"), ("text/html", "<p>Non, je refuse.</p>"))


def calendar_says_yes(bot: Quick) -> bool:
    return in_parts(bot, ("text/plain", "OUI"), ("text/calendar; method=REPLY", "BEGIN:VCALENDAR\r\nEND:VCALENDAR"))


def machine_says_yes(bot: Quick) -> bool:
    return drawn_by(bot, "OUI", headers="Auto-Submitted: auto-replied\r\n")


def machine_by_itself_says_yes(bot: Quick) -> bool:
    return drawn_by(bot, "OUI", headers="Auto-Submitted: auto-generated\r\n")


def vacation_without_header(bot: Quick) -> bool:
    return drawn_by(bot, "Oui, bonjour, je vous lirai un jour.")


def machine_is_answered(bot: Quick) -> bool:
    bot.write("robot@portail.example", NAMES_HER, headers="Auto-Submitted: auto-generated\r\n")
    return bool(bot.letters("robot@portail.example"))


OFF = (
    Off(3, "B01", two_texts, ("flow.answering", "    if Mark.TWO_TEXTS in incoming.mail.marks:", "    if False:")),
    Off(
        3, "B01", calendar_says_yes, ("flow.answering", "    if Mark.CALENDAR in incoming.mail.marks:", "    if False:")
    ),
    Off(
        3,
        "B01",
        machine_says_yes,
        (
            "core.screen",
            '    if reasons:\n        return Screening(disposition="ignored", kind="autoreply"',
            '    if False:\n        return Screening(disposition="ignored", kind="autoreply"',
        ),
        ("flow.answering", "    if Mark.AUTO in incoming.mail.marks:", "    if False:"),
    ),
    Off(
        3,
        "B01",
        machine_by_itself_says_yes,
        ("flow.answering", "    if Mark.AUTO in incoming.mail.marks:", "    if False:"),
    ),
    Off(
        3,
        "B01",
        vacation_without_header,
        ("core.words", "                return self._first_line(text)", "                continue"),
    ),
    Off(3, "C16", machine_is_answered, ("flow.opening", "    if incoming.mail.marks & UNANSWERED:", "    if False:")),
)
