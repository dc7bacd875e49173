"""A copy of an identity document that somebody sent: cut out before the mail is decided, and the sender is told so.

Nobody asked for it (EDPB 01/2022, section 3.3), and a store of them is what a thief looks for.
"""

from dataclasses import replace
from datetime import timedelta

from bot.core.address import normal
from bot.core.auth import Auth, authenticated
from bot.core.letter import STAFF, Letter
from bot.core.mail import Mark
from bot.core.papers import without
from bot.core.records import Pending, Seen
from bot.flow.commit import queue
from bot.flow.incoming import UNANSWERED, Incoming, languages
from bot.flow.office import Office
from bot.flow.ports import Tx

CUT = "a copy of an identity document was cut out"
_MACHINES = UNANSWERED | {Mark.NULL_SENDER, Mark.DAEMON, Mark.BULK}


def spared(office: Office, seen: Seen) -> Seen:
    """Return what was seen; without its copies when staff or an editor sent it, authenticated: they know why."""
    if not seen.papers or seen.mail.sender is None:
        return seen
    sender = normal(seen.mail.sender.address)
    if sender not in {*office.staff, *office.editors}:
        return seen
    auth = authenticated(seen.mail.headers, sender, office.border, signed=seen.signed)
    return replace(seen, papers=()) if auth is Auth.ALIGNED else seen


def destroy(office: Office, tx: Tx, pending: Pending, seen: Seen) -> None:
    """Take the copies out of the stored mail; no letter of the decision can carry them any more."""
    tx.redact(pending.id, without(pending.raw, seen.papers))
    tx.journal("", f"mail {pending.id} {CUT}: {len(seen.papers)}", office.clock())


def tell(office: Office, tx: Tx, seen: Seen, incoming: Incoming) -> None:
    """Say that no copy is needed and that this one goes: once a day, never to a machine, to staff or to an editor."""
    to, mail = incoming.sender, incoming.mail
    if not seen.papers or mail.marks & _MACHINES or to in {*office.staff, *office.editors}:
        return
    day_ago = office.clock() - timedelta(days=1)
    if tx.outbox.sent_since(day_ago, recipient=to, letter="no_copy"):
        return
    language, other = languages(office, incoming, "")
    letter = Letter(name="no_copy", to=to, language=language, other_language=other)
    queue(office, tx, letter, None, serial=mail.message_id)


def left_behind(office: Office, tx: Tx, mail_id: int, folder: str) -> None:
    """Tell staff that the copy still lies in a folder on the server: only they can delete it there. Told once."""
    facts = {"what": "papers", "detail": f"{mail_id}, {folder}"}
    letter = Letter(name="staff_failure", to=STAFF, language=office.staff_language, facts=facts)
    queue(office, tx, letter, None, serial=f"papers:{mail_id}")
    tx.journal("", f"mail {mail_id} still holds a copy of an identity document in {folder}", office.clock())
