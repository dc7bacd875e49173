"""``check auth`` over real IMAP and SMTP: what it says of careful and of careless border servers."""

import asyncio
import subprocess
import sys

import pytest

from bot.commands.check_auth import check_auth
from bot.edge import loopback
from bot.edge.signatures import Zone
from bot.errors import ConfigError, TemporaryError
from bot.stage import Stage
from tests.conftest import Staging
from tests.signing import COVERED, RECORD, key_name, sign

ONE_CLICK = (b"list-unsubscribe", b"list-unsubscribe-post")
ZONE = Zone({key_name("crm.example"): RECORD})


async def test_a_careful_border_is_right_and_nothing_is_left(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    await check_auth(stage.config, seconds=20, lookup=ZONE)
    said = capsys.readouterr().out
    assert "mx.crm.example: pass" in said and "taken out" in said and "whole body: no" in said
    assert not stage.world.folder("INBOX")


async def test_a_border_that_leaves_results_in_is_named_and_does_no_harm(
    stage: Stage, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loopback, "_forged", lambda field: False)
    await check_auth(stage.config, seconds=20, lookup=ZONE)
    assert "left in" in capsys.readouterr().out


async def test_a_border_of_another_name_would_let_planted_results_count(staging: Staging) -> None:
    stage = await staging(trust={"authserv_id": "mx.elsewhere.example"})
    with pytest.raises(ConfigError) as caught:
        await check_auth(stage.config, seconds=20, lookup=ZONE)
    assert [line.split(":")[0] for line in caught.value.problems] == ["trust.authserv_id", "trust.received_by"]
    assert not stage.world.folder("INBOX")


@pytest.mark.parametrize(
    ("covered", "said"), [(COVERED, "section 4): no"), ((*COVERED, *ONE_CLICK), "section 4): yes")]
)
async def test_the_signature_of_the_relay_is_read(
    staging: Staging,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    covered: tuple[bytes, ...],
    said: str,
) -> None:
    stage = await staging(trust={"authserv_id": ""})
    judged = loopback._Border._judged
    monkeypatch.setattr(
        loopback._Border,
        "_judged",
        lambda self, raw, sender: judged(self, sign(raw, "crm.example", covered), sender),
    )
    await check_auth(stage.config, seconds=20, lookup=ZONE)
    out = capsys.readouterr().out
    assert "whole body: yes" in out and said in out


async def test_a_mail_that_does_not_come_back_is_said(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage.world, "_append", lambda raw: None)
    with pytest.raises(TemporaryError, match="did not arrive"):
        await check_auth(stage.config, seconds=0.1, lookup=ZONE)


async def test_a_relay_that_refuses_is_said(stage: Stage) -> None:
    stage.world.refuse["privacy@crm.example"] = "550 5.1.1 unknown"
    with pytest.raises(TemporaryError, match=r"550 5\.1\.1"):
        await check_auth(stage.config, seconds=20, lookup=ZONE)


async def test_the_command(stage: Stage) -> None:
    imap, smtp = stage.config.imap, stage.config.smtp
    (stage.folder / "config.toml").write_text(
        f"""
        company = {{name = "CRM", privacy_address = "privacy@crm.example", policy_url = "https://x.example"}}
        imap = {{host = "{imap.host}", port = {imap.port}, user = "{imap.user}", tls = "none",
                password_file = "{imap.password_file}"}}
        smtp = {{host = "{smtp.host}", port = {smtp.port}, tls = "none"}}
        staff = {{addresses = ["sofie@crm.example"]}}
        trust = {{authserv_id = "mx.crm.example"}}
        """.replace(",\n                password", ", password"),
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "bot", "check", "auth", "-c", str(stage.folder / "config.toml")]
    done = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True)
    assert done.returncode == 0 and "can be told from forged ones" in done.stdout, done.stderr
