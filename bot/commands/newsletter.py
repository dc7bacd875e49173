"""``newsletter``: look at an issue, send it, watch it, halt it. The running bot sends; these only decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bot.app import utc_now
from bot.assembly import build_office
from bot.commands.opened import configured, show
from bot.commands.progress import follow
from bot.core.delivery import OPEN
from bot.core.news_lint import sentence
from bot.core.newsletter import Body, Fault, Issue, Newsletter, Readers, shown
from bot.edge.build import letter_folders
from bot.edge.ledger import Ledger
from bot.edge.newsletter_files import find
from bot.edge.newsletter_files import load as load_newsletter
from bot.edge.store import Store
from bot.edge.transaction import Transaction
from bot.errors import PermanentError
from bot.flow.editors import faults, faults_now, no_rules, readers, resumed, start_of
from bot.flow.newsdesk import MAY
from bot.flow.office import Office

app = typer.Typer(no_args_is_help=True)
ConfigOption = Annotated[Path | None, typer.Option("--config", "-c")]
JsonOption = Annotated[bool, typer.Option("--json")]
OverrideOption = Annotated[list[str] | None, typer.Option("--override", help="set a rule aside, by its name")]
_COLUMNS = ("number", "name", "state", "starts", "audience", "sent", "waiting")


@dataclass(frozen=True, slots=True)
class Proof:
    """A newsletter with all that somebody must know before it goes."""

    newsletter: Newsletter
    bodies: Mapping[str, Body]
    readers: Readers
    faults: tuple[Fault, ...]


def _proof(office: Office, folders: Sequence[Path], slug: str, overridden: Sequence[str] = ()) -> Proof:
    newsletter = load_newsletter(find(folders, slug))
    bodies = office.press.render(newsletter)
    with office.store.transaction() as tx:
        to = readers(office, tx, newsletter)
        return Proof(newsletter, bodies, to, faults(office, tx, newsletter, bodies, to, overridden))


@app.command("preview")
def preview(
    slug: str,
    config: ConfigOption = None,
    out: Annotated[Path | None, typer.Option(help="write the HTML and text files into this folder")] = None,
) -> None:
    """Show who would get it, how long it takes, and what is wrong with it."""
    with configured(config) as (settings, store):
        office = build_office(settings, store, utc_now)
        proof = _proof(office, letter_folders(settings), slug)
    count = proof.readers.count
    typer.echo(f"{slug} ({proof.newsletter.topic}): {count} recipient{'' if count == 1 else 's'}")
    for language, count_of in sorted(proof.readers.languages.items()):
        typer.echo(f"  {language}: {count_of}")
    takes = office.press.takes(proof.readers)
    typer.echo(f"takes {f'about {takes}' if takes else 'less than a minute'} at the configured pace")
    for body in proof.bodies.values():
        _write(out, slug, shown(body, reader="reader@example.test", leave=office.own))
    _complain(proof.faults)


def _write(out: Path | None, slug: str, body: Body) -> None:
    if out is None:
        typer.echo(f"--- {body.language}: {body.subject}\n{body.text}")
        return
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{slug}.{body.language}.html").write_text(body.html, encoding="utf-8")
    (out / f"{slug}.{body.language}.txt").write_text(body.text, encoding="utf-8")


def _complain(faults: tuple[Fault, ...]) -> None:
    if faults:
        raise PermanentError("\n".join(f"{fault.rule}: {sentence(fault)}" for fault in faults))


@app.command("send")
def send(slug: str, config: ConfigOption = None, override: OverrideOption = None) -> None:
    """Hand an issue to the running bot, now or at the date it names."""
    aside = _rules(override)
    with configured(config) as (settings, store):
        office = build_office(settings, store, utc_now)
        proof = _proof(office, letter_folders(settings), slug, aside)
        _complain(proof.faults)
        now = utc_now()
        state, at = start_of(office, proof.newsletter, now)
        editor = next(iter(settings.newsletter.editors), "")
        with store.transaction() as tx:
            issue = tx.news.add(
                proof.newsletter,
                proof.bodies,
                state=state,
                editor=editor,
                now=now,
                starts_at=at,
                overridden=sorted(aside),
            )
            tx.journal(issue.number, f"newsletter {state} by=command{_overridden(issue.overridden)}", now)
    typer.echo(f"{issue.number} {slug} is {issue.state} for {issue.starts_at:%Y-%m-%d %H:%M} UTC")


def _rules(override: list[str] | None) -> tuple[str, ...]:
    """The rules that --override names; a misspelt name sets nothing aside and is said."""
    if wrong := no_rules(override or ()):
        raise typer.BadParameter(f"no rule of this name: {', '.join(wrong)}", param_hint="--override")
    return tuple(override or ())


def _overridden(rules: Sequence[str]) -> str:
    return f" overridden={','.join(rules)}" if rules else ""


@app.command("status")
def status(
    name: Annotated[str, typer.Argument(help="number or name; none: all")] = "",
    config: ConfigOption = None,
    as_json: JsonOption = False,
    watch: Annotated[bool, typer.Option("--watch", help="until it is done")] = False,
) -> None:
    """Show where issues stand: audience = sent + failed + suppressed + unknown + waiting."""
    with configured(config) as (_, store):
        if watch:
            follow(lambda: [_line(store, issue) for issue in _issues(store, name)], as_json=as_json)
        lines = [_line(store, issue) for issue in _issues(store, name)]
    show(lines if as_json else _readable(lines), as_json=as_json)


def _readable(lines: Sequence[Mapping[str, object]]) -> Sequence[Mapping[str, object]]:
    """One issue goes down the page with all there is to it; of several, what fits a line."""
    if len(lines) == 1:
        return [{"": name, "newsletter": value} for name, value in lines[0].items() if value != ""]
    return [{name: line[name] for name in _COLUMNS} for line in lines]


def _issues(store: Store, name: str) -> list[Issue]:
    with store.transaction() as tx:
        return [_found(tx, name)] if name else list(tx.news.all())


def _line(store: Store, issue: Issue) -> dict[str, object]:
    balance = Ledger(store.engine, store.keys).balance(issue.id)
    waiting = sum(balance.get(state, 0) for state in OPEN)
    return {
        "number": issue.number,
        "name": issue.slug,
        "topic": issue.topic,
        "state": issue.state,
        "why": issue.why,
        "starts": f"{issue.starts_at:%Y-%m-%d %H:%M} UTC" if issue.starts_at else "",
        "audience": sum(balance.values()),
        **{state: balance.get(state, 0) for state in ("sent", "failed", "suppressed", "unknown")},
        "waiting": waiting,
    }


@app.command("pause")
def pause(name: str, config: ConfigOption = None) -> None:
    """Halt an issue; nothing more is begun."""
    with configured(config) as (_, store), store.transaction() as tx:
        issue = _in_state(tx, name, "stop")
        tx.news.turn(issue.id, "paused", now=utc_now(), why="command line")
        tx.journal(issue.number, "newsletter paused by=command", utc_now())
    typer.echo(f"{issue.number} is paused")


@app.command("resume")
def resume(name: str, config: ConfigOption = None, override: OverrideOption = None) -> None:
    """Go on with a paused or held issue."""
    aside = _rules(override)
    with configured(config) as (settings, store), store.transaction() as tx:
        office, issue = build_office(settings, store, utc_now), _in_state(tx, name, "go")
        _complain(faults_now(office, tx, issue, aside))
        tx.news.set_aside(issue.id, sorted({*issue.overridden, *aside}))
        issue = resumed(office, tx, issue)
        tx.journal(issue.number, f"newsletter {issue.state} by=command{_overridden(aside)}", utc_now())
    typer.echo(f"{issue.number} is {issue.state}")


def _in_state(tx: Transaction, name: str, verb: str) -> Issue:
    issue = _found(tx, name)
    if issue.state not in MAY[verb]:
        raise PermanentError(f"{issue.number} is {issue.state}: nothing was changed")
    return issue


def _found(tx: Transaction, name: str) -> Issue:
    issue = tx.news.find(name)
    if issue is None:
        raise PermanentError(f"no newsletter {name}")
    return issue


@app.command("retry")
def retry(
    name: str,
    config: ConfigOption = None,
    unknown: Annotated[bool, typer.Option("--unknown", help="also what may have arrived already")] = False,
) -> None:
    """Try again what failed."""
    with configured(config) as (settings, store), store.transaction() as tx:
        issue, now = _found(tx, name), utc_now()
        count = tx.news.send_failed(issue.id, now) + (tx.news.send_unknown(issue.id) if unknown else 0)
        if count and issue.state == "done":
            resumed(build_office(settings, store, utc_now), tx, issue)
        tx.journal(issue.number, f"newsletter retry count={count} by=command", now)
    typer.echo(f"{count} mails are tried again")
