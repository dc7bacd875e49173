"""Due cases: what is confirmed is carried out here and nowhere else; reminders, expiry and deadlines too."""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.core.case import Carried, Case, Event, Item, State, What
from bot.core.decide import decide
from bot.core.letter import STAFF, Letter
from bot.core.risk import ADDRESS_GONE
from bot.errors import TemporaryError
from bot.flow.commit import commit, queue
from bot.flow.office import Office
from bot.flow.ports import OnThread, Tx

log = logging.getLogger(__name__)

_AT_ONCE = 20  # cases in one commit
_STEPS = 3  # what the clock made ready is carried out in the same round
_RETRY = timedelta(minutes=5)
_TOMORROW = timedelta(days=1)
_OFTEN = 10  # times a day that a case may fail before staff hear of it and it waits for the next


async def carry_due(office: Office, on_store: OnThread) -> int:
    """Look at every case whose moment has come; return how many there were."""
    done = 0
    seen: Counter[int] = Counter()
    while True:
        ids = await on_store(partial(_due, office, sum(times >= _STEPS for times in seen.values())))
        fresh = [case_id for case_id in ids if seen[case_id] < _STEPS][:_AT_ONCE]
        if not fresh:
            return done
        seen.update(fresh)
        await on_store(partial(carry_cases, office, fresh))
        done += len(fresh)


def _due(office: Office, stuck: int) -> Sequence[int]:
    """What is still due after its steps must not hide what waits behind it."""
    return office.store.due(office.clock(), _AT_ONCE + stuck)


def carry_cases(office: Office, ids: Sequence[int]) -> None:
    """Carry out what is ready in some cases, or let the clock speak, in one durable commit. When one of them fails, all
    is taken back and each is carried out by itself; a failure becomes a task for staff, but what the database cannot do
    now is tried again later."""
    try:
        with office.store.transaction() as tx:
            done = [(case := tx.case(case_id), carry_ready(office, tx, case)) for case_id in ids]
        for case, event in done:
            log.info("case %s %s", case.number, event.what)
    except Exception as error:  # whatever it is, the act was rolled back and a person must look
        if len(ids) > 1:
            for case_id in ids:
                carry_cases(office, [case_id])
            return
        log.exception("case %d was not carried out", ids[0])
        try:
            _failed(office, ids[0], error)
        except TemporaryError:
            raise
        except Exception as worse:
            log.exception("case %d cannot even be given to staff", ids[0])
            _out_of_hand(office, ids[0], worse)


def carry_ready(office: Office, tx: Tx, case: Case) -> Event:
    """Carry out what is ready in a case inside the running transaction, or let the clock speak; return which it was."""
    ready = [item for item in case.items if item.state is State.READY]
    event = _event(office, tx, case, ready)
    if event.text == ADDRESS_GONE:
        case = replace(case, risks=tuple(dict.fromkeys((*case.risks, ADDRESS_GONE))))
    decision = decide(case, event, office.tick(), office.policy)
    commit(office, tx, decision)
    _unreachable_recipients(office, tx, decision.case, event)
    return event


def _event(office: Office, tx: Tx, case: Case, ready: list[Item]) -> Event:
    if not ready:
        return Event(what=What.DUE, by="clock")
    if _gone(office, tx, case, ready):
        return Event(what=What.FAILED, by="carry", text=ADDRESS_GONE)
    for item in ready:
        if _over_limit(office, tx, case, item):
            limit = str(office.limits.carried_per_day)
            return Event(what=What.BRAKED, by="clock", text=limit, items=frozenset({item.id}))
    results = {item.id: _carried(office, tx, case, item) for item in ready}
    return Event(what=What.CARRIED, by="carry", items=frozenset(results), results=results)


def _gone(office: Office, tx: Tx, case: Case, ready: list[Item]) -> bool:
    """Whether the address that confirmed is no longer one of the record: nothing may be done on its word any more."""
    if case.contact_id is None or not any(office.kind(item.kind).identity for item in ready):
        return False
    here = any(match.contact_id == case.contact_id for match in tx.find(case.address))
    return not here and tx.subjects.exists(case.contact_id)


def _over_limit(office: Office, tx: Tx, case: Case, item: Item) -> bool:
    """The brake on mass effects; what staff approved, leaving a newsletter, and an answer to somebody of whom nothing
    is held are never held."""
    if item.approvals or case.contact_id is None or not office.kind(item.kind).identity:
        return False
    return tx.count(f"carried:{item.kind}:{office.tick().today}") >= office.limits.carried_per_day


def _carried(office: Office, tx: Tx, case: Case, item: Item) -> Carried:
    if case.contact_id is not None:
        tx.count(f"carried:{item.kind}:{office.tick().today}", 1)
    return office.kind(item.kind).carry(tx.subjects, case, item, office.tick())


def _unreachable_recipients(office: Office, tx: Tx, case: Case, event: Event) -> None:
    """Recipients whose address nobody noted must hear of it too (GDPR art. 19): staff write to them."""
    silent = [name for result in event.results.values() for name in _without_address(result.facts, result)]
    if silent:
        facts = {"what": "art19", "detail": ", ".join(silent)}
        letter = Letter(name="staff_failure", to=STAFF, language=office.staff_language, facts=facts)
        queue(office, tx, letter, case, serial="art19")


def _without_address(facts: Mapping[str, object], result: Carried) -> list[str]:
    told = facts.get("told")
    written = {notice.facts.get("recipient") for notice in result.notices}
    return [name for name in told if name not in written] if isinstance(told, list) else []


def _failed(office: Office, case_id: int, error: Exception) -> None:
    name = type(error).__name__
    with office.store.transaction() as tx:
        case = tx.case(case_id)
        if any(item.state is State.READY for item in case.items) and not isinstance(error, TemporaryError):
            event = Event(what=What.FAILED, by="carry", text=name)
            commit(office, tx, decide(case, event, office.tick(), office.policy))
            return
        if tx.count(f"case failed:{case_id}:{office.tick().today}", 1) > _OFTEN:
            _tell_staff(office, tx, case_id, error)
            return
        tx.postpone(case_id, office.clock() + _RETRY)
        tx.journal(case.number, f"clock failed: {name}", office.clock())


def _out_of_hand(office: Office, case_id: int, error: Exception) -> None:
    """A case that cannot be read or written stops nobody else."""
    with office.store.transaction() as tx:
        _tell_staff(office, tx, case_id, error)


def _tell_staff(office: Office, tx: Tx, case_id: int, error: Exception) -> None:
    """Staff hear of it once a day until it is mended; it is not tried in between."""
    now = office.clock()
    tx.postpone(case_id, now + _TOMORROW)
    tx.journal("", f"case id {case_id} failed: {type(error).__name__}", now)
    facts = {"what": "case", "detail": f"id {case_id}"}
    letter = Letter(name="staff_failure", to=STAFF, language=office.staff_language, facts=facts)
    queue(office, tx, letter, None, serial=f"case {case_id} {office.tick().today}")
