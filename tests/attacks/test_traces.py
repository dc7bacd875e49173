"""C13 and what belongs to it: nothing of a person in the logs, and nowhere once she is erased."""

import logging
from pathlib import Path

import pytest

from bot.stage import STAFF, Stage, parsed
from tests.attacks.world import OTHER, THIEF, held, subjects
from tests.conftest import Staging

WORDS = (OTHER, "carol.smith", "Smith", "house.example")


async def test_c13_after_erasure_and_retention_no_byte_is_left(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    await stage.write(OTHER, "Data", "Hello,\n\nwhat data do you hold about me?\n\nCarol Smith")
    await stage.reply(OTHER, "YES")
    stage.world.refuse[OTHER] = f"550 5.1.1 <{OTHER}> unknown: Carol Smith"
    await stage.write(OTHER, "Letter", f"My lawyer, {OTHER}, will sue you. I demand compensation. Carol Smith")
    stage.world.refuse.clear()
    await stage.write(THIEF, "About her", f"Please delete all the data of my account {OTHER}. I am Carol Smith.")
    await stage.later(days=1)
    await stage.write(OTHER, "Erase", "Please delete all the personal data you hold about me. Carol Smith")
    await stage.reply(OTHER, "YES")
    await stage.later(hours=73)
    assert subjects(stage, OTHER)[-1] == "Your data have been deleted" and await held(stage, OTHER) == 0
    await stage.reply(STAFF[0], "REFUSER réglé entre avocats", to=_decide(stage))
    for days in (8, 370, 12 * 366):  # a stranger's case about her expires, letters and mails go, then the invoices
        await stage.later(days=days)
        await stage.later(hours=1)
    ours = [record.getMessage() for record in caplog.records if record.name != "mail.log"]  # the border server's
    assert len(ours) > 10 and not _said("\n".join(ours)), "a log line names a person"
    assert not _said(_files(stage)), "the database names a person"
    for folder in stage.bot.folders():
        for raw in stage.world.folder(folder):
            assert not _said(raw.decode("utf-8", "replace")), folder


def _decide(stage: Stage) -> bytes:
    return next(raw for raw in stage.letters(STAFF[0]) if "À décider" in str(parsed(raw)["subject"]))


def _said(text: str) -> list[str]:
    return [word for word in WORDS if word in text]


def _files(stage: Stage) -> str:
    """All bytes of the database and its write-ahead log, as they lie on the disk."""
    files = [path for path in Path(stage.folder).iterdir() if path.name.startswith("privacy-bot.sqlite3")]
    assert files
    return "".join(path.read_bytes().decode("latin-1") for path in files)


async def test_c13_mails_too_long_to_be_kept_go_too_whatever_they_call_themselves(staging: Staging) -> None:
    stage = await staging(limits={"mail_megabytes": 1})
    head = f"From: {OTHER}\r\nTo: privacy@crm.example\r\n"
    for name, lines in (
        ("Message-ID: <same@x.example>\r\n", 120_000),
        ("Message-ID: <same@x.example>\r\n", 130_000),
        ("", 120_000),
    ):
        await stage.deliver(f"{head}{name}\r\n".encode() + b"too long\r\n" * lines)
    await stage.later(days=364)
    assert len(stage.world.folder("Privacy/Quarantine")) == 3
    await stage.later(days=6)
    await stage.later(hours=1)
    assert not stage.world.folder("Privacy/Quarantine") and "too long\r\n" not in _files(stage)
