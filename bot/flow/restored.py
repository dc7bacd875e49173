"""After a backup was restored: what was erased again is told to staff and written down."""

from bot.core.letter import STAFF, Letter
from bot.flow.commit import queue
from bot.flow.office import Office
from bot.flow.ports import Tx


def tell_restored(office: Office, tx: Tx, *, marks: int, erased: int) -> None:
    """Write a mail with the counts to staff, unless the backup had lost nothing and brought nobody back."""
    if not marks and not erased:
        return
    tx.journal("", f"restored marks={marks} erased={erased}", office.clock())
    facts = {"marks": marks, "erased": erased}
    letter = Letter(name="staff_restored", to=STAFF, language=office.staff_language, facts=facts)
    queue(office, tx, letter, None, serial=f"restored {office.clock().isoformat()}")
