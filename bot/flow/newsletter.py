"""The newsletter loop: an issue whose time has come is frozen and sent; what goes wrong halts it, and its editor hears.

proof -> scheduled -> freezing -> running -> done
            |                       |  ^
            v                       v  |
           held                    paused            cancelled at any time before it is done
"""

import logging
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from bot.core.delivery import OPEN, URGENCY
from bot.core.newsletter import Body, Issue
from bot.core.providers import crowded
from bot.flow.bouncing import count_refused
from bot.flow.editors import as_written, faults_now, hold, tell
from bot.flow.newsroom import FIRST, Newsroom
from bot.flow.office import Office
from bot.flow.ports import OnThread, Tx
from bot.flow.sending import Sending

log = logging.getLogger(__name__)

_STATES = (*OPEN, "sent", "failed", "suppressed", "unknown")


async def send_newsletters(office: Office, room: Newsroom, on_store: OnThread) -> int:
    """Do all that can be done now for every issue; return how many mails the relay took."""
    sent = 0
    if room.throttle.held(office.clock()):
        return sent
    due = await on_store(lambda: _due(office))
    for issue in sorted(due, key=lambda one: (URGENCY.index(one.topic), one.id)):
        if room.halted():
            break
        sent += await _one(office, room, on_store, issue)
    return sent


def _due(office: Office) -> list[Issue]:
    now = office.clock()
    with office.store.transaction() as tx:
        for pattern in tx.news.due(now):
            if pattern.state == "recurring":
                _repeat(office, tx, pattern)
        return [issue for issue in tx.news.due(now) if issue.state != "recurring"]


def _repeat(office: Office, tx: Tx, pattern: Issue) -> None:
    """Make the issue of a recurring newsletter whose moment has come; of several missed ones only this. What was right
    when the pattern was approved is looked at again, before each."""
    now = office.clock()
    at = pattern.starts_at or now
    bodies = tx.news.bodies(pattern.id)
    issue = tx.news.add(
        replace(as_written(pattern, bodies), slug=f"{pattern.slug}-{at:%Y%m%d-%H%M}", cron=""),
        bodies,
        state="scheduled",
        editor=pattern.editor,
        now=now,
        starts_at=at,
        overridden=pattern.overridden,
    )
    tx.journal(issue.number, f"newsletter scheduled by={pattern.number}", now)
    if found := faults_now(office, tx, issue):
        hold(office, tx, issue, "faults", found)
        tx.journal(issue.number, f"newsletter held: {','.join(one.rule for one in found)}", now)
    after = office.press.next_time(pattern.cron, now)
    tx.news.turn(pattern.id, "recurring" if after else "done", now=now, starts_at=after)


async def _one(office: Office, room: Newsroom, on_store: OnThread, issue: Issue) -> int:
    if issue.state == "scheduled":
        issue = await on_store(lambda: _begun(office, room, issue.id))
    if issue.state == "freezing":
        issue = await _frozen(office, room, on_store, issue)
    if issue.state != "running":
        return 0
    bodies = await on_store(lambda: _bodies(office, issue.id))
    sending = Sending(room, issue, room.forms(issue, bodies), on_store, office.clock)
    await sending.go()
    if sending.slowed:
        room.throttle.slow(office.clock())
    elif sending.sent:
        room.throttle.well()
    if sending.sent or sending.pause:
        log.info("newsletter %s: %d sent%s", issue.number, sending.sent, ", paused" if sending.pause else "")
    await on_store(lambda: _ended(office, room, issue.id, sending.pause))
    return sending.sent


def _begun(office: Office, room: Newsroom, issue_id: int) -> Issue:
    """An issue that is much too late is stale: somebody has to say that it should still go."""
    now = office.clock()
    with office.store.transaction() as tx:
        issue = tx.news.get(issue_id)
        if issue.state != "scheduled":
            return issue
        if issue.starts_at is not None and now - issue.starts_at > room.late:
            return hold(office, tx, issue, "late")
        return tx.news.turn(issue_id, "freezing", now=now)


async def _frozen(office: Office, room: Newsroom, on_store: OnThread, issue: Issue) -> Issue:
    """Write the audience down step by step; after a crash it begins again, and what is there stays."""
    written = tuple(await on_store(lambda: _bodies(office, issue.id)))
    now, place = office.clock(), FIRST
    while (after := await on_store(partial(room.audience.step, issue, now, written, place))) is not None:
        place = after
    return await on_store(lambda: _running(office, room, issue.id))


def _running(office: Office, room: Newsroom, issue_id: int) -> Issue:
    now = office.clock()
    audience = sum(room.ledger.balance(issue_id).values())
    with office.store.transaction() as tx:
        if tx.news.get(issue_id).state != "freezing":
            return tx.news.get(issue_id)
        if not audience:
            return hold(office, tx, tx.news.get(issue_id), "audience-empty")
        issue = tx.news.turn(issue_id, "running", now=now)
        tx.journal(issue.number, f"newsletter started audience={audience}", now)
        tell(office, tx, issue, "news_started", {"audience": audience})
        return issue


def _bodies(office: Office, issue_id: int) -> Mapping[str, Body]:
    with office.store.transaction() as tx:
        return tx.news.bodies(issue_id)


def _ended(office: Office, room: Newsroom, issue_id: int, pause: str) -> None:
    """After a run: paused, done, or something still waits."""
    now = office.clock()
    balance = room.ledger.balance(issue_id)
    with office.store.transaction() as tx:
        issue = tx.news.get(issue_id)
        if issue.state != "running":
            return
        count_refused(office, tx, issue_id)
        facts: dict[str, object] = {"balance": {state: balance.get(state, 0) for state in _STATES}}
        if pause:
            issue = tx.news.turn(issue_id, "paused", now=now, why=pause)
            tx.journal(issue.number, "newsletter paused by the relay's answers", now)
            tell(office, tx, issue, "news_paused", {**facts, "why": pause})
        elif not any(balance.get(state) for state in OPEN):
            issue = tx.news.turn(issue_id, "done", now=now)
            tx.journal(issue.number, f"newsletter done {_line(balance)}", now)
            tell(office, tx, issue, "news_done", {**facts, "crowded": crowded(tx.news.lately(now))})


def _line(balance: Mapping[str, int]) -> str:
    return " ".join(f"{state}={balance[state]}" for state in _STATES if balance.get(state))
