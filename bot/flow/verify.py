"""Once a day the worker reads the journal again: a line that somebody changed is told to staff and written down."""

import logging
from functools import partial

from bot.core.letter import STAFF, Letter
from bot.core.records import Walk
from bot.flow.commit import queue
from bot.flow.office import Office
from bot.flow.ports import OnThread

log = logging.getLogger(__name__)

_LINES = 2000  # in one go: other work on the database waits that long
_NAMED = 10  # breaks in one letter
_DAY, _KNOWN = "journal:day", "journal:broken"


async def verify_journal(office: Office, on_store: OnThread) -> bool:
    """Verify the hash chain when that was not done today; return whether it was done."""
    if await on_store(lambda: _done_today(office)):
        return False
    walked = Walk()
    while not walked.ended:
        walked = await on_store(partial(office.store.walk_journal, walked, _LINES))
    await on_store(lambda: _conclude(office, walked))
    return True


def _done_today(office: Office) -> bool:
    with office.store.transaction() as tx:
        return tx.setting(_DAY) == office.tick().today.isoformat()


def _conclude(office: Office, walked: Walk) -> None:
    """Staff hear of a break once; \"audit verify\" names it for ever."""
    with office.store.transaction() as tx:
        known = set(tx.setting(_KNOWN).split())
        new = [str(seq) for seq in walked.broken if str(seq) not in known]
        if new:
            named = ", ".join(new[:_NAMED]) + (f" … ({len(new)})" if len(new) > _NAMED else "")
            log.error("the journal is broken at %s", named)
            tx.journal("", f"journal broken at {named}", office.clock())
            tx.setting(_KNOWN, " ".join(sorted({*known, *new})))
            facts = {"what": "journal", "detail": named}
            letter = Letter(name="staff_failure", to=STAFF, language=office.staff_language, facts=facts)
            queue(office, tx, letter, None, serial=f"journal {' '.join(new)}")
        tx.setting(_DAY, office.tick().today.isoformat())
    office.store.seal_journal(walked)
