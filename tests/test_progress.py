"""``newsletter status --watch``: a bar on a terminal, a line for each change elsewhere, and an end."""

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest
from rich.console import Console

from bot.commands import progress


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_STEP", 0)


def line(state: str, waiting: int, audience: int = 4, **counts: int) -> Mapping[str, object]:
    found = {"failed": 0, "suppressed": 0, "unknown": 0, **counts}
    return {"number": "2026-N0001", "name": "hiver", "state": state, "audience": audience, "waiting": waiting, **found}


RUN = (
    line("scheduled", 0, audience=0),
    line("running", 4),
    line("running", 2, failed=1),
    line("running", 2, failed=1),
    line("done", 0, failed=1),
)


def looks() -> Callable[[], Sequence[Mapping[str, object]]]:
    rest: Iterator[Mapping[str, object]] = iter(RUN)
    return lambda: [next(rest)]


def test_a_terminal_shows_a_bar() -> None:
    written = io.StringIO()
    progress.follow(looks(), as_json=False, console=Console(file=written, force_terminal=True, width=100))
    text = written.getvalue()
    assert "2026-N0001 hiver" in text and "2/4" in text and "1 failed" in text and "\x1b[" in text


def test_elsewhere_each_change_is_one_plain_line(capsys: pytest.CaptureFixture[str]) -> None:
    progress.follow(looks(), as_json=False)
    assert capsys.readouterr().out.splitlines() == [
        "2026-N0001 hiver: 0 of 0, scheduled",
        "2026-N0001 hiver: 0 of 4, running",
        "2026-N0001 hiver: 2 of 4, running, 1 failed",
    ]


def test_programs_get_json(capsys: pytest.CaptureFixture[str]) -> None:
    progress.follow(looks(), as_json=True)
    assert [json.loads(one)["waiting"] for one in capsys.readouterr().out.splitlines()] == [0, 4, 2]


@pytest.mark.parametrize("state", ["done", "cancelled", "paused", "held", "proof", "recurring"])
def test_what_does_not_move_is_not_waited_for(state: str, capsys: pytest.CaptureFixture[str]) -> None:
    progress.follow(lambda: [line(state, 1)], as_json=False)
    assert not capsys.readouterr().out
