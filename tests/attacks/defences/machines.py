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


def quoted_word(bot: Quick) -> bool:
    """The only yes stands in the quote."""
    bot.write(OWNER, ASK)
    subject = " ".join(f"Re: {parsed(bot.letters(OWNER)[0])['subject']}".split())
    bot.write(OWNER, "Le 3 mars 2026 à 10:00, CRM a écrit :\n> OUI", subject=subject)
    return ANSWER in bot.subjects(OWNER)


def bounce_says_yes(bot: Quick) -> bool:
    """A report under her name that brings the word and the challenge back."""
    bot.write(OWNER, ASK)
    letter = bot.letters(OWNER)[0]
    subject = " ".join(str(parsed(letter)["subject"]).split())
    head = f"From: {OWNER}\r\nSubject: Re: {subject}\r\nContent-Type: multipart/report; boundary=b\r\n\r\n"
    below = "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nAction: failed\r\n"
    bot.deliver(f"{head}--b\r\nContent-Type: text/plain\r\n\r\nOUI\r\n{below}--b--\r\n".encode())
    return ANSWER in bot.subjects(OWNER)


def link_to_click(bot: Quick) -> bool:
    """A service that checks whether somebody reads the mailbox of a company."""
    text = "Click here to verify your e-mail: https://chat.example/v/1"
    return bot.write("team@chat.example", text, subject="Verify your e-mail").disposition != "ignored"


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
    Off(
        3,
        "B01",
        quoted_word,
        (
            "flow.answering",
            "    said = _SAID.get(office.words.reply(incoming.mail.text, ",
            '    said = _SAID.get(office.words.reply(incoming.mail.quoted.rpartition(">")[2], ',
        ),
    ),
    Off(3, "B02", bounce_says_yes, ("core.screen", "    if Mark.BOUNCE in mail.marks:", "    if False:")),
    Off(
        3,
        "C20",
        link_to_click,
        ("flow.opening", "    if finding.kind in {Kind.SPAM, Kind.AUTOREPLY, Kind.BOUNCE}:", "    if False:"),
    ),
)
