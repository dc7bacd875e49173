"""Conversations that end in more than letters: rows, files, folders. The others stand in tests/dialogues."""

import json
from datetime import timedelta

from sqlmodel import col, select

from bot.edge.tables import Inbox
from bot.stage import STAFF, Stage, body, parsed
from tests.conftest import Staging

ANNA, BRAM, CAROL = "anna.lefevre@maison.example", "bram.peeters@huis.example", "carol.smith@house.example"
DIETER, STRANGER = "dieter.klein@haus.example", "inconnu@ailleurs.example"
ASK_FR = "Bonjour,\n\nquelles données avez-vous sur moi ?\n\nAnna"


def subjects(stage: Stage, address: str) -> list[str]:
    """The subjects of all letters to a person, without the reference."""
    return [str(parsed(raw)["subject"]).strip().partition(" [")[0] for raw in stage.letters(address)]


async def test_access_answers_only_after_the_confirmation(stage: Stage) -> None:
    await stage.write(ANNA, "Mes données", ASK_FR)
    assert subjects(stage, ANNA) == ["Votre demande : merci de confirmer"]
    assert "Tilleuls" not in body(stage.last(ANNA))
    await stage.reply(ANNA, "OUI")
    answer = stage.last(ANNA)
    files = {part.get_filename(): part.get_content() for part in answer.iter_attachments()}
    page = next(text for name, text in files.items() if name.endswith(".html"))
    assert "Rue des Tilleuls" in page and "Hosting Partner SA" in page
    assert "Parquet de Liège" not in page, "a disclosure under legal secrecy was shown"
    data = json.loads(next(text for name, text in files.items() if name.endswith(".json")))
    assert data["tables"]["phone"]["rows"][0]["number"] == "+3242523188"
    assert set(stage.world.everything()) == {ANNA}


async def test_change_of_address_waits_for_its_day_and_tells_the_recipients(stage: Stage) -> None:
    day = (stage.clock().date().year) + 1
    await stage.write(
        ANNA,
        "Déménagement",
        f"Bonjour,\n\nnous déménageons le 1er mars {day}. Notre adresse : Rue de la Paix 7, 5000 Namur.\n\nAnna",
    )
    await stage.reply(ANNA, "oui")
    assert subjects(stage, ANNA)[-1] == "Votre changement est noté"
    assert not stage.letters("privacy@partner.example")
    await stage.later(days=480)
    assert subjects(stage, ANNA)[-1] == "Vos données ont été modifiées"
    assert "Rue de la Paix 7, 5000 Namur" in body(stage.last(ANNA))
    assert "Anna Lefevre (K-1001)" in body(stage.last("privacy@partner.example"))


async def test_deletion_waits_keeps_the_invoices_and_forgets_the_rest(stage: Stage) -> None:
    await stage.write(CAROL, "Erase", "Hello,\n\nplease delete all the personal data you hold about me.\n\nCarol")
    await stage.reply(CAROL, "YES")
    planned = body(stage.last(CAROL))
    assert "invoices (1), until 31 December 2034" in planned and "invoices (1), until 31 December 2035" in planned
    assert await _held(stage, CAROL) == 1
    await stage.later(hours=73)
    assert "Deleted:" in body(stage.last(CAROL))
    assert await _held(stage, CAROL) == 0
    await stage.later(hours=1)
    database = (stage.folder / "privacy-bot.sqlite3").read_bytes()
    wal = stage.folder / "privacy-bot.sqlite3-wal"
    kept = database + (wal.read_bytes() if wal.exists() else b"")
    assert CAROL.encode() not in _checkpointed(stage), "the address is still in the database"
    assert kept
    for folder in ("INBOX", "Privacy/Requests", "Privacy/Answers"):
        assert not any(CAROL.encode() in raw for raw in stage.world.folder(folder)), folder


def _checkpointed(stage: Stage) -> bytes:
    with stage.bot.store.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    return (stage.folder / "privacy-bot.sqlite3").read_bytes()


async def _held(stage: Stage, address: str) -> int:
    def count() -> int:
        with stage.bot.store.transaction() as tx:
            return len(tx.find(address))

    return await stage.bot.on_store(count)


async def test_unsubscribe_is_done_at_once_and_acknowledged(stage: Stage) -> None:
    await stage.write(BRAM, "stop", "stop")
    assert subjects(stage, BRAM) == ["U bent uitgeschreven"]

    def left() -> bool:
        with stage.bot.store.transaction() as tx:
            return tx.subjects.suppressed(BRAM)

    assert await stage.bot.on_store(left)


async def test_known_and_unknown_senders_get_the_same_letter(stage: Stage) -> None:
    known, unknown = "bram.peeters@huis.example", "bram.peeters@niemand.example"
    text = "Dag,\n\nwelke gegevens hebben jullie over mij?\n"
    await stage.write(known, "gegevens", text)
    await stage.write(unknown, "gegevens", text)
    one, other = (
        body(stage.last(address)).replace("2026-0001", "N").replace("2026-0002", "N") for address in (known, unknown)
    )
    assert one == other
    await stage.reply(unknown, "JA")
    assert subjects(stage, unknown)[-1] == "Antwoord op uw verzoek"
    assert not list(stage.last(unknown).iter_attachments())


async def test_staff_cannot_approve_what_was_not_confirmed(stage: Stage) -> None:
    await stage.write("x@autre.example", "a", f"Bonjour, supprimez toutes mes données. Mon adresse est {CAROL}.")
    await stage.reply(CAROL, "Bonjour, je ne comprends pas ce message.")
    await stage.reply(STAFF[0], "APPROUVER")
    assert subjects(stage, STAFF[0])[-1] == "Commande refusée"
    assert await _held(stage, CAROL) == 1


async def test_a_spoofed_member_of_staff_is_refused(stage: Stage) -> None:
    await stage.write("m@cabinet.example", "Cliente", "Ma cliente demande ses données. Mise en demeure.")
    await stage.reply(STAFF[0], "REFUSER non", envelope_sender="x@mechant.example")
    assert subjects(stage, "m@cabinet.example") == ["Nous avons bien reçu votre message"]
    assert subjects(stage, STAFF[0])[-1] == "Commande refusée"


async def test_a_change_of_email_needs_both_addresses_and_staff(stage: Stage) -> None:
    new = "anna@nouveau.example"
    await stage.write(ANNA, "Nouvelle adresse", f"Bonjour, ma nouvelle adresse e-mail est {new}. Anna")
    assert not stage.letters(new), "nobody is written to before the person on file has confirmed"
    await stage.reply(ANNA, "OUI")
    assert subjects(stage, new) == ["Merci de confirmer votre nouvelle adresse"]
    assert await _held(stage, new) == 0
    await stage.reply(new, "OUI")
    assert "À décider : modifier vos coordonnées" in subjects(stage, STAFF[0])
    assert await _held(stage, new) == 0
    await stage.reply(STAFF[0], "APPROUVER")
    assert await _held(stage, new) == 1
    assert subjects(stage, ANNA)[-1] in {"Votre adresse e-mail a été changée", "Vos données ont été modifiées"}


async def test_the_new_address_has_its_own_week_and_its_own_reminder(stage: Stage) -> None:
    new = "anna@nouveau.example"
    await stage.write(ANNA, "Nouvelle adresse", f"Bonjour, ma nouvelle adresse e-mail est {new}. Anna")
    await stage.later(days=6)
    await stage.reply(ANNA, "OUI", to=stage.letters(ANNA)[0])
    heard = len(stage.letters(ANNA))
    await stage.later(days=3)
    assert subjects(stage, new) == ["Merci de confirmer votre nouvelle adresse"] * 2
    assert len(stage.letters(ANNA)) == heard
    await stage.later(days=5)
    assert subjects(stage, ANNA)[-1] == "Votre demande n'a pas été confirmée" and await _held(stage, new) == 0


async def test_a_stranger_has_us_write_to_nobody(stage: Stage) -> None:
    """Who is not on file confirms for himself; the address that he calls his new one is never written to."""
    await stage.write(STRANGER, "Adresse", "Bonjour, ma nouvelle adresse e-mail est tiers@ailleurs.example.")
    await stage.reply(STRANGER, "OUI")
    assert subjects(stage, STRANGER)[-1] == "Réponse à votre demande"
    assert set(stage.world.everything()) == {STRANGER}


async def test_a_reminder_joins_and_does_not_restart_the_clock(stage: Stage) -> None:
    await stage.write(ANNA, "Mes données", ASK_FR)
    await stage.write(ANNA, "Rappel", ASK_FR)
    assert subjects(stage, ANNA)[-1] == "Votre demande est déjà chez nous"
    assert await stage.bot.on_store(stage.open_cases) == 1
    await stage.reply(ANNA, "OUI")
    assert subjects(stage, ANNA)[-1] == "Vos données à caractère personnel"


async def test_ordinary_mail_opens_no_case(stage: Stage) -> None:
    await stage.write(BRAM, "Offerte", "Dag, kunnen jullie een offerte maken voor 12 laptops? Groeten, Bram")
    assert not stage.world.everything()
    assert len(stage.world.folder("Privacy/Flagged")) == 1


async def test_an_answer_of_staff_by_their_own_words(stage: Stage) -> None:
    await stage.write("m@cabinet.example", "Cliente", "Ma cliente demande ses données. Mise en demeure.")
    await stage.reply(STAFF[0], "RÉPONDRE Bonjour Maître,\nvoici notre réponse.")
    assert "voici notre réponse" in body(stage.last("m@cabinet.example"))


async def test_the_brake_holds_a_mass_of_acts(staging: Staging) -> None:
    stage = await staging(limits={"carried_per_day": 1})
    for who, word, text in ((ANNA, "OUI", ASK_FR), (CAROL, "YES", "What data do you hold about me?")):
        await stage.write(who, "data", text)
        await stage.reply(who, word)
    assert subjects(stage, ANNA)[-1] == "Vos données à caractère personnel"
    assert subjects(stage, CAROL)[-1] != "Your personal data"
    assert "Limite du jour atteinte" in subjects(stage, STAFF[0])
    decide = [raw for raw in stage.letters(STAFF[0]) if "décider" in str(parsed(raw)["subject"])][-1]
    await stage.reply(STAFF[0], "APPROUVER", to=decide)
    assert subjects(stage, CAROL)[-1] == "Your personal data"


async def test_a_letter_that_bounces_is_told_to_staff(stage: Stage) -> None:
    stage.world.refuse[STRANGER] = "550 5.1.1 no such user"
    await stage.write(STRANGER, "data", ASK_FR)
    assert "Une lettre n'est pas arrivée" in subjects(stage, STAFF[0])


async def test_a_full_relay_is_tried_again_later(stage: Stage) -> None:
    stage.world.refuse[ANNA] = "451 4.7.1 later please"
    await stage.write(ANNA, "Mes données", ASK_FR)
    assert not stage.letters(ANNA)
    stage.world.refuse.clear()
    await stage.later(minutes=5)
    assert subjects(stage, ANNA) == ["Votre demande : merci de confirmer"]


async def test_the_digest_says_what_is_due_and_is_silent_otherwise(stage: Stage) -> None:
    stage.clock.ahead = timedelta(days=(7 - stage.clock().weekday()) % 7)
    await stage.bot.digest()
    await stage.bot.post()
    first = len(stage.letters(STAFF[0]))
    await stage.write("m@cabinet.example", "Cliente", "Ma cliente demande ses données. Mise en demeure.")
    stage.clock.ahead += timedelta(days=1)
    await stage.bot.digest()
    await stage.bot.digest()
    await stage.bot.post()
    digests = [subject for subject in subjects(stage, STAFF[0]) if subject.startswith("Boîte vie privée")]
    assert len(digests) <= first + 1 and "À décider  20" in body(stage.last(STAFF[0]))


async def test_a_rule_that_changed_is_shown_on_the_mails_in_the_store(stage: Stage) -> None:
    await stage.write(BRAM, "stop", "stop")
    await stage.write(ANNA, "Mes données", ASK_FR)

    def kinds() -> list[str]:
        with stage.bot.store.session() as session:
            return [row.kind for row in session.exec(select(Inbox).order_by(col(Inbox.id)))]

    assert await stage.bot.on_store(kinds) == ["unsubscribe", "access"]
