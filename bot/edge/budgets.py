"""The budgets of the relay and of receiving domains, counted in the database: a restart forgets nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from bot.core.pace import RELAY, oldest, slice_of
from bot.core.providers import by_provider
from bot.edge.database import storage_errors
from bot.edge.schema import TABLES

_PACE = TABLES["pace"]


class Budgets:
    """Every method is one transaction. On the store's thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def used(self, names: Sequence[str], now: datetime) -> Mapping[str, Mapping[datetime, int]]:
        """Return for each budget how many mails went in which slice of time."""
        with storage_errors(), self._engine.begin() as connection:
            rows = connection.execute(
                select(_PACE.c.name, _PACE.c.slice, _PACE.c.used).where(
                    _PACE.c.name.in_(names), _PACE.c.slice > oldest(now)
                )
            )
            found: dict[str, dict[datetime, int]] = {name: {} for name in names}
            for name, begin, count in rows:
                found[name][begin] = count
            return found

    def spend(self, counts: Mapping[str, int], now: datetime) -> None:
        """Count mails under their budgets; slices that no longer matter go."""
        with storage_errors(), self._engine.begin() as connection:
            _spend(connection, counts, now)


def count_sent(connection: Connection, domains: Iterable[str], now: datetime) -> None:
    """Count newsletters that the relay took, one for each of ``domains``, by large provider."""
    if counts := by_provider(Counter(domains)):
        _spend(connection, counts, now)


def _spend(connection: Connection, counts: Mapping[str, int], now: datetime) -> None:
    connection.execute(delete(_PACE).where(_PACE.c.slice <= oldest(now)))
    for name, count in counts.items():
        _add(connection, name, slice_of(now), count)


def lately(connection: Connection, names: Sequence[str], now: datetime) -> Mapping[str, int]:
    """Return how many mails went under each name in the last day, without those under which none went."""
    rows = connection.execute(
        select(_PACE.c.name, func.sum(_PACE.c.used))
        .where(_PACE.c.name.in_(names), _PACE.c.slice > oldest(now))
        .group_by(_PACE.c.name)
    )
    return {str(name): int(count) for name, count in rows}


def spend_replies(connection: Connection, budgets: frozenset[str], domains: Iterable[str], now: datetime) -> None:
    """Count replies to persons, one for each of ``domains``, under those budgets of the relay and of the domains that
    there are. They are never held back. No other domain is written down: it may be a person's own.
    """
    counts = Counter(name for domain in domains for name in (RELAY, domain.lower()) if name in budgets)
    for name, count in counts.items():
        _add(connection, name, slice_of(now), count)


def _add(connection: Connection, name: str, begin: datetime, count: int) -> None:
    more = update(_PACE).where(_PACE.c.name == name, _PACE.c.slice == begin).values(used=_PACE.c.used + count)
    if not connection.execute(more).rowcount:
        connection.execute(insert(_PACE).values(name=name, slice=begin, used=count))
