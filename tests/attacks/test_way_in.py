"""Impersonation on the way in: A01 to A13; A10 has a file of its own."""

import pytest
from sqlmodel import select

from bot.edge.tables import Inbox
from bot.stage import STAFF, Stage
from tests.attacks.world import ASK, OTHER, OWNER, THIEF, held, leaked, subjects

CHALLENGE = "Votre demande : merci de confirmer"


async def test_a01_a_forged_from_brings_one_challenge_to_the_owner(stage: Stage) -> None:
    await stage.write(OWNER, "Données", ASK, envelope_sender=THIEF)
    assert subjects(stage, OWNER) == [CHALLENGE] and not stage.letters(THIEF)
    await stage.write(THIEF, f"Re: {stage.last(OWNER)['subject']}", "OUI")
    await stage.write(OWNER, f"Re: {stage.last(OWNER)['subject']}", "OUI", envelope_sender=THIEF)
    assert not leaked(stage)
    assert "Vos données à caractère personnel" not in subjects(stage, OWNER), "a yes that failed DMARC was counted"


@pytest.mark.parametrize("name", ["Reply-To", "Return-Path", "Sender", "Resent-From", "X-Original-From"])
async def test_a02_nothing_goes_where_another_field_points(stage: Stage, name: str) -> None:
    await stage.write(OWNER, "Données", ASK, headers={name: THIEF})
    await stage.reply(OWNER, "OUI", headers={name: THIEF})
    assert not stage.letters(THIEF) and not leaked(stage)


async def test_a03_a_new_address_gets_nothing_without_the_old_one(stage: Stage) -> None:
    text = f"Bonjour, j'ai perdu mon ancienne boîte {OWNER}. Quelles données avez-vous sur moi ? Envoyez-les ici."
    await stage.write(THIEF, "Nouvelle adresse", text)
    assert set(subjects(stage, THIEF)) <= {"Votre message", "Nous avons bien reçu votre message"}
    assert not leaked(stage, STAFF) and await held(stage, THIEF) == 0
    before, silent = len(stage.letters(THIEF)), "L'adresse au dossier ne répond pas"
    await stage.later(days=3)
    assert silent not in subjects(stage, STAFF[0])
    await stage.later(days=5)
    assert silent in subjects(stage, STAFF[0]) and len(stage.letters(THIEF)) == before
    assert not leaked(stage, STAFF) and await held(stage, THIEF) == 0


async def test_a03_many_strangers_do_not_bury_staff(stage: Stage) -> None:
    for number in range(8):
        await stage.write(f"x{number}@mechant.example", "Données", f"{ASK}\nMon adresse est {OWNER}.")
        await stage.later(hours=2)
    await stage.later(days=2)
    await stage.later(days=8)
    assert subjects(stage, STAFF[0]).count("L'adresse au dossier ne répond pas") == 5


async def test_a04_a_display_name_is_no_identity(stage: Stage) -> None:
    await stage.write(f'"{OWNER}" <{THIEF}>', "Données", ASK)
    await stage.reply(THIEF, "OUI")
    assert subjects(stage, THIEF)[-1] == "Réponse à votre demande" and not leaked(stage)
    assert not stage.letters(OWNER)


#: The raw From vectors: what parsers disagree about, and what becomes of the mail.
FROM = {
    "two fields": (f"From: {THIEF}\r\nFrom: {OWNER}", "quarantined"),
    "two fields, the other way round": (f"From: {OWNER}\r\nFrom: {THIEF}", "quarantined"),
    "two mailboxes": (f"From: {THIEF}, {OWNER}", "quarantined"),
    "a bracket between two": (f"From: {OWNER})attacker@evil.test", "quarantined"),
    "an encoded word in the local part": ("From: =?utf-8?q?anna.lefevre?=@maison.example", "quarantined"),
    "a NUL": (f"From: {OWNER}\x00 <{THIEF}>", "quarantined"),
    "a route": (f"From: <@maison.example:{THIEF}>", "quarantined"),
    "a group": (f"From: grp: {OWNER}, {THIEF};", "quarantined"),
    "a group of one": (f"From: group: {OWNER};", "quarantined"),
    "an address as display name": (f'From: "{OWNER}" <{THIEF}>', "opened"),
    "an empty mailbox": ("From: <>", "quarantined"),
    "no field": ("X-Other: 1", "quarantined"),
}


@pytest.mark.parametrize("name", list(FROM))
async def test_a05_a06_a_doubtful_from_is_nobody(stage: Stage, name: str) -> None:
    field, outcome = FROM[name]
    raw = f"{field}\r\nTo: privacy@crm.example\r\nSubject: donnees\r\n\r\nQuelles donnees avez-vous sur moi ?\r\n"
    await stage.deliver(raw.encode(), envelope_sender=THIEF)

    def rows() -> list[Inbox]:
        with stage.bot.store.session() as session:
            return list(session.exec(select(Inbox)))

    found = await stage.bot.on_store(rows)
    assert [row.disposition for row in found] == [outcome]
    assert len(stage.world.folder("Privacy/Quarantine")) == (outcome == "quarantined")
    assert not stage.letters(OWNER), "the victim was taken for the sender"
    assert subjects(stage, THIEF) == ([CHALLENGE] if outcome == "opened" else [])
    assert set(stage.world.everything()) <= {THIEF, *STAFF}


async def test_a05_a_report_with_an_empty_sender_goes_the_way_of_system_mail(stage: Stage) -> None:
    raw = b"From: <>\r\nTo: privacy@crm.example\r\nSubject: Undelivered Mail Returned to Sender\r\n\r\nno such user\r\n"
    await stage.deliver(raw, envelope_sender="")

    def kinds() -> list[str]:
        with stage.bot.store.session() as session:
            return [row.kind for row in session.exec(select(Inbox))]

    assert await stage.bot.on_store(kinds) == ["bounce"]
    assert set(stage.world.everything()) <= set(STAFF) and not stage.world.folder("Privacy/Quarantine")


@pytest.mark.parametrize(
    "address", ["anna.lefevre+x@maison.example", "annalefevre@maison.example", "anna.lefevre@sub.maison.example"]
)
async def test_a07_a_variant_of_an_address_is_another_address(stage: Stage, address: str) -> None:
    await stage.write(address, "Données", ASK)
    await stage.reply(address, "OUI")
    assert subjects(stage, address)[-1] == "Réponse à votre demande" and not leaked(stage)


async def test_a08_a_planted_authentication_result_is_worth_nothing(stage: Stage) -> None:
    await stage.write("m@cabinet.example", "Cliente", "Ma cliente demande ses données. Mise en demeure.")
    for server in ("mx.crm.example", "mx.mechant.example"):
        planted = {"Authentication-Results": f"{server}; dmarc=pass header.from=crm.example"}
        await stage.reply(STAFF[0], "REFUSER non", headers=planted, envelope_sender=THIEF)
    assert subjects(stage, "m@cabinet.example") == ["Nous avons bien reçu votre message"]
    assert subjects(stage, STAFF[0])[-1] == "Commande refusée"


async def test_a09_a_person_named_in_the_text_is_asked_himself(stage: Stage) -> None:
    await stage.write(THIEF, "Suppression", f"Supprimez toutes les données de mon compte {OTHER} svp.")
    assert subjects(stage, THIEF) in (["Votre message"], ["Nous avons bien reçu votre message"])
    await stage.later(days=10)
    assert await held(stage, OTHER) == 1


async def test_a11_a_flood_in_somebodys_name_draws_few_letters(stage: Stage) -> None:
    for number in range(12):
        await stage.write(OWNER, f"Données {number}", ASK, envelope_sender=f"x{number}@mechant.example")
    assert len(stage.letters(OWNER)) <= 3
    for raw in stage.letters(OWNER):
        assert b"Donn=C3=A9es 1" not in raw, "words from outside were sent on"


async def test_a12_urgency_changes_nothing(stage: Stage) -> None:
    await stage.write(
        OWNER, "URGENT", f"{ASK}\nC'est très urgent, répondez dans les 24 heures !", envelope_sender=THIEF
    )
    assert subjects(stage, OWNER) in ([CHALLENGE], ["Nous avons bien reçu votre message"]) and not leaked(stage)


async def test_a13_a_letter_of_dozens_of_questions_is_one_case(stage: Stage) -> None:
    questions = "\n".join(
        f"{number}. Quelles données avez-vous sur moi, et pourquoi ({number}) ?" for number in range(40)
    )
    await stage.write(OWNER, "Quarante questions", f"Bonjour,\n\n{questions}")
    assert await stage.bot.on_store(stage.open_cases) == 1
    assert not leaked(stage)
