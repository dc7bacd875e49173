"""The progress of newsletters: a bar for each on a terminal, a line for each change elsewhere."""

import json
import time
from collections.abc import Callable, Mapping, Sequence

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

Line = Mapping[str, object]
#: An issue in one of these does not move by itself.
_STILL = frozenset({"done", "cancelled", "paused", "held", "proof", "recurring"})
_STEP = 1.0  # seconds between two looks


def follow(look: Callable[[], Sequence[Line]], *, as_json: bool, console: Console | None = None) -> None:
    """Show how far the issues are until none of them moves. ``look`` returns a line for each, see ``status``."""
    console = console or Console()
    if as_json or not console.is_terminal:
        _lines(look, as_json=as_json)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, TextColumn("{task.fields[said]}"), console=console, transient=True) as progress:
        bars: dict[object, TaskID] = {}
        while _moving(lines := look()):
            for line in lines:
                if line["number"] not in bars:
                    bars[line["number"]] = progress.add_task(f"{line['number']} {line['name']}", total=None, said="")
                bar = bars[line["number"]]
                progress.update(bar, total=_int(line, "audience") or None, completed=_settled(line), said=_said(line))
            time.sleep(_STEP)


def _lines(look: Callable[[], Sequence[Line]], *, as_json: bool) -> None:
    seen: dict[object, Line] = {}
    while _moving(lines := look()):
        for line in lines:
            if seen.get(line["number"]) != line:
                seen[line["number"]] = line
                typer.echo(json.dumps(line, ensure_ascii=False, default=str) if as_json else _plain(line))
        time.sleep(_STEP)


def _moving(lines: Sequence[Line]) -> bool:
    return any(line["state"] not in _STILL for line in lines)


def _plain(line: Line) -> str:
    return f"{line['number']} {line['name']}: {_settled(line)} of {line['audience']}, {_said(line)}"


def _settled(line: Line) -> int:
    return _int(line, "audience") - _int(line, "waiting")


def _said(line: Line) -> str:
    """The state, and what did not go as it should."""
    counts = [f"{line[name]} {name}" for name in ("failed", "suppressed", "unknown") if line[name]]
    return ", ".join([str(line["state"]), *counts])


def _int(line: Line, name: str) -> int:
    return int(str(line[name]))
