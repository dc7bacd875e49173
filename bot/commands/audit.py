"""``audit``: the hash chain of the journal, and the dossier of one case."""

import json
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import col, select

from bot.commands.opened import opened
from bot.edge.tables import Journal
from bot.edge.transaction import chain_hash
from bot.errors import PermanentError

app = typer.Typer(no_args_is_help=True)
ConfigOption = Annotated[Path | None, typer.Option("--config", "-c")]


@app.command("verify")
def verify(config: ConfigOption = None) -> None:
    """Recompute the chain; fails at the first line that was changed or removed."""
    previous, count = "", 0
    with opened(config) as store, store.session() as session:
        for line in session.exec(select(Journal).order_by(col(Journal.seq))):
            if line.previous != previous or line.hash != chain_hash(previous, line.at, line.case_number, line.line):
                raise PermanentError(f"the journal was changed at line {line.seq}")
            previous, count = line.hash, count + 1
    typer.echo(f"{count} lines, the chain holds")


@app.command("export")
def export(number: str, config: ConfigOption = None) -> None:
    """Print the journal of one case as JSON lines."""
    with opened(config) as store, store.session() as session:
        lines = session.exec(select(Journal).where(Journal.case_number == number).order_by(col(Journal.seq))).all()
        for line in lines:
            typer.echo(json.dumps({"seq": line.seq, "at": line.at.isoformat(), "what": line.line, "hash": line.hash}))
    if not lines:
        raise PermanentError(f"no case {number}")
