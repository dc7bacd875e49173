"""Attacks on newsletters: tokens and reports (promises 13 and 14 of SECURITY.md)."""

import asyncio
from base64 import b32encode

from jinja2 import Template

from bot.edge import leaving, web
from bot.edge.audience import START, Audience, Circle
from bot.edge.ledger import Ledger
from bot.edge.news_tables import NewsIssue
from bot.flow.leaving import leave_by_web
from bot.stage import PRIVACY
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


def scanner_opens_the_link(bot: Quick) -> bool:
    """A mail filter follows every link of a newsletter."""

    async def leave(token: str) -> bool:
        return leave_by_web(bot.office, token)

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b""}

    async def send(_: object) -> None: ...

    way = f"/u/{leaving.token(bot.store.keys, bot.store.keys.mark(OWNER), 'news')}"
    page = Template("{{ state }}")
    app = web.application(leave, lambda _: True, lambda: True, page)
    asyncio.run(app({"type": "http", "method": "GET", "path": way, "headers": [], "query_string": b""}, receive, send))
    with bot.store.transaction() as tx:
        return tx.recipients.has_left(OWNER, "news")


def sent_after_leaving(bot: Quick) -> bool:
    """She leaves between the moment at which a mail of the issue is taken up and that at which it goes."""
    with bot.store.session() as session:
        session.add(issue := NewsIssue(number="N-1", slug="x", topic="news", state="running", made_at=bot.now))
        issue.started_at = bot.now
        session.flush()
        number = issue.id or 0
    circle = Circle(topic="news", services=(), place="", today=bot.now.date())
    head = {"issue_id": number, "slug": "x", "topic": "news"}
    Audience(bot.store.engine, bot.store.keys, "fr").freeze(head, circle, bot.now, ("fr", "nl", "en", "de"), START)
    ledger = Ledger(bot.store.engine, bot.store.keys)
    claimed = ledger.claim(number, bot.now, 10)
    bot.write(OWNER, "stop")
    going = ledger.advance(number, "news", (), claimed, bot.now)
    ledger.close()
    return any(one.id in going for one in claimed if one.address == OWNER)


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
        13,
        "C10",
        scanner_opens_the_link,
        ("edge.web", '        if request.method != "POST":', "        if False:"),
    ),
    Off(
        13,
        "C11",
        sent_after_leaving,
        (
            "edge.transfer",
            '        kept = {owners[value] for what, value in found if what == "kept"}',
            "        kept: set[int] = set()",
        ),
    ),
)
