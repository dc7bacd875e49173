"""Editors by mail: a newsletter that they send becomes a proof, and their replies decide about it.

A reply counts only from the address to which our letter went, when that is on the list of editors, with the company's
own authentication, and for what the letter showed. STOP may be said with any letter of the issue: it harms nobody.
"""

import math
from collections.abc import Mapping

from bot.core.address import normal
from bot.core.auth import Auth
from bot.core.news_head import HeadError
from bot.core.newsletter import Fault, Issue, NewsCode, Newsletter
from bot.core.records import Outcome
from bot.errors import ConfigError
from bot.flow.editors import (
    as_written,
    faults,
    faults_now,
    no_rules,
    proof_files,
    readers,
    resumed,
    spelled,
    start_of,
    tell,
    tell_why,
)
from bot.flow.incoming import Incoming
from bot.flow.office import Office
from bot.flow.ports import Tx

_STRANGE_A_DAY = 5  # letters about mails that an editor did not send, as far as we can tell
#: Command -> the states of an issue in which it does something.
MAY: Mapping[str, frozenset[str]] = {
    "approve": frozenset({"proof"}),
    "stop": frozenset({"scheduled", "recurring", "freezing", "running"}),
    "go": frozenset({"paused", "held"}),
    "resend": frozenset({"done", "paused"}),
    "skip": frozenset({"done", "paused"}),
    "cancel": frozenset({"proof", "scheduled", "recurring", "freezing", "running", "paused", "held"}),
}
_FRONT_MATTER = "+++"
_NAMES_RULES = frozenset({"approve", "go"})  # commands that may name the rules that they set aside


def looks_like_command(office: Office, tx: Tx, incoming: Incoming) -> bool:
    """Whether an editor tried to decide without a code of ours: a STOP that does nothing must be heard of."""
    return bool(office.words.news_command(incoming.mail.text)[0]) and tx.news.unfinished(incoming.sender)


def newsletter_mailed(office: Office, tx: Tx, incoming: Incoming) -> Outcome:
    """Make a proof of the newsletter that an editor mailed, or say what is wrong with it."""
    document = incoming.mail.document
    if not _authenticated(office, incoming):
        return refuse(office, tx, incoming, "not_authenticated", to=incoming.sender)
    if not document.startswith(_FRONT_MATTER):
        return refuse(office, tx, incoming, "front_matter", to=incoming.sender)
    try:
        newsletter = office.press.read(document)
        issue = _kept(office, tx, newsletter, incoming.sender)
    except HeadError as problem:
        return refuse(office, tx, incoming, "malformed", to=incoming.sender, unfit=problem.faults)
    except ConfigError as problem:
        return refuse(office, tx, incoming, "malformed", to=incoming.sender, details=problem.problems)
    if issue is None:
        used = Fault(rule="name-used", facts={"name": newsletter.slug})
        return refuse(office, tx, incoming, "malformed", to=incoming.sender, unfit=(used,))
    _show_proof(office, tx, issue, newsletter)
    tx.journal(issue.number, f"newsletter proof by=editor:{incoming.sender}", office.clock())
    return Outcome(disposition="processed", reasons=("a newsletter to be approved",), kind="other")


def _kept(office: Office, tx: Tx, newsletter: Newsletter, editor: str) -> Issue | None:
    """Write it as an issue; one of the same name is replaced as long as nobody approved it."""
    bodies, now = office.press.render(newsletter), office.clock()
    before = tx.news.find(newsletter.slug)
    if before is None:
        return tx.news.add(newsletter, bodies, state="proof", editor=editor, now=now, starts_at=newsletter.starts_at)
    if before.state != "proof":
        return None
    return tx.news.revise(before.id, newsletter, bodies, editor=editor, now=now)


def _show_proof(office: Office, tx: Tx, issue: Issue, newsletter: Newsletter) -> None:
    bodies = tx.news.bodies(issue.id)
    to = readers(office, tx, newsletter)
    facts = {
        "audience": to.count,
        "languages": to.languages,
        "starts": issue.starts_at,
        "cron": issue.cron,
        "minutes": math.ceil(office.press.takes(to).total_seconds() / 60),
        "faults": spelled(faults(office, tx, newsletter, bodies, to)),
    }
    tell(office, tx, issue, "news_proof", facts, proof_files(office, issue, bodies))


def newsletter_reply(office: Office, tx: Tx, incoming: Incoming, code: NewsCode) -> Outcome:
    """Carry out the command of an editor, or refuse it with the reason; either way the editor hears of it."""
    issue = tx.news.get(code.issue_id)
    verb, rest = office.words.news_command(incoming.mail.text)
    why = _refused(office, tx, incoming, code, issue, verb)
    if why:
        return refuse(office, tx, incoming, why, to=code.address, issue=issue)
    set_aside = tuple(rest.replace(",", " ").split()) if verb in _NAMES_RULES else ()
    if wrong := no_rules(set_aside):
        return refuse(office, tx, incoming, "no_rule", to=code.address, issue=issue, details=wrong)
    if left := _left_faults(office, tx, issue, verb, set_aside):
        return refuse(office, tx, incoming, "faults", to=code.address, issue=issue, found=left)
    tx.news.use_codes(issue.id, office.clock())
    issue = _done(office, tx, issue, verb, set_aside)
    aside = f" overridden={','.join(set_aside)}" if set_aside else ""
    tx.journal(issue.number, f"newsletter {verb} by=editor:{code.address}{aside}", office.clock())
    facts = {"command": verb, "state": issue.state, "starts": issue.starts_at, "balance": tx.news.balance(issue.id)}
    tell(office, tx, issue, "news_decided", facts)
    return Outcome(disposition="decided", reasons=(verb,), kind="other")


def _refused(office: Office, tx: Tx, incoming: Incoming, code: NewsCode, issue: Issue, verb: str) -> str:
    if code.address not in office.editors or code.address != incoming.sender:
        return "not_on_list"
    if not _authenticated(office, incoming):
        return "not_authenticated"
    if not verb:
        return "unknown_command"
    if office.clock() >= code.expires_at:
        return "token_spent"
    if verb != "stop" and (code.used or code.digest != tx.news.digest(issue.id)):
        return "token_spent"
    if issue.state not in MAY[verb]:
        return "wrong_state"
    doubtful = verb not in {"resend", "skip"} or tx.news.balance(issue.id).get("unknown", 0)
    return "" if doubtful else "wrong_state"


def _authenticated(office: Office, incoming: Incoming) -> bool:
    return incoming.auth is Auth.ALIGNED or office.trust_staff_unauthenticated


def _left_faults(office: Office, tx: Tx, issue: Issue, verb: str, set_aside: tuple[str, ...]) -> tuple[Fault, ...]:
    """What is wrong now and was not set aside by name; what was shown may be days old."""
    if verb != "approve":
        return faults_now(office, tx, issue, set_aside) if verb == "go" else ()
    bodies = tx.news.bodies(issue.id)
    newsletter = as_written(issue, bodies)
    return faults(office, tx, newsletter, bodies, readers(office, tx, newsletter), set_aside)


def _done(office: Office, tx: Tx, issue: Issue, verb: str, set_aside: tuple[str, ...]) -> Issue:
    now = office.clock()
    if set_aside:
        tx.news.set_aside(issue.id, sorted({*issue.overridden, *set_aside}))
    match verb:
        case "approve":
            state, at = start_of(office, issue, now)
            return tx.news.turn(issue.id, state, now=now, starts_at=at)
        case "stop":
            return tx.news.turn(issue.id, "paused", now=now, why="editor")
        case "go":
            return resumed(office, tx, issue)
        case "resend":
            tx.news.send_unknown(issue.id)
            return resumed(office, tx, issue)
        case "cancel":
            return tx.news.turn(issue.id, "cancelled", now=now)
        case _:  # skip: what is in doubt stays so, and is nobody's question any more
            return issue


def refuse(
    office: Office,
    tx: Tx,
    incoming: Incoming,
    why: str,
    *,
    to: str,
    issue: Issue | None = None,
    details: tuple[str, ...] = (),
    found: tuple[Fault, ...] = (),
    unfit: tuple[Fault, ...] = (),
) -> Outcome:
    """Tell the editor at the address on the list, never whoever else wrote, why nothing was done."""
    strange = why in {"not_on_list", "not_authenticated"}
    today = office.tick().today
    if not strange or tx.count(f"news-refused:{today}", 1) <= _STRANGE_A_DAY:
        serial = f"{why}:{incoming.mail.message_id}"
        tell_why(office, tx, normal(to), why, details, issue=issue, found=found, unfit=unfit, serial=serial)
    tx.journal(issue.number if issue else "", f"newsletter mail refused: {why}", office.clock())
    return Outcome(disposition="refused", reasons=(why,), kind="other")
