"""Joining a newsletter (double opt-in): never by rules, only when the person at the address confirms our question."""

from bot.core.case import Carried, Case, Item, Tick
from bot.kinds.kind import RequestKind
from bot.kinds.port import SubjectData


def carry(subject: SubjectData, case: Case, item: Item, tick: Tick) -> Carried:
    """Write the subscription with its evidence (GDPR art. 7(1)); who had left the topic is back by his own word."""
    topic = str(item.fields["topic"])
    evidence = f"confirmed by reply, {case.number}"
    subject.subscribe(case.address, topic, evidence=evidence, language=case.language, once=item.id, now=tick.now)
    return Carried(letter="subscribe_done", counts={"subscriptions": 1}, facts={"topic": topic})


SUBSCRIBE = RequestKind(name="subscribe", carry=carry, invited=True)
