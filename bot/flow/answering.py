"""A reply to one of our letters by the person it went to: what it says, and what that does to the case."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.core.auth import Auth
from bot.core.case import Case, Event, State, What
from bot.core.decide import decide, shown_to_staff
from bot.core.finding import REQUESTS, Finding, Kind
from bot.core.letter import STAFF, Letter
from bot.core.mail import Mark
from bot.core.records import Code, Outcome
from bot.core.risk import another_name, since_asked
from bot.flow import opening
from bot.flow.commit import commit, queue
from bot.flow.incoming import UNANSWERED, Incoming
from bot.flow.office import Office
from bot.flow.ports import Tx

_SAID = {"yes": What.YES, "no": What.NO, "cancel": What.CANCEL, "status": What.STATUS}
_DISPOSITION = {
    What.YES: "confirmed",
    What.NO: "disowned",
    What.CANCEL: "withdrawn",
    What.STATUS: "answered",
    What.UNCLEAR: "flagged",
}
_SPENDS = frozenset({What.YES, What.NO, What.CANCEL})
_AT_ONCE = timedelta(seconds=30)  # nobody reads a letter and types an answer in that time
_CLOCKS = timedelta(seconds=5)  # by so much the clocks of two servers may differ
_CHOICE = re.compile(r"^\W*([1-5])\W*$")


def answer(office: Office, tx: Tx, incoming: Incoming, code: Code) -> Outcome:
    """Apply what the person said; what is no answer is read as a mail of its own."""
    case = tx.case(code.case_id)
    incoming = _without_answer(tx, incoming, case)
    if Mark.AUTO in incoming.mail.marks:
        reasons = ("a machine answered us",)
        return Outcome(disposition="ignored", reasons=reasons, kind="autoreply", case_id=case.id)
    said = _SAID.get(office.words.reply(incoming.mail.text, _writer(incoming)))
    if said is What.YES and (doubt := _doubt(incoming)):
        return _to_staff(office, tx, incoming, case, doubt)
    if said is What.YES and not _counts(office, code):
        if not incoming.mail.marks & UNANSWERED:
            queue(office, tx, _letter("spent", case), case, serial=f"spent:{incoming.mail.message_id}")
        return Outcome(disposition="answered", reasons=("code spent or expired",), kind="other", case_id=case.id)
    if said is not None:
        return _apply(office, tx, incoming, case, code, said)
    return _something_else(office, tx, incoming, case)


def _writer(incoming: Incoming) -> str:
    """The words with which somebody signs: his display name, and what stands before the @."""
    name = incoming.mail.sender.name if incoming.mail.sender else ""
    return f"{name} {incoming.sender.partition('@')[0]}"


def _doubt(incoming: Incoming) -> str:
    if incoming.auth is Auth.FAIL:
        return "authentication failed"
    if Mark.TWO_TEXTS in incoming.mail.marks:
        return "its text and its HTML say different things"
    if Mark.CALENDAR in incoming.mail.marks:
        return "an answer to an invitation"
    return "something is struck through" if incoming.mail.struck else ""


def _without_answer(tx: Tx, incoming: Incoming, case: Case) -> Incoming:
    """What comes within seconds of our letter is a robot's as a rule: it is read, but no letter goes that only answers
    it. Whoever did type it is heard by staff, and reminded."""
    left = tx.outbox.last_left(case.id, incoming.sender)
    if left is None or not -_CLOCKS <= incoming.arrived_at - left <= _AT_ONCE:
        return incoming
    return replace(incoming, mail=replace(incoming.mail, marks=incoming.mail.marks | {Mark.NO_ANSWER}))


def _counts(office: Office, code: Code) -> bool:
    """Whether a yes may count: once, in its time, and only for what the letter with the code asked about."""
    return code.purpose == "confirm" and bool(code.items) and not code.used and office.clock() < code.expires_at


def _apply(office: Office, tx: Tx, incoming: Incoming, case: Case, code: Code, said: What) -> Outcome:
    before = [item.state for item in case.items]
    if said in _SPENDS:
        tx.use_codes(case.id, "confirm", office.clock(), incoming.sender if said is What.YES else "")
    event = Event(what=said, by=code.address, items=frozenset(code.items) if said is What.YES else frozenset())
    decision = decide(_as_of_now(office, tx, case, incoming), event, office.tick(), office.policy)
    commit(office, tx, decision)
    changed = said is What.STATUS or bool(decision.letters) or before != [item.state for item in decision.case.items]
    reasons = () if changed else ("nothing left to answer",)
    return Outcome(disposition=_DISPOSITION[said], reasons=reasons, kind="other", case_id=case.id)


def _as_of_now(office: Office, tx: Tx, case: Case, incoming: Incoming) -> Case:
    """Between question and answer the record may have changed hands, and another person may answer than asked: the
    risks are looked at again."""
    if case.contact_id is None or not tx.subjects.exists(case.contact_id):
        return case
    match = next((one for one in tx.find(case.address) if one.contact_id == case.contact_id), None)
    new = since_asked(match is not None, match.changed_at if match else None, office.clock())
    name = incoming.mail.sender.name if incoming.mail.sender else ""
    if match is not None and incoming.sender == case.address and another_name(name, match.names):
        new += ("name_mismatch",)
    return replace(case, risks=tuple(dict.fromkeys((*case.risks, *new))))


def _something_else(office: Office, tx: Tx, incoming: Incoming, case: Case) -> Outcome:
    finding = incoming.finding
    chosen = _CHOICE.match(incoming.mail.text)
    if chosen and any(item.kind == "other" for item in case.items):
        kind = REQUESTS[int(chosen[1]) - 1]
        picked = Finding(kind=kind, kinds=(kind,), language=case.language, reasons=("chosen by the person",))
        return opening.open_request(office, tx, replace(incoming, finding=picked))
    if office.words.reply(incoming.mail.text, _writer(incoming)) == "stop":
        kind = Kind.UNSUBSCRIBE
        leaves = Finding(kind=kind, kinds=(kind,), language=case.language, reasons=("stop in a reply",))
        return opening.open_request(office, tx, replace(incoming, finding=leaves))
    if finding.kind in REQUESTS:
        return opening.open_request(office, tx, incoming)
    if not case.open:
        if finding.kind in {Kind.COMPLEX, Kind.UNSURE}:
            return opening.open_request(office, tx, incoming)
        return Outcome(disposition="flagged", reasons=("reply after the end",), kind="other", case_id=case.id)
    return _to_staff(office, tx, incoming, case, "reply that is no answer")


def _to_staff(office: Office, tx: Tx, incoming: Incoming, case: Case, reason: str) -> Outcome:
    """Nothing is lost: the words go to staff, and the person is told how to answer while something is asked."""
    decision = decide(case, Event(what=What.UNCLEAR, by=incoming.sender), office.tick(), office.policy)
    case = decision.case
    if incoming.mail.marks & UNANSWERED or not any(item.state is State.ASKED for item in case.items):
        decision = replace(decision, letters=())
    commit(office, tx, decision)
    facts = {
        **shown_to_staff(case),
        "flags": [*case.flags, *incoming.finding.flags],
        "subject": incoming.mail.subject[:200],
        "words": incoming.mail.text,
    }
    letter = Letter(name="staff_decide", to=STAFF, language=case.language, facts=facts, reply="staff")
    queue(office, tx, letter, case, serial="reply")
    return Outcome(disposition="flagged", reasons=(reason,), kind="other", case_id=case.id)


def _letter(name: str, case: Case) -> Letter:
    return Letter(name=name, to=case.address, language=case.language, reply="reply")
