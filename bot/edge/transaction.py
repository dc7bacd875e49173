"""What happens inside one decision: all of it is written, or nothing."""

import secrets
from base64 import b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from pydantic import TypeAdapter
from sqlalchemy import update
from sqlmodel import Session, col, func, select

from bot.core.address import normal
from bot.core.case import Case
from bot.core.datamap import DataMap
from bot.core.dates import day_in_brussels
from bot.core.records import Code, Outcome, Outgoing
from bot.edge.access_answer import Page
from bot.edge.bounces import Bounces
from bot.edge.issues import Issues
from bot.edge.keys import Keys
from bot.edge.recipients import Recipients
from bot.edge.subjects import Match, Subjects
from bot.edge.tables import CaseRow, Inbox, Journal, Outbox, Setting, Token

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
        self.subjects = Subjects(session, holdings.datamap, holdings.keys, holdings.page)
        self.news = Issues(session, holdings.keys)
        self.bounces = Bounces(session)
        self.recipients = Recipients(session, holdings.keys, holdings.domain)
        self._keys = holdings.keys
        self._folders = holdings.folders
        self._domain = holdings.domain

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
        row = self.session.get_one(Inbox, mail_id)
        if row.disposition:
            raise RuntimeError(f"mail {mail_id} has an outcome already")
        row.disposition = outcome.disposition
        row.kind = outcome.kind
        row.reasons = list(outcome.reasons)
        row.case_id = outcome.case_id
        row.goes_to = self._folders[outcome.disposition]
        row.done_at = now
        self.session.add(row)

    def mail(self, case_id: int) -> bytes | None:
        """Return the raw mail that opened a case, while it is kept."""
        return self.session.exec(
            select(Inbox.raw).where(Inbox.case_id == case_id).order_by(col(Inbox.id)).limit(1)
        ).first()

    def folder(self, disposition: str) -> str:
        """Return the folder on the server to which mails with this outcome go."""
        return self._folders[disposition]

    # -- cases

    def new_case(self, case: Case) -> Case:
        """Give a case its id and number and write it."""
        year = day_in_brussels(case.arrived_at).year
        serial = self.count(f"cases:{year}", 1)
        number = f"{year}-{serial:04d}"
        row = CaseRow(number=number, address_hash=self._hash(case.address), due_on=case.due_on, body={})
        self.session.add(row)
        self.session.flush()
        return replace(case, id=row.id or 0, number=number)

    def case(self, case_id: int) -> Case:
        """Return a case."""
        return load_case(self.session.get_one(CaseRow, case_id))

    def save(self, case: Case, *, next_at: datetime | None, note: str, now: datetime) -> None:
        """Write a case; RuntimeError when somebody else wrote it meanwhile."""
        row = self.session.get_one(CaseRow, case.id)
        if row.version != case.version - 1:
            raise RuntimeError(f"case {case.number} changed meanwhile")
        row.version, row.body = case.version, dump_case(case)
        row.contact_id, row.due_on, row.open, row.next_at = case.contact_id, case.due_on, case.open, next_at
        row.address_hash = self._hash(case.address)
        row.closed_at = None if case.open else row.closed_at or now
        if note:
            row.notes = [*row.notes, note]
        self.session.add(row)

    def postpone(self, case_id: int, until: datetime) -> None:
        """Look at a case again at a later moment, without changing it."""
        row = self.session.get_one(CaseRow, case_id)
        row.next_at = until
        self.session.add(row)

    def open_cases(self, address: str) -> Sequence[Case]:
        """Return the open cases of the person at an address, oldest first."""
        rows = self.session.exec(
            select(CaseRow)
            .where(CaseRow.open, col(CaseRow.address_hash).in_(self._hashes(address)))
            .order_by(col(CaseRow.id))
        )
        return [load_case(row) for row in rows]

    def undecided(self) -> Sequence[Case]:
        """Return all open cases, the most urgent first."""
        rows = self.session.exec(select(CaseRow).where(CaseRow.open).order_by(col(CaseRow.due_on)))
        return [load_case(row) for row in rows]

    def disowned_since(self, address: str, since: datetime) -> bool:
        """Whether the person at this address lately said of a request that it was not theirs."""
        rows = self.session.exec(
            select(CaseRow).where(col(CaseRow.address_hash).in_(self._hashes(address)), col(CaseRow.closed_at) >= since)
        )
        return any(item.outcome == "disowned" for row in rows for item in load_case(row).items)

    def journal(self, number: str, line: str, now: datetime) -> None:
        """Append a line to the hash chain."""
        previous = self.session.exec(select(Journal.hash).order_by(col(Journal.seq).desc()).limit(1)).first() or ""
        digest = chain_hash(previous, now, number, line)
        self.session.add(Journal(at=now, case_number=number, line=line, previous=previous, hash=digest))
        self.session.flush()

    # -- reply codes

    def code(self, text: str) -> Code | None:
        """Return the reply code that somebody wrote, if it is one of ours."""
        hashes = self._keys.hashes("code", text)
        row = self.session.exec(select(Token).where(col(Token.hash).in_(hashes))).first()
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
        """Make a reply code of 128 bits and remember its keyed hash."""
        text = b32encode(secrets.token_bytes(16)).decode("ascii").rstrip("=").lower()
        self.session.add(
            Token(
                hash=self._keys.hash("code", text),
                case_id=case.id,
                purpose=purpose,
                address=normal(address),
                items=[item.id for item in case.items],
                digest=digest,
                expires_at=expires_at,
            )
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

    # -- mail out

    def message_id(self, *parts: object) -> str:
        """Return a Message-ID without brackets that is the same for the same parts and that nobody can guess."""
        digest = self._keys.hash("message-id", "|".join(map(str, parts)))
        return f"{digest[:32]}@{self._domain}"

    def send(self, mail: Outgoing, now: datetime) -> None:
        """Queue a mail; it leaves after the commit. The same Message-ID is the same letter: it is queued once."""
        if self.session.exec(select(Outbox.id).where(Outbox.message_id == mail.message_id)).first() is not None:
            return
        self.session.add(
            Outbox(
                message_id=mail.message_id,
                case_id=mail.case_id,
                letter=mail.letter,
                recipient=mail.recipient,
                recipient_hash=self._hash(mail.recipient),
                raw=mail.raw,
                state=mail.state,
                made_at=now,
                next_at=now,
            )
        )
        self.session.flush()

    def sent_since(
        self, since: datetime, *, recipient: str = "", case_id: int = 0, letter: str = "", but: Sequence[str] = ()
    ) -> int:
        """Count the mails queued since a moment: all, or to one recipient, of one case, of one letter; not those
        ``but`` to some. Silenced ones do not count."""
        count = select(func.count()).select_from(Outbox).where(Outbox.made_at >= since, Outbox.state != "silenced")
        if recipient:
            count = count.where(Outbox.recipient == recipient)
        if case_id:
            count = count.where(Outbox.case_id == case_id)
        if letter:
            count = count.where(Outbox.letter == letter)
        if but:
            count = count.where(col(Outbox.recipient).not_in(but))
        return self.session.exec(count).one()

    def recipient(self, message_id: str) -> str:
        """Return to whom a mail of ours went, "" when it is none of ours."""
        return self.session.exec(select(Outbox.recipient).where(Outbox.message_id == message_id)).first() or ""

    def bounced(self, message_id: str, now: datetime) -> int | None:
        """Mark the mail that a delivery report is about; return its case, or None when it is not ours."""
        row = self.session.exec(select(Outbox).where(Outbox.message_id == message_id)).first()
        if row is None or row.state == "bounced":
            return None
        row.state = "bounced"
        self.session.add(row)
        return row.case_id

    # -- small facts

    def count(self, name: str, by: int = 0) -> int:
        """Return a counter after adding ``by``."""
        value = int(self.setting(name) or 0) + by
        if by:
            self.setting(name, str(value))
        return value

    def setting(self, name: str, value: str | None = None) -> str:
        """Return a small fact of the bot, after writing it when a value is given."""
        row = self.session.get(Setting, name)
        if value is None:
            return row.value if row else ""
        row = row or Setting(name=name, value="")
        row.value = value
        self.session.add(row)
        self.session.flush()
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


def chain_hash(previous: str, at: datetime, number: str, line: str) -> str:
    """Return the hash of one journal line, given that of the line before it."""
    return sha256("\x1f".join((previous, at.isoformat(), number, line)).encode()).hexdigest()
