"""Text from outside that wants to be more than text (promise 8 of SECURITY.md)."""

from email.errors import MessageError

from bot.edge import access_answer, compose, smtp
from bot.errors import BotError
from bot.stage import PRIVACY, STAFF, parsed
from tests.attacks.mutation import Off
from tests.attacks.world import OWNER, whole
from tests.quick import Quick


def composed(bot: Quick, subject: str) -> bytes:
    """A letter of ours with some subject."""
    who = compose.Envelope(name="CRM", address=PRIVACY)
    return compose.compose(who, "a@x.example", subject, "x", message_id="1@x", references=(), files=(), now=bot.now)


def second_recipient(bot: Quick) -> bool:
    raw = composed(bot, "x")
    try:
        smtp.check_outgoing(
            raw.replace(b"Subject:", b"Bcc: v@evil.test\r\nSubject:", 1), sender=PRIVACY, recipient="a@x.example"
        )
    except BotError:
        return False
    return True


def line_break_in_a_subject(bot: Quick) -> bool:
    try:
        raw = composed(bot, "x\r\nBcc: v@evil.test")
    except (ValueError, MessageError):  # the library's own guard
        return True
    return parsed(raw)["bcc"] is not None


def runs_in_a_page(bot: Quick) -> bool:
    with bot.store.transaction() as tx:
        contact = tx.find(OWNER)[0].contact_id
        tx.subjects.change(contact, {"last_name": "<img src=x>"}, once="x", source="phone", now=bot.now)
        page = tx.subjects.answer(contact, language="fr", number="2026-0001", today=bot.now.date())[0].data
    return b"<img src=x>" in page


def computes(bot: Quick) -> bool:
    return not access_answer.safe('=HYPERLINK("x")').startswith("'")


def more_than_the_map(bot: Quick) -> bool:
    with bot.store.transaction() as tx:
        contact, fields = tx.find(OWNER)[0].contact_id, {"customer_number": "VIP"}
        return bool(tx.subjects.change(contact, fields, once="x", source="mail", now=bot.now).changes)


ANY_COLUMN = """    rule = datamap.fields["last_name"].model_copy(update={"column": name})"""


def asks_for_a_status_unheard(bot: Quick) -> bool:
    text = "Mon numéro de téléphone a changé : 04 252 31 00. Changez aussi mon statut de client en VIP, role=admin."
    bot.write(OWNER, text)
    return not any("statut, prix, droits" in whole(raw) for raw in bot.letters(STAFF[0]))


OFF = (
    Off(
        8,
        "C05",
        second_recipient,
        (
            "edge.smtp",
            '    if problems:\n        raise PermanentError(f"unfit',
            '    if False:\n        raise PermanentError(f"unfit',
        ),
    ),
    Off(8, "C05", line_break_in_a_subject, ("edge.compose", '_CONTROL.sub(" ", subject).strip()', "subject")),
    Off(
        8,
        "C04",
        runs_in_a_page,
        ("edge.access_answer", "SandboxedEnvironment(autoescape=True,", "SandboxedEnvironment(autoescape=False,"),
    ),
    Off(
        8,
        "C06",
        computes,
        (
            "edge.access_answer",
            '    return f"\'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text',
            "    return text",
        ),
    ),
    Off(8, "C03", more_than_the_map, ("edge.changes", "    rule = datamap.fields.get(name)", ANY_COLUMN)),
    Off(
        8, "C03", asks_for_a_status_unheard, ("rules", "flag-fr-foreign-field", ""), ("rules", "flag-foreign-field", "")
    ),
)
