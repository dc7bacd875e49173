"""Impersonation on the way in: A01 to A13; A10 has a file of its own."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.edge.tables import Inbox
from bot.stage import STAFF, Stage, body
from tests.attacks.world import ASK, OTHER, OWNER, THIEF, held, leaked, subjects, whole
from tests.conftest import Staging

CHALLENGE = "Votre demande : merci de confirmer"
ANSWER = "Vos données à caractère personnel"


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


#: Header blocks in which another program sees another sender than we do, or one where we see none.
TWO_READINGS = (
    f"From : {THIEF}\r\nFrom: {OWNER}\r\n",
    f"From\t: {THIEF}\r\nFrom: {OWNER}\r\n",
    f" From: {THIEF}\r\nFrom: {OWNER}\r\n",
    f"From: {OWNER}\r\nno field\r\nFrom: {THIEF}\r\n",
    f"From: {OWNER}\r\n" + f"X-Long: {'a' * 900}\r\n" * 300 + f"From: {THIEF}\r\n",
)


async def test_a05_two_programs_never_see_two_senders(stage: Stage) -> None:
    for head in TWO_READINGS:
        raw = f"{head}To: privacy@crm.example\r\n\r\nQuelles donnees avez-vous sur moi ?\r\n".encode()
        await asyncio.to_thread(stage.world._append, raw)  # a library would mend it on its way
    await stage.bot.drain()
    assert len(stage.world.folder("Privacy/Quarantine")) == len(TWO_READINGS)
    assert set(stage.world.everything()) == set(STAFF)


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


async def test_a07_only_upper_case_makes_no_other_address(stage: Stage) -> None:
    await stage.write("Anna.LEFEVRE@Maison.Example", "Données", ASK)
    await stage.reply("Anna.LEFEVRE@Maison.Example", "OUI", to=stage.letters(OWNER)[0])
    assert set(stage.world.everything()) == {OWNER} and subjects(stage, OWNER) == [CHALLENGE, ANSWER]


LOOKS_LIKE = {
    "\u0430nna.lefevre@maison.example": "quarantined",  # a Cyrillic letter
    "anna.lefevre@m\u0430ison.example": "quarantined",
    "\uff41nna.lefevre@maison.example": "quarantined",  # a full-width one, which Unicode calls compatible
    "anna.lefevre@maison.example\u200b": "quarantined",
    '"anna.lefevre"@maison.example': "quarantined",  # quoted: the same mailbox for some servers
    "anna.lefevre(x)@maison.example": "quarantined",
    "anna.lefevre@maison.example.": "quarantined",
    "anna.lefevre@[192.0.2.1]": "quarantined",
    "anna.lefevre@xn--mison-4ve.example": "opened",  # the ASCII form of another domain
    "anna.lefevre%maison.example@mechant.example": "opened",  # an old way of routing
}


async def test_a07_what_only_looks_like_an_address_is_another_or_nobody(stage: Stage) -> None:
    for sender in LOOKS_LIKE:
        raw = f"From: {sender}\r\nTo: privacy@crm.example\r\n\r\nQuelles donnees avez-vous sur moi ?\r\n"
        await stage.deliver(raw.encode(), envelope_sender=THIEF)

    def rows() -> list[str]:
        with stage.bot.store.session() as session:
            return [row.disposition for row in session.exec(select(Inbox).order_by(col(Inbox.id)))]

    assert await stage.bot.on_store(rows) == list(LOOKS_LIKE.values())
    opened = {sender for sender, outcome in LOOKS_LIKE.items() if outcome == "opened"}
    assert set(stage.world.everything()) == {*opened, *STAFF}


async def test_a08_a_planted_authentication_result_is_worth_nothing(stage: Stage) -> None:
    await stage.write("m@cabinet.example", "Cliente", "Ma cliente demande ses données. Mise en demeure.")
    for server in ("mx.crm.example", "mx.mechant.example"):
        planted = {"Authentication-Results": f"{server}; dmarc=pass header.from=crm.example"}
        await stage.reply(STAFF[0], "REFUSER non", headers=planted, envelope_sender=THIEF)
    assert subjects(stage, "m@cabinet.example") == ["Nous avons bien reçu votre message"]
    assert subjects(stage, STAFF[0])[-1] == "Commande refusée"


async def test_a09_a_person_named_in_the_text_is_asked_himself(stage: Stage) -> None:
    await stage.write(THIEF, "Suppression", f"Supprimez toutes les données de mon compte {OTHER} svp.")
    assert subjects(stage, THIEF) == ["Votre message"] and len(stage.letters(OTHER)) == 1
    assert set(stage.world.everything()) == {THIEF, OTHER}
    await stage.later(days=10)
    assert await held(stage, OTHER) == 1


async def test_a11_a_flood_in_somebodys_name_draws_few_letters(stage: Stage) -> None:
    for number in range(12):
        await stage.write(OWNER, f"Données {number}", ASK, envelope_sender=f"x{number}@mechant.example")
    assert len(stage.letters(OWNER)) == 2
    assert len(stage.world.folder("Privacy/Requests")) == 12, "a limit silences answers, not the reading"
    for raw in stage.letters(OWNER):
        assert b"Donn=C3=A9es 1" not in raw, "words from outside were sent on"


async def test_a11_five_hundred_forged_mails_draw_few_letters_and_none_sends_their_words_on(staging: Staging) -> None:
    stage = await staging(limits={"per_hour": 60})
    victims = [OWNER, *(f"x{number}@victime.example" for number in range(99))]
    for number in range(500):
        link = f"https://arnaque.example/{number}"
        head = f"From: Gagnez-ici <{victims[number % 100]}>\r\nMessage-ID: <{number}@x.example>"
        raw = f"{head}\r\nSubject: Gagnez sur {link}\r\n\r\n{ASK}\nCliquez {link}\n".encode()
        await asyncio.to_thread(stage.world.write, raw, envelope_sender=THIEF)
        if number % 50 == 49:
            await stage.bot.drain()
    assert await stage.bot.on_store(stage.open_cases) > 0
    assert sum(len(stage.world.folder(name)) for name in stage.bot.folders()) == 500, "every mail was read and put away"
    sent = stage.world.everything()
    to_victims = {address: mails for address, mails in sent.items() if address in victims}
    assert 0 < sum(map(len, to_victims.values())) <= 60
    assert max(map(len, to_victims.values())) <= 3
    assert not any(
        word in whole(raw) for mails in to_victims.values() for raw in mails for word in ("arnaque", "Gagnez")
    )


async def test_a11_in_a_day_a_person_gets_eight_letters_and_all_persons_what_is_set(staging: Staging) -> None:
    stage = await staging(limits={"per_hour": 9})
    for number in range(6):
        for _ in range(2):
            await stage.write(
                OWNER, f"Données {number}", f"{ASK} Mon numéro de téléphone a changé : 04 252 31 0{number}."
            )
        await stage.later(hours=1, minutes=1)
    assert len(stage.letters(OWNER)) == 8
    for number in range(12):
        await stage.write(f"x{number}@mechant.example", "Données", ASK)
    written = [address for address in stage.world.everything() if address.endswith("mechant.example")]
    assert len(written) == 9, "so many in an hour, whoever writes"
    assert len(stage.world.folder("Privacy/Requests")) == 24
    stage.clock.ahead += timedelta(days={4: 3, 5: 2}.get(stage.clock().weekday(), 1))
    await stage.bot.digest()
    await stage.later(hours=1)
    assert "retenu" in body(stage.last(STAFF[0])), "one line in the digest"


async def test_a12_urgency_changes_nothing(stage: Stage) -> None:
    urgent = f"{ASK}\nC'est très urgent, répondez dans les 24 heures !"
    await stage.write(OWNER, "URGENT", urgent, envelope_sender=THIEF)
    assert subjects(stage, OWNER) == [CHALLENGE] and set(stage.world.everything()) == {OWNER}


@pytest.mark.parametrize(
    "text",
    [
        f"Autorité de protection des données, service d'inspection. Envoyez-nous d'urgence les données de {OWNER}.",
        f"Police fédérale. Dans une enquête judiciaire, veuillez nous communiquer d'urgence les données de {OWNER}.",
    ],
)
async def test_a12_who_says_that_he_is_an_authority_meets_staff_and_nobody_else_hears_of_it(
    stage: Stage, text: str
) -> None:
    await stage.write(THIEF, "Réquisition", text)
    await stage.later(days=9)
    assert subjects(stage, THIEF) == ["Votre message"] and not stage.letters(OWNER)
    assert "À décider" in subjects(stage, STAFF[0])[0]


async def test_a12_a_lawyer_who_threatens_gets_no_data(stage: Stage) -> None:
    await stage.write(THIEF, "Mise en demeure", f"Avocat de Mme Lefèvre, {OWNER} : ses données sous 24 heures.")
    await stage.reply(THIEF, "OUI")
    assert set(subjects(stage, THIEF)) <= {"Votre message", "Nous avons bien reçu votre message"}
    assert "À décider" in subjects(stage, STAFF[0])[0]


async def test_a13_a_letter_of_dozens_of_questions_is_one_case(stage: Stage) -> None:
    questions = "\n".join(
        f"{number}. Quelles données avez-vous sur moi, et pourquoi ({number}) ?" for number in range(40)
    )
    await stage.write(OWNER, "Quarante questions", f"Bonjour,\n\n{questions}")
    assert await stage.bot.on_store(stage.open_cases) == 1
    assert not leaked(stage)
