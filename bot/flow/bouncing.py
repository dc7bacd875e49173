"""Mails that come back: our letters, newsletters, and the probes that ask an address once more.

Nothing counts without a token or a Message-ID of ours: otherwise anybody could cut somebody off by a made-up report.
"""

from dataclasses import replace

from bot.core.bounce import Standing, counted, given_up, hard, probing
from bot.core.letter import STAFF, Letter
from bot.core.mail import Mail, Report
from bot.core.recipient import BOUNCE, Delivered, Reader, tokens
from bot.core.records import Outcome, Seen
from bot.core.screen import Screening
from bot.flow.commit import queue
from bot.flow.office import Office
from bot.flow.ports import Tx

STRANGE_REPORTS = "strange-reports"  # name of the counter of all reports about no mail of ours


def bounce(office: Office, tx: Tx, seen: Seen, screening: Screening) -> Outcome:
    """Settle a delivery report. Whoever it is about, no answer goes to whoever sent it; one about no mail of ours is
    for a person, who may know what came back."""
    outcome = Outcome(disposition="processed", reasons=screening.reasons, kind="bounce")
    mail = seen.mail
    sent = _newsletter(tx, mail)
    if sent is not None:
        _newsletter_bounced(office, tx, sent, mail.report)
        return outcome
    report = mail.report
    if report is not None and not _failed(report):
        return outcome
    if report is None or not report.message_id:
        return _strange(office, tx, outcome)
    if mark := tx.bounces.probed(report.message_id):
        _give_up(office, tx, mark, report.message_id)
        return outcome
    if not tx.outbox.recipient(report.message_id):
        return _strange(office, tx, outcome)
    return replace(outcome, case_id=_letter_bounced(office, tx, report))


def _strange(office: Office, tx: Tx, outcome: Outcome) -> Outcome:
    """Beyond a daily number only the digest counts them: made-up reports must not bury what a person has to read."""
    tx.count(STRANGE_REPORTS, 1)
    if tx.count(f"{STRANGE_REPORTS}:{office.tick().today}", 1) > office.limits.strange_reports_day:
        return outcome
    return replace(outcome, disposition="flagged", reasons=(*outcome.reasons, "about no mail of ours"))


def count_refused(office: Office, tx: Tx, issue_id: int) -> None:
    """Count what the relay refused at once as the bounces that they are."""
    while refused := tx.bounces.refused(issue_id):
        for one in refused:
            tx.bounces.fail(one.id, one.status)
            _count(office, tx, one.mark, one.status)


def _newsletter(tx: Tx, mail: Mail) -> Delivered | None:
    """Which newsletter came back: by the token in the envelope sender, by the envelope id, by the Message-ID."""
    for text in tokens(mail, BOUNCE):
        if (found := tx.recipients.token(text, BOUNCE)) is not None:
            return tx.recipients.newest(found.mark, found.topic)
    if mail.report is None:
        return None
    by_envelope = tx.recipients.delivered(mail.report.envelope_id)
    return by_envelope or tx.recipients.delivered(mail.report.message_id)


def _failed(report: Report) -> bool:
    return report.action in {"", "failed"}


def _newsletter_bounced(office: Office, tx: Tx, sent: Delivered, report: Report | None) -> None:
    if report is None or not _failed(report) or sent.state not in {"sent", "unknown"}:
        return
    tx.bounces.fail(sent.id, report.status)
    tx.journal(sent.number, f"newsletter bounced status={report.status}", office.clock())
    _count(office, tx, sent.mark, report.status)


def _count(office: Office, tx: Tx, mark: str, status: str) -> None:
    now = office.clock()
    standing = counted(tx.bounces.standing(mark), hard=hard(status), now=now)
    if given_up(standing) and not standing.disabled and not probing(standing, now):
        standing = _doubted(office, tx, mark, standing)
    tx.bounces.save(mark, standing)


def _doubted(office: Office, tx: Tx, mark: str, standing: Standing) -> Standing:
    """A reader's address is given up; a customer is asked once more."""
    now = office.clock()
    reader = tx.recipients.reader(mark, search=False)
    if reader is None or not reader.customer:
        tx.journal("", "address disabled after bounces", now)
        return replace(standing, disabled=True)
    letter = Letter(name="probe", to=reader.address, language=reader.language or office.language)
    (message_id,) = queue(office, tx, letter, None, serial=now.isoformat())
    return replace(standing, probe=message_id, probed_at=now)


def _give_up(office: Office, tx: Tx, mark: str, message_id: str) -> None:
    """The probe came back too: no more newsletters to that address, and staff must reach the customer another way."""
    if not (standing := tx.bounces.standing(mark)).disabled:
        tx.bounces.save(mark, replace(standing, disabled=True))
        tx.journal("", "address disabled after its probe bounced", office.clock())
        reader = tx.recipients.reader(mark, search=False)
        _tell_staff(office, tx, reader, message_id)


def _tell_staff(office: Office, tx: Tx, reader: Reader | None, message_id: str) -> None:
    if reader is None or reader.contact_id is None:
        return
    facts = {"what": "address", "detail": tx.subjects.label(reader.contact_id)}
    letter = Letter(name="staff_failure", to=STAFF, language=office.staff_language, facts=facts)
    queue(office, tx, letter, None, serial=message_id)


def _letter_bounced(office: Office, tx: Tx, report: Report) -> int | None:
    """One of our letters did not arrive: staff are told."""
    case_id = tx.outbox.bounced(report.message_id, office.clock())
    if case_id is not None:
        case = tx.case(case_id)
        facts = {"what": "delivery", "detail": report.status}
        letter = Letter(name="staff_failure", to=STAFF, language=office.staff_language, facts=facts)
        queue(office, tx, letter, case, serial=report.message_id)
        tx.journal(case.number, f"bounced status={report.status}", office.clock())
    return case_id
