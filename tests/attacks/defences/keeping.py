"""What a crash does to what is kept (promise 16 of SECURITY.md)."""

from dataclasses import replace

from bot.core.records import Outcome
from tests.attacks.mutation import Off
from tests.attacks.world import ASK, OWNER
from tests.quick import Quick


def lost_in_a_crash(bot: Quick) -> bool:
    bot.write(OWNER, ASK)
    bot.store.claim(bot.now, 10)  # and the power goes
    bot.store.release_claims()
    return not bot.store.claim(bot.now, 10)


def two_outcomes(bot: Quick) -> bool:
    bot.write(OWNER, ASK)
    try:
        with bot.store.transaction() as tx:
            tx.settle(1, Outcome(disposition="ignored"), bot.now)
    except RuntimeError:
        return False
    return True


def carried_twice(bot: Quick) -> bool:
    """The act was done and its outcome lost; meanwhile the record was changed again."""
    with bot.store.transaction() as tx:
        contact = tx.find(OWNER)[0].contact_id
        for once, number in (("1", "+3242523100"), ("2", "+3242523101"), ("1", "+3242523100")):
            tx.subjects.change(contact, {"phone": number}, once=once, source="phone", now=bot.now)
        return any(row.number == "+3242523100" for row in tx.subjects.rows(contact, "phone"))


def written_over(bot: Quick) -> bool:
    """Two decisions rest on the same state of a case: the second would undo the first."""
    bot.write(OWNER, ASK)
    with bot.store.transaction() as tx:
        (case,) = tx.undecided()
    later = replace(case, version=case.version + 1)
    try:
        for _ in range(2):
            with bot.store.transaction() as tx:
                tx.save(later, next_at=None, note="", now=bot.now)
    except RuntimeError:
        return False
    return True


OFF = (
    Off(
        16,
        "C14",
        lost_in_a_crash,
        (
            "edge.store",
            '.where(col(Outbox.state) == "claimed").values(state="deferred")',
            '.where(col(Outbox.state) == "claimed").values(state="claimed")',
        ),
    ),
    Off(
        16,
        "C14",
        two_outcomes,
        (
            "edge.transaction",
            "        if self._settled.write() != len(mails):",
            "        if self._settled.write() < 0:",
        ),
    ),
    Off(
        16,
        "C14",
        carried_twice,
        (
            "edge.subjects",
            "        if (done := self._session.get(Receipt, once)) is not None:\n            return changes",
            "        if False:\n            return changes",
        ),
        (
            "edge.subjects",
            "        self._session.add(Receipt(once=once, at=now, result=changes.to_receipt(result)))",
            "        self._session.merge(Receipt(once=once, at=now, result=changes.to_receipt(result)))",
        ),
    ),
    Off(
        16,
        "C14",
        written_over,
        ("edge.transaction", "{**row, **again, **key}).rowcount != 1:", "{**row, **again, **key}).rowcount < 0:"),
    ),
)
