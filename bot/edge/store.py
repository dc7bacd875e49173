"""The database: mail in and out, and what the loops ask of it. What happens inside a decision is in transaction.py."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Engine, update
from sqlmodel import Session, col, func, select

from bot.core.dates import day_in_brussels
from bot.core.records import Arrival, Move, Note, Pending, Position, Queued
from bot.edge import erasure, forgetting
from bot.edge.budgets import spend_reply
from bot.edge.database import storage_errors, tidy
from bot.edge.tables import CaseRow, Inbox, Leftover, Outbox
from bot.edge.transaction import Holdings, Transaction


class Store:
    """Verbs of the loops. Every method is one transaction; TemporaryError when the database cannot do it now."""

    def __init__(self, engine: Engine, holdings: Holdings) -> None:
        self.engine = engine
        self.folders = holdings.folders
        self.keys = holdings.keys
        self.counts_replies = False  # under the relay's budget, which newsletters share
        self._holdings = holdings

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a session in a transaction that is committed when the block ends."""
        with storage_errors(), Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Open the transaction of one decision."""
        with self.session() as session:
            yield Transaction(session, self._holdings)

    # -- mail in

    def highest_uid(self, account: str, folder: str, uidvalidity: int) -> int:
        """Return the highest UID recorded, 0 when none is."""
        with self.session() as session:
            return (
                session.exec(
                    select(func.max(Inbox.uid)).where(
                        Inbox.account == account, Inbox.folder == folder, Inbox.uidvalidity == uidvalidity
                    )
                ).one()
                or 0
            )

    def record(self, arrivals: Sequence[Arrival]) -> None:
        """Write fetched mails before anything else is done with them; known positions are left alone."""
        with self.session() as session:
            for arrival in arrivals:
                if not self._known(session, arrival):
                    session.add(_row(arrival))

    def _known(self, session: Session, arrival: Arrival) -> bool:
        """Whether the mail is recorded; one that a new UIDVALIDITY renumbered only gets its new position."""
        position = arrival.position
        here = select(Inbox).where(Inbox.account == position.account, Inbox.folder == position.folder)
        at = here.where(Inbox.uidvalidity == position.uidvalidity, Inbox.uid == position.uid)
        if session.exec(at).first() is not None:
            return True
        renumbered = here.where(
            Inbox.uidvalidity != position.uidvalidity,
            Inbox.sha256 == sha256(arrival.raw).hexdigest(),
            Inbox.arrived_at == arrival.arrived_at,
        )
        row = session.exec(renumbered).first()
        if row is None:
            return False
        row.uidvalidity, row.uid, row.moved = position.uidvalidity, position.uid, False
        session.add(row)
        return True

    def begin(self, limit: int, tried: Sequence[int] = ()) -> Sequence[Pending]:
        """Return mails without outcome but those tried just now, oldest first; the try is counted before the work."""
        with self.session() as session:
            waiting = select(Inbox).where(Inbox.disposition == "", col(Inbox.id).not_in(tried))
            rows = session.exec(waiting.order_by(col(Inbox.id)).limit(limit)).all()
            for row in rows:
                row.attempts += 1
                session.add(row)
            return [
                Pending(
                    id=row.id or 0,
                    raw=row.raw or b"",
                    size=row.size,
                    arrived_at=row.arrived_at,
                    attempts=row.attempts,
                )
                for row in rows
            ]

    def moves(self, limit: int) -> Sequence[Move]:
        """Return mails with an outcome that have not left their folder yet."""
        with self.session() as session:
            rows = session.exec(select(Inbox).where(Inbox.disposition != "", col(Inbox.moved).is_(False)).limit(limit))
            return [
                Move(
                    id=row.id or 0,
                    position=Position(account=row.account, folder=row.folder, uidvalidity=row.uidvalidity, uid=row.uid),
                    goes_to=row.goes_to,
                )
                for row in rows
            ]

    def moved(self, ids: Sequence[int]) -> None:
        """Note that these mails left their folder."""
        with self.session() as session:
            session.exec(update(Inbox).where(col(Inbox.id).in_(ids)).values(moved=True))

    # -- cases

    def due(self, now: datetime, limit: int) -> Sequence[int]:
        """Return the cases that the clock must look at."""
        with self.session() as session:
            due = (
                select(CaseRow.id)
                .where(CaseRow.open, col(CaseRow.next_at) <= now)
                .order_by(col(CaseRow.next_at))
                .limit(limit)
            )
            return [case_id or 0 for case_id in session.exec(due)]

    # -- mail out

    def claim(self, now: datetime, limit: int) -> Sequence[Queued]:
        """Take mails for delivery by conditional update: no two loops get the same one. Replies go first."""
        with self.session() as session:
            waiting = (
                select(Outbox)
                .where(col(Outbox.state).in_(("pending", "deferred")), Outbox.next_at <= now)
                .order_by(col(Outbox.lane).desc(), col(Outbox.id))
                .limit(limit)
            )
            return [_queued(row) for row in session.exec(waiting).all() if self._claimed(session, row)]

    def _claimed(self, session: Session, row: Outbox) -> bool:
        done = session.exec(
            update(Outbox)
            .where(col(Outbox.id) == row.id, col(Outbox.state).in_(("pending", "deferred")))
            .values(state="claimed", attempts=row.attempts + 1)
            .execution_options(synchronize_session=False)
        )
        return done.rowcount == 1

    def delivered(self, mail: Queued, *, state: str, error: str, now: datetime, next_at: datetime) -> None:
        """Write the result of one try."""
        with self.session() as session:
            session.exec(
                update(Outbox)
                .where(col(Outbox.id) == mail.id)
                .values(state=state, error=error[:200], next_at=next_at, sent_at=now if state == "sent" else None)
            )
            if self.counts_replies:
                spend_reply(session.connection(), now)

    def release_claims(self) -> int:
        """At start: what was claimed when the process died is tried again, with the same Message-ID."""
        with self.session() as session:
            done = session.exec(update(Outbox).where(col(Outbox.state) == "claimed").values(state="deferred"))
            return done.rowcount

    def undone(self, now: datetime) -> Sequence[str]:
        """Return what is due and not done, one line each, without names."""
        with self.session() as session:
            mails = session.exec(select(Inbox.id).where(Inbox.disposition == "")).all()
            unmoved = session.exec(select(Inbox.id).where(Inbox.disposition != "", col(Inbox.moved).is_(False))).all()
            cases = session.exec(select(CaseRow.number).where(CaseRow.open, col(CaseRow.next_at) <= now)).all()
            letters = session.exec(
                select(Outbox.id, Outbox.state).where(col(Outbox.state).in_(("pending", "deferred", "claimed")))
            ).all()
        return [
            *(f"mail {mail} has no outcome yet" for mail in mails),
            *(f"mail {mail} has not been moved" for mail in unmoved),
            *(f"case {number} is due" for number in cases),
            *(f"letter {letter} is {state}" for letter, state in letters),
        ]

    # -- forgetting

    def forget(self, now: datetime, keep: timedelta) -> int:
        """Drop what is past its time, and the bot's own copies of what was erased; return how many of these."""
        with self.session() as session:
            retired = erasure.retire(session, self._holdings.datamap, today=day_in_brussels(now))
            forgotten = forgetting.forget(session, now, keep)
        if retired or forgotten:
            tidy(self.engine)
        return forgotten

    def leftovers(self, limit: int) -> Sequence[Note]:
        """Return mails that still have to go from the folders on the server."""
        with self.session() as session:
            rows = session.exec(select(Leftover).order_by(col(Leftover.id)).limit(limit))
            return [Note(id=row.id or 0, message_id=row.message_id, size=row.size, sha256=row.sha256) for row in rows]

    def erased(self, note: Note) -> None:
        """Strike a mail off the list after it is gone on the server."""
        with self.session() as session:
            session.delete(session.get_one(Leftover, note.id))


def _row(arrival: Arrival) -> Inbox:
    position = arrival.position
    return Inbox(
        account=position.account,
        folder=position.folder,
        uidvalidity=position.uidvalidity,
        uid=position.uid,
        size=arrival.size,
        sha256=sha256(arrival.raw).hexdigest(),
        arrived_at=arrival.arrived_at,
        raw=arrival.raw,
    )


def _queued(row: Outbox) -> Queued:
    return Queued(
        id=row.id or 0,
        case_id=row.case_id,
        letter=row.letter,
        recipient=row.recipient,
        raw=row.raw or b"",
        attempts=row.attempts + 1,
    )
