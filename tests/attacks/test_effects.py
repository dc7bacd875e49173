"""Attacks on effects: C01, C02, C07, C10, C12, C15 to C17, C20."""

import pytest
from sqlmodel import select

from bot.edge.tables import Inbox
from bot.stage import STAFF, Stage
from tests.attacks.plays import ANSWER, CHALLENGE
from tests.attacks.world import ASK, OTHER, OWNER, THIEF, held, leaked, subjects
from tests.conftest import Staging
from tests.test_hostile import HEAD, HOSTILE


async def test_c01_an_erasure_can_be_stopped_while_it_waits(stage: Stage) -> None:
    await stage.write(OTHER, "Delete", "Please delete all my personal data.")
    await stage.reply(OTHER, "YES")
    await stage.reply(OTHER, "Cancel please")
    await stage.later(days=5)
    assert await held(stage, OTHER) == 1


async def test_c02_a_taken_over_address_still_meets_staff(stage: Stage) -> None:
    await stage.write(OWNER, "Adresse", f"Bonjour, ma nouvelle adresse e-mail est {THIEF}.")
    assert not stage.letters(THIEF), "the old address had not confirmed"
    await stage.reply(OWNER, "OUI")
    assert await held(stage, THIEF) == 0, "the new address had not confirmed"
    await stage.reply(THIEF, "OUI")
    assert await held(stage, THIEF) == 0, "staff had not looked"
    await stage.reply(STAFF[0], "APPROUVER")
    assert await held(stage, THIEF) == 1
    assert "Votre adresse e-mail a été changée" in subjects(stage, OWNER)
    await stage.later(hours=2)
    await stage.write(THIEF, "Données", ASK)
    await stage.reply(THIEF, "OUI", to=stage.letters(THIEF)[-1])
    assert not leaked(stage, ("privacy@partner.example",)), "thirty days of stricter checks were not kept"


@pytest.mark.parametrize("address", ["famille@maison.example", "compta@atelier.example"])
async def test_c07_a_shared_mailbox_meets_staff(stage: Stage, address: str) -> None:
    await stage.write(address, "Données", ASK)
    if "Votre demande : merci de confirmer" in subjects(stage, address):
        await stage.reply(address, "OUI")
    assert ANSWER not in subjects(stage, address)
    assert any("À décider" in subject for subject in subjects(stage, STAFF[0]))


async def test_c10_nobody_signs_somebody_else_off(stage: Stage) -> None:
    await stage.write(THIEF, "stop", f"Désinscrivez {OWNER} de votre newsletter.")

    def left(address: str) -> bool:
        with stage.bot.store.transaction() as tx:
            return tx.subjects.suppressed(address)

    assert await stage.bot.on_store(lambda: left(OWNER)) is False


async def test_c12_who_was_erased_does_not_come_back(stage: Stage) -> None:
    from bot.edge.contact_files import take_in

    await stage.write(OTHER, "Delete", "Please delete all my personal data.")
    await stage.reply(OTHER, "YES")
    await stage.later(days=4)

    def again() -> int:
        with stage.bot.store.transaction() as tx:
            rows = [{"email": OTHER.upper(), "last_name": "Smith"}]
            return take_in(tx.session, tx.subjects, rows, source="form", today=stage.clock().date()).refused

    assert await stage.bot.on_store(again) == 1


async def test_c15_two_mails_with_one_message_id_are_two_mails(stage: Stage) -> None:
    for text in ("Quelles donnees avez-vous sur moi ?", "stop"):
        raw = (
            f"From: {OWNER}\r\nTo: privacy@crm.example\r\nSubject: x\r\nMessage-ID: <same@x.example>\r\n\r\n{text}\r\n"
        )
        await stage.deliver(raw.encode())
    assert CHALLENGE in subjects(stage, OWNER)
    assert "Vous êtes désinscrit(e)" in subjects(stage, OWNER)


async def test_c17_what_would_eat_the_bot_costs_nobody_else_an_answer(staging: Staging) -> None:
    stage = await staging(limits={"mail_megabytes": 1})
    await stage.deliver(HEAD + b"\r\n" + b"too long\r\n" * 150_000, envelope_sender="x@y.example")
    await stage.deliver(HOSTILE["two From"], envelope_sender="x@y.example")
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (at, at) for at in range(200))
    await stage.deliver(HEAD + nested, envelope_sender="x@y.example")
    await stage.write(OWNER, "Données", ASK)
    assert subjects(stage, OWNER) == [CHALLENGE]
    assert len(stage.world.folder("Privacy/Quarantine")) == 3 and set(stage.world.everything()) == {OWNER, *STAFF}


async def test_c16_two_robots_do_not_talk_for_ever(stage: Stage) -> None:
    await stage.write(OTHER, "Data", "What data do you hold about me?")
    seen = 0
    for _ in range(10):
        letters = stage.letters(OTHER)
        if len(letters) == seen:
            break
        seen = len(letters)
        await stage.reply(OTHER, "Thank you for your message, we will answer soon.", to=letters[-1])
    assert len(stage.letters(OTHER)) <= 2


async def test_c20_a_service_that_verifies_addresses_gets_no_answer(stage: Stage) -> None:
    await stage.write(
        "noreply@chat.example", "Verify your e-mail", "Click here to verify your e-mail: https://x.example/v/1"
    )
    assert not stage.letters("noreply@chat.example")

    def filed() -> list[tuple[str, str, list[str]]]:
        with stage.bot.store.session() as session:
            return [(row.disposition, row.kind, row.reasons) for row in session.exec(select(Inbox))]

    ((disposition, kind, reasons),) = await stage.bot.on_store(filed)
    assert (disposition, kind) == ("ignored", "spam")
    assert any("phishing" in reason for reason in reasons), reasons
    assert len(stage.world.folder("Privacy/Ignored")) == 1
