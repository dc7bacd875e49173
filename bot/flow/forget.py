"""Retention: what was erased, and what is past its time, leaves the bot's own copies and the folders on the server."""

import logging
from collections.abc import Sequence
from functools import partial

from bot.flow.intake import Mailbox
from bot.flow.office import Office
from bot.flow.ports import OnThread

log = logging.getLogger(__name__)


async def forget(office: Office, mailbox: Mailbox, on_store: OnThread, *, folders: Sequence[str]) -> int:
    """Erase mails on the server whose copies must go; a mail is struck off the list only after it is gone there."""
    await on_store(lambda: office.store.forget(office.clock(), office.keep))
    gone = 0
    for note in await on_store(lambda: office.store.leftovers(200)):
        await mailbox.erase(folders, note)
        await on_store(partial(office.store.erased, note))
        gone += 1
    if gone:
        log.info("%d mails were erased on the server", gone)
    return gone
