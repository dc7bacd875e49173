"""Attacks on effects: C01 to C20."""

import csv
import io
import json
from base64 import b64encode
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from sqlmodel import select

from bot.commands.mails import again
from bot.core.records import Outcome
from bot.edge.access_answer import safe
from bot.edge.reader import Fault
from bot.edge.tables import Inbox, Journal
from bot.stage import PRIVACY, STAFF, Stage, body, parsed
from tests.attacks.world import ASK, OTHER, OWNER, THIEF, held, leaked, subjects, whole
from tests.conftest import Staging
from tests.test_hostile import HEAD, HOSTILE

ANSWER = "Vos données à caractère personnel"
CHALLENGE = "Votre demande : merci de confirmer"


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


async def test_c03_only_the_fields_of_the_data_map_are_ever_written_and_staff_hear_of_the_rest(stage: Stage) -> None:
    def record() -> tuple[tuple[object, ...], str]:
        with stage.bot.store.transaction() as tx:
            contact = tx.find(OWNER)[0].contact_id
            *columns, _changed_at = tx.subjects.rows(contact, "contact")[0]
            return tuple(columns), tx.subjects.rows(contact, "phone")[0].number

    before = await stage.bot.on_store(record)
    text = "Mon numéro de téléphone a changé : 04 252 31 00. Changez aussi mon statut de client en VIP, role=admin."
    await stage.write(OWNER, "Changement", text)
    await stage.reply(OWNER, "OUI")
    assert await stage.bot.on_store(record) == before, "something was written before staff had looked"
    assert "statut, prix, droits" in body(stage.last(STAFF[0])), "nobody was told of the rest"
    await stage.reply(STAFF[0], "TYPE changement")
    await stage.reply(OWNER, "OUI")
    assert await stage.bot.on_store(record) == (before[0], "+3242523100")


async def asks_under(stage: Stage, name: str) -> None:
    """The owner's record has this last name, and she asks for her data."""

    def write() -> None:
        with stage.bot.store.transaction() as tx:
            contact = tx.find(OWNER)[0].contact_id
            tx.subjects.change(contact, {"last_name": name}, once="x", source="test", now=stage.clock())

    await stage.bot.on_store(write)
    await stage.later(days=40)
    await stage.write(OWNER, "Données", ASK)
    await stage.reply(OWNER, "OUI")


async def test_c04_names_are_shown_as_they_are_and_never_run(stage: Stage) -> None:
    evil = "<img src=x onerror=alert(1)> {{7*7}} '; DROP TABLE contact;--"
    await asks_under(stage, evil)
    text = whole(stage.letters(OWNER)[-1])
    assert "&lt;img src=x" in text and "{{7*7}}" in text and "DROP TABLE" in text
    page = text.partition("</html>")[0]
    assert "<img" not in page.partition("<!doctype html>")[2]


async def test_c05_no_header_comes_from_outside(stage: Stage) -> None:
    raw = (
        b"From: anna.lefevre@maison.example\r\nTo: privacy@crm.example\r\n"
        b"Subject: =?utf-8?q?x=0D=0ABcc:_victim@evil.test?=\r\nMessage-ID: <a\x01b@c>\r\n\r\n"
        b"Quelles donnees avez-vous sur moi ?\r\n"
    )
    await stage.deliver(raw)
    assert set(stage.world.everything()) <= {OWNER, *STAFF}
    for mails in stage.world.everything().values():
        for mail in mails:
            assert parsed(mail)["bcc"] is None


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+1", "-1", "@x", "\tx", "\rx"])
def test_c06_a_spreadsheet_shows_and_does_not_compute(text: str) -> None:
    assert safe(text) == f"'{text}" and safe("plain") == "plain"


async def test_c06_in_the_file_that_is_sent_too(stage: Stage) -> None:
    evil = '=HYPERLINK("http://x.example";"x")'
    await asks_under(stage, evil)
    parts = {part.get_filename(): part.get_content() for part in stage.last(OWNER).iter_attachments()}
    tables = "".join(str(text) for name, text in parts.items() if str(name).endswith(".csv"))
    cells = [cell for row in csv.reader(io.StringIO(tables)) for cell in row]
    assert f"'{evil}" in cells and evil not in cells
    whole_record = next(text for name, text in parts.items() if str(name).endswith(".json"))
    assert json.loads(whole_record)["tables"]["contact"]["rows"][0]["last_name"] == evil, "as it is"


@pytest.mark.parametrize("address", ["famille@maison.example", "compta@atelier.example"])
async def test_c07_a_shared_mailbox_meets_staff(stage: Stage, address: str) -> None:
    await stage.write(address, "Données", ASK)
    if "Votre demande : merci de confirmer" in subjects(stage, address):
        await stage.reply(address, "OUI")
    assert ANSWER not in subjects(stage, address)
    assert any("À décider" in subject for subject in subjects(stage, STAFF[0]))


def with_file(text: str, name: str, content: bytes, *, subject: str = "delete", sender: str = OTHER) -> bytes:
    """A mail with one attachment, as a client writes it."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = sender, PRIVACY, subject, "<card@house.example>"
    mail.set_content(text)
    mail.add_attachment(content, maintype="image", subtype="jpeg", filename=name)
    return mail.as_bytes()


def files(stage: Stage) -> bytes:
    """All bytes that the bot has on disk."""
    return b"".join(path.read_bytes() for path in stage.folder.iterdir() if path.is_file())


CARD = b"IDENTITYCARD" * 2000
ENCODED = b64encode(CARD)[:60]
DELETE = "Please delete all my personal data."
LAWYER = "I am writing for my client, who demands damages. Enclosed is a copy of her passport."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (DELETE, "carte-identite.jpg"),
        (f"{DELETE} I attached a scan of my identity card.", "IMG_2041.jpg"),
        (LAWYER, "1.jpg"),
    ],
)
async def test_c09_an_identity_card_that_is_sent_is_destroyed(stage: Stage, text: str, name: str) -> None:
    await stage.deliver(with_file(text, name, CARD))
    kept = [raw for folder in stage.bot.folders() for raw in stage.world.folder(folder)]
    assert len(kept) == 1 and text[:40].encode() in kept[0], "the mail itself stays"
    assert ENCODED not in kept[0] and name.encode() in kept[0]
    assert ENCODED not in files(stage)
    assert not any(ENCODED in raw for mails in stage.world.everything().values() for raw in mails)
    assert "No copy of an identity document is needed" in subjects(stage, OTHER)

    def reasons() -> list[str]:
        with stage.bot.store.session() as session:
            return session.exec(select(Inbox)).one().reasons

    assert "a copy of an identity document was cut out" in await stage.bot.on_store(reasons)


async def test_c09_staff_get_the_mail_without_the_card(stage: Stage) -> None:
    await stage.deliver(with_file(LAWYER, "1.jpg", CARD))
    mail = parsed(next(raw for raw in stage.letters(STAFF[0]) if "décider" in str(parsed(raw)["subject"])))
    original = next(part for part in mail.iter_attachments() if part.get_filename() == "original.eml")
    assert b"I am writing for my client" in original.get_content() and ENCODED not in original.get_content()


async def test_c09_also_in_a_reply_and_told_once_a_day(stage: Stage) -> None:
    await stage.write(OTHER, "Delete", DELETE)
    for _ in range(2):
        subject = f"Re: {stage.parsed_letters(OTHER)[0]['subject']}"
        await stage.deliver(with_file("YES", "passport.jpg", CARD, subject=subject))
    assert subjects(stage, OTHER).count("No copy of an identity document is needed") == 1
    assert "Deletion confirmed, waiting" in subjects(stage, OTHER), "the yes counts all the same"
    assert ENCODED not in files(stage)
    assert not any(ENCODED in raw for folder in stage.bot.folders() for raw in stage.world.folder(folder))


async def test_c09_what_was_replaced_is_erased_like_all_else(stage: Stage) -> None:
    await stage.deliver(with_file(DELETE, "carte-identite.jpg", CARD))
    challenge = next(raw for raw in stage.letters(OTHER) if "confirm" in str(parsed(raw)["subject"]))
    await stage.reply(OTHER, "YES", to=challenge)
    await stage.later(days=4)
    await stage.later(hours=1)
    assert await held(stage, OTHER) == 0
    assert not any(OTHER.encode() in raw for folder in stage.bot.folders() for raw in stage.world.folder(folder))


async def test_c09_also_when_the_mail_cannot_be_decided(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Outcome:
        raise RuntimeError("a mistake")

    monkeypatch.setattr("bot.flow.intake.handle", broken)
    await stage.deliver(with_file(DELETE, "passport.jpg", CARD))
    for _ in range(3):
        await stage.bot.drain()
    (kept,) = stage.world.folder("Privacy/Quarantine")
    assert ENCODED not in kept and ENCODED not in files(stage)


async def unread(stage: Stage, monkeypatch: pytest.MonkeyPatch, raw: bytes = b"") -> None:
    """A mail kills the worker three times: a new one, or one that is tried again."""

    async def dies(raws: Sequence[bytes]) -> Sequence[Fault]:
        return [Fault(reason="the worker died") for _ in raws]

    with monkeypatch.context() as worker:
        worker.setattr(stage.bot.reader, "read", dies)
        if raw:
            stage.world.write(raw)
        else:
            await tried_again(stage)
        for _ in range(4):
            await stage.bot.drain()


async def test_c09_a_mail_that_kills_the_worker_is_kept_for_staff_until_its_retention_ends(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await unread(stage, monkeypatch, with_file(DELETE, "passport.jpg", CARD))
    (kept,) = stage.world.folder("Privacy/Quarantine")
    assert ENCODED in kept and not stage.letters(OTHER)
    (told,) = stage.parsed_letters(STAFF[0])
    assert "Privacy/Quarantine" in body(told) and "document d'identité" in body(told)
    await stage.later(days=370)
    await stage.later(hours=1)
    assert not stage.world.folder("Privacy/Quarantine") and ENCODED not in files(stage)


async def test_c09_a_mail_that_is_tried_again_moves_without_its_card(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await unread(stage, monkeypatch, with_file(DELETE, "passport.jpg", CARD))
    await tried_again(stage)
    assert not stage.world.folder("Privacy/Quarantine") and not stage.world.folder("INBOX")
    (kept,) = stage.world.folder("Privacy/Requests")
    assert DELETE.encode() in kept and ENCODED not in kept and ENCODED not in files(stage)
    assert "No copy of an identity document is needed" in subjects(stage, OTHER)
    assert len(stage.letters(STAFF[0])) == 1, "the one about the quarantine"


async def tried_again(stage: Stage) -> None:
    def write() -> None:
        with stage.bot.store.session() as session:
            again(session, 1)

    await stage.bot.on_store(write)
    await stage.bot.drain()


@pytest.mark.parametrize("how", ["as it is", "unread again"])
async def test_a_mail_that_is_tried_again_lies_where_its_new_outcome_belongs(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    raw = f"From: {OWNER}\r\nTo: {PRIVACY}\r\nSubject: x\r\nMessage-ID: <1@x.example>\r\n\r\n{ASK}\r\n".encode()
    await unread(stage, monkeypatch, raw)
    if how == "unread again":
        await unread(stage, monkeypatch)
        assert len(stage.world.folder("Privacy/Quarantine")) == 1
    await tried_again(stage)
    assert len(stage.world.folder("Privacy/Requests")) == 1
    assert not stage.world.folder("Privacy/Quarantine") and subjects(stage, OWNER) == [CHALLENGE]
    assert await stage.bot.on_store(lambda: stage.bot.store.undone(stage.clock())) == []


@pytest.mark.parametrize("sender", [STAFF[0], "edith@crm.example"])
async def test_c09_what_staff_and_editors_send_stays_when_it_is_theirs(staging: Staging, sender: str) -> None:
    stage = await staging(newsletter={"editors": ["edith@crm.example"]})
    forged = with_file("Bonjour.", "passport.jpg", CARD, sender=sender)
    for envelope_sender, there in ((THIEF, 0), (sender, 1)):
        await stage.deliver(forged, envelope_sender=envelope_sender)
        kept = [raw for folder in stage.bot.folders() for raw in stage.world.folder(folder)]
        assert sum(ENCODED in raw for raw in kept) == there
    assert not any("copie" in one.lower() or "No copy" in one for one in subjects(stage, sender))


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


@pytest.mark.parametrize("who", [THIEF, STAFF[1]])
async def test_c18_a_staff_code_counts_only_from_its_own_member(stage: Stage, who: str) -> None:
    await stage.write("m@cabinet.example", "Cliente", "Ma cliente demande ses données. Mise en demeure.")
    await stage.reply(who, "REFUSER non", to=stage.letters(STAFF[0])[0])
    assert len(stage.letters("m@cabinet.example")) == 1
    assert subjects(stage, STAFF[0])[-1] == "Commande refusée"


async def test_c18_an_old_staff_code_is_refused(stage: Stage) -> None:
    await stage.write("m@cabinet.example", "Cliente", "Ma cliente demande ses données. Mise en demeure.")
    decide = stage.letters(STAFF[0])[0]
    await stage.reply(STAFF[0], "NOTE vu", to=decide)
    await stage.reply(STAFF[0], "REFUSER non", to=decide)
    assert len(stage.letters("m@cabinet.example")) == 1


async def test_c18_a_stale_code_brings_a_new_letter_to_the_member_alone_and_nothing_to_a_forger(stage: Stage) -> None:
    await stage.write("m@cabinet.example", "Cliente", "Ma cliente demande ses données. Mise en demeure.")
    old = stage.letters(STAFF[1])[0]
    await stage.reply(STAFF[0], "PROLONGER le dossier est complexe")
    before = [len(stage.letters(member)) for member in STAFF]
    await stage.reply(STAFF[1], "REFUSER non", to=old, envelope_sender=THIEF)
    assert subjects(stage, STAFF[1])[1:] == ["Commande refusée"], "a forger made us write a code"
    await stage.reply(STAFF[1], "REFUSER non", to=old)
    assert sorted(subjects(stage, STAFF[1])[2:]) == ["Commande refusée", "À décider : votre message"]
    assert len(stage.letters(STAFF[0])) == before[0] and len(stage.letters("m@cabinet.example")) == 2
    fresh = next(raw for raw in stage.letters(STAFF[1])[2:] if "décider" in str(parsed(raw)["subject"]))
    await stage.reply(STAFF[1], "REFUSER non", to=fresh)
    assert subjects(stage, "m@cabinet.example")[-1] == "Réponse à votre demande"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Non.\n\n> APPROUVER", "unknown_command"),
        ("Bonjour Sofie, APPROUVER ?", "unknown_command"),
        ("APPROUVER\nREFUSER non", "several_commands"),
        ("APPROUVER mais pas tout de suite", "several_commands"),
        ("REFUSER", "unknown_command"),
    ],
)
async def test_c18_only_one_clear_command_in_the_own_text_counts(stage: Stage, text: str, why: str) -> None:
    await stage.write("m@cabinet.example", "Cliente", "Ma cliente demande ses données. Mise en demeure.")
    await stage.reply(STAFF[0], text)
    assert len(stage.letters("m@cabinet.example")) == 1
    assert subjects(stage, STAFF[0])[-1] == "Commande refusée"

    def lines() -> list[str]:
        with stage.bot.store.session() as session:
            return [row.line for row in session.exec(select(Journal))]

    assert f"staff command refused: {why}" in await stage.bot.on_store(lines)


async def test_c18_a_command_with_a_greeting_and_a_signature_counts(stage: Stage) -> None:
    await stage.write("m@cabinet.example", "Cliente", "Ma cliente demande ses données. Mise en demeure.")
    await stage.reply(STAFF[0], "APPROUVER, merci\n\nSofie Martin\nService clients")
    assert len(stage.letters("m@cabinet.example")) == 2


async def test_c19_nobody_decides_on_himself(stage: Stage) -> None:
    await stage.write(STAFF[0], "Données", f"{ASK}\nSinon je porte plainte.")
    decide = [raw for raw in stage.letters(STAFF[0]) if "décider" in str(parsed(raw)["subject"])]
    assert not decide, "a member of staff was asked about his own case"
    assert any("À décider" in subject for subject in subjects(stage, STAFF[1]))


async def test_c19_nobody_approves_that_a_record_becomes_his(stage: Stage) -> None:
    await stage.write(OWNER, "Adresse", f"Bonjour, ma nouvelle adresse e-mail est {STAFF[0]}.")
    await stage.reply(OWNER, "OUI")
    await stage.reply(STAFF[0], "OUI")
    assert not any("À décider" in subject for subject in subjects(stage, STAFF[0]))
    other = next(raw for raw in stage.letters(STAFF[1]) if "À décider" in str(parsed(raw)["subject"]))
    await stage.reply(STAFF[0], "APPROUVER", to=other)
    assert await held(stage, STAFF[0]) == 0


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


async def test_four_eyes_for_an_erasure(staging: Staging) -> None:
    stage = await staging(staff={"four_eyes": True}, periods={"erasure_wait_hours": 0})
    await stage.write(OTHER, "Delete", "Please delete all my personal data.")
    await stage.reply(OTHER, "YES")
    first = [raw for raw in stage.letters(STAFF[0]) if "décider" in str(parsed(raw)["subject"])][-1]
    await stage.reply(STAFF[0], "APPROUVER", to=first)
    assert await held(stage, OTHER) == 1
    again = [raw for raw in stage.letters(STAFF[0]) if "décider" in str(parsed(raw)["subject"])][-1]
    await stage.reply(STAFF[0], "APPROUVER", to=again)
    assert await held(stage, OTHER) == 1, "one person approved twice"
    assert "deuxième personne" in body(stage.last(STAFF[0]))
    second = [raw for raw in stage.letters(STAFF[1]) if "décider" in str(parsed(raw)["subject"])][-1]
    await stage.reply(STAFF[1], "APPROUVER", to=second)
    assert await held(stage, OTHER) == 0
