"""One connection for many mails: in two round trips each, and never in doubt without saying so."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Session
from aiosmtpd.smtp import Envelope as Received
from hypothesis import given
from hypothesis import strategies as st

from bot.edge.bulk import BulkLine
from bot.edge.compose import Envelope, compose
from bot.edge.loopback import free_port
from bot.edge.smtp import Postman, Sent, SmtpSettings
from tests.relay import Relay, running

RAW = b"Subject: hi\r\n\r\nfirst\r\n.dot\r\n..two dots\r\n"
ANNA = "anna@maison.example"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


async def send(line: BulkLine, recipient: str = ANNA) -> Sent:
    return await line.send(RAW, sender="news@crm.example", recipient=recipient, envelope_id="2026-N0001.ab")


def answers(**by_verb: str):
    """Answer a verb with a text; ``end`` is the end of the content."""
    table = {("." if verb == "end" else verb): text for verb, text in by_verb.items()}
    return lambda command: table.get(command.partition(" ")[0], "")


@pytest.fixture(params=[("PIPELINING", "DSN"), ()], ids=["pipelining", "plain"])
def relay(request: pytest.FixtureRequest):
    with running(Relay(extensions=request.param)) as relay:
        yield relay


@pytest.fixture
async def line(relay: Relay) -> AsyncIterator[BulkLine]:
    line = BulkLine(relay.settings)
    yield line
    await line.close()


async def test_many_mails_go_over_one_connection_unchanged(relay: Relay, line: BulkLine) -> None:
    for number in range(5):
        assert (await send(line, f"p{number}@x.example")).outcome == "sent"
    assert relay.connections == 1
    assert relay.accepted == [(f"p{number}@x.example", RAW) for number in range(5)]


async def test_reports_are_asked_for_where_the_relay_offers_them(relay: Relay, line: BulkLine) -> None:
    await send(line)
    mail = next(command for command in relay.commands if command.startswith("MAIL"))
    assert ("ENVID=2026-N0001.ab" in mail) == ("DSN" in relay.extensions)


@pytest.mark.parametrize(("answer", "outcome"), [("550 5.1.1 nobody", "failed"), ("451 4.3.0 later", "deferred")])
async def test_a_refused_recipient_costs_only_himself(relay: Relay, line: BulkLine, answer: str, outcome: str) -> None:
    relay.script = lambda command: answer if "anna" in command and command.startswith("RCPT") else ""
    refused = await send(line)
    assert (refused.outcome, refused.code, refused.unknown) == (outcome, int(answer[:3]), False)
    assert answer[4:] in refused.text
    assert (await send(line, "bram@x.example")).outcome == "sent"
    assert [recipient for recipient, _ in relay.accepted] == ["bram@x.example"] and relay.connections == 1


async def test_data_that_opens_although_the_recipient_was_refused_sends_nothing(relay: Relay, line: BulkLine) -> None:
    relay.script = answers(RCPT="550 5.1.1 nobody", DATA="354 go on anyway")
    assert (await send(line)).outcome == "failed"
    relay.script = lambda command: ""
    assert (await send(line, "bram@x.example")).outcome == "sent"
    assert [recipient for recipient, _ in relay.accepted] == ["bram@x.example"]


async def test_a_refused_content_is_no_doubt(relay: Relay, line: BulkLine) -> None:
    relay.script = answers(end="554 5.7.1 looks like spam")
    refused = await send(line)
    assert (refused.outcome, refused.code, refused.unknown) == ("failed", 554, False)


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA"])
async def test_a_connection_lost_before_the_content_is_no_doubt(relay: Relay, line: BulkLine, verb: str) -> None:
    relay.script = answers(**{verb: "drop"})
    lost = await send(line)
    assert (lost.outcome, lost.unknown) == ("deferred", False)
    relay.script = lambda command: ""
    assert (await send(line)).outcome == "sent" and relay.connections == 2


async def test_a_connection_lost_after_the_content_is_in_doubt(relay: Relay, line: BulkLine) -> None:
    relay.script = answers(end="drop")
    lost = await send(line)
    assert (lost.outcome, lost.unknown) == ("deferred", True)


async def test_a_relay_that_has_enough_says_so_and_closes(relay: Relay, line: BulkLine) -> None:
    relay.script = answers(MAIL="421 4.3.2 too much")
    busy = await send(line)
    assert (busy.outcome, busy.code, busy.unknown) == ("deferred", 421, False)


async def test_a_silent_relay_is_given_up(relay: Relay) -> None:
    line = BulkLine(SmtpSettings(host="127.0.0.1", port=relay.port, tls="none", timeout=0.2))
    relay.script = lambda command: "250-still thinking" if command.startswith("MAIL") else ""
    slow = await send(line)
    assert (slow.outcome, slow.unknown) == ("deferred", False)
    await line.close()


async def test_no_relay_is_waited_for() -> None:
    line = BulkLine(SmtpSettings(host="127.0.0.1", port=1, tls="none", timeout=1))
    assert (await send(line)).outcome == "deferred"


@pytest.mark.parametrize("address", ["a\r\nRCPT TO:<b@x.example>", "a b@x.example", "a>@x.example", "é@x.example", ""])
async def test_an_address_that_would_break_the_dialogue_is_never_written(address: str) -> None:
    line = BulkLine(SmtpSettings(host="127.0.0.1", port=1, tls="none", timeout=1))
    assert (await send(line, address)).code == 553


@given(
    st.text(max_size=20), st.sampled_from([*map(chr, range(33)), "<", ">", "\x7f", "\x85", "\u2028", "é"]), st.text()
)
def test_no_text_with_a_character_that_ends_a_command_is_written(before: str, bad: str, after: str) -> None:
    line = BulkLine(SmtpSettings(host="127.0.0.1", port=1, tls="none", timeout=1))
    assert asyncio.run(send(line, before + bad + after)).code == 553


async def test_a_relay_whose_tls_was_stripped_gets_nothing(relay: Relay) -> None:
    """RFC 3207 section 6: who stands between can take STARTTLS out of the answer; no way on without it."""
    settings = SmtpSettings(host="127.0.0.1", port=relay.port, tls="starttls", timeout=5)
    line, postman = BulkLine(settings), Postman(settings)
    assert (await send(line)).outcome == "deferred"
    letter = compose(
        Envelope(name="CRM", address="p@crm.example"),
        ANNA,
        "x",
        "x\n",
        message_id="1@crm.example",
        references=(),
        files=(),
        now=NOW,
    )
    assert (await postman.send(letter, sender="p@crm.example", recipient=ANNA)).outcome == "deferred"
    assert not relay.accepted and not [one for one in relay.commands if one.startswith(("MAIL", "AUTH"))]
    await line.close()
    await postman.close()


async def test_a_login_that_is_refused_is_told_by_its_code(relay: Relay) -> None:
    relay.extensions = (*relay.extensions, "AUTH PLAIN LOGIN")
    relay.script = answers(AUTH="535 5.7.8 no")
    settings = SmtpSettings(host="127.0.0.1", port=relay.port, tls="none", user="u", password="p", timeout=5)
    assert (await send(BulkLine(settings))).code == 535


class _Keeps:
    def __init__(self) -> None:
        self.contents: list[bytes] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Received) -> str:
        self.contents.append(bytes(envelope.content or b""))
        return "250 OK"


async def test_a_real_server_takes_them_too() -> None:
    keeps = _Keeps()
    port = free_port()
    controller = Controller(keeps, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        line = BulkLine(SmtpSettings(host="127.0.0.1", port=port, tls="none", timeout=5))
        results = [await send(line) for _ in range(3)]
        await line.close()
    finally:
        await asyncio.to_thread(controller.stop)
    assert [one.outcome for one in results] == ["sent"] * 3 and keeps.contents == [RAW] * 3
