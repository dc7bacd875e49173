"""``mail``: what happened to a mail, and trying a quarantined one again."""

from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session, col, select

from bot.commands.opened import opened, show
from bot.core.records import UNKNOWN
from bot.edge.tables import Inbox
from bot.errors import PermanentError

app = typer.Typer(no_args_is_help=True)
ConfigOption = Annotated[Path | None, typer.Option("--config", "-c")]
JsonOption = Annotated[bool, typer.Option("--json")]


def _line(row: Inbox) -> dict[str, object]:
    return {
        "id": row.id,
        "arrived": row.arrived_at.isoformat(timespec="seconds"),
        "disposition": row.disposition or "waiting",
        "kind": row.kind,
        "case": row.case_id,
        "tries": row.attempts,
        "reasons": "; ".join(row.reasons),
    }


@app.command("list")
def list_mails(
    config: ConfigOption = None,
    as_json: JsonOption = False,
    disposition: Annotated[str, typer.Option(help="only this one")] = "",
    limit: Annotated[int, typer.Option(min=1)] = 50,
) -> None:
    """List the latest mails."""
    with opened(config) as store, store.session() as session:
        wanted = select(Inbox).order_by(col(Inbox.id).desc()).limit(limit)
        if disposition:
            wanted = wanted.where(Inbox.disposition == disposition)
        rows = [_line(row) for row in session.exec(wanted)]
    show(rows, as_json=as_json)


@app.command("show")
def show_mail(mail_id: int, config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Show one mail: its outcome and where it stands."""
    with opened(config) as store, store.session() as session:
        row = session.get(Inbox, mail_id)
        if row is None:
            raise PermanentError(f"no mail {mail_id}")
        line = {**_line(row), "size": row.size, "folder": row.goes_to if row.moved else row.folder}
    show([line], as_json=as_json)


@app.command("retry")
def retry(mail_id: int, config: ConfigOption = None) -> None:
    """Handle a quarantined mail again at the next round; it moves to where its new outcome belongs."""
    with opened(config) as store, store.session() as session:
        again(session, mail_id)
    typer.echo(f"mail {mail_id} will be handled again")


def again(session: Session, mail_id: int) -> None:
    """Take the outcome of a quarantined mail back; PermanentError when it has another, or is not kept as a whole."""
    row = session.get(Inbox, mail_id)
    if row is None or row.disposition != "quarantined" or row.raw is None:
        raise PermanentError(f"mail {mail_id} is not in quarantine, or its content is gone")
    if len(row.raw) < row.size and not row.redacted:
        raise PermanentError(f"mail {mail_id} was too long: only its beginning was kept")
    row.disposition, row.reasons, row.attempts, row.kind, row.done_at = "", [], 0, "", None
    if row.moved:
        row.folder, row.uidvalidity, row.uid, row.moved = row.goes_to, UNKNOWN, mail_id, False
    session.add(row)
