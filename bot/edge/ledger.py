"""The delivery ledger: who gets an issue, and what became of each mail. It survives the process at any moment.

    pending -> claimed -> transfer -> sent | deferred | failed | suppressed | unknown

A row is ``transfer`` from before its content leaves until the relay's answer is recorded; only these rows are in doubt
after a crash, and a connection never has more than one (RFC 1047). Leaving is looked up in the transaction that sets
``transfer``: whoever left before it gets nothing (edge/transfer.py). All others are SQLAlchemy Core, not objects.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    Select,
    bindparam,
    case,
    func,
    select,
    update,
)

from bot.core.delivery import AT_MOST_ONCE, OPEN, Claimed, Result
from bot.edge.database import storage_errors
from bot.edge.keys import Keys
from bot.edge.schema import TABLES
from bot.edge.transfer import Transfer

_DELIVERY, _SUBSCRIPTION = TABLES["delivery"], TABLES["subscription"]
_EMAIL, _CONTACT = TABLES["email_address"], TABLES["contact"]
#: Id, mark and language of a mail, tries before; address, first and last name of its reader.
Waiting = Row[int, str, str, int, str, str, str]


class Ledger:
    """Every method is one transaction; TemporaryError when the database cannot do it now. On the store's thread."""

    def __init__(self, engine: Engine, keys: Keys) -> None:
        self._engine = engine
        self._transfer = Transfer(engine, keys)

    # -- claiming

    def claim(self, issue_id: int, now: datetime, limit: int) -> Sequence[Claimed]:
        """Take up to ``limit`` mails that are due; whose address is gone is ``suppressed`` at once."""
        with storage_errors(), self._engine.begin() as connection:
            rows = self._waiting(connection, issue_id, "deferred", now, limit)
            if len(rows) < limit:
                rows += self._waiting(connection, issue_id, "pending", now, limit - len(rows))
            here = [_claimed(row) for row in rows if row.address]
            _set(connection, [one.id for one in here], "claimed")
            _set(connection, [row.id for row in rows if not row.address], "suppressed")
            return here

    def _waiting(self, connection: Connection, issue_id: int, state: str, now: datetime, limit: int) -> list[Waiting]:
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
        return self._transfer.advance(issue_id, topic, done, start, now)

    def close(self) -> None:
        """At the end of a run: let go of the connection that ``advance`` keeps."""
        self._transfer.close()

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


def _waiting() -> Select[int, str, str, int, str, str, str]:
    address = func.coalesce(_SUBSCRIPTION.c.address, _EMAIL.c.address).label("address")
    to_contact = _DELIVERY.c.subscription_id.is_(None) & (_EMAIL.c.contact_id == _DELIVERY.c.contact_id)
    return (
        select(
            _DELIVERY.c.id,
            _DELIVERY.c.address_hash,
            _DELIVERY.c.language,
            _DELIVERY.c.attempts,
            address,
            _CONTACT.c.first_name,
            _CONTACT.c.last_name,
        )
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


def _claimed(row: Waiting) -> Claimed:
    key, mark, language, attempts, address, first, last = row
    return Claimed(key, mark, address, f"{first or ''} {last or ''}".strip(), language, attempts)


def _set(connection: Connection, ids: Sequence[int], state: str) -> None:
    if ids:
        connection.execute(update(_DELIVERY).where(_DELIVERY.c.id.in_(ids)).values(state=state))
