"""What every mail of a newsletter meets twice: its result is written down, and the next ones may start.

This runs for every few mails, so it keeps one connection, hands whole batches to the database as one value each, and
speaks to the driver itself: SQLAlchemy would take longer to prepare a statement than the database to carry it out.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine
from sqlalchemy.engine.interfaces import DBAPICursor

from bot.core.dates import day_in_brussels
from bot.core.delivery import Claimed, Result
from bot.edge.budgets import count_sent
from bot.edge.database import driver_errors, storage_errors
from bot.edge.keys import Keys


@dataclass(frozen=True, kw_only=True, slots=True)
class _Statements:
    """The same statements in the words of one database. ``many`` makes one value of many."""

    done: str  # (results as JSON)
    look: str  # (issue, marks, topic, marks): the state of the issue, and of the marks those that must not get it
    start: str  # (ids): those that may go
    keep: str  # (ids)
    many: Callable[[Sequence[object]], object]


_LOOK = """
    SELECT 'state', state FROM news_issue WHERE id = {one}
    UNION ALL SELECT 'kept', hash FROM suppression WHERE hash {among} AND topic IN ('', {one})
    UNION ALL SELECT 'kept', address_hash FROM bounced WHERE address_hash {among} AND disabled
"""
_START = """
    UPDATE delivery SET state = 'transfer', attempts = attempts + 1 WHERE id {among} AND state = 'claimed' RETURNING id
"""
_KEEP = "UPDATE delivery SET state = 'suppressed' WHERE id {among}"
_SQLITE = _Statements(
    done="""
        UPDATE delivery SET state = json_extract(value, '$[1]'), code = json_extract(value, '$[2]'),
            status = json_extract(value, '$[3]'), next_at = json_extract(value, '$[4]'),
            sent_on = json_extract(value, '$[5]')
        FROM json_each(?) WHERE delivery.id = json_extract(value, '$[0]') AND delivery.state = 'transfer'
    """,
    look=_LOOK.format(one="?", among="IN (SELECT value FROM json_each(?))"),
    start=_START.format(among="IN (SELECT value FROM json_each(?))"),
    keep=_KEEP.format(among="IN (SELECT value FROM json_each(?))"),
    many=json.dumps,
)
_POSTGRESQL = _Statements(
    done="""
        UPDATE delivery SET state = value->>1, code = (value->>2)::int, status = value->>3,
            next_at = (value->>4)::timestamp AT TIME ZONE 'UTC', sent_on = (value->>5)::date
        FROM json_array_elements(%s::json) WHERE delivery.id = (value->>0)::int AND delivery.state = 'transfer'
    """,
    look=_LOOK.format(one="%s", among="= ANY(%s)"),
    start=_START.format(among="= ANY(%s)"),
    keep=_KEEP.format(among="= ANY(%s)"),
    many=list,
)


class Transfer:
    """Keeps its connection until ``close``. On the store's thread."""

    def __init__(self, engine: Engine, keys: Keys) -> None:
        self._engine = engine
        self._keys = keys
        self._say = _POSTGRESQL if engine.dialect.name == "postgresql" else _SQLITE
        self._connection: Connection | None = None

    def advance(
        self, issue_id: int, topic: str, done: Sequence[Result], start: Sequence[Claimed], now: datetime
    ) -> frozenset[int]:
        """Write results and begin mails, in one transaction; see Ledger.advance. The ids returned may go; of the
        others those whose person left are ``suppressed``, and all are left as they were when the issue does not run."""
        with self._transaction() as connection:
            cursor = _cursor(connection)
            if done:
                cursor.execute(self._say.done, (json.dumps([_written(one, now) for one in done]),))
                count_sent(connection, [one.domain for one in done if one.state == "sent"], now)
            return self._begun(cursor, issue_id, topic, start) if start else frozenset()

    def _begun(self, cursor: DBAPICursor, issue_id: int, topic: str, start: Sequence[Claimed]) -> frozenset[int]:
        owners = {mark: one.id for one in start for mark in (one.mark, *self._keys.marks(one.address))}
        marks = self._say.many(list(owners))
        cursor.execute(self._say.look, (issue_id, marks, topic, marks))
        found = cursor.fetchall()
        if ("state", "running") not in found:
            return frozenset()
        kept = {owners[value] for what, value in found if what == "kept"}
        going = [one.id for one in start if one.id not in kept]
        cursor.execute(self._say.start, (self._say.many(going),))
        gone = frozenset(key for (key,) in cursor.fetchall())
        if kept:
            cursor.execute(self._say.keep, (self._say.many(sorted(kept)),))
        return gone

    def close(self) -> None:
        """Let go of the connection; the next call opens one again."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with storage_errors(), driver_errors(self._engine):
                if self._connection is None:
                    self._connection = self._engine.connect()
                with self._connection.begin():
                    yield self._connection
        except BaseException:
            self.close()  # whatever is wrong with it, the next try begins with another
            raise


def _cursor(connection: Connection) -> DBAPICursor:
    return connection.connection.cursor()


def _written(one: Result, now: datetime) -> tuple[object, ...]:
    day = day_in_brussels(now).isoformat() if one.state == "sent" else None
    moment = one.next_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")  # as the column of SQLite has it
    return one.id, one.state, one.code, one.status, moment, day
