"""The command line as a user runs it: exit codes, and what it prints."""

import json
import os
import subprocess
import sys
from pathlib import Path

from bot.edge.keys import Keys

ROOT = Path(__file__).parent.parent
MAIL = (
    "From: Anna <anna@maison.example>\r\nTo: privacy@crm.example\r\nSubject: Mes =?utf-8?q?donn=C3=A9es?=\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n\r\nBonjour,\r\nquelles données avez-vous sur moi ?\r\n"
)


def run(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "IMAP_PASSWORD": "x", "SMTP_PASSWORD": "x"}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments], capture_output=True, text=True, cwd=folder, env=environment
    )


def test_classify_gives_one_json_line_a_mail(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(MAIL.encode())
    (tmp_path / "b.eml").write_bytes(b"From: a@x.example\r\nFrom: b@x.example\r\n\r\nx")
    done = run("classify", "--json", str(tmp_path))
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [(line["file"], line["kind"], line["disposition"]) for line in lines] == [
        ("a.eml", "access", "opened"),
        ("b.eml", "unsure", "quarantined"),
    ]
    assert lines[0]["language"] == "fr" and lines[0]["reasons"]


def test_classify_reads_an_mbox(tmp_path: Path) -> None:
    box = tmp_path / "mails.mbox"
    text = MAIL.replace("\r\n", "\n")
    box.write_text(
        f"From x Mon Jan  1 00:00:00 2026\n{text}\nFrom y Mon Jan  1 00:00:00 2026\n{text}", encoding="utf-8"
    )
    assert len(run("classify", "--json", str(box)).stdout.splitlines()) == 2


def test_a_missing_file_is_a_clear_failure() -> None:
    done = run("classify", "/nowhere.eml")
    assert done.returncode == 1 and "nowhere.eml" in done.stderr and "Traceback" not in done.stderr


def test_unknown_options_are_a_matter_of_usage() -> None:
    assert run("run", "--sideways").returncode == 2


def test_a_wrong_configuration_is_named_and_exits_78(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[imap]\nhost = "x"\nport = "many"\n', encoding="utf-8")
    done = run("check", "--offline", folder=tmp_path)
    assert done.returncode == 78
    assert "imap.port" in done.stderr and "company" in done.stderr and "staff" in done.stderr


def test_no_configuration_exits_78(tmp_path: Path) -> None:
    done = run("run", "--once", folder=tmp_path)
    assert done.returncode == 78 and "config.toml" in done.stderr


def test_rules_test_runs_every_example() -> None:
    done = run("rules", "test")
    assert done.returncode == 0 and "0 failed" in done.stdout


def test_contacts_and_journal(tmp_path: Path) -> None:
    config = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    (tmp_path / "config.toml").write_text(config, encoding="utf-8")
    (tmp_path / "in.csv").write_text("email,last_name,city\nx@huis.example,Peeters,Gent\n", encoding="utf-8")
    assert "1 new" in run("contacts", "import", "in.csv", "--source", "form", folder=tmp_path).stdout
    assert "1 already there" in run("contacts", "import", "in.csv", "--source", "form", folder=tmp_path).stdout
    assert json.loads(run("contacts", "show", "x@huis.example", "--json", folder=tmp_path).stdout)["city"] == "Gent"
    assert run("contacts", "export", "out.json", folder=tmp_path).returncode == 0
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))[0]["last_name"] == "Peeters"
    assert "the chain holds" in run("audit", "verify", folder=tmp_path).stdout
    assert run("cases", "show", "2026-9999", folder=tmp_path).returncode == 1
    assert (tmp_path / "privacy-bot.keys").stat().st_mode & 0o077 == 0
    (tmp_path / "privacy-bot.keys").chmod(0o644)
    assert run("cases", "list", folder=tmp_path).returncode == 78


def test_a_data_map_that_forgets_a_table_stops_the_start(tmp_path: Path) -> None:
    config = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    (tmp_path / "config.toml").write_text(config.replace('# rules = "rules"', 'rules = "own"'), encoding="utf-8")
    (tmp_path / "own").mkdir()
    whole = (ROOT / "rules" / "data.toml").read_text(encoding="utf-8")
    (tmp_path / "own" / "data.toml").write_text(
        whole.replace("[tables.delivery", "[tables.deliveries"), encoding="utf-8"
    )
    done = run("run", "--once", folder=tmp_path)
    assert done.returncode == 78 and "delivery holds personal data and is not in the map" in done.stderr
    assert not (tmp_path / "privacy-bot.sqlite3").exists()


def test_a_newsletter_from_the_command_line(tmp_path: Path) -> None:
    config = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    (tmp_path / "config.toml").write_text(config, encoding="utf-8")
    refused = run("newsletter", "send", "winter", folder=tmp_path)
    assert refused.returncode == 1 and "audience-empty" in refused.stderr
    (tmp_path / "in.csv").write_text(
        "email,newsletters,consent\nx@huis.example,news,form on the site 2026-01-31\n", encoding="utf-8"
    )
    run("contacts", "import", "in.csv", "--source", "form", folder=tmp_path)
    shown = run("newsletter", "preview", "winter", "--out", "proof", folder=tmp_path)
    assert shown.returncode == 0 and "1 recipient\n" in shown.stdout
    assert "slot" not in (tmp_path / "proof" / "winter.fr.html").read_text(encoding="utf-8")
    misspelt = run("newsletter", "send", "winter", "--override", "alt-mising", folder=tmp_path)
    assert misspelt.returncode == 2 and "alt-mising" in misspelt.stderr
    sent = run("newsletter", "send", "winter", folder=tmp_path)
    assert "2026-N0001" in sent.stdout.replace(sent.stdout[:4], "2026", 1) and "scheduled" in sent.stdout
    again = run("newsletter", "send", "winter", folder=tmp_path)
    assert again.returncode == 1 and "already" in again.stderr
    assert "paused" in run("newsletter", "pause", "winter", folder=tmp_path).stdout
    assert run("newsletter", "pause", "winter", folder=tmp_path).returncode == 1
    status = json.loads(run("newsletter", "status", "winter", "--json", folder=tmp_path).stdout)
    assert (status["state"], status["audience"], status["topic"]) == ("paused", 0, "news")
    run("newsletter", "send", "maintenance-hosting", "--override", "audience-empty", folder=tmp_path)
    for name in (["winter"], []):
        table = run("newsletter", "status", *name, folder=tmp_path).stdout
        assert status["number"] in table and "…" not in table, "it can be read at eighty columns"
    assert "scheduled" in run("newsletter", "resume", "winter", folder=tmp_path).stdout
    assert "0 mails" in run("newsletter", "retry", "winter", folder=tmp_path).stdout
    assert run("newsletter", "status", "spring", folder=tmp_path).returncode == 1
    assert run("newsletter", "send", "../../etc", folder=tmp_path).returncode == 78


def test_the_demo_plays_to_its_end() -> None:
    done = run("demo")
    assert done.returncode == 0 and "11 conversations played" in done.stdout
    assert "audience 7 = 1 failed + 5 sent + 1 suppressed" in done.stdout


def test_a_new_key_keeps_what_the_old_one_made(tmp_path: Path) -> None:
    config = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    (tmp_path / "config.toml").write_text(config, encoding="utf-8")
    run("contacts", "export", "none.json", folder=tmp_path)
    before = Keys.load(tmp_path / "privacy-bot.keys")
    assert run("keys", "rotate", folder=tmp_path).returncode == 0
    after = Keys.load(tmp_path / "privacy-bot.keys")
    assert after.hash("x", "y") != before.hash("x", "y") and before.hash("x", "y") in after.hashes("x", "y")
    assert (tmp_path / "privacy-bot.keys").stat().st_mode & 0o077 == 0


def test_somebody_is_asked_before_he_is_subscribed(tmp_path: Path) -> None:
    config = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    (tmp_path / "config.toml").write_text(config, encoding="utf-8")
    asked = run("contacts", "subscribe", "x@huis.example", "news", "--language", "nl", folder=tmp_path)
    assert asked.returncode == 0 and "asked" in asked.stdout
    assert "subscribe" in run("cases", "list", "--json", folder=tmp_path).stdout
    for wrong in (
        ("x@huis.example", "gossip"),
        ("huis.example", "news"),
        ("x@huis.example", "news", "--language", "xx"),
    ):
        assert run("contacts", "subscribe", *wrong, folder=tmp_path).returncode == 1
