"""``rules``: each rule's own examples, and what is dangerous or useless in them."""

from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import col, select

from bot.app import config_path
from bot.commands.opened import opened, show
from bot.config import load as load_config
from bot.core.changes import fingerprint as fingerprint_of_changes
from bot.core.changes import lessons as value_lessons
from bot.core.examples import fingerprint, lessons
from bot.core.rule_checks import lint as find_lint
from bot.core.rule_checks import self_test, stale
from bot.edge.build import rule_folders
from bot.edge.rule_files import LEARNED, VALUES, keep, load, load_alone, load_changes, load_examples, load_meanings
from bot.edge.sorter import open_sorter
from bot.edge.tables import Inbox
from bot.errors import PermanentError

app = typer.Typer(no_args_is_help=True)
#: Outcomes that the rules decided; answers to our letters are told by their code.
_SORTED = frozenset({"opened", "joined", "flagged", "ignored"})
ConfigOption = Annotated[Path | None, typer.Option("--config", "-c")]


@app.command("test")
def test(config: ConfigOption = None) -> None:
    """Run the hits and misses of every rule."""
    rules = load(*rule_folders(load_config(config) if config else None))
    failures = self_test(rules)
    for line in failures:
        typer.echo(line, err=True)
    examples = sum(len(rule.text.hits) + len(rule.text.misses) for rule in rules.rules)
    examples += sum(len(veto.text.hits) + len(veto.text.misses) for veto in rules.vetoes)
    typer.echo(f"{len(rules.rules)} rules, {len(rules.vetoes)} vetoes, {examples} examples, {len(failures)} failed")
    raise typer.Exit(1 if failures else 0)


@app.command("lint")
def lint(config: ConfigOption = None) -> None:
    """Refuse slow, unproved and doubled rules."""
    folders = rule_folders(load_config(config) if config else None)
    rules = load(*folders)
    problems = [*find_lint(rules), *stale(rules, load_examples(*folders), load_changes(*folders))]
    for line in problems:
        typer.echo(line, err=True)
    typer.echo(f"{len(problems)} problems")
    raise typer.Exit(1 if problems else 0)


@app.command("learn")
def learn(
    out: Annotated[Path, typer.Option(help="Folder of rules that gets it.")], config: ConfigOption = None
) -> None:
    """Let the second and the third reader learn from the example mails, the shipped and the own ones."""
    try:
        from bot.edge import learning
    except ImportError as problem:
        raise PermanentError("needs numpy: pip install privacy-bot[learn]") from problem
    folders = rule_folders(load_config(config) if config else None)
    rules, meanings = load_alone(*folders), load_meanings(*folders)
    examples, changes = load_examples(*folders), load_changes(*folders)
    second = learning.learn(list(lessons(examples, rules)), fingerprint(examples, rules, meanings), meanings)
    told = value_lessons(changes, meanings)
    third = learning.learn_values(told, fingerprint_of_changes(changes, meanings))
    keep(out, rules, second, third)
    typer.echo(f"learned from {len(examples)} examples and {len(changes)} changes: {out / LEARNED}, {out / VALUES}")


@app.command("replay")
def replay(config: ConfigOption = None, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Show which mails in the store the present rules would sort differently; nothing is changed."""
    settings = load_config(config_path(config))
    sort = open_sorter(rule_folders(settings), settings.own_addresses)
    changed = []
    with opened(config) as store, store.session() as session:
        kept = session.exec(select(Inbox).where(Inbox.disposition != "", col(Inbox.raw).is_not(None)))
        for row in kept.all():
            seen = sort(row.raw or b"")
            now = seen.screening.kind if seen.screening else str(seen.finding.kind if seen.finding else "")
            if row.kind and now != row.kind and row.disposition in _SORTED:
                changed.append({"mail": row.id, "was": row.kind, "would be": now})
    show(changed, as_json=as_json)
