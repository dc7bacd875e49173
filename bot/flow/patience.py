"""Waits for a database that cannot do it now, where what would be lost cannot be had again."""

import asyncio
import logging
from collections.abc import Callable
from typing import TypeVar

from bot.errors import TemporaryError
from bot.flow.ports import OnThread

T = TypeVar("T")

log = logging.getLogger(__name__)

_AGAIN = 1.0  # seconds until the database is asked again


async def surely(on_store: OnThread, work: Callable[[], T], who: str) -> T:
    """Return what the work returns on the store's thread, however long that takes; ``who`` waits, for the log.

    The result of a mail that went, lost, leaves it claimed or sends it twice.
    """
    while True:
        try:
            return await on_store(work)
        except TemporaryError as problem:
            log.warning("%s waits for the database: %s", who, problem)
            await asyncio.sleep(_AGAIN)
