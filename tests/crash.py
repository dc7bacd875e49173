"""A bot that is killed at a named point: ``python -m tests.crash CONFIG POINT``; "none" lets it live."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.app import Bot
from bot.config import load
from bot.edge.imap import ImapMailbox
from bot.edge.outbox import Letters
from bot.edge.smtp import Postman
from bot.edge.store import Store
from bot.edge.transaction import Transaction
from bot.flow import carry

Place = tuple[Any, str, bool]

#: Name -> where it dies: owner, method, and whether after (True) or before the call.
POINTS: dict[str, Place] = {
    "fetched, not recorded": (Store, "record", False),
    "recorded, not tried": (Store, "record", True),
    "tried, not decided": (Store, "begin", True),
    "case written, not committed": (Transaction, "save", True),
    "letter queued, not committed": (Letters, "send", True),
    "outcome written, not committed": (Transaction, "settle", True),
    "all written, not committed": (Transaction, "write", True),
    "committed, not moved": (Store, "moves", True),
    "moved, not noted": (ImapMailbox, "move", True),
    "claimed, not sent": (Store, "claim", True),
    "sent, not noted": (Postman, "send", True),
    "noted": (Store, "delivered", True),
    "due, not carried out": (carry, "carry_cases", False),
}


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _wrapped(call: Callable[..., Any], after: bool) -> Callable[..., Any]:
    async def later(*arguments: Any, **named: Any) -> Any:
        result = await call(*arguments, **named)
        _die()
        return result

    def now(*arguments: Any, **named: Any) -> Any:
        if not after:
            _die()
        result = call(*arguments, **named)
        if result or result is None:
            _die()
        return result

    return later if asyncio.iscoroutinefunction(call) else now


async def main(config: Path, point: str) -> None:
    """Run one round, or die in it."""
    if point != "none":
        owner, name, after = POINTS[point]
        setattr(owner, name, _wrapped(getattr(owner, name), after))
    async with Bot(load(config)) as bot:
        await bot.drain()
        left = await bot.on_store(lambda: bot.store.undone(bot.office.clock()))
    sys.exit("\n".join(left) or 0)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
