"""Opens the store of a configuration for one command, and prints rows for people or programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Column, Table

from bot.app import config_path
from bot.config import Config, load
from bot.edge.build import open_store
from bot.edge.store import Store


@contextmanager
def opened(config: Path | None) -> Iterator[Store]:
    """Yield the store and close it."""
    with configured(config) as (_, store):
        yield store


@contextmanager
def configured(config: Path | None) -> Iterator[tuple[Config, Store]]:
    """Yield the configuration and its store, and close the store."""
    settings = load(config_path(config))
    store = open_store(settings)
    try:
        yield settings, store
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
    table = Table(*(Column(name, overflow="fold") for name in rows[0]))
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    Console().print(table)
