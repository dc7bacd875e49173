"""How long a reply to a person waits while a newsletter runs, against the same replies when nothing else goes.

``python -m tests.bench.replies [--readers N] [--replies N]``
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bot.app import Bot
from bot.config import load
from bot.core.records import Outgoing
from bot.edge.news_build import rendered
from tests.bench.news import fill, newsletter, sink
from tests.sent_news import CONFIG

RAW = b"From: privacy@crm.example\r\nTo: anna@maison.example\r\nSubject: x\r\n\r\n" + b"Bonjour.\r\n" * 80


async def replies(bot: Bot, count: int) -> Sequence[float]:
    """Queue replies one after the other and send each; return the seconds from the wish to the relay's answer."""
    spent = []
    for number in range(count):
        began = time.perf_counter()

        def queue(number: int = number) -> None:
            with bot.store.transaction() as tx:
                mail = Outgoing(
                    case_id=None,
                    letter="received",
                    recipient=f"a{number}@maison.example",
                    message_id=f"{time.monotonic_ns()}@crm.example",
                    raw=RAW,
                )
                tx.outbox.send(mail, bot.office.clock())

        await bot.on_store(queue)
        await bot.post()
        spent.append(time.perf_counter() - began)
        await asyncio.sleep(0.02)
    return spent


async def run(folder: Path, port: int, readers: int, count: int) -> None:
    """Print the figures."""
    (folder / "config.toml").write_text(CONFIG.format(port=port, connections=10, more=""), encoding="utf-8")
    config = load(folder / "config.toml")
    async with Bot(config) as bot:
        fill(bot, readers)
        alone = await replies(bot, count)
        source, now = newsletter(), bot.office.clock()
        with bot.store.transaction() as tx:
            tx.news.add(source, rendered(config, source), state="scheduled", editor="", now=now, starts_at=now)
        sending = asyncio.ensure_future(bot.news())
        await asyncio.sleep(1)
        beside = await replies(bot, count)
        assert not sending.done(), "the newsletter was too short for the measure"
        await sending
    for name, spent in (("alone", alone), ("while an issue runs", beside)):
        ninety_ninth = statistics.quantiles(spent, n=100)[98]
        print(f"{name}: median {statistics.median(spent) * 1000:.0f} ms, 99 of 100 within {ninety_ninth * 1000:.0f} ms")


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--readers", type=int, default=40_000)
    parser.add_argument("--replies", type=int, default=200)
    options = parser.parse_args()
    with sink() as port, tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        asyncio.run(run(Path(folder), port, options.readers, options.replies))


if __name__ == "__main__":
    main()
