"""``contacts`` as an operator runs it: files in and out, and the marks that outlive a backup."""

import json
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select
from typer.testing import CliRunner

from bot.app import utc_now
from bot.commands.contacts import app
from bot.commands.opened import opened
from bot.config import load
from bot.edge.tables import Journal, Outbox
from bot.edge.tombstones import give_out
from bot.errors import PermanentError
from bot.stage import body, parsed

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An operator's folder, and the bot run inside it."""
    (tmp_path / "config.toml").write_bytes(EXAMPLE.read_bytes())
    monkeypatch.chdir(tmp_path)
    for name in ("IMAP_PASSWORD", "SMTP_PASSWORD"):
        monkeypatch.setenv(name, "x")
    return tmp_path


def contacts(*arguments: str) -> str:
    done = CliRunner().invoke(app, arguments)
    if done.exception is not None:
        raise done.exception
    return done.stdout


def test_a_csv_with_quotes_and_line_breaks_goes_in_and_out(folder: Path) -> None:
    text = '\ufeffemail,company,street\nx@huis.example,"=1, ""Huis""",Kerkstraat\n"y@huis.example","A\nB",\n'
    (folder / "in.csv").write_text(text, encoding="utf-8")
    assert "2 new" in contacts("import", "in.csv", "--source", "form")
    assert "2 contacts" in contacts("export", "out.csv")
    assert '\'=1, ""Huis""' in (folder / "out.csv").read_text(encoding="utf-8")
    assert (folder / "out.csv").stat().st_mode & 0o777 == 0o600
    assert "0 new, 2 already there, 0 refused" in contacts("import", "out.csv", "--source", "form")
    contacts("export", "out.json")
    companies = [row["company"] for row in json.loads((folder / "out.json").read_text(encoding="utf-8"))]
    assert companies == ['=1, "Huis"', "A\nB"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("in.csv", "email,city\nx@huis.example,Gent,too,many\n"),
        ("in.json", '{"email": "x@huis.example"}'),
        ("in.json", "[1]"),
        ("in.json", "["),
        ("none.csv", ""),
    ],
)
def test_a_file_that_cannot_be_used_is_a_clear_failure(folder: Path, name: str, text: str) -> None:
    if text:
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(PermanentError):
        contacts("import", name, "--source", "form")
    assert contacts("show", "x@huis.example") == "nothing\n"


def test_marks_are_written_for_nobody_else_and_replayed(folder: Path) -> None:
    assert "0 marks" in contacts("marks", "marks.json")
    assert (folder / "marks.json").stat().st_mode & 0o777 == 0o600
    mark = {"what": "erased", "hash": "0" * 64, "at": "2026-01-01T00:00:00+00:00"}
    (folder / "marks.json").write_text(json.dumps([mark]), encoding="utf-8")
    assert "1 new marks, 0 persons erased again" in contacts("replay", "marks.json")
    assert "1 marks" in contacts("marks", "again.json")
    assert json.loads((folder / "again.json").read_text(encoding="utf-8")) == [mark]


class Undone(Exception):
    """Ends a transaction of which nothing may stay."""


def test_c12_after_a_restore_who_was_erased_goes_again_and_staff_hear_how_many(folder: Path) -> None:
    """The erasure of the day after the backup is in none of its tables, only in the marks kept apart."""
    (folder / "in.csv").write_text("email,last_name\nx@huis.example,Huis\ny@huis.example,Huis\n", encoding="utf-8")
    contacts("import", "in.csv", "--source", "form")
    now = utc_now() + timedelta(minutes=1)  # later than the import
    with opened(folder / "config.toml") as store:
        with suppress(Undone), store.transaction() as tx:
            person = tx.find("x@huis.example")[0].contact_id
            tx.subjects.erase(person, once="e/1", now=now, today=now.date())
            (folder / "marks.json").write_text(json.dumps(give_out(tx.session)), encoding="utf-8")
            raise Undone
        assert "1 persons erased again; the running bot tells staff" in contacts("replay", "marks.json")
        assert contacts("show", "x@huis.example") == "nothing\n" != contacts("show", "y@huis.example")
        assert "0 persons erased again; nothing to tell" in contacts("replay", "marks.json"), (
            "no second mail for nothing"
        )
        with store.session() as session:
            mails = session.exec(select(Outbox)).all()
            lines = [row.line for row in session.exec(select(Journal))]
    members = load(folder / "config.toml").staff.addresses
    assert sorted(mail.recipient for mail in mails) == sorted(members)
    for mail in mails:
        assert mail.letter == "staff_restored"
        assert "1 personne(s) effacée(s) étaient revenues" in body(parsed(mail.raw or b""))
    assert any(line.startswith("restored marks=") and line.endswith("erased=1") for line in lines)
