"""Leaving the newsletters: by the token of one, by an abuse report about one, or by writing to an unsubscribe address.

Nothing of it waits: who leaves is suppressed in the transaction of the outcome; no mail can be claimed after it.
"""

from datetime import datetime

from bot.core.address import normal
from bot.core.mail import Mail, Mark
from bot.core.recipient import LEAVE, Leaving, tokens
from bot.core.records import Outcome, Pending, Seen
from bot.core.screen import Screening
from bot.flow import opening
from bot.flow.carry import carry_ready
from bot.flow.office import Office
from bot.flow.ports import Tx

_MACHINES = frozenset({Mark.AUTO, Mark.NULL_SENDER, Mark.DAEMON})


def leave_by_mail(office: Office, tx: Tx, pending: Pending, seen: Seen, screening: Screening) -> Outcome:
    """Settle a mail to an unsubscribe address. Its token says who leaves; From is not even looked at then."""
    written = tokens(seen.mail, LEAVE)
    ours = [found for text in written if (found := tx.recipients.token(text)) is not None]
    cases = [leave(office, tx, who, pending.arrived_at) for who in ours]
    if cases:
        case_id = next((case_id for case_id in cases if case_id is not None), None)
        return Outcome(disposition="processed", reasons=screening.reasons, kind="unsubscribe", case_id=case_id)
    if seen.mail.sender is None or (written and seen.mail.marks & _MACHINES):
        return Outcome(disposition="ignored", reasons=("a token that is none of ours",), kind="unsubscribe")
    return _by_sender(office, tx, normal(seen.mail.sender.address), pending, screening)


def leave_by_complaint(office: Office, tx: Tx, pending: Pending, seen: Seen, screening: Screening) -> Outcome:
    """Settle an abuse report: an objection to everything (RFC 6650 section 5.4, GDPR art. 21(2)).

    It counts only for a mail that we sent, so that nobody can sign somebody else off by making one up. The recipient
    in it is not needed: many services black it out.
    """
    who = _complains(tx, seen.mail)
    if who is not None:
        case_id = leave(office, tx, who, pending.arrived_at)
        return Outcome(disposition="processed", reasons=screening.reasons, kind="complaint", case_id=case_id)
    address = tx.outbox.recipient(seen.mail.report.message_id) if seen.mail.report is not None else ""
    if not address:
        return Outcome(disposition="flagged", reasons=("nobody to unsubscribe",), kind="complaint")
    return _by_sender(office, tx, address, pending, screening)


def leave_by_web(office: Office, text: str) -> bool:
    """Take whom a token names off its list; False when it is none of ours."""
    with office.store.transaction() as tx:
        who = tx.recipients.token(text)
        if who is not None:
            leave(office, tx, who, office.clock())
    return who is not None


def leave(office: Office, tx: Tx, who: Leaving, at: datetime) -> int | None:
    """Take a reader off a list, at once; return the case that acknowledges it, None when he had left before.

    The acknowledgement (AR of 4 April 2003, art. 2) goes to the address on file and never to who asked; when nobody
    is on file any more, the keyed hash alone is written.
    """
    now = office.clock()
    again = tx.recipients.mark_left(who)
    reader = None if again else tx.recipients.reader(who.mark)
    again = again or (reader is not None and tx.recipients.has_left(reader.address, who.topic))
    tx.recipients.leave(who, now)
    if again or reader is None:
        tx.journal("", f"newsletter left topic={who.topic or 'all'} again={again}", now)
        return None
    case = opening.leave(
        office, tx, normal(reader.address), at, fields={"topic": who.topic, "proved": True}, language=reader.language
    )
    carry_ready(office, tx, case)
    return case.id


def _complains(tx: Tx, mail: Mail) -> Leaving | None:
    if mail.report is None:
        return None
    for text in (*tokens(mail, LEAVE), *mail.report.tokens):
        if (found := tx.recipients.token(text)) is not None:
            return Leaving(found.mark, "")
    sent = tx.recipients.delivered(mail.report.message_id)
    return Leaving(sent.mark, "") if sent is not None else None


def _by_sender(office: Office, tx: Tx, address: str, pending: Pending, screening: Screening) -> Outcome:
    case = opening.leave(office, tx, address, pending.arrived_at)
    return Outcome(disposition="processed", reasons=screening.reasons, kind=screening.kind, case_id=case.id)
