"""A server that is away: the bot waits, says so, and loses nothing; a relay of another make takes its mail."""

import asyncio
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import select

from bot.core.records import Posted
from bot.edge.loopback import free_port
from bot.edge.smtp import Postman, Sent, SmtpSettings
from bot.edge.tables import Inbox
from bot.errors import TemporaryError
from bot.flow import patience
from bot.stage import PRIVACY, STAFF, Stage, body
from tests import servers
from tests.attacks.test_identity_papers import with_file
from tests.conftest import Staging, missing
from tests.relay import Relay

ANNA = "anna.lefevre@maison.example"
RAW = (
    b"From: privacy@crm.example\r\nTo: a@b.example\r\nSubject: x\r\nDate: Mon, 2 Feb 2026 10:00:00 +0000\r\n"
    b"Message-ID: <1@crm.example>\r\nAuto-Submitted: auto-replied\r\n\r\nx\r\n"
)


async def test_without_imap_the_bot_waits_and_the_outbox_still_goes(stage: Stage) -> None:
    await stage.write(ANNA, "Mes données", "Bonjour, quelles données avez-vous sur moi ?")
    stage.world._server.kill()
    stage.world._server.wait()
    with pytest.raises(TemporaryError):
        for _ in range(5):
            await stage.bot.intake.run_once()
    assert await stage.bot._guarded(stage.bot.intake.run_once) is False
    await stage.bot.carry()
    await stage.bot.post()
    assert len(stage.letters(ANNA)) == 1


async def test_a_replacement_that_the_server_refuses_holds_up_nothing_and_staff_hear_of_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over its limit or quota; an outage meanwhile is no refusal."""
    tries = []

    async def refuse(folder: str, uid: int, to: str, raw: bytes, arrived_at: datetime) -> None:
        tries.append(uid)
        raise TemporaryError("APPEND: NO [OVERQUOTA]")

    async def away(folder: str) -> int:
        raise TemporaryError("gone")

    monkeypatch.setattr(stage.bot.mailbox, "replace", refuse)
    stage.world.write(with_file("Please delete all my personal data.", "carte-identite.jpg", b"CARD" * 5000))
    stage.world.write(f"From: {ANNA}\r\nTo: {PRIVACY}\r\nSubject: x\r\n\r\nMes donnees ?\r\n".encode())
    await stage.bot.intake.run_once()
    assert len(stage.world.folder("INBOX")) == 1, "the other one left"
    with monkeypatch.context() as outage:
        moves = await stage.bot.on_store(lambda: stage.bot.store.moves(stage.bot.config.imap.user, "INBOX", 5))
        outage.setattr(stage.bot.mailbox, "uidvalidity", away)
        for _ in range(5):
            with pytest.raises(TemporaryError):
                await stage.bot.intake._replace(moves[0], moves[0].instead or b"")
    assert len(stage.world.folder("INBOX")) == 1
    for _ in range(4):
        await stage.bot.drain()
    assert len(tries) == 1 + 5 + 2 and stage.world.folder("INBOX") == []
    told = [letter for letter in stage.parsed_letters(STAFF[0]) if "document d'identité" in body(letter)]
    assert len(told) == 1

    def left() -> Sequence[bool]:
        with stage.bot.store.session() as session:
            return session.exec(select(Inbox.moved)).all()

    assert all(await stage.bot.on_store(left))
    assert b64encode(b"CARD" * 50)[:60] not in b"".join(
        path.read_bytes() for path in stage.folder.iterdir() if path.is_file()
    )


async def test_without_smtp_letters_wait_in_the_outbox(staging: Staging) -> None:
    stage = await staging(smtp={"port": free_port()})
    await stage.write(ANNA, "Mes données", "Bonjour, quelles données avez-vous sur moi ?")
    for _ in range(2):
        left = await stage.bot.on_store(lambda: stage.bot.store.undone(stage.clock()))
        assert [line.rpartition(" ")[2] for line in left] == ["deferred"]
        await stage.later(minutes=10)
    assert stage.world.folder("INBOX") == [] and not stage.world.everything()


async def test_letters_leave_while_mails_still_come_in_and_cases_fall_due(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def until_it_left() -> None:
        for _ in range(1000):
            if stage.world.mails_to(ANNA):
                return
            await asyncio.sleep(0.05)

    async def taking_mail_in() -> int:
        done = await take_in()
        await until_it_left()
        return done

    take_in = stage.bot.intake.run_once
    monkeypatch.setattr(stage.bot.intake, "run_once", taking_mail_in)
    monkeypatch.setattr(stage.bot, "carry", until_it_left)
    stage.world.write(f"From: {ANNA}\r\nSubject: x\r\n\r\nQuelles donnees avez-vous sur moi ?\r\n".encode())
    async with asyncio.timeout(60):
        await stage.bot.mail()
    assert len(stage.letters(ANNA)) == 1


async def test_an_imap_server_that_goes_away_cuts_off_no_letter(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter that is cut off would stay claimed until the next start, or go twice."""
    under_way = asyncio.Event()
    send, take_in = stage.bot.postman.send, stage.bot.intake.run_once

    async def slowly(raw: bytes, *, sender: str, recipient: str) -> Sent:
        under_way.set()
        await asyncio.sleep(0.5)
        return await send(raw, sender=sender, recipient=recipient)

    async def taking_mail_in() -> int:
        await take_in()
        await under_way.wait()
        raise TemporaryError("IMAP: gone")

    monkeypatch.setattr(stage.bot.postman, "send", slowly)
    monkeypatch.setattr(stage.bot.intake, "run_once", taking_mail_in)
    stage.world.write(f"From: {ANNA}\r\nSubject: x\r\n\r\nQuelles donnees avez-vous sur moi ?\r\n".encode())
    async with asyncio.timeout(60):
        with pytest.raises(TemporaryError):
            await stage.bot.mail()
    assert len(stage.letters(ANNA)) == 1
    assert not await stage.bot.on_store(stage.bot.store.release_claims)


async def test_results_wait_for_a_database_that_is_away_and_no_letter_goes_twice(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivered, outages = stage.bot.store.delivered, [TemporaryError("database is locked")] * 2

    def later(results: Sequence[Posted], now: datetime) -> None:
        if outages:
            raise outages.pop()
        delivered(results, now)

    monkeypatch.setattr(patience, "_AGAIN", 0.01)
    monkeypatch.setattr(stage.bot.store, "delivered", later)
    await stage.write(ANNA, "Mes données", "Bonjour, quelles données avez-vous sur moi ?")
    assert not outages and len(stage.letters(ANNA)) == 1
    assert not await stage.bot.on_store(stage.bot.store.release_claims)


async def test_postfix_smtp_sink_takes_what_we_send(tmp_path: Path) -> None:
    sink = servers.program("smtp-sink")
    if sink is None:
        missing("postfix (smtp-sink)")
        return
    port = free_port()
    process = await asyncio.create_subprocess_exec(sink, "-u", "nobody", f"127.0.0.1:{port}", "10", cwd=tmp_path)
    postman = Postman(SmtpSettings(host="127.0.0.1", port=port, tls="none", timeout=5.0))
    try:
        outcomes = []
        for _ in range(50):
            sent = await postman.send(RAW, sender="privacy@crm.example", recipient="a@b.example")
            outcomes.append(sent.outcome)
            if outcomes[-5:] == ["sent"] * 5:
                break
            await asyncio.sleep(0.1)
        assert outcomes[-5:] == ["sent"] * 5
    finally:
        await postman.close()
        process.terminate()
        await process.wait()


async def test_a_connection_that_the_relay_ends_after_some_mails_costs_no_mail() -> None:
    relay = Relay()

    def ends_the_first_after_one_mail(command: str) -> str:
        had_enough = command.startswith("MAIL") and (relay.connections, len(relay.accepted)) == (1, 1)
        return "421 enough" if had_enough else ""

    relay.script = ends_the_first_after_one_mail
    async with await asyncio.start_server(relay.serve, "127.0.0.1", 0) as server:
        relay.port = server.sockets[0].getsockname()[1]
        postman = Postman(relay.settings)
        for _ in range(3):
            sent = await postman.send(RAW, sender="privacy@crm.example", recipient="a@b.example")
            assert sent.outcome == "sent"
        await postman.close()
    assert (relay.connections, len(relay.accepted)) == (2, 3)
    assert "NOOP" not in relay.commands, "a connection that was just answered on is not tried again"
