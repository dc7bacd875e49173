"""What happens inside one decision: all of it is written, or nothing."""

import secrets
from base64 import b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection, update
from sqlmodel import Session, col, func, select

from bot.core.address import normal
from bot.core.case import Case, State
from bot.core.datamap import DataMap
from bot.core.dates import day_in_brussels
from bot.core.records import Code, Outcome, Past
from bot.edge import statements
from bot.edge.access_answer import Page
from bot.edge.bounces import Bounces
from bot.edge.case_rows import dump_case, load_case, readable
from bot.edge.issues import Issues
from bot.edge.journal import chain_hash
from bot.edge.keys import Keys
from bot.edge.outbox import Letters
from bot.edge.recipients import Recipients
from bot.edge.settings import Settings
from bot.edge.subjects import Match, Subjects
from bot.edge.tables import CaseRow, Inbox, Outbox, Token
from bot.edge.waiting import Waiting


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
        self._session = session
        self._last_line: str | None = None  # hash of the journal's last line, once it was asked for
        self._lines = Waiting(session, statements.WRITE_LINE)
        self._minted = Waiting(session, statements.MINT)
        self._settled = Waiting(session, statements.SETTLE)
        self._settings = Settings(session)
        self.subjects = Subjects(session, holdings.datamap, holdings.keys, holdings.page)
        self.news = Issues(session, holdings.keys)
        self.bounces = Bounces(session)
        self.recipients = Recipients(session, holdings.keys, holdings.domain)
        self.outbox = Letters(session, holdings.keys, holdings.domain)
        self._keys = holdings.keys
        self._folders = holdings.folders

    @property
    def session(self) -> Session:
        """The session, to which all is written that waited."""
        self.write()
        return self._session

    @cached_property
    def _connection(self) -> Connection:
        return self._session.connection()

    def write(self) -> None:
        """Write all that waits; RuntimeError when a mail of it has an outcome already."""
        self.outbox.write()
        self._lines.write()
        self._minted.write()
        self._write_outcomes()
        self._settings.write()

    def _write_outcomes(self) -> None:
        mails = [str(row["key"]) for row in self._settled.rows]
        if self._settled.write() != len(mails):
            raise RuntimeError(f"a mail of {', '.join(mails)} has an outcome already")

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
        self._settled.add(
            {
                "key": mail_id,
                "disposition": outcome.disposition,
                "kind": outcome.kind,
                "reasons": list(outcome.reasons),
                "case_id": outcome.case_id,
                "goes_to": self._folders[outcome.disposition],
                "done_at": now,
            }
        )

    def mail(self, case_id: int) -> bytes | None:
        """Return the raw mail that opened a case, while it is kept."""
        self._write_outcomes()
        return self._session.exec(
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

    def number(self, arrived_at: datetime) -> str:
        """Return the number of a new case that came at this moment."""
        year = day_in_brussels(arrived_at).year
        return f"{year}-{self.count(f'cases:{year}', 1):04d}"

    def case(self, case_id: int) -> Case:
        """Return a case; PermanentError when what is stored of it cannot be read."""
        return load_case(self._connection.execute(statements.CASE, {"key": case_id}).one())

    def save(self, case: Case, *, next_at: datetime | None, note: str, now: datetime) -> Case:
        """Write a case, and return it with its id; one without an id is new.

        RuntimeError when somebody else wrote it meanwhile.
        """
        row = {
            "version": case.version,
            "body": dump_case(case),
            "contact_id": case.contact_id,
            "due_on": case.due_on,
            "open": case.open,
            "next_at": next_at,
            "address_hash": self._hash(case.address),
        }
        if case.id:
            self._change(case, row)
        else:
            case = replace(case, id=self._insert(case, row))
        if not case.open:
            self._connection.execute(statements.CLOSE_CASE, {"key": case.id, "closed_at": now})
        if note:
            notes = self._connection.execute(statements.NOTES, {"key": case.id}).scalar_one()
            self._connection.execute(statements.ANNOTATE, {"key": case.id, "notes": [*notes, note]})
        return case

    def _insert(self, case: Case, row: Mapping[str, object]) -> int:
        key = self._connection.execute(
            statements.NEW_CASE, {**row, "number": case.number, "notes": []}
        ).inserted_primary_key
        case_id = int(key[0]) if key else 0
        self.outbox.begin_case(case_id)
        return case_id

    def _change(self, case: Case, row: Mapping[str, object]) -> None:
        key = {"key": case.id, "before": case.version - 1}
        again = {"closed_at": None} if case.open else {}
        if self._connection.execute(statements.SAVE_CASE, {**row, **again, **key}).rowcount != 1:
            raise RuntimeError(f"case {case.number} changed meanwhile")

    def postpone(self, case_id: int, until: datetime) -> None:
        """Look at a case again at a later moment, without changing it."""
        self._connection.execute(statements.POSTPONE, {"key": case_id, "next_at": until})

    def past(self, address: str, since: datetime) -> Past:
        """Return what there was with the person at an address: the open cases, oldest first, and whether he said since
        then of a request that it was not his."""
        rows = self._connection.execute(statements.PAST_CASES, {"hashes": self._hashes(address), "since": since})
        cases = [(row.open, load_case(row)) for row in rows]
        return Past(
            open_cases=tuple(case for is_open, case in cases if is_open),
            disowned=any(_disowned(case, since) for _, case in cases),
        )

    def undecided(self) -> Sequence[Case]:
        """Return all open cases, the most urgent first."""
        rows = self._session.exec(select(CaseRow).where(CaseRow.open).order_by(col(CaseRow.due_on)))
        return [case for _, case in readable(rows)]

    def journal(self, number: str, line: str, now: datetime) -> None:
        """Append a line to the hash chain."""
        if self._last_line is None:
            self._last_line = self._connection.execute(statements.LAST_LINE).scalar() or ""
        previous = self._last_line
        digest = chain_hash(previous, now, number, line)
        self._lines.add({"at": now, "case_number": number, "line": line, "previous": previous, "hash": digest})
        self._last_line = digest

    # -- reply codes

    def code(self, text: str) -> Code | None:
        """Return the reply code that somebody wrote, if it is one of ours."""
        self._minted.write()
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
        self._minted.add(
            {
                "hash": self._keys.hash("code", text),
                "case_id": case.id,
                "purpose": purpose,
                "address": normal(address),
                "items": [item.id for item in case.items if item.state is State.ASKED],
                "digest": digest,
                "expires_at": expires_at,
            }
        )
        return text

    def use_codes(self, case_id: int, purpose: str, now: datetime, address: str = "") -> None:
        """Spend all codes of one purpose of a case (of one address), so that none counts twice."""
        self._minted.write()
        spend = update(Token).where(
            col(Token.case_id) == case_id, col(Token.purpose) == purpose, col(Token.used_at).is_(None)
        )
        if address:
            spend = spend.where(col(Token.address) == normal(address))
        self._session.exec(spend.values(used_at=now))

    # -- small facts

    def count(self, name: str, by: int = 0) -> int:
        """Return a counter after adding ``by``."""
        value = int(self.setting(name) or 0) + by
        if by:
            self.setting(name, str(value))
        return value

    def setting(self, name: str, value: str | None = None) -> str:
        """Return a small fact of the bot, after writing it when a value is given."""
        if value is not None:
            self._settings[name] = value
        return self._settings[name]

    def tally(self) -> Mapping[str, int]:
        """Return how many mails stand in each outbox state and inbox disposition."""
        self.write()
        out = self._session.exec(select(Outbox.state, func.count()).group_by(Outbox.state))
        came = self._session.exec(select(Inbox.disposition, func.count()).group_by(Inbox.disposition))
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
