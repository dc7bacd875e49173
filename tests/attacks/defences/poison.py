"""Mails that would eat the bot (promise 9 of SECURITY.md): limits of size, parts, depth and time."""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any

from bot.core.records import Seen
from bot.edge.reader import Fault, Reader
from bot.flow.intake import Intake
from bot.stage import PRIVACY, STAFF
from tests.attacks.mutation import Off
from tests.attacks.world import ASK, OWNER
from tests.quick import SORT, Quick

HEAD = f"From: {OWNER}\r\nTo: {PRIVACY}\r\nSubject: x\r\n"
TOO_MANY = (
    '    if body.count(b"oundary=") > MOST_DEPTH * 4 or len(re.findall(rb"(?i)\\ncontent-type:", body)) > MOST_PARTS:'
)


def handled(bot: Quick, below: str) -> bool:
    """Whether a mail with this below its first fields is read and decided like any other."""
    return bot.deliver((HEAD + below).encode()).disposition != "quarantined"


def six_hundred_parts(bot: Quick) -> bool:
    parts = "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 600
    head = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n"
    return handled(bot, f"{head}{ASK}\r\n{parts}--b--\r\n")


def forty_deep(bot: Quick) -> bool:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{at}\r\n\r\n--b{at}\r\n" for at in range(40))
    return handled(bot, f"{nested}Content-Type: text/plain\r\n\r\n{ASK}\r\n")


def too_long_to_be_read(bot: Quick) -> bool:
    """Whether the worker process is given it."""
    given: list[bytes] = []

    class Noting:
        async def read(self, raws: Sequence[bytes]) -> Sequence[Seen]:
            given.extend(raws)
            return [SORT(raw) for raw in raws]

    nowhere: Any = None
    bot.record(f"{HEAD}\r\n{ASK}".encode() + b"too long\r\n" * 110_000)
    asyncio.run(Intake(bot.office, nowhere, Noting(), on_store, account="a", folder="INBOX").decide())
    return bool(given)


def tried_for_ever(bot: Quick) -> bool:
    """It kills the worker process each time."""

    class Dying:
        async def read(self, raws: Sequence[bytes]) -> Sequence[Fault]:
            return [Fault(reason="the worker died") for _ in raws]

    async def rounds() -> int:
        return sum([await intake.decide() for _ in range(5)])

    nowhere: Any = None
    bot.record(f"{HEAD}\r\n{ASK}".encode())
    intake = Intake(bot.office, nowhere, Dying(), on_store, account="a", folder="INBOX")
    return asyncio.run(rounds()) == 0


def put_aside_in_silence(bot: Quick) -> bool:
    bot.deliver(b"Subject: no sender\r\n\r\nx")
    return not bot.letters(STAFF[0])


async def on_store(work: Callable[[], Any]) -> Any:
    return work()


def slow() -> Callable[[bytes], bytes]:
    """The work of a process in which every mail takes longer than is allowed."""

    def work(raw: bytes) -> bytes:
        time.sleep(1)
        return raw

    return work


def takes_its_time(bot: Quick) -> bool:
    async def read() -> bytes | Fault:
        reader: Reader[bytes] = Reader(slow, (), limit_seconds=0.1)
        (found,) = await reader.read([b"x"])
        await reader.close()
        return found

    return not isinstance(asyncio.run(read()), Fault)


OFF = (
    Off(
        9,
        "C17",
        six_hundred_parts,
        ("core.mime", TOO_MANY, "    if False:"),
        ("core.mime", "        if seen > MOST_PARTS or depth > MOST_DEPTH:", "        if False:"),
    ),
    Off(
        9, "C17", forty_deep, ("core.mime", "        if seen > MOST_PARTS or depth > MOST_DEPTH:", "        if False:")
    ),
    Off(
        9,
        "C17",
        too_long_to_be_read,
        ("flow.intake", " and mail.size <= limits.mail_bytes]", "]"),
        limits={"mail_megabytes": 1},
    ),
    Off(
        9,
        "C17",
        tried_for_ever,
        ("flow.intake", "return mail.attempts >= self._office.limits.attempts", "return False"),
        ("flow.intake", "        if mail.attempts > limits.attempts:", "        if False:"),
    ),
    Off(
        9,
        "A05",
        put_aside_in_silence,
        ("flow.handle", '    if tx.count(f"quarantine:{today}", 1) <= office', "    if False and office"),
    ),
    Off(
        9,
        "C17",
        takes_its_time,
        ("edge.reader", "            if not connection.poll(self._limit):", "            if False:"),
    ),
)
