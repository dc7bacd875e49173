"""The erasure plan and its carrying out: DELETE, or keep until a date because a law says so."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Table, delete, func, select, update
from sqlmodel import Session

from bot.core.datamap import DataMap, DataTable
from bot.edge.schema import TABLES
from bot.kinds.port import PlanLine

_OWNER_TABLE = "contact"


def plan(session: Session, datamap: DataMap, contact_id: int, *, today: date) -> Sequence[PlanLine]:
    """Return one line for each table, and for each date until which rows of it are kept."""
    return [line for name, rule in datamap.tables.items() for line in _lines(session, name, rule, contact_id, today)]


def _lines(session: Session, name: str, rule: DataTable, contact_id: int, today: date) -> Iterable[PlanLine]:
    """Rows under a legal secrecy are not counted: the plan is shown to the person."""
    table = TABLES[name]
    mine = table.c[rule.owner] == contact_id
    if rule.hide_where:
        mine &= table.c[rule.hide_where].is_(False)
    if rule.keep is None:
        count = session.scalar(select(func.count()).select_from(table).where(mine)) or 0
        if count:
            yield PlanLine(what=rule.label, count=count)
        return
    until = [
        _kept_until(value or today, rule.keep.years)
        for value in session.scalars(select(table.c[rule.keep.column]).where(mine))
    ]
    past = sum(day < today for day in until)
    if past:
        yield PlanLine(what=rule.label, count=past)
    for day in sorted({day for day in until if day >= today}):
        yield PlanLine(what=rule.label, count=until.count(day), until=day, ground=rule.keep.ground)


def _kept_until(value: date, years: int) -> date:
    """Kept for whole calendar years after the one in which it was made (Belgian VAT Code, art. 60)."""
    return date(value.year + years, 12, 31)


def carry_out(session: Session, datamap: DataMap, contact_id: int, *, today: date) -> None:
    """Delete what the plan deletes; what is kept loses its link to the person. The contact itself goes last."""
    for name, rule in reversed(list(datamap.tables.items())):
        if name != _OWNER_TABLE:
            _erase_table(session, TABLES[name], rule, contact_id, today)
    contact = TABLES[_OWNER_TABLE]
    session.execute(delete(contact).where(contact.c.id == contact_id))


def _erase_table(session: Session, table: Table, rule: DataTable, contact_id: int, today: date) -> None:
    mine = table.c[rule.owner] == contact_id
    if rule.erase == "unlink":
        session.execute(update(table).where(mine).values({rule.owner: None}))
        return
    if rule.keep is None:
        session.execute(delete(table).where(mine))
        return
    since = table.c[rule.keep.column]
    session.execute(delete(table).where(mine, since < _edge(rule.keep.years, today)))
    session.execute(update(table).where(mine, since.is_(None)).values({since: today}))
    session.execute(update(table).where(mine).values({rule.owner: None}))


def _edge(years: int, today: date) -> date:
    """The first day of the calendar years that are still kept."""
    return date(today.year - years, 1, 1)


def retire(session: Session, datamap: DataMap, *, today: date) -> int:
    """Delete what is past its time, whoever it belongs to; return how many rows went (GDPR art. 5(1)(e))."""
    gone = 0
    for name, rule in datamap.tables.items():
        table = TABLES[name]
        for column, edge in _edges(rule, today):
            done = session.execute(delete(table).where(table.c[column] < edge))
            gone += max(0, getattr(done, "rowcount", 0))
    return gone


def _edges(rule: DataTable, today: date) -> Iterable[tuple[str, date]]:
    if rule.keep is not None:
        yield rule.keep.column, _edge(rule.keep.years, today)
    if rule.age is not None:
        day = min(today.day, 28)
        yield rule.age.column, date(today.year - rule.age.years, today.month, day)


def to_receipt(lines: Sequence[PlanLine]) -> dict[str, object]:
    """Return the receipt as it is kept: labels, counts and dates, no name."""
    return {
        "lines": [
            {
                "what": dict(line.what),
                "count": line.count,
                "until": line.until.isoformat() if line.until else None,
                "ground": dict(line.ground) if line.ground else None,
            }
            for line in lines
        ]
    }


def from_receipt(result: Mapping[str, object]) -> Sequence[PlanLine]:
    """Return the lines of a receipt."""
    lines = result["lines"]
    if not isinstance(lines, list):
        raise TypeError("a receipt of another kind")
    return [
        PlanLine(
            what=line["what"],
            count=line["count"],
            until=date.fromisoformat(line["until"]) if line["until"] else None,
            ground=line["ground"],
        )
        for line in lines
    ]
