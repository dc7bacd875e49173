"""What machines send back after a newsletter: nothing of it is answered, and nothing of it counts by mistake."""

import os
from collections import Counter
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from sqlmodel import col, select

from bot.core.records import Arrival, Position
from bot.edge.build import shipped
from bot.edge.news_tables import Bounced, Delivery
from bot.edge.sorter import open_sorter
from bot.edge.subject_tables import Subscription
from bot.edge.tables import Inbox
from bot.flow.handle import handle
from bot.stage import PRIVACY, Stage
from tests.sent_news import Sent, newsletter, sent
from tests.test_bounces import LOOSE, dsn

ANNA, READER = "anna.lefevre@maison.example", "lecteur@journal.example"
#: How many reports come back; PRIVACY_BOT_STORM=10000 for the whole storm.
STORM = int(os.environ.get("PRIVACY_BOT_STORM", "300"))

MACHINES = {
    "vacation": {"Auto-Submitted": "auto-replied", "Subject": "Absence du bureau : Les nouvelles"},
    "vacation of old": {"X-Autoreply": "yes", "Precedence": "bulk", "Subject": "Re: Les nouvelles"},
    "challenge-response": {
        "Auto-Submitted": "auto-generated",
        "Subject": "Please confirm your message: Les nouvelles",
        "Precedence": "bulk",
    },
    "read receipt": {"Auto-Submitted": "auto-replied", "Subject": "Lu : Les nouvelles"},
    "ticket": {"X-Auto-Response-Suppress": "All", "Auto-Submitted": "auto-generated", "Subject": "[#4711] Re: news"},
}


def machine(one: Sent, name: str) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = one.address, PRIVACY
    mail["In-Reply-To"], mail["Message-ID"] = f"<{one.message_id}>", f"<{name.replace(' ', '')}@x.example>"
    for field, value in MACHINES[name].items():
        mail[field] = value
    mail.set_content(
        "Je suis absent. Votre demande sera traitée. OUI STOP\n\n> " + "\n> ".join(newsletter(one).split("\r\n"))
    )
    return mail.as_bytes()


@pytest.mark.parametrize("name", MACHINES)
async def test_a_machine_that_answers_a_newsletter_is_not_answered(stage: Stage, name: str) -> None:
    with stage.bot.store.session() as session:
        one = sent(session, stage.bot.store.keys, ANNA)
    await stage.deliver(machine(one, name), envelope_sender="")
    with stage.bot.store.session() as session:
        assert [row.disposition for row in session.exec(select(Inbox))] == ["ignored"]
        assert not [row for row in session.exec(select(Subscription)) if row.ended_at]
    assert not stage.world.everything()


def report(ours: Sent, number: int) -> bytes:
    """A report about others' mails, about a mail that we never sent, a delayed one; a few are about one of ours."""
    raw = dsn(ours).replace(b"Sorry.", f"Sorry {number}.".encode())
    stranger = raw.replace(ours.mark.encode(), f"{number:032x}".encode())
    return (
        stranger,
        stranger.replace(b"@crm.example>", b"@elsewhere.example>"),
        (LOOSE + newsletter(ours)).replace(ours.mark, f"{number:032x}").encode(),
        dsn(ours, action="delayed", status="4.4.7"),
        dsn(ours, known="nothing"),
        raw if number % 100 == 5 else stranger,
    )[number % 6]


async def test_a_storm_of_reports_is_answered_by_nothing_and_matches_only_what_is_ours(stage: Stage) -> None:
    sort = open_sorter((shipped("rules"),), [PRIVACY])
    store, now = stage.bot.store, stage.clock()
    with store.session() as session:
        ours = sent(session, store.keys, READER)
        sent(session, store.keys, ANNA)
    raws = [report(ours, number) for number in range(STORM)]
    arrivals = [
        Arrival(
            position=Position(account="x", folder="INBOX", uidvalidity=1, uid=uid),
            size=len(raw),
            raw=raw,
            arrived_at=now,
        )
        for uid, raw in enumerate(raws, start=1)
    ]
    store.record(arrivals)
    found: Counter[tuple[str, str]] = Counter()
    while batch := store.begin(100):
        for pending in batch:
            with store.transaction() as tx:
                outcome = handle(stage.bot.office, tx, pending, sort(pending.raw))
            found[outcome.disposition, outcome.kind] += 1
    assert found == {("processed", "bounce"): STORM}
    await stage.bot.drain()
    assert not stage.world.everything()
    with store.session() as session:
        states = {row.address_hash: row.state for row in session.exec(select(Delivery))}
        assert states == {ours.mark: "failed", store.keys.mark(ANNA): "sent"}
        assert [
            (row.address_hash, row.score) for row in session.exec(select(Bounced).order_by(col(Bounced.score)))
        ] == [(ours.mark, 1.0)]
