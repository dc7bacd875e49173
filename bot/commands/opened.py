"""Opens the store of a configuration for one command, and prints rows for people or programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from bot.app import config_path
from bot.config import load
from bot.edge.build import open_store
from bot.edge.store import Store


@contextmanager
def opened(config: Path | None) -> Iterator[Store]:
    """Yield the store and close it."""
    store = open_store(load(config_path(config)))
    try:
        yield store
    finally:
        store.engine.dispose()


def show(rows: Sequence[Mapping[str, object]], *, as_json: bool) -> None:
    """Print a table, or one JSON line a row."""
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False, default=str))
        return
    if not rows:
        typer.echo("nothing")
        return
    table = Table(*rows[0].keys())
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    Console().print(table)
