"""Compares the data map with the tables of the store: what it names must be there, nothing about people left out."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Boolean, Date, Table

from bot.core.datamap import DataMap, DataTable, FieldRule
from bot.edge.changes import WRITERS
from bot.edge.schema import TABLES


def problems(datamap: DataMap) -> Iterator[str]:
    """Yield one sentence for each thing that an answer, a change, an erasure or the retention would stumble over."""
    tables = TABLES
    for name, rule in datamap.tables.items():
        if name not in tables:
            yield f"data.toml: tables.{name}: no such table in the store"
            continue
        yield from (f"data.toml: tables.{name}: {problem}" for problem in _table(name, rule, tables[name]))
    for name in sorted(_personal(tables.values()) - set(datamap.tables)):
        yield f"data.toml: tables: {name} holds personal data and is not in the map"
    for name, field in datamap.fields.items():
        yield from (f"data.toml: fields.{name}: {problem}" for problem in _field(name, field))


def _personal(tables: Iterable[Table]) -> set[str]:
    """All tables whose rows belong to a contact; while such rows are there the contact cannot be deleted."""
    return {"contact"} | {
        table.name for table in tables if any(key.target_fullname == "contact.id" for key in table.foreign_keys)
    }


def _table(name: str, rule: DataTable, table: Table) -> Iterator[str]:
    days = {part.column for part in (rule.keep, rule.age) if part}
    wanted = {rule.owner, *rule.columns, *days, *filter(None, [rule.hide_where])}
    missing = {column for column in wanted if column not in table.c}
    yield from (f"no column {column}" for column in sorted(missing))
    for column in sorted(days - missing):
        if not isinstance(table.c[column].type, Date):
            yield f"{column} holds no date to count years from"
    if rule.hide_where and rule.hide_where not in missing and not isinstance(table.c[rule.hide_where].type, Boolean):
        yield f"hide_where: {rule.hide_where} is not yes or no"
    if rule.keep and (name == "contact" or rule.owner in table.c and not table.c[rule.owner].nullable):
        yield "rows cannot be kept: they cannot lose their owner"


def _field(name: str, rule: FieldRule) -> Iterator[str]:
    if rule.table not in WRITERS:
        yield f"nothing in {rule.table} can be changed by mail"
    elif rule.column and rule.column not in TABLES[rule.table].c:
        yield f"no column {rule.column} in {rule.table}"
    elif rule.table == "contact" and not rule.column:
        yield "names no column"
    elif rule.table == "contact" and rule.column in {"id", "customer_number", "role", "source", "changed_at"}:
        yield f"{rule.column} is not for a mail to change"
    elif rule.table == "phone" and "line" not in rule.where:
        yield "where.line must say which line"
