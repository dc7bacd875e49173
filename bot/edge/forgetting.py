"""The bot's own copies: raw mails, sent letters and the words in a case fall under erasure and retention too."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import LargeBinary
from sqlmodel import Session, col, func, select

from bot.core.address import normal
from bot.core.case import Case, Item
from bot.core.sender import mailboxes
from bot.edge.case_rows import dump_case, readable
from bot.edge.subject_tables import Contact
from bot.edge.tables import CaseRow, Inbox, Leftover, Outbox, Token

_FROM = re.compile(rb"^from:([^\n]*(?:\n[ \t][^\n]*)*)", re.IGNORECASE | re.MULTILINE)
_HEAD = 65_536
_ON_ITS_WAY = ("pending", "claimed", "deferred")
_GONE = "-"


def forget(session: Session, now: datetime, keep: timedelta) -> int:
    """Forget finished cases whose person was erased, or that are older than ``keep``; and mails without a case.

    A case whose last letter is still on its way waits. The journal and the numbers stay; they hold no name.
    Returns how many cases and mails were forgotten.
    """
    closed = session.exec(
        select(CaseRow).where(col(CaseRow.open).is_(False), CaseRow.address_hash != _GONE).order_by(col(CaseRow.id))
    ).all()
    cases = readable(closed)
    finished = [(row, case) for row, case in cases if _erased(case)]
    addresses = {normal(case.address) for _, case in finished}
    persons = {row.contact_id for row, _ in finished} | _vanished(session)
    due = [
        (row, case)
        for row, case in cases
        if row.contact_id in persons - {None}
        or (row.contact_id is None and normal(case.address) in addresses)
        or _erased(case)
        or (row.closed_at and row.closed_at < now - keep)
    ]
    ready = [(row, case) for row, case in due if not _on_its_way(session, row)]
    for row, case in ready:
        _forget_case(session, row, case)
    return len(ready) + _forget_strays(session, now - keep, addresses)


def _vanished(session: Session) -> set[int | None]:
    """Persons of finished cases who are no longer on file: a case that outlived their erasure goes when it ends."""
    known = select(Contact.id)
    return set(
        session.exec(
            select(CaseRow.contact_id).where(col(CaseRow.open).is_(False), col(CaseRow.contact_id).not_in(known))
        )
    )


def _erased(case: Case) -> bool:
    return any(item.kind == "deletion" and item.outcome == "carried" for item in case.items)


def _forget_strays(session: Session, before: datetime, erased: AbstractSet[str]) -> int:
    """Mails in and out that belong to no case: the old ones, and those that an erased person wrote."""
    stray = select(Inbox).where(col(Inbox.case_id).is_(None), Inbox.disposition != "", col(Inbox.raw).is_not(None))
    mails = [*session.exec(stray.where(Inbox.arrived_at < before)), *_written_by(session, erased)]
    _forget_mails(session, mails)
    sent = select(Outbox).where(
        col(Outbox.case_id).is_(None),
        Outbox.made_at < before,
        Outbox.recipient != "",
        col(Outbox.state).not_in(_ON_ITS_WAY),
    )
    letters = session.exec(sent).all()
    _forget_letters(session, letters)
    return len(mails) + len(letters)


def _written_by(session: Session, addresses: AbstractSet[str]) -> Sequence[Inbox]:
    if not addresses:
        return []
    head = func.substr(Inbox.raw, 1, _HEAD, type_=LargeBinary)
    stray = select(Inbox.id, head).where(
        col(Inbox.case_id).is_(None), Inbox.disposition != "", col(Inbox.raw).is_not(None)
    )
    ids = [mail_id for mail_id, raw in session.exec(stray) if _authors(raw) & addresses]
    return session.exec(select(Inbox).where(col(Inbox.id).in_(ids))).all()


def _authors(raw: bytes) -> set[str]:
    fields = _FROM.findall(_head(raw))
    return {normal(address) for field in fields for address in mailboxes(field.decode("latin-1"))}


def _on_its_way(session: Session, row: CaseRow) -> bool:
    waiting = select(Outbox.id).where(Outbox.case_id == row.id, col(Outbox.state).in_(_ON_ITS_WAY))
    return session.exec(waiting).first() is not None


def _forget_case(session: Session, row: CaseRow, case: Case) -> None:
    items = tuple(replace(item, fields={}, old={}, awaits=frozenset()) for item in case.items)
    row.body = dump_case(_blank(case, items))
    row.notes, row.contact_id, row.address_hash = [], None, _GONE
    session.add(row)
    _forget_mails(session, session.exec(select(Inbox).where(Inbox.case_id == row.id)).all())
    _forget_letters(session, session.exec(select(Outbox).where(Outbox.case_id == row.id)).all())
    for token in session.exec(select(Token).where(Token.case_id == row.id)):
        token.address = ""
        session.add(token)


def _forget_letters(session: Session, letters: Sequence[Outbox]) -> None:
    for letter in letters:
        letter.raw, letter.recipient, letter.error = None, "", ""
        session.add(letter)


def _blank(case: Case, items: tuple[Item, ...]) -> Case:
    return replace(case, address="", sender="", subject="", words="", thread="", contact_id=None, items=items)


def _forget_mails(session: Session, mails: Sequence[Inbox]) -> None:
    for mail in mails:
        if mail.raw is not None:
            kept = 0 if mail.redacted or len(mail.raw) == mail.size else len(mail.raw)
            session.add(Leftover(message_id=f"mail {mail.id}", size=mail.size, sha256=mail.sha256, kept=kept))
        mail.raw, mail.reasons = None, []
        session.add(mail)


def _head(raw: bytes) -> bytes:
    return bytes(raw[:_HEAD]).partition(b"\r\n\r\n")[0].partition(b"\n\n")[0]
