"""Whole conversations over real IMAP and SMTP, written in the small language of tests/dialogue.py."""

from pathlib import Path

import pytest

from bot.stage import Stage
from tests.dialogue import Misread, Play, read_dialogue

FILES = sorted((Path(__file__).parent / "dialogues").glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_a_conversation_goes_as_written(stage: Stage, path: Path) -> None:
    await Play(stage, read_dialogue(path)).play()


@pytest.mark.parametrize("line", ["anna sings", "nobody writes", "3 weeks later", 'anna gets "one" "two"'])
def test_a_line_that_is_no_step_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "x.txt"
    path.write_text(f"A title.\n\n{line}\n", encoding="utf-8")
    with pytest.raises(Misread, match="line 3"):
        read_dialogue(path)


@pytest.mark.parametrize(
    "steps, fault",
    [
        ('bram writes "stop"\n    stop\n', "letters that nobody expects"),
        ('bram writes "stop"\n    stop\nbram gets "Iets anders"\n', "not 'Iets anders'"),
        ('bram writes "stop"\n    stop\nbram gets "U bent uitgeschreven"\n    has kaas\n', "'kaas' is not in"),
        ('bram writes "stop"\n    stop\nbram gets "U bent uitgeschreven"\n    lacks nieuwsbrieven\n', "is in"),
    ],
)
async def test_what_did_not_go_as_written_is_told(stage: Stage, tmp_path: Path, steps: str, fault: str) -> None:
    path = tmp_path / "x.txt"
    path.write_text(f"A title.\n\n{steps}", encoding="utf-8")
    with pytest.raises(AssertionError, match=fault):
        await Play(stage, read_dialogue(path)).play()
