"""kill -9 at every step of the way: no mail is lost, nothing is doubled but a letter with the same Message-ID."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import load
from bot.edge import samples
from bot.edge.build import open_store
from bot.edge.loopback import AUTHSERV_ID, LoopbackWorld
from bot.stage import PRIVACY, parsed
from tests.crash import POINTS

ANNA = "anna.lefevre@maison.example"
#: Where the kill may fall between the server's 250 and its record: letters go out beside the moving of mails.
UNDER_WAY = {"sent, not noted", "committed, not moved", "moved, not noted"}
ROOT = Path(__file__).parent.parent.parent
MAIL = (
    f"From: {ANNA}\r\nTo: {PRIVACY}\r\nSubject: Mes donnees\r\nMessage-ID: <one@maison.example>\r\n"
    "Date: Mon, 2 Feb 2026 10:00:00 +0100\r\n\r\nQuelles donnees avez-vous sur moi ?\r\n"
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[LoopbackWorld]:
    with LoopbackWorld(PRIVACY) as running:
        (tmp_path / "password").write_text(str(running.imap.password), encoding="utf-8")
        (tmp_path / "config.toml").write_text(
            f"""
[company]
name = "CRM"
privacy_address = "{PRIVACY}"
policy_url = "https://www.crm.example/privacy"
[imap]
host = "127.0.0.1"
port = {running.imap.port}
user = "{running.imap.user}"
password_file = "password"
tls = "none"
[smtp]
host = "127.0.0.1"
port = {running.smtp.port}
tls = "none"
[staff]
addresses = ["sofie@crm.example"]
[trust]
authserv_id = "{AUTHSERV_ID}"
""",
            encoding="utf-8",
        )
        store = open_store(load(tmp_path / "config.toml"))
        with store.session() as session:
            samples.load(session)
        store.engine.dispose()
        yield running


def run(folder: Path, point: str) -> int:
    command = [sys.executable, "-m", "tests.crash", str(folder / "config.toml"), point]
    return subprocess.run(command, cwd=ROOT, timeout=120, stderr=subprocess.DEVNULL).returncode


@pytest.mark.parametrize("point", list(POINTS))
def test_c14_a_kill_loses_and_doubles_nothing(world: LoopbackWorld, tmp_path: Path, point: str) -> None:
    world.write(MAIL.encode())
    if point == "due, not carried out":
        assert run(tmp_path, "none") == 0
        letter = parsed(world.mails_to(ANNA)[0])
        answer = MAIL.replace("one@", "two@").replace("Mes donnees", f"Re: {letter['subject']}".replace("\n", ""))
        world.write((answer.partition("\r\n\r\n")[0] + "\r\n\r\nOUI\r\n").encode())
    assert run(tmp_path, point) == -signal.SIGKILL
    assert run(tmp_path, "none") == 0
    assert run(tmp_path, "none") == 0
    letters = [parsed(raw) for raw in world.mails_to(ANNA)]
    assert len({str(letter["message-id"]) for letter in letters}) == (2 if point == "due, not carried out" else 1)
    most = 2 if point in UNDER_WAY else len({str(letter["message-id"]) for letter in letters})
    assert len(letters) <= most
    assert world.folder("INBOX") == []
    assert len(world.folder("Privacy/Requests")) == 1
