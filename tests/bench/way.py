"""The whole way: a Dovecot INBOX of request mails -> challenges taken by Postfix's smtp-sink, recorded with full durability.

The limit beside it is what the disk gives: durable SQLite commits a second, measured in the same run.
``python -m tests.bench.way [MAILS]``
"""

import asyncio
import os
import resource
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from bot.app import Bot
from bot.config import parse
from bot.edge.loopback import free_port
from tests import servers

TEXTS = (
    "Quelles données avez-vous sur moi ?",
    "Gelieve al mijn gegevens te wissen.",
    "What data do you hold about me?",
    "stop",
)

_AT_ONCE = 100


class Clock:
    """Measures how long the steps of the way are at work, and how the process grows (resident megabytes)."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self.grown: list[float] = []

    def watch(self, owner: object, name: str) -> None:
        """Put a stopwatch around a step."""
        step: Callable[[], Awaitable[object]] = getattr(owner, name)

        async def timed() -> object:
            began = time.perf_counter()
            try:
                return await step()
            finally:
                self.spent[name] += time.perf_counter() - began
                self.grown.append(resident())

        setattr(owner, name, timed)

    def early(self) -> float:
        """The size after the first tenth of the way."""
        return self.grown[len(self.grown) // 10]


def resident() -> float:
    """Megabytes of memory that this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def cpu_seconds() -> dict[str, float]:
    """CPU seconds that this process and each kind of its children used until now."""
    tick = os.sysconf("SC_CLK_TCK")
    spent: Counter[str] = Counter()
    ours = {os.getpid()}
    found: dict[int, str] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            found[int(path.parent.name)] = path.read_text()
    for pid, line in sorted(found.items()):
        fields = line.rpartition(")")[2].split()
        if pid in ours or int(fields[1]) in ours:
            ours.add(pid)
            spent[_kind(pid, line)] += (int(fields[11]) + int(fields[12])) / tick
    return spent


def _kind(pid: int, line: str) -> str:
    if pid == os.getpid():
        return "bot"
    name = line.partition("(")[2].rpartition(")")[0]
    return {"python": "worker", "smtp-sink": "smtp-sink"}.get(name.rstrip("0123456789."), "dovecot")


def commits(folder: Path, count: int = 300) -> float:
    """Durable commits a second on this disk."""
    database = sqlite3.connect(folder / "limit.sqlite3", isolation_level=None)
    database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (x)")
    began = time.perf_counter()
    for number in range(count):
        database.execute("INSERT INTO t VALUES (?)", (number,))
    spent = time.perf_counter() - began
    database.close()
    return count / spent


def fill(server: servers.Server, count: int) -> None:
    """Put requests of different people into the INBOX."""
    with server.client() as client:
        for start in range(0, count, _AT_ONCE):
            client.multiappend("INBOX", [request(number) for number in range(start, min(count, start + _AT_ONCE))])


def request(number: int) -> bytes:
    """A mail of about three kilobytes by one of many people."""
    return (
        f"From: p{number}@people.example\r\nTo: privacy@crm.example\r\nSubject: x\r\nMessage-ID: <{number}@people.example>\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{TEXTS[number % 4]}\r\n{'-- '}\r\n{'pied de page ' * 200}\r\n"
    ).encode()


def opened(name: str) -> Path:
    """The temporary folder, open to the users that the servers run as."""
    folder = Path(name)
    folder.chmod(0o755)
    return folder


async def main(count: int) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = opened(name)
        port = free_port()
        sink = await asyncio.create_subprocess_exec(
            str(servers.program("smtp-sink")), "-u", "nobody", f"127.0.0.1:{port}", "10", cwd=name
        )
        with servers.dovecot(str(servers.program("dovecot")), folder / "dovecot") as server:
            fill(server, count)
            (folder / "password").write_text("loopback", encoding="utf-8")
            imap = {
                "host": "127.0.0.1",
                "port": server.settings.port,
                "user": "privacy",
                "password_file": "password",
                "tls": "none",
            }
            config = parse(
                {
                    "company": {
                        "name": "CRM",
                        "privacy_address": "privacy@crm.example",
                        "policy_url": "https://www.crm.example/p",
                    },
                    "imap": imap,
                    "smtp": {"host": "127.0.0.1", "port": port, "tls": "none", "connections": 8},
                    "staff": {"addresses": ["s@crm.example"]},
                    "limits": {"per_hour": 1_000_000},
                },
                folder,
            )
            async with Bot(config) as bot:
                clock = Clock()
                for step in ("fetch", "decide", "move"):
                    clock.watch(bot.intake, step)
                for step in ("carry", "post"):
                    clock.watch(bot, step)
                before, began = cpu_seconds(), time.perf_counter()
                await bot.mail()
                total = time.perf_counter() - began
                used = {name: value - before[name] for name, value in cpu_seconds().items()}
        sink.terminate()
        await sink.wait()
        print(
            "CPU milliseconds a mail: "
            + ", ".join(f"{name} {value / count * 1000:.1f}" for name, value in sorted(used.items()))
        )
        limit = commits(folder)
        print(
            f"{count} mails in {total:.1f} s: {count / total:.0f} a second; at work, some beside others: "
            + ", ".join(f"{step} {spent / total:.0%}" for step, spent in clock.spent.items())
        )
        print(
            f"durable commits on this disk: {limit:.0f} a second; {limit * total / count:.1f} of them pass while one mail goes the whole way"
        )
        print(
            f"memory: {clock.early():.0f} MB after the first tenth, {clock.grown[-1]:.0f} MB at the end, "
            f"worker at most {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000:.0f} MB"
        )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 300))
