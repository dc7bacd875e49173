"""``contacts`` as an operator runs it: files in and out, and the marks that outlive a backup."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.contacts import app
from bot.errors import PermanentError

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
