"""The wheel ships letters and rules, and the installed program finds them and the operator's own."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
_PROGRAM = """
import bot, sys
from bot.__main__ import main
assert sys.argv.pop(1) in bot.__file__
main()
"""


def test_the_wheel_finds_its_letters_and_rules(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in ("bot", "templates", "rules", "pyproject.toml", "README.md", "LICENSE"):
        (source / name).symlink_to(ROOT / name)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(source)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(installed)
    for language in ("fr", "nl", "en", "de"):
        assert f"bot/templates/{language}/challenge.txt" in names
        assert f"bot/templates/{language}/words.toml" in names
    assert {"bot/rules/data.toml", "bot/rules/decision.toml", "bot/templates/access.html"} <= names
    config = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    own = tmp_path / "own" / "fr"
    own.mkdir(parents=True)
    (own / "status.txt").write_text("Subject: no reference\n\nx\n", encoding="utf-8")
    (tmp_path / "config.toml").write_text(config, encoding="utf-8")
    assert _check(installed, tmp_path) == 0
    (tmp_path / "config.toml").write_text(
        config.replace('# templates = "templates"', 'templates = "own"'), encoding="utf-8"
    )
    assert _check(installed, tmp_path) == 78


def _check(installed: Path, folder: Path) -> int:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    command = [
        sys.executable,
        "-P",
        "-c",
        _PROGRAM,
    ]
    command += [str(installed), "check", "--offline"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True).returncode
