"""One recorded mail -> its one outcome, all of it or nothing: our token, an automatic mail, or something new."""

from dataclasses import replace

from bot.core.address import normal
from bot.core.auth import authenticated
from bot.core.case import State
from bot.core.finding import Kind
from bot.core.letter import STAFF, Letter
from bot.core.mail import Mail
from bot.core.recipient import LOOP
from bot.core.records import Code, Outcome, Pending, Seen
from bot.core.reference import codes
from bot.core.screen import Screening
from bot.flow import answering, deciding, newsdesk, opening, papers
from bot.flow.bouncing import bounce
from bot.flow.commit import queue
from bot.flow.incoming import Incoming
from bot.flow.leaving import leave_by_complaint, leave_by_mail
from bot.flow.office import Office
from bot.flow.ports import Tx


def handle(office: Office, tx: Tx, pending: Pending, seen: Seen) -> Outcome:
    """Decide about a mail that was read, write everything into the transaction, and return the outcome."""
    seen = papers.spared(office, seen)
    if seen.papers:
        papers.destroy(office, tx, pending, seen)
    outcome = _came_back(tx, seen.mail) or _outcome(office, tx, pending, seen)
    if seen.papers:
        outcome = replace(outcome, reasons=(*outcome.reasons, papers.CUT))
    _settle(office, tx, pending, outcome)
    return outcome


def quarantine(office: Office, tx: Tx, pending: Pending, *reasons: str, seen: Seen | None = None) -> Outcome:
    """Put a mail aside that cannot be handled, and tell staff; beyond a daily number only the digest counts them.

    ``seen``: what was read of it before it failed; copies of identity documents go all the same.
    """
    if seen is not None and papers.spared(office, seen).papers:
        papers.destroy(office, tx, pending, seen)
        reasons = (*reasons, papers.CUT)
    outcome = _quarantined(office, tx, pending, *reasons)
    _settle(office, tx, pending, outcome)
    return outcome


def put_aside(office: Office, tx: Tx, pending: Pending, *reasons: str) -> Outcome:
    """Write that a mail lies in quarantine and nothing else, when the letter about it cannot be written: the digest
    counts it."""
    outcome = Outcome(disposition="quarantined", reasons=reasons, kind="malformed")
    _settle(office, tx, pending, outcome)
    return outcome


def _settle(office: Office, tx: Tx, pending: Pending, outcome: Outcome) -> None:
    now = office.clock()
    tx.settle(pending.id, outcome, now)
    tx.journal("", f"mail {pending.id} {outcome.disposition} {outcome.kind}".rstrip(), now)


def _outcome(office: Office, tx: Tx, pending: Pending, seen: Seen) -> Outcome:
    mail = seen.mail
    if seen.screening is not None:
        return _screened(office, tx, pending, seen, seen.screening)
    if mail.sender is None or seen.finding is None:
        return _quarantined(office, tx, pending, mail.sender_fault or "unreadable")
    sender = normal(mail.sender.address)
    incoming = Incoming(
        mail_id=pending.id,
        mail=mail,
        finding=seen.finding,
        sender=sender,
        arrived_at=pending.arrived_at,
        auth=authenticated(mail.headers, sender, office.border, signed=seen.signed),
    )
    papers.tell(office, tx, seen, incoming)
    for code in _codes(tx, seen):
        if code.purpose == "staff":
            return deciding.staff_reply(office, tx, incoming, code)
        if code.address == sender:
            return answering.answer(office, tx, incoming, code)
        return _from_another(office, tx, incoming, code)
    if (outcome := _of_editors(office, tx, seen, incoming)) is not None:
        return outcome
    if sender in office.staff and deciding.looks_like_command(office, mail):
        return deciding.refuse(office, tx, incoming, None, "token_spent")
    return opening.open_request(office, tx, incoming)


def _came_back(tx: Tx, mail: Mail) -> Outcome | None:
    """A mailbox that sends our own mail back as it was. Who makes the field up has his mail read all the same."""
    name = mail.header(LOOP.lower()).strip("<> ")
    if not name or not (tx.outbox.known(name) or tx.recipients.delivered(name)):
        return None
    return Outcome(disposition="ignored", reasons=("our own letter came back",), kind="loop")


def _of_editors(office: Office, tx: Tx, seen: Seen, incoming: Incoming) -> Outcome | None:
    """What concerns a newsletter: a reply to a letter about one, or a new one. A request of somebody who was shown
    such a letter stands for itself."""
    for text in _references(seen):
        code = tx.news.code(text)
        if code is not None and (code.address == incoming.sender or not incoming.finding.kinds):
            return newsdesk.newsletter_reply(office, tx, incoming, code)
    if incoming.sender not in office.editors:
        return None
    if incoming.mail.document:
        return newsdesk.newsletter_mailed(office, tx, incoming)
    if newsdesk.looks_like_command(office, tx, incoming):
        return newsdesk.refuse(office, tx, incoming, "token_spent", to=incoming.sender)
    return None


def _codes(tx: Tx, seen: Seen) -> list[Code]:
    return [code for text in _references(seen) if (code := tx.code(text)) is not None]


def _references(seen: Seen) -> tuple[str, ...]:
    """What looks like a reply code of ours: in the subject first, then in the own text, then in the quote."""
    return codes((seen.mail.subject, seen.mail.text, seen.mail.quoted))


def _from_another(office: Office, tx: Tx, incoming: Incoming, code: Code) -> Outcome:
    """Somebody else has a code of ours: it says nothing for the case, and whose it is hears of it while it could still
    confirm; a request of his own stands for itself."""
    case = tx.case(code.case_id)
    if code.purpose == "confirm" and not code.used and any(item.state is State.ASKED for item in case.items):
        letter = Letter(name="other_address", to=code.address, language=case.language, reply="confirm")
        queue(office, tx, letter, case, serial=f"other:{incoming.mail.message_id}")
    tx.journal(case.number, "reply from another address refused", office.clock())
    if incoming.finding.kinds:
        return opening.open_request(office, tx, incoming)
    return Outcome(disposition="flagged", reasons=("reply from another address",), kind="other", case_id=case.id)


def _screened(office: Office, tx: Tx, pending: Pending, seen: Seen, screening: Screening) -> Outcome:
    match screening.kind:
        case "bounce":
            return bounce(office, tx, seen, screening)
        case "complaint":
            return leave_by_complaint(office, tx, pending, seen, screening)
        case "unsubscribe":
            return leave_by_mail(office, tx, pending, seen, screening)
        case _:
            pass
    if screening.kind == "list" and seen.finding and seen.finding.kind in {Kind.CHANGE, Kind.COMPLEX}:
        return Outcome(disposition="flagged", reasons=("a list mail that speaks of a change",), kind="list")
    if screening.disposition == "quarantined":
        return _quarantined(office, tx, pending, *screening.reasons)
    return Outcome(disposition=screening.disposition, reasons=screening.reasons, kind=screening.kind)


def _quarantined(office: Office, tx: Tx, pending: Pending, *reasons: str) -> Outcome:
    today = office.tick().today
    if tx.count(f"quarantine:{today}", 1) <= office.limits.quarantine_letters_day:
        facts = {"mail": pending.id, "reasons": list(reasons), "folder": tx.folder("quarantined")}
        letter = Letter(name="staff_quarantine", to=STAFF, language=office.staff_language, facts=facts)
        queue(office, tx, letter, None, serial=f"{pending.id} {office.clock().isoformat()}")
    return Outcome(disposition="quarantined", reasons=reasons, kind="malformed")
