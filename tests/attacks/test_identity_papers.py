"""Copies of identity documents that somebody sends: C09."""

from base64 import b64encode
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from sqlmodel import select

from bot.commands.mails import again
from bot.core.records import Outcome
from bot.edge.reader import Fault
from bot.edge.tables import Inbox
from bot.stage import PRIVACY, STAFF, Stage, body, parsed
from tests.attacks.plays import CHALLENGE
from tests.attacks.world import ASK, OTHER, OWNER, THIEF, held, subjects
from tests.conftest import Staging


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
