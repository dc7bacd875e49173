"""Writes a decision: the case, the journal line, and every letter with its reply code, in the running transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.address import normal
from bot.core.case import Case, Decision, State
from bot.core.decide import next_moment, proposal
from bot.core.desk import commands, concerned, digest
from bot.core.letter import STAFF, File, Letter
from bot.core.records import Outgoing
from bot.flow.office import Office
from bot.flow.ports import Tx
from bot.kinds.deletion import plan_facts

_REPLY_DAYS = timedelta(days=60)
_ORIGINAL_BYTES = 7_000_000  # a longer mail stays in its folder: encoded it would be too long for many relays
_STAFF_DAYS = timedelta(days=120)
#: Letters that are never held back: they carry out what the law or the confirmed person demands.
_ALWAYS = frozenset({"access_answer", "change_done", "deletion_done", "no_data", "email_changed", "recipient_notice"})

#: Letters to staff that strangers can cause in any number.
_FEW_A_DAY = frozenset({"staff_refused", "news_refused", "staff_silent"})

#: Letters that only answer a mail that did not help: a robot that answers them must not get them again and again.
_ONCE_A_DAY = frozenset({"unclear", "joined", "spent", "other_address"})


def commit(office: Office, tx: Tx, decision: Decision, *, mail_id: int = 0) -> Case:
    """Write all that a decision says, and return the case as written. What is READY is due at once.

    ``mail_id``: the mail that opens the case; what staff are sent about it may show that mail.
    """
    case, now = decision.case, office.clock()
    ready = any(item.state is State.READY for item in case.items)
    case = tx.save(case, next_at=now if ready else next_moment(case, office.policy), note=decision.note, now=now)
    tx.journal(case.number, decision.journal, now)
    if mail_id and any(letter.to == STAFF for letter in decision.letters):
        tx.assign(mail_id, case.id)
    for serial, letter in enumerate(decision.letters):
        queue(office, tx, letter, case, serial=serial)
    return case


def queue(
    office: Office, tx: Tx, letter: Letter, case: Case | None, *, serial: int | str = 0, only: str = ""
) -> Sequence[str]:
    """Queue a letter, one mail to each recipient; return their Message-IDs.

    ``serial`` tells letters of one name and version apart; ``only``: a letter to staff goes to this member alone.
    """
    if letter.to == STAFF:
        return [
            _queue_one(office, tx, _for_staff(office, tx, letter, case), case, member, serial)
            for member in _who(office, case)
            if only in {"", member}
        ]
    return [_queue_one(office, tx, _with_plan(office, tx, letter, case), case, letter.to, serial)]


def _who(office: Office, case: Case | None) -> Sequence[str]:
    """Nobody is asked about his own data, unless there is nobody else who could be told."""
    others = [member for member in office.staff if case is None or normal(member) not in concerned(case)]
    return others or office.staff


def _queue_one(office: Office, tx: Tx, letter: Letter, case: Case | None, recipient: str, serial: int | str) -> str:
    now = office.clock()
    message_id = tx.outbox.message_id(
        case.number if case else "", case.version if case else "", letter.name, recipient, serial
    )
    raw = office.writer.write(
        letter,
        recipient=recipient,
        number=case.number if case else "",
        due=case.due_on if case and case.open else None,
        code=_code(office, tx, letter, case, recipient),
        message_id=message_id,
        references=(case.thread,) if case and case.thread else (),
        now=now,
    )
    state = "pending" if _owed(letter, case) or _within_budget(office, tx, letter, recipient, case, now) else "silenced"
    case_id = case.id if case else None
    tx.outbox.send(
        Outgoing(case_id=case_id, letter=letter.name, recipient=recipient, message_id=message_id, raw=raw, state=state),
        now,
    )
    return message_id


def _code(office: Office, tx: Tx, letter: Letter, case: Case | None, recipient: str) -> str:
    if case is None or not letter.reply:
        return ""
    lives = {"confirm": office.policy.expires_after, "reply": _REPLY_DAYS, "staff": _STAFF_DAYS}[letter.reply]
    return tx.mint(
        case,
        purpose=letter.reply,
        address=recipient,
        digest=digest(case) if letter.reply == "staff" else "",
        expires_at=office.clock() + lives,
    )


def _owed(letter: Letter, case: Case | None) -> bool:
    """Whether a letter goes whatever the budget: also the acknowledgement of a leaving that a token of ours proved,
    which is written once (AR of 4 April 2003, art. 2)."""
    proved = case is not None and any(item.fields.get("proved") for item in case.items)
    return letter.name in _ALWAYS or (letter.name == "unsubscribe_done" and proved)


def _within_budget(office: Office, tx: Tx, letter: Letter, recipient: str, case: Case | None, now: datetime) -> bool:
    """Whether one more mail may go; staff letters only fall under the limit for all."""
    limits = office.limits
    hour, day = now - timedelta(hours=1), now - timedelta(days=1)
    if tx.outbox.sent_since(hour) >= limits.per_hour:
        return False
    if recipient in office.staff:
        return _within_desk(office, tx, letter, recipient, case, day)
    of_day = tx.outbox.sent_since(day, recipient=recipient)
    of_hour = of_day  # at most
    if of_hour >= limits.per_recipient_hour:
        of_hour = tx.outbox.sent_since(hour, recipient=recipient)
    if of_hour >= limits.per_recipient_hour or of_day >= limits.per_recipient_day:
        return False
    return case is None or _within_case(office, tx, letter, case, day)


def _within_desk(office: Office, tx: Tx, letter: Letter, member: str, case: Case | None, day: datetime) -> bool:
    """Whether a member of staff may hear the same once more: neither robots in their mailboxes nor strangers who write
    in their name get letter after letter."""
    if letter.name in _FEW_A_DAY:
        return tx.outbox.sent_since(day, recipient=member, letter=letter.name) < office.limits.refusals_day
    if case is None:
        return True
    return (
        tx.outbox.sent_since(day, recipient=member, case_id=case.id, letter=letter.name) < office.limits.same_desk_day
    )


def _within_case(office: Office, tx: Tx, letter: Letter, case: Case, day: datetime) -> bool:
    if letter.name in _ONCE_A_DAY and tx.outbox.sent_since(day, case_id=case.id, letter=letter.name):
        return False
    return tx.outbox.sent_since(day, case_id=case.id, but=office.staff) < office.limits.per_case_day


def _with_plan(office: Office, tx: Tx, letter: Letter, case: Case | None) -> Letter:
    """The plan of an erasure is read from the store at the moment the person has confirmed."""
    if letter.name != "deletion_planned" or case is None or case.contact_id is None:
        return letter
    plan = tx.subjects.plan(case.contact_id, today=office.tick().today)
    return replace(letter, facts={**letter.facts, **plan_facts(plan, letter.language)})


def _for_staff(office: Office, tx: Tx, letter: Letter, case: Case | None) -> Letter:
    facts: Mapping[str, object] = letter.facts
    files: tuple[File, ...] = letter.files
    if case is not None:
        facts = {**_case_facts(office, case), **facts}
        files += tuple(_original(tx, case)) if letter.name == "staff_decide" else ()
    return replace(letter, language=office.staff_language, facts=facts, files=files)


def _case_facts(office: Office, case: Case) -> Mapping[str, object]:
    return {
        "sender": case.sender,
        "address": case.address,
        "subject": case.subject,
        "words": case.words,
        "proposal": _proposed(office, case),
        "commands": list(commands(case)),
    }


def _proposed(office: Office, case: Case) -> str:
    """Return the exact text that approving would send; "" when approving sends no fixed text."""
    name = proposal(case)
    if not name or not any(item.state is State.FLAGGED for item in case.items):
        return ""
    facts: dict[str, object] = {"choices": list(office.policy.offered())} if name == "choices" else {}
    letter = Letter(name=name, to=case.address, language=case.language, facts=facts)
    return office.writer.text(letter, number=case.number, due=case.due_on)


def _original(tx: Tx, case: Case) -> Iterable[File]:
    raw = tx.mail(case.id)
    if raw and len(raw) <= _ORIGINAL_BYTES:
        yield File(name="original.eml", content_type="message/rfc822", data=raw)
