"""Leaving the newsletters (GDPR art. 21(2)-(3)): needs no identity, holds at once and for ever."""

from bot.core.case import Carried, Case, Item, Tick
from bot.kinds.kind import RequestKind
from bot.kinds.port import SubjectData


def carry(subject: SubjectData, case: Case, item: Item, tick: Tick) -> Carried:
    """Suppress the address that wrote, or that confirmed when somebody else wrote for it; from one topic or all."""
    topic = str(item.fields.get("topic", ""))
    count = subject.suppress((case.address,), once=item.id, now=tick.now, topic=topic)
    return Carried(letter="unsubscribe_done", counts={"subscriptions": count}, facts={"topic": topic})


UNSUBSCRIBE = RequestKind(name="unsubscribe", carry=carry, identity=False)
