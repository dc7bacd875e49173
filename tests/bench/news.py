"""A newsletter to many readers through Postfix's smtp-sink, against nodemailer in the same run.

``python -m tests.bench.news [--readers N] [--rounds N] [--nodemailer FOLDER]``; FOLDER holds ``node_modules``.
"""

import argparse
import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import insert

from bot.app import Bot
from bot.config import load
from bot.core.newsletter import Newsletter, shown
from bot.edge.news_build import rendered
from bot.edge.schema import TABLES
from tests import servers
from tests.sent_news import CONFIG

TEXT = "# L'hiver\n\n" + "\n\n".join(
    f"Paragraphe {n} : nos bureaux ferment tôt, et le service reste ouvert jusqu'au soir." for n in range(34)
)
PERSON = 2000  # rows a statement


def newsletter() -> Newsletter:
    """Return a newsletter of about 8 kB in two languages."""
    return Newsletter(
        slug="winter", topic="news", subjects={"fr": "Hiver", "nl": "Winter"}, bodies={"fr": TEXT, "nl": TEXT}
    )


def fill(bot: Bot, readers: int) -> None:
    """Write subscribers in two languages."""
    with bot.store.engine.begin() as connection:
        for first in range(1, readers + 1, PERSON):
            ids = range(first, min(first + PERSON, readers + 1))
            connection.execute(
                insert(TABLES["contact"]),
                [{"id": n, "first_name": f"R{n}", "language": "nl" if n % 2 else "fr", "source": ""} for n in ids],
            )
            connection.execute(
                insert(TABLES["email_address"]),
                [{"contact_id": n, "address": f"reader{n}@maison.example", "main": True, "source": ""} for n in ids],
            )
            rows = [
                {
                    "contact_id": n,
                    "address": f"reader{n}@maison.example",
                    "topic": "news",
                    "basis": "consent",
                    "evidence": "",
                }
                for n in ids
            ]
            connection.execute(insert(TABLES["subscription"]), rows)


@contextmanager
def sink() -> Iterator[int]:
    """Start smtp-sink; yield its port."""
    program = servers.program("smtp-sink")
    if program is None:
        sys.exit("smtp-sink (Debian's postfix) is not installed")
    with servers.smtp_sink(program) as port:
        yield port


async def ours(folder: Path, port: int, readers: int) -> Sequence[float]:
    """Return the seconds of freezing and of sending, the memory in MB, and the CPU seconds of sending: all, and of
    them those of the database thread."""
    (folder / "config.toml").write_text(CONFIG.format(port=port, connections=10, more=""), encoding="utf-8")
    config = load(folder / "config.toml")
    bot = Bot(config)
    fill(bot, readers)
    source = newsletter()
    with bot.store.transaction() as tx:
        issue = tx.news.add(
            source,
            rendered(config, source),
            state="freezing",
            editor="",
            now=bot.office.clock(),
            starts_at=bot.office.clock(),
        )
    began = time.perf_counter()
    place: tuple[int, int] | None = (0, 0)
    while place is not None:
        place = bot.newsroom.audience.step(issue, bot.office.clock(), ("fr", "nl"), place)
    frozen = time.perf_counter()
    process, store = time.process_time(), await bot.on_store(time.thread_time)
    await bot.news()
    sent = time.perf_counter()
    spent, stored = time.process_time() - process, await bot.on_store(time.thread_time) - store
    with bot.store.transaction() as tx:
        assert tx.news.balance(issue.id) == {"sent": readers}, "not everybody got it"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return frozen - began, sent - frozen, memory, spent, stored


def one(port: int, readers: int) -> Sequence[float]:
    """Run ours in a process of its own, in a folder of its own on disk."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.news", "--one", folder, "--port", str(port), "--readers", str(readers)],
            capture_output=True,
            text=True,
            check=True,
        )
    values: list[float] = json.loads(done.stdout.splitlines()[-1])
    return values


def peer(folder: Path, port: int, readers: int) -> tuple[float, float]:
    """Return the seconds of nodemailer for as many mails of the same text, and its CPU seconds."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "config.toml").write_text(CONFIG.format(port=port, connections=10, more=""), encoding="utf-8")
        body = rendered(load(Path(name) / "config.toml"), newsletter())["fr"]
        body = shown(body, reader="reader@maison.example", leave="privacy+u-TOKEN@crm.example")
        (Path(name) / "sample.json").write_text(json.dumps({"text": body.text, "html": body.html}), encoding="utf-8")
        script = Path(__file__).parent / "peer.mjs"
        before = _children()
        done = subprocess.run(
            ["node", str(script), str(folder.resolve()), str(port), str(readers), str(Path(name) / "sample.json")],
            capture_output=True,
            text=True,
            check=True,
        )
    return float(done.stdout), _children() - before


def _children() -> float:
    """CPU seconds of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--readers", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--nodemailer", type=Path)
    parser.add_argument("--one", type=Path)
    parser.add_argument("--port", type=int)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(asyncio.run(ours(options.one, options.port, options.readers))))
        return
    with sink() as port:
        for _ in range(options.rounds):
            freezing, sending, memory, spent, stored = one(port, options.readers)
            line = (
                f"{options.readers} readers: frozen in {freezing:.1f} s, {options.readers / sending:.0f} mails a second"
            )
            line += f", {memory:.0f} MB at most, {spent:.1f} s of CPU ({stored:.1f} s in the database thread)"
            if options.nodemailer:
                other, theirs = peer(options.nodemailer, port, options.readers)
                line += f"; nodemailer {options.readers / other:.0f} a second, {theirs:.1f} s of CPU"
                line += f": ours {other / sending:.2f} times as fast with {spent / theirs:.2f} times its CPU"
            print(line, flush=True)


if __name__ == "__main__":
    main()
