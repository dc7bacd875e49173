"""Leaving the newsletters: one-click mails, STOP in a reply, abuse reports. Rules (b) 9, 11, 14 to 16 of the notes."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing

import pytest
from sqlmodel import select

from bot.core.recipient import delivered, tokens_in
from bot.edge.keys import Keys
from bot.edge.leaving import leaving, token
from bot.edge.news_tables import Delivery
from bot.edge.subject_tables import Contact, EmailAddress, Subscription, Suppression
from bot.stage import PRIVACY, Stage, body
from tests.sent_news import Sending, Sent, newsletter, outcomes, sent

ANNA, BRAM, READER = "anna.lefevre@maison.example", "bram.peeters@huis.example", "lecteur@journal.example"
ELSEWHERE = "personne@ailleurs.example"


def ended(stage: Stage) -> set[tuple[str, str]]:
    with stage.bot.store.session() as session:
        return {(row.address, row.topic) for row in session.exec(select(Subscription)) if row.ended_at}


def suppressed(stage: Stage) -> set[tuple[str, str]]:
    with stage.bot.store.session() as session:
        return {(row.hash, row.topic) for row in session.exec(select(Suppression))}


def raw(fields: str, text: str = "") -> bytes:
    return (
        f"{fields}\r\nMessage-ID: <one@click.example>\r\n\r\n{text}".replace("\n", "\r\n")
        .replace("\r\r", "\r")
        .encode()
    )


SHAPES = {
    "plain": "From: {who}\nTo: u+{token}@crm.example\nSubject: unsubscribe",
    "behind the mailbox": "From: {who}\nTo: privacy+u-{token}@crm.example\nSubject: unsubscribe",
    "a mailbox of its own": "From: {who}\nTo: leave+{token}@crm.example\nSubject: unsubscribe",
    "upper case": "From: {who}\nTo: U+{upper}@CRM.EXAMPLE\nSubject: unsubscribe",
    "quoted": 'From: {who}\nTo: "u+{token}"@crm.example\nSubject: unsubscribe',
    "named": "From: {who}\nTo: =?utf-8?q?D=C3=A9sabonner?= <u+{token}@crm.example>\nSubject: x",
    "no subject": "From: {who}\nTo: u+{token}@crm.example",
    "subject stripped": "From: {who}\nTo: u+{token}@crm.example\nSubject:",
    "only delivered-to": "From: {who}\nTo: privacy@crm.example\nDelivered-To: u+{token}@crm.example",
    "only x-original-to": "From: {who}\nTo: undisclosed-recipients:;\nX-Original-To: u+{token}@crm.example",
    "only envelope-to": "From: {who}\nEnvelope-To: privacy+u-{token}@crm.example",
    "automatic": "From: {who}\nTo: u+{token}@crm.example\nAuto-Submitted: auto-generated\nPrecedence: bulk",
    "automatic answer": "From: {who}\nTo: u+{token}@crm.example\nAuto-Submitted: auto-replied\nSubject: Absence",
    "no sender": "To: u+{token}@crm.example\nSubject: unsubscribe",
    "two senders": "From: {who}\nFrom: x@y.example\nTo: u+{token}@crm.example",
    "from ourselves": f"From: {PRIVACY}\nTo: u+{{token}}@crm.example",
}


async def test_one_click_leaves_the_topic_of_the_token(stage: Stage, sending: Sending) -> None:
    readers = {name: f"reader{place}@jardin.example" for place, name in enumerate(SHAPES)}
    with stage.bot.store.session() as session:
        for address in readers.values():
            person = Contact(language="fr")
            session.add(person)
            session.flush()
            session.add(EmailAddress(contact_id=person.id, address=address))
            for topic in ("news", "product"):
                session.add(Subscription(contact_id=person.id, address=address, topic=topic, basis="consent"))
    for name, address in readers.items():
        one = await sending(address)
        fields = SHAPES[name].format(who=ELSEWHERE, token=one.token, upper=one.token.upper())
        await stage.deliver(raw(fields), envelope_sender="" if name == "automatic answer" else "x@ailleurs.example")
        assert outcomes(stage)[-1] == ("processed", "unsubscribe"), name
        assert (address, "news") in ended(stage) and (address, "product") not in ended(stage), name
        assert (one.mark, "news") in suppressed(stage), name
        assert len(stage.letters(address)) == 1, f"{name}: acknowledged to the stored address"
        assert "STOP" in body(stage.last(address)), "the letter of one topic says how to leave the others"
    assert set(stage.world.everything()) == set(readers.values()), "never to who asked"


async def test_leaving_twice_is_acknowledged_once(stage: Stage, sending: Sending) -> None:
    one = await sending(ANNA)
    for _ in range(3):
        await stage.deliver(raw(SHAPES["plain"].format(who=ANNA, token=one.token)), envelope_sender="x@y.example")
    assert len(stage.letters(ANNA)) == 1 and outcomes(stage) == [("processed", "unsubscribe")] * 3


async def test_it_holds_in_the_transaction_of_the_outcome(stage: Stage, sending: Sending) -> None:
    """Before any clock has run: the next claim already sees it."""
    one = await sending(ANNA)
    fields = SHAPES["plain"].format(who=ANNA, token=one.token)
    stage.world.write(raw(fields), envelope_sender="x@y.example")
    await stage.bot.intake.run_once()
    assert ended(stage) == {(ANNA, "news")} and (one.mark, "news") in suppressed(stage)
    assert not stage.letters(ANNA), "only the acknowledgement still waits for the relay"
    await stage.bot.post()
    assert len(stage.letters(ANNA)) == 1


async def test_the_acknowledgement_of_a_token_is_owed_whatever_the_budget(
    staging: Callable[..., Awaitable[Stage]],
) -> None:
    stage = await staging(limits={"per_hour": 1, "per_recipient_hour": 1})
    keys = Keys.load(stage.config.paths.key_file)
    with stage.bot.store.session() as session:
        three = [sent(session, keys, address) for address in (ANNA, BRAM, READER)]
    for one in three:
        await stage.deliver(raw(SHAPES["plain"].format(who=ELSEWHERE, token=one.token)), envelope_sender="x@y.example")
    assert {address: len(mails) for address, mails in stage.world.everything().items()} == {ANNA: 1, BRAM: 1, READER: 1}


async def test_without_a_ledger_row_the_reader_is_found_by_hashing_what_is_on_file(
    stage: Stage, sending: Sending
) -> None:
    one = await sending(READER)
    with stage.bot.store.session() as session:
        session.delete(session.get_one(Delivery, one.delivery_id))
    await stage.deliver(raw(SHAPES["plain"].format(who=ELSEWHERE, token=one.token)), envelope_sender="x@y.example")
    assert ended(stage) == {(READER, "news")} and len(stage.letters(READER)) == 1


async def test_a_reader_whose_address_changed_leaves_at_the_new_one(stage: Stage, sending: Sending) -> None:
    one = await sending(READER)
    with stage.bot.store.session() as session:
        row = session.exec(select(Subscription).where(Subscription.address == READER)).one()
        row.address = "nouveau@journal.example"
        session.add(row)
    await stage.deliver(raw(SHAPES["plain"].format(who=ELSEWHERE, token=one.token)), envelope_sender="x@y.example")
    assert ended(stage) == {("nouveau@journal.example", "news")}
    assert list(stage.world.everything()) == ["nouveau@journal.example"]


async def test_a_number_that_was_given_again_takes_nobody_else_off(stage: Stage, sending: Sending) -> None:
    """The row of the subscription went, and its number now belongs to somebody else."""
    one = await sending(READER)
    with stage.bot.store.session() as session:
        bram = session.exec(select(Subscription).where(Subscription.address == BRAM)).first()
        delivery = session.get_one(Delivery, one.delivery_id)
        delivery.contact_id, delivery.subscription_id = None, bram.id
        session.add(delivery)
    await stage.deliver(raw(SHAPES["plain"].format(who=ELSEWHERE, token=one.token)), envelope_sender="x@y.example")
    assert ended(stage) == {(READER, "news")} and list(stage.world.everything()) == [READER]


async def test_the_token_of_an_erased_person_still_leaves(stage: Stage, sending: Sending) -> None:
    one = await sending(READER)
    with stage.bot.store.session() as session:
        delivery = session.get_one(Delivery, one.delivery_id)
        delivery.contact_id = None
        session.add(delivery)
        row = session.exec(select(Subscription).where(Subscription.address == READER)).one()
        contact_id = row.contact_id
        session.delete(row)
        session.delete(session.exec(select(EmailAddress).where(EmailAddress.address == READER)).one())
        session.flush()
        session.delete(session.get_one(Contact, contact_id))
    for _ in range(2):
        await stage.deliver(raw(SHAPES["plain"].format(who=READER, token=one.token)), envelope_sender="x@y.example")
    assert (one.mark, "news") in suppressed(stage) and not stage.world.everything()
    assert outcomes(stage) == [("processed", "unsubscribe")] * 2


@pytest.mark.parametrize("machine", [True, False])
async def test_a_wrong_token_changes_nobody_but_the_sender(stage: Stage, sending: Sending, machine: bool) -> None:
    one = await sending(ANNA)
    wrong = ("b" if one.token[5] == "a" else "a").join((one.token[:5], one.token[6:]))
    auto = "\nAuto-Submitted: auto-replied" if machine else ""
    await stage.deliver(raw(f"From: {BRAM}\nTo: u+{wrong}@crm.example{auto}"), envelope_sender="" if machine else BRAM)
    left = {address for address, _ in ended(stage)}
    assert left == (set() if machine else {BRAM})
    assert list(stage.world.everything()) == ([] if machine else [BRAM])


async def test_the_token_of_another_purpose_takes_nobody_off(stage: Stage, sending: Sending) -> None:
    one = await sending(ANNA)
    keys = Keys.load(stage.config.paths.key_file)
    bounce = token(keys, one.mark, "news", "b")
    assert leaving(keys, bounce) is None and leaving(keys, bounce, "b") is not None
    await stage.deliver(raw(f"From: MAILER-DAEMON@x.example\nTo: u+{bounce}@crm.example"), envelope_sender="")
    assert not ended(stage)


STOPS = {
    "fr": ("STOP", "Le 24 nov. 2026 à 10:00, CRM <news@crm.example> a écrit :"),
    "nl": ("Uitschrijven aub", "Op 24 nov. 2026 om 10:00 schreef CRM <news@crm.example>:"),
    "en": ("Please unsubscribe me.", "On 24 Nov 2026, at 10:00, CRM <news@crm.example> wrote:"),
    "de": ("Bitte abmelden", "Am 24.11.2026 um 10:00 schrieb CRM <news@crm.example>:"),
    "stop in nl": ("Stop", "Op 24 nov. 2026 om 10:00 schreef CRM <news@crm.example>:"),
    "stop in de": ("STOP", "Am 24.11.2026 um 10:00 schrieb CRM <news@crm.example>:"),
    "stop in en": ("stop", "On 24 Nov 2026, at 10:00, CRM <news@crm.example> wrote:"),
}
QUOTES = {
    "fr": "Bonjour,\n\nnotre nouvelle offre est arrivée.\n\nSe désabonner · Mes données · Corriger · Effacer",
    "nl": "Dag,\n\nons nieuwe hostingaanbod is er.\n\nUitschrijven · Mijn gegevens · Verbeteren · Wissen",
    "en": "Hello,\n\nour new hosting offer is here.\n\nUnsubscribe · My data · Correct · Erase",
    "de": "Guten Tag,\n\nunser neues Hosting-Angebot ist da.\n\nAbmelden · Meine Daten · Berichtigen · Löschen",
}


@pytest.mark.parametrize("name", STOPS)
async def test_stop_on_top_of_a_quoted_newsletter_leaves_all_of_them(stage: Stage, sending: Sending, name: str) -> None:
    one = await sending(ANNA)
    said, line = STOPS[name]
    quoted = "\n".join(f"> {text}".rstrip() for text in QUOTES[name[-2:]].splitlines())
    await stage.write(
        ANNA, "Re: CRM news", f"{said}\n\n{line}\n{quoted}\n", headers={"In-Reply-To": f"<{one.message_id}>"}
    )
    assert ended(stage) == {(ANNA, "news"), (ANNA, "product")}
    assert len(stage.letters(ANNA)) == 1 and (one.mark, "") in suppressed(stage)


def complaint(one: Sent, *, redacted: bool = True, keep: str = "both") -> bytes:
    """An abuse report as RFC 5965 shows it; a service keeps what it likes of the mail."""
    returned = newsletter(one)
    if redacted:
        returned = returned.replace(one.address, "redacted@receiver.example")
    if keep == "token":
        returned = returned.replace(one.message_id, "redacted@receiver.example")
    if keep == "message id":
        returned = returned.replace(one.token, "redacted")
    if keep == "nothing":
        returned = returned.replace(one.token, "redacted").replace(one.message_id, "redacted@receiver.example")
    return (
        "From: <feedback@receiver.example>\r\nTo: <privacy@crm.example>\r\nSubject: FW: Les nouvelles\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=feedback-report; boundary="part"\r\n\r\n'
        "--part\r\nContent-Type: text/plain\r\n\r\nThis is an email abuse report.\r\n"
        "--part\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: Loop/1.0\r\n"
        "Version: 1\r\n"
        f"--part\r\nContent-Type: message/rfc822\r\n\r\n{returned}\r\n--part--\r\n"
    ).encode()


@pytest.mark.parametrize("keep", ["both", "token", "message id"])
async def test_a_complaint_is_an_objection_to_everything(stage: Stage, sending: Sending, keep: str) -> None:
    one = await sending(ANNA)
    await stage.deliver(complaint(one, keep=keep), envelope_sender="feedback@receiver.example")
    assert outcomes(stage) == [("processed", "complaint")]
    assert ended(stage) == {(ANNA, "news"), (ANNA, "product")} and (one.mark, "") in suppressed(stage)
    assert list(stage.world.everything()) == [ANNA]


async def test_a_complaint_about_no_mail_of_ours_is_for_a_person(stage: Stage, sending: Sending) -> None:
    one = await sending(ANNA)
    await stage.deliver(complaint(one, redacted=False, keep="nothing"), envelope_sender="feedback@receiver.example")
    assert outcomes(stage) == [("flagged", "complaint")]
    assert not ended(stage) and not suppressed(stage) and not stage.world.everything()


async def test_a_made_up_message_id_is_no_mail_of_ours(stage: Stage, sending: Sending) -> None:
    one = await sending(ANNA)
    forged = complaint(one, keep="message id").replace(one.mark.encode(), b"0" * 32)
    await stage.deliver(forged, envelope_sender="feedback@receiver.example")
    assert outcomes(stage) == [("flagged", "complaint")] and not suppressed(stage)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"<2026-N0003.{'0f' * 16}@crm.example>", ("2026-N0003", "0f" * 16)),
        (f"2026-n0003.{'0F' * 16}@CRM.example", ("2026-N0003", "0f" * 16)),
        (f"2026-N0003.{'0f' * 16}@other.example", None),
        (f"2026-N0003.{'0f' * 15}@crm.example", None),
        (f"x2026-N0003.{'0f' * 16}@crm.example", None),
        ("2026-0003.1@crm.example", None),
        ("", None),
    ],
)
def test_the_message_id_of_a_newsletter(text: str, found: tuple[str, str] | None) -> None:
    assert delivered(text, "crm.example") == found


def test_tokens_of_a_returned_header() -> None:
    token = "a" * 44
    assert tokens_in(f"List-Unsubscribe: <https://crm.example/u/{token}>, <mailto:u+{token}@crm.example>") == (token,)
    assert tokens_in(f"mailto:menu-{token}@crm.example <https://crm.example/u/{token}a>") == ()


async def test_after_an_erasure_the_address_is_nowhere_and_the_token_still_leaves(
    stage: Stage, sending: Sending
) -> None:
    one = await sending(READER)

    def erase() -> None:
        with stage.bot.store.transaction() as tx:
            (match,) = tx.find(READER)
            now = stage.clock()
            tx.subjects.erase(match.contact_id, once="e/1", now=now, today=now.date())

    await stage.bot.on_store(erase)
    await stage.bot.drain()
    with closing(sqlite3.connect(stage.folder / "privacy-bot.sqlite3")) as database:
        dump = "\n".join(database.iterdump())
    assert one.mark in dump and READER not in dump and READER.partition("@")[0] not in dump
    with stage.bot.store.session() as session:
        for row in session.exec(select(Suppression)):
            session.delete(row)  # even if nothing of the erasure were remembered
    await stage.deliver(raw(SHAPES["plain"].format(who=ELSEWHERE, token=one.token)), envelope_sender="x@y.example")
    assert (one.mark, "news") in suppressed(stage) and not stage.world.everything()
