"""Erasure (GDPR art. 17): a real DELETE, what the law makes us keep named with its date, a receipt by line."""

from collections.abc import Sequence

from bot.core.case import Carried, Case, Item, Tick
from bot.kinds.kind import RequestKind, no_data, recipient_letters
from bot.kinds.port import PlanLine, SubjectData


def carry(subject: SubjectData, case: Case, item: Item, tick: Tick) -> Carried:
    """Erase and return the receipt; recipients are told before their names are gone."""
    if case.contact_id is None or not subject.exists(case.contact_id):
        return no_data()
    told = tuple(subject.recipients(case.contact_id))
    notices = recipient_letters(told, act="erasure", person=subject.label(case.contact_id))
    lines = tuple(subject.erase(case.contact_id, once=item.id, now=tick.now, today=tick.today))
    return Carried(
        letter="deletion_done",
        facts={**plan_facts(lines, case.language), "told": [recipient.name for recipient in told]},
        notices=notices,
        counts={
            "deleted": sum(line.count for line in lines if line.until is None),
            "kept": sum(line.count for line in lines if line.until is not None),
        },
    )


def plan_facts(lines: Sequence[PlanLine], language: str) -> dict[str, object]:
    """Return the facts ``deleted`` and ``kept`` of the letters about an erasure, in one language."""
    return {
        "deleted": [{"what": line.what[language], "count": line.count} for line in lines if line.until is None],
        "kept": [
            {
                "what": line.what[language],
                "count": line.count,
                "until": line.until,
                "ground": line.ground[language] if line.ground else "",
            }
            for line in lines
            if line.until is not None
        ],
    }


DELETION = RequestKind(name="deletion", carry=carry, waits=True)
