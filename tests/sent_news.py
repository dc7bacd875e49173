"""An issue that was sent to sample people, for the tests of what comes back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from bot.edge.keys import Keys
from bot.edge.leaving import token
from bot.edge.news_tables import Delivery, NewsIssue
from bot.edge.subject_tables import Subscription
from bot.edge.tables import Inbox
from bot.stage import Stage

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DOMAIN = "crm.example"
#: Settings of a bot that only sends newsletters.
CONFIG = """
[company]
name = "CRM"
privacy_address = "privacy@crm.example"
policy_url = "https://www.crm.example/privacy"
[imap]
host = "127.0.0.1"
port = 1
user = "u"
password_env = "PATH"
tls = "none"
[smtp]
host = "127.0.0.1"
port = {port}
tls = "none"
[staff]
addresses = ["sofie@crm.example"]
[newsletter]
editors = ["sofie@crm.example"]
connections = {connections}
{more}
"""
Sending = Callable[..., Awaitable["Sent"]]


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A mail of an issue: what its header holds."""

    address: str
    mark: str
    token: str
    message_id: str  # without angle brackets
    envelope_id: str
    delivery_id: int


def sent(
    session: Session,
    keys: Keys,
    address: str,
    *,
    number: str = "2026-N0003",
    topic: str = "news",
    language: str = "fr",
    state: str = "sent",
    at: datetime = NOW,
) -> Sent:
    """Write that a mail of an issue was sent to a subscriber."""
    issue = session.exec(select(NewsIssue).where(NewsIssue.number == number)).first()
    if issue is None:
        issue = NewsIssue(number=number, slug=number.lower(), topic=topic, state="running", made_at=at)
        session.add(issue)
        session.flush()
    row = session.exec(
        select(Subscription).where(Subscription.address == address).order_by(col(Subscription.topic) != topic)
    ).first()
    mark = keys.mark(address)
    delivery = Delivery(
        issue_id=issue.id or 0,
        contact_id=row.contact_id if row else None,
        subscription_id=row.id if row else None,
        address_hash=mark,
        slug=issue.slug,
        topic=topic,
        language=language,
        state=state,
        next_at=at,
        sent_on=at.date(),
    )
    session.add(delivery)
    session.flush()
    return Sent(
        address=address,
        mark=mark,
        token=token(keys, mark, topic),
        message_id=f"{number}.{mark}@{DOMAIN}",
        envelope_id=f"{number}.{mark}",
        delivery_id=delivery.id or 0,
    )


def newsletter(one: Sent) -> str:
    """Return the mail as its reader has it."""
    return (
        f"From: CRM <news@{DOMAIN}>\r\nTo: {one.address}\r\nSubject: Les nouvelles\r\n"
        f"Message-ID: <{one.message_id}>\r\nList-Id: CRM news <news.newsletters.{DOMAIN}>\r\n"
        f"List-Unsubscribe: <mailto:u+{one.token}@{DOMAIN}>\r\nAuto-Submitted: auto-generated\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\nBonjour,\r\n\r\nvoici les nouvelles.\r\n"
    )


def outcomes(stage: Stage) -> list[tuple[str, str]]:
    """What became of the mails that came in: disposition and kind, in order."""
    with stage.bot.store.session() as session:
        return [(row.disposition, row.kind) for row in session.exec(select(Inbox).order_by(col(Inbox.id)))]
