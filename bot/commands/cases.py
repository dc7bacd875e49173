"""``cases``: what is open, why, and until when."""

from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import col, select

from bot.commands.opened import opened, show
from bot.edge.case_rows import load_case, readable
from bot.edge.tables import CaseRow, Journal
from bot.errors import PermanentError

app = typer.Typer(no_args_is_help=True)
ConfigOption = Annotated[Path | None, typer.Option("--config", "-c")]
JsonOption = Annotated[bool, typer.Option("--json")]


@app.command("list")
def list_cases(
    config: ConfigOption = None,
    as_json: JsonOption = False,
    closed: Annotated[bool, typer.Option("--all", help="closed ones too")] = False,
) -> None:
    """List cases, the most urgent first."""
    with opened(config) as store, store.session() as session:
        wanted = select(CaseRow).order_by(col(CaseRow.due_on))
        rows = session.exec(wanted if closed else wanted.where(CaseRow.open)).all()
        found = [case for _, case in readable(rows)]
    show(
        [
            {
                "number": case.number,
                "items": ", ".join(f"{item.kind} {item.state}" for item in case.items),
                "due": case.due_on,
                "why": ", ".join((*case.flags, *case.risks, *(["breach"] if case.breach_open else []))),
            }
            for case in found
        ],
        as_json=as_json,
    )


@app.command("show")
def show_case(number: str, config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Show what happened in one case."""
    with opened(config) as store, store.session() as session:
        row = session.exec(select(CaseRow).where(CaseRow.number == number)).first()
        if row is None:
            raise PermanentError(f"no case {number}")
        case, notes = load_case(row), list(row.notes)
        lines = session.exec(select(Journal).where(Journal.case_number == number).order_by(col(Journal.seq))).all()
        happened = [{"at": line.at.isoformat(timespec="seconds"), "what": line.line} for line in lines]
    head = {"number": case.number, "due": case.due_on, "address": case.address, "sender": case.sender}
    show([head], as_json=as_json)
    show([*happened, *({"at": "note", "what": note} for note in notes)], as_json=as_json)
