"""The bot's own copies: raw mails, sent letters and the words in a case fall under erasure and retention too."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot.core.case import Case, Item
from bot.edge.tables import CaseRow, Inbox, Leftover, Outbox, Token
from bot.edge.transaction import dump_case, load_case

_MESSAGE_ID = re.compile(rb"^message-id:\s*<([^<>\s]{1,250})>", re.IGNORECASE | re.MULTILINE)
_HEAD = 65_536
_ON_ITS_WAY = ("pending", "claimed", "deferred")
_GONE = "-"


def forget(session: Session, now: datetime, keep: timedelta) -> int:
    """Forget finished cases whose person was erased, or that are older than ``keep``; and mails without a case.

    A case whose last letter is still on its way waits. The journal and the numbers stay; they hold no name.
    """
    cases = [row for row in _candidates(session, now - keep) if not _on_its_way(session, row)]
    for row in cases:
        _forget_case(session, row)
    old = select(Inbox).where(col(Inbox.case_id).is_(None), Inbox.arrived_at < now - keep, col(Inbox.raw).is_not(None))
    _forget_mails(session, session.exec(old).all())
    return len(cases)


def _candidates(session: Session, before: datetime) -> Iterable[CaseRow]:
    """Closed cases that still hold words: too old, or of a person who was erased."""
    closed = session.exec(
        select(CaseRow).where(col(CaseRow.open).is_(False), CaseRow.address_hash != _GONE).order_by(col(CaseRow.id))
    ).all()
    erased = {row.address_hash for row in closed if _erased(load_case(row))}
    return [row for row in closed if row.address_hash in erased or (row.closed_at and row.closed_at < before)]


def _erased(case: Case) -> bool:
    return any(item.kind == "deletion" and item.outcome == "carried" for item in case.items)


def _on_its_way(session: Session, row: CaseRow) -> bool:
    waiting = select(Outbox.id).where(Outbox.case_id == row.id, col(Outbox.state).in_(_ON_ITS_WAY))
    return session.exec(waiting).first() is not None


def _forget_case(session: Session, row: CaseRow) -> None:
    case = load_case(row)
    items = tuple(replace(item, fields={}, old={}, awaits=frozenset()) for item in case.items)
    row.body = dump_case(_blank(case, items))
    row.notes, row.contact_id, row.address_hash = [], None, _GONE
    session.add(row)
    _forget_mails(session, session.exec(select(Inbox).where(Inbox.case_id == row.id)).all())
    for letter in session.exec(select(Outbox).where(Outbox.case_id == row.id)):
        letter.raw, letter.recipient = None, ""
        session.add(letter)
    for token in session.exec(select(Token).where(Token.case_id == row.id)):
        token.address = ""
        session.add(token)


def _blank(case: Case, items: tuple[Item, ...]) -> Case:
    return replace(case, address="", sender="", subject="", words="", thread="", contact_id=None, items=items)


def _forget_mails(session: Session, mails: Sequence[Inbox]) -> None:
    for mail in mails:
        for message_id in _message_ids(mail.raw or b""):
            if session.exec(select(Leftover).where(Leftover.message_id == message_id)).first() is None:
                session.add(Leftover(message_id=message_id))
        mail.raw, mail.reasons = None, []
        session.add(mail)


def _message_ids(raw: bytes) -> list[str]:
    head = raw[:_HEAD].partition(b"\r\n\r\n")[0].partition(b"\n\n")[0]
    return [found.decode("ascii", "ignore") for found in _MESSAGE_ID.findall(head)]
