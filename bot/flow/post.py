"""The outbox: claim, hand to the relay, write what became of it. 4xx comes back later, 5xx goes to staff."""

import asyncio
import logging
from collections import deque
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.backoff import delay
from bot.core.letter import STAFF, Letter
from bot.core.records import Posted, Queued
from bot.errors import PermanentError
from bot.flow.commit import queue
from bot.flow.office import Office
from bot.flow.patience import surely
from bot.flow.ports import OnThread

log = logging.getLogger(__name__)

_AT_ONCE = 20


class Sent(Protocol):
    """What the relay said: ``outcome`` is sent, deferred or failed."""

    @property
    def outcome(self) -> str:
        """sent, deferred or failed."""

    @property
    def code(self) -> int:
        """SMTP reply code, 0 when there was none."""

    @property
    def text(self) -> str:
        """What the server said."""

    @property
    def unknown(self) -> bool:
        """Whether the mail may have arrived all the same."""


class Postman(Protocol):
    """Hands one mail to the relay; PermanentError when the mail itself is unfit to leave."""

    @property
    def connections(self) -> int:
        """How many mails it can hand over at the same time."""

    async def send(self, raw: bytes, *, sender: str, recipient: str) -> Sent: ...


class Register:
    """Writes what the connections did, together: one durable commit for all that came meanwhile."""

    def __init__(self, office: Office, on_store: OnThread) -> None:
        self._office = office
        self._on_store = on_store
        self._unwritten: list[Posted] = []
        self._turn = asyncio.Lock()

    async def note(self, result: Posted) -> None:
        """Return when the result is committed; whoever has the turn writes for all."""
        self._unwritten.append(result)
        async with self._turn:
            results = list(self._unwritten)
            if result in results:
                store, clock = self._office.store, self._office.clock
                await surely(self._on_store, lambda: store.delivered(results, clock()), "the post")
                del self._unwritten[: len(results)]


async def post_due(office: Office, postman: Postman, on_store: OnThread) -> int:
    """Send everything that may go now; return how many mails the relay took.

    As many mails as there are connections go at the same time, and none of these takes its next mail before the
    result of the last one is committed: after a crash at most one mail a connection goes twice.
    """
    sent = 0
    register = Register(office, on_store)
    while claimed := await on_store(lambda: office.store.claim(office.clock(), _AT_ONCE)):
        waiting = deque(claimed)
        lines = (_line(office, postman, on_store, register, waiting) for _ in range(postman.connections))
        for taken in await asyncio.gather(*lines, return_exceptions=True):  # all have ended, whatever befell one
            if isinstance(taken, BaseException):
                raise taken
            sent += taken
    return sent


async def _line(
    office: Office, postman: Postman, on_store: OnThread, register: Register, waiting: deque[Queued]
) -> int:
    taken = 0
    while waiting:
        taken += await _post(office, postman, on_store, register, waiting.popleft()) == "sent"
    return taken


async def _post(office: Office, postman: Postman, on_store: OnThread, register: Register, mail: Queued) -> str:
    try:
        result = await postman.send(mail.raw, sender=office.own, recipient=mail.recipient)
        outcome, error = result.outcome, f"{result.code} {result.text}".strip()
    except PermanentError as problem:
        outcome, error = "failed", str(problem)
    if outcome == "deferred" and mail.attempts >= office.limits.delivery_attempts:
        outcome = "failed"
    now = office.clock()
    later = _later(mail, now) if outcome == "deferred" else now
    domain = mail.recipient.rpartition("@")[2]
    await register.note(Posted(id=mail.id, domain=domain, state=outcome, error=error, next_at=later))
    log.info("mail out %d %s %s", mail.id, mail.letter, outcome)
    if outcome == "failed":
        await surely(on_store, lambda: _tell(office, mail, error), "the post")
    return outcome


def _later(mail: Queued, now: datetime) -> datetime:
    """Spread by the id of the mail, so that a queue does not come back all at once."""
    return now + timedelta(seconds=delay(mail.attempts, jitter=(mail.id % 10) / 10))


def _tell(office: Office, mail: Queued, error: str) -> None:
    """A letter that cannot be delivered is a task for staff, except their own letters: those the digest counts."""
    if mail.letter.startswith("staff_") or mail.case_id is None:
        return
    with office.store.transaction() as tx:
        case = tx.case(mail.case_id)
        facts = {"what": "delivery", "detail": error[:200]}
        letter = Letter(name="staff_failure", to=STAFF, language=office.staff_language, facts=facts)
        queue(office, tx, letter, case, serial=f"out:{mail.id}")
        tx.journal(case.number, f"delivery failed letter={mail.letter}", office.clock())
