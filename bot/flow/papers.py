"""A copy of an identity document that somebody sent: destroyed before the mail is decided, and the sender is told so.

Nobody asked for it (EDPB 01/2022, section 3.3), and a store of them is what a thief looks for.
"""

from datetime import timedelta

from bot.core.letter import STAFF, Letter
from bot.core.mail import Mark
from bot.core.papers import without
from bot.core.records import Pending, Seen
from bot.flow.commit import queue
from bot.flow.incoming import UNANSWERED, Incoming, languages
from bot.flow.office import Office
from bot.flow.ports import Tx

DESTROYED = "a copy of an identity document was destroyed"
_MACHINES = UNANSWERED | {Mark.NULL_SENDER, Mark.DAEMON, Mark.BULK}


def destroy(office: Office, tx: Tx, pending: Pending, seen: Seen) -> None:
    """Take the copies out of the stored mail; no letter of the decision can carry them any more."""
    tx.redact(pending.id, without(pending.raw, seen.papers))
    tx.journal("", f"mail {pending.id} {DESTROYED}: {len(seen.papers)}", office.clock())


def tell(office: Office, tx: Tx, seen: Seen, incoming: Incoming) -> None:
    """Say that no copy is needed and that this one is gone: once a day, and never to a machine or to staff."""
    to, mail = incoming.sender, incoming.mail
    if not seen.papers or mail.marks & _MACHINES or to in office.staff:
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
