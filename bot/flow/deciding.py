"""A reply of a member of staff to one of our mails: whether it counts, and what it does."""

from collections.abc import Mapping

from bot.core.address import normal
from bot.core.auth import Auth
from bot.core.case import Case, Event, What
from bot.core.decide import decide, shown_to_staff
from bot.core.desk import NEED_TEXT, commands, concerned, digest, refusal
from bot.core.letter import STAFF, Letter
from bot.core.mail import Mail
from bot.core.records import Code, Outcome
from bot.flow.commit import commit, queue
from bot.flow.incoming import Incoming
from bot.flow.office import Office
from bot.flow.ports import Tx


def staff_reply(office: Office, tx: Tx, incoming: Incoming, code: Code) -> Outcome:
    """Carry out a command, or refuse it with the reason; either way the real staff address hears of it."""
    case = tx.case(code.case_id)
    verb, rest = office.words.command(incoming.mail.text)
    why = _refused(office, tx, incoming, code, case, verb, rest)
    if why:
        if why == "token_spent" and not code.used:
            _ask_again(office, tx, incoming, case, code.address)
        return refuse(office, tx, incoming, case, why, to=code.address)
    what = What(verb)
    event = Event(what=what, by=f"staff:{code.address}", text=rest, kind=rest if what is What.KIND else "")
    decision = decide(case, event, office.tick(), office.policy)
    tx.use_codes(case.id, "staff", office.clock(), code.address)
    commit(office, tx, decision)
    _say_done(office, tx, code.address, verb, case, decision.case, len(decision.letters))
    return Outcome(disposition="decided", reasons=(verb,), kind="other", case_id=case.id)


def _ask_again(office: Office, tx: Tx, incoming: Incoming, case: Case, member: str) -> None:
    """The case changed since he was asked, by a colleague or by the person: he is shown what it is now."""
    if commands(case):
        facts = shown_to_staff(case)
        letter = Letter(name="staff_decide", to=STAFF, language=case.language, facts=facts, reply="staff")
        queue(office, tx, letter, case, serial=f"again:{incoming.mail.message_id}", only=member)


def looks_like_command(office: Office, mail: Mail) -> bool:
    """Whether a member of staff tried to decide without a code of ours."""
    return bool(office.words.command(mail.text)[0])


def refuse(office: Office, tx: Tx, incoming: Incoming, case: Case | None, why: str, *, to: str = "") -> Outcome:
    """Tell the address on the staff list, never the one that wrote, why nothing was done."""
    to = to or incoming.sender
    facts: Mapping[str, object] = {"why": why}
    reply = "staff" if case is not None and case.open and why in {"unknown_command", "several_commands"} else ""
    letter = Letter(name="staff_refused", to=to, language=office.staff_language, facts=facts, reply=reply)
    queue(office, tx, letter, case, serial=f"{why}:{incoming.mail.message_id}")
    tx.journal(case.number if case else "", f"staff command refused: {why}", office.clock())
    return Outcome(disposition="refused", reasons=(why,), kind="other", case_id=case.id if case else None)


def _refused(office: Office, tx: Tx, incoming: Incoming, code: Code, case: Case, verb: str, rest: str) -> str:
    if code.address not in office.staff or code.address != incoming.sender:
        return "not_on_list"
    if incoming.auth is not Auth.ALIGNED and not office.trust_staff_unauthenticated:
        return "not_authenticated"
    if _own(tx, case, code.address):
        return "own_data"
    if why := _unclear(office, incoming.mail, verb, rest):
        return why
    if code.used or office.clock() >= code.expires_at or code.digest != digest(case):
        return "token_spent"
    if What(verb) is What.EXTEND and office.tick().today > case.due_on:
        return "wrong_state"
    return refusal(case, What(verb), f"staff:{code.address}")


def _unclear(office: Office, mail: Mail, verb: str, rest: str) -> str:
    if not verb or (What(verb) in NEED_TEXT and not rest.strip()):
        return "unknown_command"
    if What(verb) is What.KIND and rest not in office.policy.kinds:
        return "unknown_command"
    return "several_commands" if office.words.several_commands(mail.text) else ""


def _own(tx: Tx, case: Case, member: str) -> bool:
    if normal(member) in concerned(case):
        return True
    return case.contact_id is not None and any(match.contact_id == case.contact_id for match in tx.find(member))


def _say_done(office: Office, tx: Tx, to: str, verb: str, before: Case, after: Case, letters: int) -> None:
    state = next((str(item.state) for item in after.items), "closed")
    waits = any(item.wait_until is not None for item in after.items)
    facts = {"command": verb, "result": state, "letters": letters, "waits": waits}
    reply = "staff" if after.open else ""
    letter = Letter(name="staff_done", to=to, language=office.staff_language, facts=facts, reply=reply)
    queue(office, tx, letter, after, serial=f"done:{before.version}")
