"""Newsletters that come back: what counts, against whom, and what is done about it."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from bot.core.bounce import Standing, counted, given_up, probing
from bot.core.read import read
from bot.edge.leaving import token
from bot.edge.news_tables import Bounced, Delivery, NewsIssue
from bot.flow.bouncing import count_refused
from bot.stage import PRIVACY, STAFF, Stage, body
from tests.sent_news import Sending, Sent, newsletter, outcomes

ANNA, READER = "anna.lefevre@maison.example", "lecteur@journal.example"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def dsn(
    one: Sent, *, action: str = "failed", status: str = "5.1.1", known: str = "message id", to: str = PRIVACY
) -> bytes:
    """A delivery report (RFC 3464) that names the mail in one way only."""
    returned = newsletter(one).replace(one.token, "gone").partition("\r\n\r\n")[0]
    envelope = f"Original-Envelope-Id: {one.envelope_id}\r\n" if known == "envelope id" else ""
    if known != "message id":
        returned = returned.replace(one.message_id, "x@elsewhere.example")
    return (
        f"Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nTo: {to}\r\nSubject: Undelivered Mail\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        f"Reporting-MTA: dns; mx.example\r\n{envelope}\r\n"
        f"Final-Recipient: rfc822; {one.address}\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\n{returned}\r\n--b--\r\n"
    ).encode()


def state(stage: Stage, one: Sent) -> str:
    with stage.bot.store.session() as session:
        return session.get_one(Delivery, one.delivery_id).state


def standing(stage: Stage, one: Sent) -> Standing:
    with stage.bot.store.transaction() as tx:
        return tx.bounces.standing(one.mark)


@pytest.mark.parametrize("known", ["message id", "envelope id", "token"])
async def test_each_way_of_naming_the_mail_counts_once(stage: Stage, sending: Sending, known: str) -> None:
    one = await sending(READER)
    bounce = token(stage.bot.store.keys, one.mark, "news", "b")
    to = f"privacy+b-{bounce}@crm.example" if known == "token" else PRIVACY
    for _ in range(2):
        await stage.deliver(dsn(one, known=known, to=to), envelope_sender="")
    assert state(stage, one) == "failed" and standing(stage, one).score == 1.0
    assert outcomes(stage) == [("processed", "bounce")] * 2 and not stage.world.everything()


@pytest.mark.parametrize(
    ("how", "score"),
    [({"action": "delayed", "status": "4.4.1"}, 0), ({"action": "relayed"}, 0), ({"status": "5.2.2"}, 1 / 3)],
)
async def test_what_is_not_final_counts_less_or_not(
    stage: Stage, sending: Sending, how: dict[str, str], score: float
) -> None:
    one = await sending(READER)
    await stage.deliver(dsn(one, **how), envelope_sender="")
    assert standing(stage, one).score == score and state(stage, one) == ("failed" if score else "sent")


@pytest.mark.parametrize("forged", ["mark", "nothing", "leave token"])
async def test_a_made_up_report_counts_against_nobody(stage: Stage, sending: Sending, forged: str) -> None:
    one = await sending(READER)
    raw = dsn(one, known="nothing" if forged != "mark" else "message id").replace(one.mark.encode(), b"0" * 32)
    if forged == "leave token":
        raw = raw.replace(PRIVACY.encode(), f"privacy+b-{one.token}@crm.example".encode())
    await stage.deliver(raw, envelope_sender="")
    assert state(stage, one) == "sent" and standing(stage, one) == Standing() and not stage.world.everything()
    assert outcomes(stage) == [("flagged", "bounce")], "a person looks at what is none of ours"


async def test_of_many_reports_about_nothing_a_person_reads_the_first_and_the_digest_counts_all(
    stage: Stage, sending: Sending
) -> None:
    one = await sending(READER)
    strange = dsn(one, known="nothing")
    for number in range(22):
        await stage.deliver(strange.replace(b"Sorry.", f"Sorry {number}.".encode()), envelope_sender="")
    await stage.deliver(dsn(one, known="nothing", action="delayed"), envelope_sender="")
    assert Counter(outcomes(stage)) == {("flagged", "bounce"): 20, ("processed", "bounce"): 3}
    stage.clock.ahead += timedelta(days=(8 - stage.clock().weekday()) % 7 or 7)
    await stage.bot.digest()
    await stage.bot.post()
    assert "22 avis de non-remise" in body(stage.last(STAFF[0]))


async def test_a_letter_that_comes_back_twice_is_no_strange_report(stage: Stage, sending: Sending) -> None:
    one = await sending(ANNA)
    await stage.write(ANNA, "Mes données", "Bonjour, quelles données avez-vous sur moi ?")
    asked = str(stage.last(ANNA)["message-id"]).strip("<>")
    for number in range(2):
        raw = dsn(replace(one, message_id=asked)).replace(b"Sorry.", f"Sorry {number}.".encode())
        await stage.deliver(raw, envelope_sender="")
    assert outcomes(stage)[1:] == [("processed", "bounce")] * 2


async def test_a_reader_who_bounces_twice_gets_no_more(stage: Stage, sending: Sending) -> None:
    for number in ("2026-N0001", "2026-N0002"):
        one = await sending(READER, number=number)
        await stage.deliver(dsn(one), envelope_sender="")
        stage.clock.ahead += timedelta(days=20)
    assert standing(stage, one).disabled and not stage.world.everything()


async def test_a_customer_is_asked_once_more_and_then_staff_hear_of_it(stage: Stage, sending: Sending) -> None:
    for number in ("2026-N0001", "2026-N0002"):
        one = await sending(ANNA, number=number)
        await stage.deliver(dsn(one), envelope_sender="")
        stage.clock.ahead += timedelta(days=2)
    assert not standing(stage, one).disabled and set(stage.world.everything()) == {ANNA}
    probe = stage.last(ANNA)
    assert "fonctionne" in str(probe["subject"]) and len(stage.letters(ANNA)) == 1
    third = await sending(ANNA, number="2026-N0003")
    await stage.deliver(dsn(third), envelope_sender="")
    assert len(stage.letters(ANNA)) == 1, "one probe at a time"
    asked = str(probe["message-id"]).strip("<>")
    await stage.deliver(dsn(one).replace(one.message_id.encode(), asked.encode()), envelope_sender="")
    assert standing(stage, one).disabled and "K-1001" in body(stage.last(STAFF[0]))


async def test_a_probe_that_arrives_wipes_the_slate(stage: Stage, sending: Sending) -> None:
    for number in ("2026-N0001", "2026-N0002"):
        one = await sending(ANNA, number=number)
        await stage.deliver(dsn(one), envelope_sender="")
        stage.clock.ahead += timedelta(days=2)
    stage.clock.ahead += timedelta(days=8)
    one = await sending(ANNA, number="2026-N0003")
    await stage.deliver(dsn(one), envelope_sender="")
    assert standing(stage, one).score == 1.0 and len(stage.letters(ANNA)) == 1


async def test_what_the_relay_refuses_counts_as_a_bounce_once(stage: Stage, sending: Sending) -> None:
    one = await sending(READER, state="failed")
    with stage.bot.store.session() as session:
        row = session.get_one(Delivery, one.delivery_id)
        row.status = "5.1.1"
        issue_id = session.exec(select(NewsIssue.id)).one() or 0
        session.add(row)
    for _ in range(2):
        with stage.bot.store.transaction() as tx:
            count_refused(stage.bot.office, tx, issue_id)
        stage.clock.ahead += timedelta(days=2)
    assert standing(stage, one).score == 1.0


def test_bounces_fade_and_count_once_a_day() -> None:
    first = counted(Standing(), hard=True, now=NOW)
    assert counted(first, hard=True, now=NOW + timedelta(hours=23)) == first
    half = counted(first, hard=True, now=NOW + timedelta(days=45))
    assert half.score == pytest.approx(1.5) and given_up(half)
    assert not given_up(counted(first, hard=True, now=NOW + timedelta(days=60)))
    soft = Standing()
    for day in range(6):
        soft = counted(soft, hard=False, now=NOW + timedelta(days=day))
    assert given_up(soft)
    assert not probing(Standing(probe="x", probed_at=NOW), NOW + timedelta(days=8))


LOOSE = (
    "Return-Path: <>\r\nFrom: MAILER-DAEMON@qmail.example\r\nTo: privacy@crm.example\r\nSubject: failure notice\r\n\r\n"
    "Hi. This is the qmail-send program at qmail.example.\r\n"
    "I'm afraid I wasn't able to deliver your message to the following addresses.\r\n"
    "This is a permanent error; I've given up. Sorry it didn't work out.\r\n\r\n"
    "<lecteur@journal.example>:\r\nSorry, no mailbox here by that name. (#5.1.1)\r\n\r\n"
    "--- Below this line is a copy of the message.\r\n\r\n"
)


async def test_a_report_that_follows_no_standard_is_read_too(stage: Stage, sending: Sending) -> None:
    one = await sending(READER)
    found = read((LOOSE + newsletter(one)).encode()).report
    assert found is not None and (found.action, found.status, found.recipient) == ("failed", "5.1.1", READER)
    await stage.deliver((LOOSE + newsletter(one)).encode(), envelope_sender="")
    assert state(stage, one) == "failed" and standing(stage, one).score == 1.0
    await stage.deliver((LOOSE + newsletter(one).replace(one.mark, "0" * 32)).encode(), envelope_sender="")
    with stage.bot.store.session() as session:
        assert len(session.exec(select(Bounced)).all()) == 1
