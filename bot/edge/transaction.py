"""What happens inside one decision: all of it is written, or nothing."""

import secrets
from base64 import b32encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from hashlib import sha256

from pydantic import TypeAdapter
from sqlalchemy import Connection, update
from sqlmodel import Session, col, func, select

from bot.core.address import normal
from bot.core.case import Case, State
from bot.core.datamap import DataMap
from bot.core.dates import day_in_brussels
from bot.core.records import Code, Outcome
from bot.edge import statements
from bot.edge.access_answer import Page
from bot.edge.bounces import Bounces
from bot.edge.database import storage_errors
from bot.edge.issues import Issues
from bot.edge.keys import Keys
from bot.edge.outbox import Letters
from bot.edge.recipients import Recipients
from bot.edge.subjects import Match, Subjects
from bot.edge.tables import CaseRow, Inbox, Outbox, Token

_CASE: TypeAdapter[Case] = TypeAdapter(Case)


def load_case(row: CaseRow) -> Case:
    """Return the case that a row holds."""
    return _CASE.validate_python(row.body)


def dump_case(case: Case) -> dict[str, object]:
    """Return a case as its row holds it."""
    body = _CASE.dump_python(case, mode="json")
    return dict(body)


@dataclass(frozen=True, kw_only=True, slots=True)
class Holdings:
    """What the store works with beside the database. ``folders``: outcome -> folder on the server."""

    datamap: DataMap
    keys: Keys
    page: Page
    folders: Mapping[str, str]
    domain: str


class Transaction:
    """Fulfils flow.ports.Tx over one SQLAlchemy session."""

    def __init__(self, session: Session, holdings: Holdings) -> None:
        self.session = session
        self._last_line: str | None = None  # hash of the journal's last line, once it was asked for
        self.subjects = Subjects(session, holdings.datamap, holdings.keys, holdings.page)
        self.news = Issues(session, holdings.keys)
        self.bounces = Bounces(session)
        self.recipients = Recipients(session, holdings.keys, holdings.domain)
        self.outbox = Letters(session, holdings.keys, holdings.domain)
        self._keys = holdings.keys
        self._folders = holdings.folders

    @cached_property
    def _connection(self) -> Connection:
        return self.session.connection()

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """All that is written in the block is kept, or nothing of it; what was written before stays.

        TemporaryError when the database cannot do it now: then nothing of the whole transaction can be kept.
        """
        try:
            with storage_errors(), self.session.begin_nested():
                self.session.connection()  # sets the savepoint: a session waits with it until it is asked
                yield
        except BaseException:
            self._last_line = None  # it may have been one of the lines that are taken back
            raise

    # -- persons

    def find(self, address: str) -> Sequence[Match]:
        """Return the records that hold this address."""
        return self.subjects.find(normal(address))

    def find_customer(self, number: str) -> Sequence[Match]:
        """Return the records with this customer number."""
        return self.subjects.find_customer(number)

    # -- mail in

    def settle(self, mail_id: int, outcome: Outcome, now: datetime) -> None:
        """Write the one outcome of a mail; a second outcome is a bug."""
        done = self._connection.execute(
            statements.SETTLE,
            {
                "key": mail_id,
                "disposition": outcome.disposition,
                "kind": outcome.kind,
                "reasons": list(outcome.reasons),
                "case_id": outcome.case_id,
                "goes_to": self._folders[outcome.disposition],
                "done_at": now,
            },
        )
        if done.rowcount != 1:
            raise RuntimeError(f"mail {mail_id} has an outcome already")

    def mail(self, case_id: int) -> bytes | None:
        """Return the raw mail that opened a case, while it is kept."""
        return self.session.exec(
            select(Inbox.raw).where(Inbox.case_id == case_id).order_by(col(Inbox.id)).limit(1)
        ).first()

    def assign(self, mail_id: int, case_id: int) -> None:
        """Say that a mail belongs to a case before its outcome is written: the letters about it may show it."""
        self._connection.execute(statements.ASSIGN, {"key": mail_id, "case_id": case_id})

    def redact(self, mail_id: int, raw: bytes) -> None:
        """Keep a mail without what had to go; the copy on the server is replaced when it is moved."""
        self._connection.execute(statements.REDACT, {"key": mail_id, "raw": raw})

    def folder(self, disposition: str) -> str:
        """Return the folder on the server to which mails with this outcome go."""
        return self._folders[disposition]

    # -- cases

    def new_case(self, case: Case) -> Case:
        """Give a case its id and number and write it."""
        year = day_in_brussels(case.arrived_at).year
        serial = self.count(f"cases:{year}", 1)
        number = f"{year}-{serial:04d}"
        row = {
            "number": number,
            "address_hash": self._hash(case.address),
            "open": True,
            "due_on": case.due_on,
            "version": 0,
            "body": {},
            "notes": [],
        }
        key = self._connection.execute(statements.NEW_CASE, row).inserted_primary_key
        return replace(case, id=key[0] if key else 0, number=number)

    def case(self, case_id: int) -> Case:
        """Return a case."""
        return _CASE.validate_python(self._connection.execute(statements.CASE, {"key": case_id}).scalar_one())

    def save(self, case: Case, *, next_at: datetime | None, note: str, now: datetime) -> None:
        """Write a case; RuntimeError when somebody else wrote it meanwhile."""
        row = {
            "version": case.version,
            "body": dump_case(case),
            "contact_id": case.contact_id,
            "due_on": case.due_on,
            "open": case.open,
            "next_at": next_at,
            "address_hash": self._hash(case.address),
        }
        if case.open:
            row["closed_at"] = None
        key = {"key": case.id, "before": case.version - 1}
        if self._connection.execute(statements.SAVE_CASE, {**row, **key}).rowcount != 1:
            raise RuntimeError(f"case {case.number} changed meanwhile")
        if not case.open:
            self._connection.execute(statements.CLOSE_CASE, {"key": case.id, "closed_at": now})
        if note:
            notes = self._connection.execute(statements.NOTES, {"key": case.id}).scalar_one()
            self._connection.execute(statements.ANNOTATE, {"key": case.id, "notes": [*notes, note]})

    def postpone(self, case_id: int, until: datetime) -> None:
        """Look at a case again at a later moment, without changing it."""
        self._connection.execute(statements.POSTPONE, {"key": case_id, "next_at": until})

    def open_cases(self, address: str) -> Sequence[Case]:
        """Return the open cases of the person at an address, oldest first."""
        bodies = self._connection.execute(statements.OPEN_CASES, {"hashes": self._hashes(address)})
        return [_CASE.validate_python(body) for body in bodies.scalars()]

    def undecided(self) -> Sequence[Case]:
        """Return all open cases, the most urgent first."""
        rows = self.session.exec(select(CaseRow).where(CaseRow.open).order_by(col(CaseRow.due_on)))
        return [load_case(row) for row in rows]

    def disowned_since(self, address: str, since: datetime) -> bool:
        """Whether the person at this address lately said of a request that it was not theirs."""
        key = {"hashes": self._hashes(address), "since": since}
        bodies = self._connection.execute(statements.ENDED_CASES, key).scalars()
        return any(_disowned(_CASE.validate_python(body), since) for body in bodies)

    def journal(self, number: str, line: str, now: datetime) -> None:
        """Append a line to the hash chain."""
        if self._last_line is None:
            self._last_line = self._connection.execute(statements.LAST_LINE).scalar() or ""
        previous = self._last_line
        digest = chain_hash(previous, now, number, line)
        self._connection.execute(
            statements.WRITE_LINE,
            {"at": now, "case_number": number, "line": line, "previous": previous, "hash": digest},
        )
        self._last_line = digest

    # -- reply codes

    def code(self, text: str) -> Code | None:
        """Return the reply code that somebody wrote, if it is one of ours."""
        row = self._connection.execute(statements.CODE, {"hashes": self._keys.hashes("code", text)}).first()
        if row is None:
            return None
        return Code(
            hash=row.hash,
            case_id=row.case_id,
            purpose=row.purpose,
            address=row.address,
            items=tuple(row.items),
            digest=row.digest,
            expires_at=row.expires_at,
            used=row.used_at is not None,
        )

    def mint(self, case: Case, *, purpose: str, address: str, digest: str, expires_at: datetime) -> str:
        """Make a reply code of 128 bits and remember its keyed hash, with what is asked now."""
        text = b32encode(secrets.token_bytes(16)).decode("ascii").rstrip("=").lower()
        self._connection.execute(
            statements.MINT,
            {
                "hash": self._keys.hash("code", text),
                "case_id": case.id,
                "purpose": purpose,
                "address": normal(address),
                "items": [item.id for item in case.items if item.state is State.ASKED],
                "digest": digest,
                "expires_at": expires_at,
            },
        )
        return text

    def use_codes(self, case_id: int, purpose: str, now: datetime, address: str = "") -> None:
        """Spend all codes of one purpose of a case (of one address), so that none counts twice."""
        spend = update(Token).where(
            col(Token.case_id) == case_id, col(Token.purpose) == purpose, col(Token.used_at).is_(None)
        )
        if address:
            spend = spend.where(col(Token.address) == normal(address))
        self.session.exec(spend.values(used_at=now))

    # -- small facts

    def count(self, name: str, by: int = 0) -> int:
        """Return a counter after adding ``by``."""
        value = int(self.setting(name) or 0) + by
        if by:
            self.setting(name, str(value))
        return value

    def setting(self, name: str, value: str | None = None) -> str:
        """Return a small fact of the bot, after writing it when a value is given."""
        if value is None:
            return self._connection.execute(statements.SETTING, {"which": name}).scalar() or ""
        if not self._connection.execute(statements.CHANGE_SETTING, {"which": name, "value": value}).rowcount:
            self._connection.execute(statements.NEW_SETTING, {"name": name, "value": value})
        return value

    def tally(self) -> Mapping[str, int]:
        """Return how many mails stand in each outbox state and inbox disposition."""
        out = self.session.exec(select(Outbox.state, func.count()).group_by(Outbox.state))
        came = self.session.exec(select(Inbox.disposition, func.count()).group_by(Inbox.disposition))
        return {**{f"out:{state}": n for state, n in out}, **{f"in:{name}": n for name, n in came}}

    def _hash(self, address: str) -> str:
        return self._keys.hash("address", normal(address))

    def _hashes(self, address: str) -> tuple[str, ...]:
        return self._keys.hashes("address", normal(address))


def _disowned(case: Case, since: datetime) -> bool:
    """Whether a request was not the person's: one that ended without data having left, or one whose breach is young."""
    if case.breach_at is not None:
        return case.breach_at >= since
    return any(item.outcome == "disowned" for item in case.items)


def chain_hash(previous: str, at: datetime, number: str, line: str) -> str:
    """Return the hash of one journal line, given that of the line before it."""
    return sha256("\x1f".join((previous, at.isoformat(), number, line)).encode()).hexdigest()
