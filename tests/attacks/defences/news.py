"""Attacks on newsletters: tokens, reports, forged editors (promises 13 to 15 of SECURITY.md)."""

from base64 import b32encode

from bot.edge import leaving
from bot.flow.leaving import leave_by_web
from bot.stage import PRIVACY, STAFF
from tests.attacks.mutation import Off
from tests.attacks.world import OWNER, THIEF
from tests.quick import Quick


def guessed_token(bot: Quick) -> bool:
    mark = bot.store.keys.mark(OWNER)
    made = b32encode(bytes([1 << 4]) + bytes.fromhex(mark) + b"0123456789").decode().rstrip("=").lower()
    return leave_by_web(bot.office, made)


def bounce_token_leaves(bot: Quick) -> bool:
    made = leaving.token(bot.store.keys, bot.store.keys.mark(OWNER), "news", "b")
    return leave_by_web(bot.office, made)


def made_up_complaint(bot: Quick) -> bool:
    raw = (
        f"From: fbl@provider.example\r\nTo: {PRIVACY}\r\nSubject: abuse\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nabuse\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\n"
        f"Feedback-Type: abuse\r\nOriginal-Rcpt-To: {OWNER}\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
        f"From: {PRIVACY}\r\nTo: {OWNER}\r\nMessage-ID: <made@up.example>\r\n\r\nx\r\n--b--\r\n"
    )
    bot.deliver(raw.encode())
    with bot.store.transaction() as tx:
        return tx.subjects.suppressed(OWNER)


def signs_another_off(bot: Quick) -> bool:
    bot.write(THIEF, f"Désinscrivez {OWNER} de votre newsletter.")
    with bot.store.transaction() as tx:
        return tx.subjects.suppressed(OWNER)


def forged_editor(bot: Quick) -> bool:
    text = '+++\nname = "hiver"\ntopic = "news"\nsubject = { fr = "Hiver" }\n+++ fr\n# Bonjour\n\nAchetez.'
    return bot.write(STAFF[0], text, verdict="fail").disposition == "processed"


OFF = (
    Off(13, "C10", guessed_token, ("edge.leaving", "    known = any(", "    known = True or any(")),
    Off(
        13,
        "C10",
        bounce_token_leaves,
        (
            "edge.leaving",
            '_PURPOSES = {LEAVE: "leave", BOUNCE: "bounce"}',
            '_PURPOSES = {LEAVE: "leave", BOUNCE: "leave"}',
        ),
    ),
    Off(
        14,
        "C10",
        made_up_complaint,
        (
            "flow.leaving",
            "    address = tx.outbox.recipient(seen.mail.report.message_id) if",
            "    address = seen.mail.report.recipient if",
        ),
    ),
    Off(
        13, "C10", signs_another_off, ("core.table", "identity and turn.case.sender == turn.case.address:", "identity:")
    ),
    Off(
        15,
        "",
        forged_editor,
        (
            "flow.newsdesk",
            "    if not _authenticated(office, incoming):\n        return refuse(",
            "    if False:\n        return refuse(",
        ),
        newsletter={"editors": [STAFF[0]]},
    ),
)
