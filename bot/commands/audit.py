"""``audit``: the hash chain of the journal, and the dossier of one case."""

import json
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import col, select

from bot.commands.opened import opened
from bot.core.records import Walk
from bot.edge.tables import Journal
from bot.errors import PermanentError

app = typer.Typer(no_args_is_help=True)
_LINES = 2000
ConfigOption = Annotated[Path | None, typer.Option("--config", "-c")]


@app.command("verify")
def verify(config: ConfigOption = None) -> None:
    """Recompute the chain; fails when a line was changed or removed. The worker does the same once a day."""
    walked = Walk()
    with opened(config) as store:
        while not walked.ended:
            walked = store.walk_journal(walked, _LINES)
    if walked.broken:
        raise PermanentError(f"the journal was changed at line {', '.join(map(str, walked.broken))}")
    typer.echo(f"{walked.lines} lines, the chain holds")


@app.command("export")
def export(number: str, config: ConfigOption = None) -> None:
    """Print the journal of one case as JSON lines."""
    with opened(config) as store, store.session() as session:
        lines = session.exec(select(Journal).where(Journal.case_number == number).order_by(col(Journal.seq))).all()
        for line in lines:
            typer.echo(json.dumps({"seq": line.seq, "at": line.at.isoformat(), "what": line.line, "hash": line.hash}))
    if not lines:
        raise PermanentError(f"no case {number}")
