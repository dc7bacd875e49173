"""The database: mail in and out, and what the loops ask of it. What happens inside a decision is in transaction.py."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Engine, Row, update
from sqlmodel import Session, col, select

from bot.core.dates import day_in_brussels
from bot.core.records import Arrival, Move, Note, Pending, Position, Posted, Queued, Walk
from bot.edge import erasure, forgetting, journal, statements
from bot.edge.budgets import spend_replies
from bot.edge.database import storage_errors, tidy
from bot.edge.tables import CaseRow, Inbox, Leftover, Outbox
from bot.edge.transaction import Holdings, Transaction
from bot.errors import TemporaryError

_MOST_BYTES = 8_000_000  # of mails taken at once; a larger one comes alone


class Store:
    """Verbs of the loops. Every method is one transaction; TemporaryError when the database cannot do it now."""

    def __init__(self, engine: Engine, holdings: Holdings) -> None:
        self.engine = engine
        self.folders = holdings.folders
        self.keys = holdings.keys
        self.reply_budgets: frozenset[str] = frozenset()  # those that replies share with newsletters
        self._holdings = holdings

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a session in a transaction that is committed when the block ends."""
        with storage_errors(), Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Open a transaction without objects."""
        with storage_errors(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Open the transaction of one decision."""
        with self.session() as session:
            tx = Transaction(session, self._holdings)
            yield tx
            tx.write()

    # -- mail in

    def highest_uid(self, account: str, folder: str, uidvalidity: int) -> int:
        """Return the highest UID recorded, 0 when none is."""
        place = {"account": account, "folder": folder, "validity": uidvalidity}
        with self.connection() as connection:
            return connection.execute(statements.HIGHEST_UID, place).scalar() or 0

    def record(self, arrivals: Sequence[Arrival]) -> None:
        """Write mails fetched from one folder before anything else is done with them; known positions are left alone,
        and a mail that a new UIDVALIDITY renumbered only gets its new position."""
        if not arrivals:
            return
        position = arrivals[0].position
        place = {"account": position.account, "folder": position.folder, "validity": position.uidvalidity}
        with self.connection() as connection:
            numbers = [arrival.position.uid for arrival in arrivals]
            known = set(connection.execute(statements.RECORDED, {**place, "numbers": numbers}).scalars())
            rows = [_row(arrival) for arrival in arrivals if arrival.position.uid not in known]
            twins = list(connection.execute(statements.TWINS, {**place, "hashes": [row["sha256"] for row in rows]}))
            if fresh := [row for row in rows if not _renumbered(connection, row, twins)]:
                connection.execute(statements.RECORD, fresh)

    def begin(self, limit: int, after: int = 0) -> Sequence[Pending]:
        """Return mails without outcome, oldest first, beyond the one with the id ``after``; the try is counted before
        the work.

        A mail that was tried before comes alone: when it kills the process again, that costs no other mail a try.
        """
        with self.connection() as connection:
            waiting = connection.execute(statements.UNDECIDED, {"after": after, "most": limit}).all()
            keys = {"keys": _together(waiting)}
            connection.execute(statements.TRIED, keys)
            return [
                Pending(
                    id=row.id,
                    raw=row.raw or b"",
                    size=row.size,
                    arrived_at=row.arrived_at,
                    attempts=row.attempts,
                )
                for row in connection.execute(statements.RAWS, keys)
            ]

    def give_back(self, ids: Sequence[int]) -> None:
        """Take a counted try of these mails back: it was not theirs."""
        with self.connection() as connection:
            connection.execute(statements.NOT_TRIED, {"keys": ids})

    def moves(self, account: str, folder: str, limit: int) -> Sequence[Move]:
        """Return mails of an account with an outcome that have not left this folder yet, or lie in one of ours: what
        came from elsewhere, before the configuration changed, holds up none of them."""
        with self.connection() as connection:
            rows = connection.execute(statements.UNMOVED, {"account": account, "folder": folder, "most": limit})
            return [
                Move(
                    id=row.id,
                    position=Position(account=row.account, folder=row.folder, uidvalidity=row.uidvalidity, uid=row.uid),
                    goes_to=row.goes_to,
                    arrived_at=row.arrived_at,
                    size=row.size,
                    sha256=row.sha256,
                    instead=row.instead,
                )
                for row in rows
            ]

    def moved(self, ids: Sequence[int]) -> None:
        """Note that these mails left their folder."""
        with self.connection() as connection:
            connection.execute(statements.MOVED, {"keys": ids})

    def replaced(self, mail_id: int, raw: bytes) -> None:
        """Note that a mail left its folder in another form: from now on it is known by the size and hash of this."""
        known_by = {"size": len(raw), "sha256": sha256(raw).hexdigest()}
        with self.connection() as connection:
            connection.execute(statements.REPLACED, {"key": mail_id, **known_by})
        tidy(self.engine)

    def wipe(self) -> None:
        """Let the files of the database forget what was taken out of it."""
        tidy(self.engine)

    # -- cases

    def due(self, now: datetime, limit: int) -> Sequence[int]:
        """Return the cases that the clock must look at."""
        with self.connection() as connection:
            return connection.execute(statements.DUE, {"now": now, "most": limit}).scalars().all()

    # -- mail out

    def claim(self, now: datetime, limit: int) -> Sequence[Queued]:
        """Take mails for delivery by conditional update: no two loops get the same one. Replies go first."""
        with self.connection() as connection:
            waiting = connection.execute(statements.WAITING, {"now": now, "most": limit}).all()
            keys = [row.id for row in waiting]
            if keys and connection.execute(statements.CLAIM, {"keys": keys}).rowcount != len(keys):
                raise TemporaryError("database: somebody else sends these letters")
            return [_queued(row) for row in waiting]

    def delivered(self, results: Sequence[Posted], now: datetime) -> None:
        """Write the results of some tries."""
        with self.connection() as connection:
            if results:
                connection.execute(statements.DELIVERED, [_result(one, now) for one in results])
            spend_replies(connection, self.reply_budgets, (one.domain for one in results), now)

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

    # -- the journal

    def walk_journal(self, so_far: Walk, most: int) -> Walk:
        """Read so many lines of the journal more and check its chain."""
        with self.session() as session:
            return journal.walk(session, self.keys, so_far, most)

    def seal_journal(self, walked: Walk) -> None:
        """Remember that the journal was read up to here."""
        with self.session() as session:
            journal.seal(session, self.keys, walked)

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
            return [
                Note(id=row.id or 0, message_id=row.message_id, size=row.size, sha256=row.sha256, kept=row.kept)
                for row in rows
            ]

    def erased(self, note: Note) -> None:
        """Strike a mail off the list after it is gone on the server."""
        with self.session() as session:
            session.delete(session.get_one(Leftover, note.id))


def _renumbered(connection: Connection, mail: Mapping[str, object], twins: list[Row[*tuple[Any, ...]]]) -> bool:
    """Whether the mail was recorded under another UIDVALIDITY: the same bytes that came at the same moment."""
    for twin in twins:
        if (twin.sha256, twin.arrived_at) == (mail["sha256"], mail["arrived_at"]):
            twins.remove(twin)
            new_place = {"uidvalidity": mail["uidvalidity"], "uid": mail["uid"], "moved": False}
            connection.execute(statements.RENUMBER, {"key": twin.id, **new_place})
            return True
    return False


def _row(arrival: Arrival) -> Mapping[str, object]:
    position = arrival.position
    return {
        "account": position.account,
        "folder": position.folder,
        "uidvalidity": position.uidvalidity,
        "uid": position.uid,
        "size": arrival.size,
        "sha256": sha256(arrival.raw).hexdigest(),
        "arrived_at": arrival.arrived_at,
        "raw": arrival.raw,
        "attempts": 0,
        "disposition": "",
        "kind": "",
        "reasons": [],
        "goes_to": "",
        "moved": False,
        "redacted": False,
    }


def _together(waiting: Sequence[Row[*tuple[Any, ...]]]) -> list[int]:
    """The ids of those that are taken at once: fresh ones, as many as fit into memory, or one that was tried before."""
    taken: list[int] = []
    size = 0
    for row in waiting:
        size += row.size
        if taken and (row.attempts or size > _MOST_BYTES):
            break
        taken.append(row.id)
        if row.attempts:
            break
    return taken


def _result(one: Posted, now: datetime) -> Mapping[str, object]:
    return {
        "key": one.id,
        "new_state": one.state,
        "new_error": one.error[:200],
        "new_next_at": one.next_at,
        "new_sent_at": now if one.state == "sent" else None,
    }


def _queued(row: Row[*tuple[Any, ...]]) -> Queued:
    return Queued(
        id=row.id,
        case_id=row.case_id,
        letter=row.letter,
        recipient=row.recipient,
        raw=row.raw or b"",
        attempts=row.attempts + 1,
    )
