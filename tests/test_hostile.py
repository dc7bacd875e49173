"""Broken and hostile mail: every one ends in a recorded outcome, and none stops the bot or draws an answer."""

import asyncio
import time

import pytest

from bot.core.mail import Mail
from bot.core.read import read
from bot.edge.reader import Fault, Reader
from bot.stage import STAFF, Stage, body
from tests.conftest import Staging

HEAD = b"From: A <a@b.example>\r\nTo: privacy@crm.example\r\nSubject: x\r\n"
NESTED = b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (depth, depth) for depth in range(10_000)
)
HOSTILE = {
    "fifty megabytes of text": HEAD + b"\r\n" + b"hello world this is text\r\n" * 2_000_000,
    "fifty megabytes attached": HEAD
    + b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + (b"QUJD" * 19 + b"\r\n") * 650_000,
    "ten thousand nested parts": HEAD + NESTED,
    "ten thousand parts": HEAD
    + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    + b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 10_000,
    "a subject of 400 kB": b"From: a@b.example\r\nSubject: " + b"=?utf-8?q?abc?= " * 26_000 + b"\r\n\r\nx",
    "NUL bytes": HEAD + b"\r\nfoo\x00bar",
    "no From": b"Subject: x\r\n\r\nx",
    "two From": b"From: a@b.example\r\nFrom: c@d.example\r\n\r\nx",
    "an unknown charset": HEAD + b"Content-Type: text/plain; charset=klingon\r\n\r\n\xe9t\xe9",
    "nothing at all": b"",
    "HTML two hundred thousand deep": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<div>" * 200_000 + b"hi",
    "a wall of quotes": HEAD + b"\r\n" + b"> > hello\r\n" * 100_000,
    "a wall of attributions": HEAD + b"\r\n" + b"On a b c d e 1\r\n" * 60_000,
    "a header of a megabyte": b"From: a@b.example\r\nX-Long: " + b"a" * 1_000_000 + b"\r\n\r\nx",
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_everything_can_be_read(name: str) -> None:
    mail = read(HOSTILE[name])
    assert isinstance(mail, Mail)
    assert "\x00" not in mail.text and len(mail.text) <= 1_000_000 and len(mail.subject) <= 1000


@pytest.mark.parametrize(
    "value, address",
    [
        ("victim@client.test)attacker@evil.test", None),
        ("=?utf-8?q?victim?=@client.test", None),
        ("victim@client.test\x00 <attacker@evil.test>", None),
        ("a@b.test, c@d.test", None),
        ("group: a@b.test;", None),
        ("<a@b.test> <c@d.test>", None),
        ("a@b.test\r\n c@d.test", None),
        ("Dupont, Jean <j@x.test>", None),
        ('"victim@client.test" <attacker@evil.test>', "attacker@evil.test"),
        ('"Dupont, Jean" <J@X.test>', "J@x.test"),
        ("=?utf-8?q?J=C3=A9?= <j@x.test>", "j@x.test"),
        ("j@x.test (Jean)", "j@x.test"),
    ],
)
def test_a_sender_counts_only_without_any_doubt(value: str, address: str | None) -> None:
    sender = read(b"From: " + value.encode() + b"\r\nSubject: x\r\n\r\nx").sender
    assert (sender.address if sender else None) == address


@pytest.mark.parametrize(
    "head",
    [b"Subject: x\rFrom: v@x.test\r\n", b"Fr\0om: a@b.test\r\nFrom: v@x.test\r\n", b"From: v@x.test\r\rX: y\r\n"],
)
def test_a_header_that_two_programs_read_differently_names_nobody(head: bytes) -> None:
    """What neither SMTP nor IMAP lets through unchanged, and a file may hold."""
    mail = read(head + b"To: privacy@crm.example\r\n\r\nhello")
    assert mail.sender is None and mail.sender_fault


@pytest.mark.parametrize(
    "first", [b"From sofie Mon Mar  2 10:00:00 2026\r\n", b">From sofie Mon Mar  2 10:00:00 2026\n", b""]
)
def test_the_first_line_of_a_mailbox_file_is_no_doubt(first: bytes) -> None:
    folded = b"Received: from a by b;\r\n\tMon, 2 Mar 2026 10:00:00 +0100\r\nDKIM-Signature: h=\r\n from:to\r\n"
    found = read(first + folded + b"From: j@x.test\r\n\r\nhello")
    assert found.sender is not None and not found.sender_fault


async def test_hostile_mails_are_put_aside_and_staff_are_told_a_few_times(staging: Staging) -> None:
    stage = await staging(limits={"mail_megabytes": 1})
    names = ("no From", "two From")
    for name in names:
        await stage.deliver(HOSTILE[name], envelope_sender="x@y.example")
    for number in range(6):
        await stage.deliver(b"From: a@b.example, c%d@d.example\r\n\r\nx" % number, envelope_sender="x@y.example")
    aside = len(stage.world.folder("Privacy/Quarantine"))
    assert aside == 8
    assert len(stage.letters(STAFF[0])) == 5, "beyond five a day only the digest counts them"
    assert set(stage.world.everything()) <= set(STAFF)
    assert stage.world.folder("INBOX") == []
    assert "n° " in body(stage.last(STAFF[0]))


def slow(raw: bytes) -> str:
    """Sleep for a mail that says so, die for another."""
    if raw == b"sleep":
        time.sleep(60)
    if raw == b"die":
        raise SystemExit
    if raw.startswith(b"From"):
        raise ArithmeticError(raw.decode())
    if raw == b"eat":
        return str(len(bytearray(10**12)))
    return raw.decode()


def opened() -> object:
    """Return the work of the worker."""
    return slow


async def test_a_poison_mail_costs_one_try_and_not_the_bot() -> None:
    reader: Reader[str] = Reader(opened, (), limit_seconds=2.0)
    found = await reader.read([b"one", b"sleep", b"two", b"die", b"eat", b"three"])
    await reader.close()
    assert [one if isinstance(one, str) else type(one) for one in found] == ["one", Fault, "two", Fault, Fault, "three"]


async def test_what_a_mistake_says_of_a_mail_is_printed_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    reader: Reader[str] = Reader(opened, (), limit_seconds=20.0)
    found = await reader.read([b"one", b"From: anna.lefevre@maison.example", b"two"])
    await reader.close()
    assert found == ["one", Fault(reason="ArithmeticError"), "two"]
    assert "anna" not in capfd.readouterr().err


async def test_each_result_is_that_of_its_mail_though_the_next_is_at_hand_and_one_dies() -> None:
    reader: Reader[str] = Reader(opened, (), limit_seconds=5.0)
    texts = [b"%d" % number if number % 7 else b"die" for number in range(20)]
    for _ in range(2):
        found = await reader.read(texts)
        assert [one if isinstance(one, str) else "died" for one in found] == [
            "died" if text == b"die" else text.decode() for text in texts
        ]
    await reader.close()


async def test_large_mails_and_large_results_do_not_wait_for_each_other() -> None:
    reader: Reader[str] = Reader(opened, (), limit_seconds=20.0)
    texts = [b"x" * 3_000_000, b"small", b"y" * 3_000_000, b"z" * 3_000_000, b"die", b"w" * 3_000_000]
    found = await asyncio.wait_for(reader.read(texts), 60)
    await reader.close()
    assert [len(one) if isinstance(one, str) else "died" for one in found] == [3e6, 5, 3e6, 3e6, "died", 3e6]


async def test_text_from_outside_is_never_a_template_or_a_header(stage: Stage) -> None:
    evil = "Mes données {{ 7*7 }} {% for x in y %}"
    await stage.write("m@cabinet.example", evil, "Ma cliente demande ses données. {{ config }}\n\nMise en demeure.")
    shown = body(stage.last(STAFF[0]))
    assert "{{ 7*7 }}" in shown and "{{ config }}" in shown
    raw = (
        b"From: anna.lefevre@maison.example\r\nTo: privacy@crm.example\r\n"
        b"Subject: =?utf-8?q?donnees=0D=0ABcc:_victim@evil.test?=\r\nMessage-ID: <a@b\r\n c>\r\n\r\n"
        b"Quelles donnees avez-vous sur moi ?\r\n"
    )
    await stage.deliver(raw)
    assert "victim@evil.test" not in stage.world.everything()
