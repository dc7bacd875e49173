"""The container file, read instruction by instruction: what it copies exists and suffices, and it runs as nobody."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.main import get_command

from bot.__main__ import app

ROOT = Path(__file__).parent.parent
Step = tuple[str, str]


def steps(text: str) -> Sequence[Sequence[Step]]:
    """The instructions of each stage, in order; continued lines joined, comments left out."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    stages: list[list[Step]] = []
    for line in joined.splitlines():
        word, _, rest = line.partition(" ")
        if word == "FROM":
            stages.append([])
        stages[-1].append((word, rest.strip()))
    return stages


STAGES = steps((ROOT / "Containerfile").read_text(encoding="utf-8"))


def of(stage: Sequence[Step], word: str) -> list[str]:
    return [rest for name, rest in stage if name == word]


def copied(stage: Sequence[Step]) -> list[str]:
    """What a stage copies out of the project."""
    return [source for rest in of(stage, "COPY") if not rest.startswith("--from=") for source in rest.split()[:-1]]


def test_only_known_instructions_are_used() -> None:
    known = {"FROM", "ENV", "WORKDIR", "COPY", "RUN", "USER", "VOLUME", "STOPSIGNAL", "ENTRYPOINT", "CMD"}
    assert {word for stage in STAGES for word, _ in stage} <= known, "ADD unpacks and downloads; COPY does neither"


def test_every_base_is_pinned_to_a_release_that_the_program_supports() -> None:
    bases = [of(stage, "FROM")[0].partition(" AS ")[0] for stage in STAGES]
    assert len(set(bases)) == 1, "what is built in one Python runs in the same"
    found = re.fullmatch(r"docker\.io/library/python:(\d+)\.(\d+)\.\d+-slim-[a-z]+", bases[0])
    assert found is not None and (int(found[1]), int(found[2])) >= (3, 11)


def test_what_is_copied_is_there_and_suffices_for_the_wheel(tmp_path: Path) -> None:
    build, last = STAGES
    for source in copied(build):
        assert (ROOT / source).exists(), source
        target = tmp_path / source
        copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
        copy(ROOT / source, target)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist", "."]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert len(list((tmp_path / "dist").glob("privacy_bot-*.whl"))) == 1
    named = of(build, "FROM")[0].partition(" AS ")[2]
    (from_build,) = of(last, "COPY")
    assert from_build == f"--from={named} /opt/privacy-bot /opt/privacy-bot" and not copied(last)


def test_dependencies_come_from_hashed_files_only() -> None:
    runs = [part.strip() for stage in STAGES for rest in of(stage, "RUN") for part in rest.split("&&")]
    pips = [part for part in runs if "-m pip " in part]
    assert pips and all(("--require-hashes" in part) != ("--no-index" in part) for part in pips)
    assert not any(word in part for part in runs for word in ("apt-get", "curl", "wget", "git clone"))
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    (wanted,) = [found for part in pips for found in re.findall(r'"privacy-bot\[([a-z,]+)\]"', part)]
    assert set(wanted.split(",")) <= set(extras)


def test_it_runs_as_nobody_and_writes_into_its_volume_only() -> None:
    last = STAGES[-1]
    words = [word for word, _ in last]
    (user,) = of(last, "USER")
    owner = user.partition(":")[0]
    assert owner.isdigit() and int(owner) > 0, "an orchestrator can prove only of a number that it is not root"
    assert words.index("USER") > max(at for at, word in enumerate(words) if word in {"RUN", "COPY"})
    (volume,) = of(last, "VOLUME")
    assert of(last, "WORKDIR") == [volume] and f"--owner={owner} " in " ".join(of(last, "RUN"))
    assert "--mode=0700" in " ".join(of(last, "RUN")) and "PYTHONDONTWRITEBYTECODE=1" in " ".join(of(last, "ENV"))


def test_it_starts_a_command_that_there_is_and_gets_its_signals() -> None:
    last = STAGES[-1]
    (program,) = json.loads(of(last, "ENTRYPOINT")[0])
    arguments = json.loads(of(last, "CMD")[0])
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert Path(program).name in scripts
    command = get_command(app).commands[arguments[0]]  # type: ignore[attr-defined]
    with command.make_context(arguments[0], arguments[1:]) as context:
        assert context.params["config"] == Path("/etc/privacy-bot/config.toml")
    assert of(last, "STOPSIGNAL") == ["SIGTERM"], "on which the bot ends what it began"


@pytest.mark.parametrize("name", ["database", "key_file"])
def test_the_guide_puts_what_is_written_into_the_volume(name: str) -> None:
    guide = (ROOT / "README.md").read_text(encoding="utf-8")
    (volume,) = of(STAGES[-1], "VOLUME")
    assert re.search(rf'^ *{name} = "(sqlite:///)?{volume}/', guide, re.MULTILINE)
