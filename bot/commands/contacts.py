"""``contacts``: CSV or JSON in and out, with provenance; who was erased does not come back."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from bot.app import utc_now
from bot.assembly import build_office
from bot.commands.opened import configured, opened, show
from bot.core.address import normal
from bot.core.dates import day_in_brussels
from bot.core.letter import LANGUAGES
from bot.core.newsletter import TOPICS
from bot.core.sender import mailboxes
from bot.edge import contact_files, tombstones
from bot.errors import PermanentError
from bot.flow.opening import invite
from bot.flow.restored import tell_restored

app = typer.Typer(no_args_is_help=True)
ConfigOption = Annotated[Path | None, typer.Option("--config", "-c")]


def _rows(path: Path) -> Iterable[Mapping[str, object]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix.lower() == ".json":
            rows = json.loads(text)
            if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                raise PermanentError(f"{path}: must hold a list of objects")
            return rows
        return list(csv.DictReader(io.StringIO(text), restkey="too many columns"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, csv.Error) as problem:
        raise PermanentError(f"{path}: {problem}") from problem


@app.command("import")
def import_contacts(
    path: Path,
    source: Annotated[str, typer.Option(help="where they come from: form, agreement, e-mail, phone")],
    config: ConfigOption = None,
) -> None:
    """Bring contacts in; the whole file or nothing."""
    rows = list(_rows(path))
    with opened(config) as store, store.transaction() as tx:
        done = contact_files.take_in(tx.session, tx.subjects, rows, source=source, today=utc_now().date())
    typer.echo(f"{done.new} new, {done.known} already there, {done.refused} refused because they were erased")


@app.command("subscribe")
def subscribe(
    address: str,
    topics: Annotated[list[str], typer.Argument(help="news, product, service, operations")],
    language: Annotated[str, typer.Option(help="fr, nl, en or de, for an address that is not on file")] = "",
    config: ConfigOption = None,
) -> None:
    """Ask somebody by mail whether he wants newsletters; he gets them when he replies yes (double opt-in)."""
    if (unknown := set(topics) - set(TOPICS)) or language not in {"", *LANGUAGES} or mailboxes(address) != (address,):
        raise PermanentError(f"cannot be used: {', '.join(sorted(unknown)) or language or address}")
    with configured(config) as (settings, store), store.transaction() as tx:
        if tx.subjects.erased(address):
            raise PermanentError("the owner of this address was erased; only he can come back, by writing himself")
        case = invite(build_office(settings, store, utc_now), tx, normal(address), topics, language)
    typer.echo(f"{case.number}: asked; the running bot sends the question")


@app.command("marks")
def export_marks(path: Path, config: ConfigOption = None) -> None:
    """Write who was erased and who left as keyed hashes, to be kept apart from the backups."""
    with opened(config) as store, store.session() as session:
        rows = tombstones.give_out(session)
    path.touch(mode=0o600)
    path.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    typer.echo(f"{len(rows)} marks")


@app.command("replay")
def replay_marks(path: Path, config: ConfigOption = None) -> None:
    """After a backup was restored: take the marks in, erase again whom the backup brought back, and tell staff."""
    rows = list(_rows(path))
    now = utc_now()
    with configured(config) as (settings, store), store.transaction() as tx:
        done = tombstones.replay(tx.session, tx.subjects, rows, now=now, today=day_in_brussels(now))
        tell_restored(build_office(settings, store, utc_now), tx, marks=done.marks, erased=done.erased)
    told = "; the running bot tells staff" if done.marks or done.erased else "; nothing to tell staff"
    typer.echo(f"{done.marks} new marks, {done.erased} persons erased again{told}")


@app.command("export")
def export_contacts(path: Path, config: ConfigOption = None) -> None:
    """Write all contacts as CSV or JSON."""
    with opened(config) as store, store.session() as session:
        rows = contact_files.give_out(session)
    path.touch(mode=0o600)
    if path.suffix.lower() == ".json":
        path.write_text(json.dumps(rows, ensure_ascii=False, indent=2, default=str), encoding="utf-8")
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, contact_files.COLUMNS)
            writer.writeheader()
            writer.writerows(contact_files.cells(rows))
    typer.echo(f"{len(rows)} contacts")


@app.command("show")
def show_contact(
    address: str, config: ConfigOption = None, as_json: Annotated[bool, typer.Option("--json")] = False
) -> None:
    """Show the records behind an address."""
    with opened(config) as store, store.transaction() as tx:
        ids = {match.contact_id for match in tx.find(address)}
        rows = contact_files.give_out(tx.session, contact_ids=ids)
    show(rows, as_json=as_json)
