"""A bot that only sends newsletters until nothing waits, to be killed: ``python -m tests.news_worker CONFIG``."""

import asyncio
import sys
from pathlib import Path

from bot.app import Bot
from bot.config import load


async def work(path: Path) -> None:
    bot = Bot(load(path))
    while True:
        await bot.news()
        with bot.store.transaction() as tx:
            if not tx.news.due(bot.office.clock()):
                return


if __name__ == "__main__":
    asyncio.run(work(Path(sys.argv[1])))
