"""The delivery ledger: who gets an issue, and what became of each mail. It survives the process at any moment.

    pending -> claimed -> transfer -> sent | deferred | failed | suppressed | unknown

A row is ``transfer`` from before its content leaves until the relay's answer is recorded; only these rows are in doubt
after a crash, and a connection never has more than one (RFC 1047). Leaving is looked up in the transaction that sets
``transfer``: whoever left before it gets nothing. Hot statements are SQLAlchemy Core, not objects.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import (
    BindParameter,
    Connection,
    Engine,
    Row,
    Select,
    bindparam,
    case,
    func,
    literal,
    select,
    union_all,
    update,
)

from bot.core.dates import day_in_brussels
from bot.core.delivery import AT_MOST_ONCE, OPEN, Claimed, Result
from bot.edge.budgets import count_sent
from bot.edge.database import storage_errors
from bot.edge.keys import Keys
from bot.edge.schema import TABLES

_DELIVERY, _ISSUE, _SUPPRESSION = TABLES["delivery"], TABLES["news_issue"], TABLES["suppression"]
_SUBSCRIPTION, _EMAIL, _CONTACT = TABLES["subscription"], TABLES["email_address"], TABLES["contact"]
_BOUNCED = TABLES["bounced"]


class Ledger:
    """Every method is one transaction; TemporaryError when the database cannot do it now. On the store's thread."""

    def __init__(self, engine: Engine, keys: Keys) -> None:
        self._engine = engine
        self._keys = keys

    # -- claiming

    def claim(self, issue_id: int, now: datetime, limit: int) -> Sequence[Claimed]:
        """Take up to ``limit`` mails that are due; whose address is gone is ``suppressed`` at once."""
        with storage_errors(), self._engine.begin() as connection:
            rows = self._waiting(connection, issue_id, "deferred", now, limit)
            if len(rows) < limit:
                rows += self._waiting(connection, issue_id, "pending", now, limit - len(rows))
            if rows:
                here = [row.id for row in rows if row.address]
                gone = [row.id for row in rows if not row.address]
                _set(connection, here, "claimed")
                _set(connection, gone, "suppressed")
            return [_claimed(row) for row in rows if row.address]

    def _waiting(
        self, connection: Connection, issue_id: int, state: str, now: datetime, limit: int
    ) -> list[Row[tuple[object, ...]]]:
        found = connection.execute(_WAITING, {"issue": issue_id, "state": state, "now": now, "most": limit})
        return list(found)

    def give_back(self, ids: Sequence[int]) -> None:
        """Put claimed mails back that were not begun."""
        if not ids:
            return
        with storage_errors(), self._engine.begin() as connection:
            connection.execute(
                update(_DELIVERY)
                .where(_DELIVERY.c.id.in_(ids), _DELIVERY.c.state == "claimed")
                .values(state=case((_DELIVERY.c.attempts == 0, "pending"), else_="deferred"))
            )

    def postpone(self, ids: Sequence[int], until: datetime) -> None:
        """Put claimed mails back that must wait for their budget."""
        self.give_back(ids)
        with storage_errors(), self._engine.begin() as connection:
            connection.execute(update(_DELIVERY).where(_DELIVERY.c.id.in_(ids)).values(next_at=until))

    # -- going

    def advance(
        self, issue_id: int, topic: str, done: Sequence[Result], start: Sequence[Claimed], now: datetime
    ) -> frozenset[int]:
        """Write results, and set what may start to ``transfer``; return the ids that may go.

        What may not is ``suppressed`` when the person left or the address bounces for good; when the issue was halted
        it is given back.
        """
        with storage_errors(), self._engine.begin() as connection:
            if done:
                connection.execute(_DONE, [_result(one, now) for one in done])
                count_sent(connection, [one.domain for one in done if one.state == "sent"], now)
            if not start:
                return frozenset()
            state, kept = self._looked_up(connection, issue_id, topic, start)
            if state != "running":
                return frozenset()
            going = [one.id for one in start if one.id not in kept]
            if going:
                connection.execute(_START, [{"key": one} for one in going])
            _set(connection, sorted(kept), "suppressed")
            return frozenset(going)

    def _looked_up(
        self, connection: Connection, issue_id: int, topic: str, start: Sequence[Claimed]
    ) -> tuple[str, frozenset[int]]:
        """Return the state of the issue, and which mails must not go; one statement, since it runs for every few."""
        owners = {mark: one.id for one in start for mark in (one.mark, *self._keys.marks(one.address))}
        rows = connection.execute(_LOOK, {"issue": issue_id, "topic": topic, "marks": list(owners)}).all()
        state = next((str(value) for what, value in rows if what == "state"), "")
        return state, frozenset(owners[value] for what, value in rows if what == "kept")

    # -- after a crash

    def recover(self, issue_id: int) -> int:
        """At the start of a run: what was claimed goes back, what was in transfer is in doubt; return how many are.

        A doubtful mail of ``news`` and ``product`` stays ``unknown`` and is never sent again by itself; one of
        ``service`` and ``operations`` is sent again, with the same Message-ID.
        """
        with storage_errors(), self._engine.begin() as connection:
            mine = _DELIVERY.c.issue_id == issue_id
            connection.execute(
                update(_DELIVERY)
                .where(mine, _DELIVERY.c.state == "claimed")
                .values(state=case((_DELIVERY.c.attempts == 0, "pending"), else_="deferred"))
            )
            doubtful = update(_DELIVERY).where(mine, _DELIVERY.c.state == "transfer")
            again = _DELIVERY.c.topic.not_in(AT_MOST_ONCE)
            done = connection.execute(doubtful.values(state=case((again, "deferred"), else_="unknown")))
            return done.rowcount

    # -- looking

    def balance(self, issue_id: int) -> Mapping[str, int]:
        """Return how many mails stand in each state; their sum is the audience."""
        with storage_errors(), self._engine.begin() as connection:
            return balance(connection, issue_id)

    def next_moment(self, issue_id: int) -> datetime | None:
        """Return when the next mail is due, None when none waits."""
        with storage_errors(), self._engine.begin() as connection:
            found: datetime | None = connection.scalar(
                select(func.min(_DELIVERY.c.next_at, type_=_DELIVERY.c.next_at.type)).where(
                    _DELIVERY.c.issue_id == issue_id, _DELIVERY.c.state.in_(OPEN)
                )
            )
            return found

    def last_outcomes(self, issue_id: int, most: int) -> Sequence[tuple[int, str]]:
        """Return code and status of the last finished mails, the oldest first."""
        with storage_errors(), self._engine.begin() as connection:
            rows = connection.execute(
                select(_DELIVERY.c.code, _DELIVERY.c.status)
                .where(_DELIVERY.c.issue_id == issue_id, _DELIVERY.c.state.in_(("sent", "failed")))
                .order_by(_DELIVERY.c.next_at.desc(), _DELIVERY.c.id.desc())
                .limit(most)
            ).all()
            return [(row.code, row.status) for row in reversed(rows)]


def balance(connection: Connection, issue_id: int) -> Mapping[str, int]:
    """Return how many mails of an issue stand in each state."""
    rows = connection.execute(
        select(_DELIVERY.c.state, func.count()).where(_DELIVERY.c.issue_id == issue_id).group_by("state")
    )
    return Counter({str(state): int(count) for state, count in rows})


def _waiting() -> Select[tuple[object, ...]]:
    address = func.coalesce(_SUBSCRIPTION.c.address, _EMAIL.c.address).label("address")
    to_contact = _DELIVERY.c.subscription_id.is_(None) & (_EMAIL.c.contact_id == _DELIVERY.c.contact_id)
    return (
        select(
            _DELIVERY.c.id,
            _DELIVERY.c.address_hash,
            _DELIVERY.c.language,
            _DELIVERY.c.attempts,
            _ISSUE.c.started_at,
            address,
            _CONTACT.c.first_name,
            _CONTACT.c.last_name,
        )
        .join(_ISSUE, _ISSUE.c.id == _DELIVERY.c.issue_id)
        .outerjoin(
            _SUBSCRIPTION,
            (_SUBSCRIPTION.c.id == _DELIVERY.c.subscription_id)
            & (_SUBSCRIPTION.c.contact_id == _DELIVERY.c.contact_id)
            & _SUBSCRIPTION.c.ended_at.is_(None),
        )
        .outerjoin(_EMAIL, to_contact & _EMAIL.c.main)
        .outerjoin(_CONTACT, _CONTACT.c.id == _DELIVERY.c.contact_id)
        .where(
            _DELIVERY.c.issue_id == bindparam("issue"),
            _DELIVERY.c.state == bindparam("state"),
            _DELIVERY.c.next_at <= bindparam("now"),
        )
        .order_by(_DELIVERY.c.next_at, _DELIVERY.c.id)
        .limit(bindparam("most", type_=_DELIVERY.c.id.type))
    )


_WAITING = _waiting()
_MARKS: BindParameter[str] = bindparam("marks", expanding=True)
_LOOK = union_all(
    select(literal("state").label("what"), _ISSUE.c.state.label("value")).where(_ISSUE.c.id == bindparam("issue")),
    select(literal("kept"), _SUPPRESSION.c.hash).where(
        _SUPPRESSION.c.hash.in_(_MARKS), _SUPPRESSION.c.topic.in_(("", bindparam("topic")))
    ),
    select(literal("kept"), _BOUNCED.c.address_hash).where(_BOUNCED.c.address_hash.in_(_MARKS), _BOUNCED.c.disabled),
)
_START = (
    update(_DELIVERY)
    .where(_DELIVERY.c.id == bindparam("key"), _DELIVERY.c.state == literal("claimed"))
    .values(state="transfer", attempts=_DELIVERY.c.attempts + 1)
)
_DONE = (
    update(_DELIVERY)
    .where(_DELIVERY.c.id == bindparam("key"), _DELIVERY.c.state == literal("transfer"))
    .values(
        state=bindparam("new_state"),
        code=bindparam("new_code"),
        status=bindparam("new_status"),
        next_at=bindparam("new_next_at"),
        sent_on=bindparam("new_sent_on"),
    )
)


def _result(one: Result, now: datetime) -> dict[str, object]:
    return {
        "key": one.id,
        "new_state": one.state,
        "new_code": one.code,
        "new_status": one.status,
        "new_next_at": one.next_at,
        "new_sent_on": day_in_brussels(now) if one.state == "sent" else None,
    }


def _claimed(row: Row[tuple[object, ...]]) -> Claimed:
    name = " ".join(part for part in (row.first_name, row.last_name) if part)
    return Claimed(row.id, row.address_hash, row.address, name, row.language, row.attempts, row.started_at)


def _set(connection: Connection, ids: Sequence[int], state: str) -> None:
    if ids:
        connection.execute(update(_DELIVERY).where(_DELIVERY.c.id.in_(ids)).values(state=state))
