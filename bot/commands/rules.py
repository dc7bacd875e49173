"""``rules``: each rule's own examples, and what is dangerous or useless in them."""

from pathlib import Path
from typing import Annotated

import typer

from bot.config import load as load_config
from bot.core.rules import lint as find_lint
from bot.core.rules import self_test
from bot.edge.build import rule_folders
from bot.edge.rule_files import load

app = typer.Typer(no_args_is_help=True)
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
    problems = find_lint(load(*rule_folders(load_config(config) if config else None)))
    for line in problems:
        typer.echo(line, err=True)
    typer.echo(f"{len(problems)} problems")
    raise typer.Exit(1 if problems else 0)
