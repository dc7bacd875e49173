"""Correction (GDPR art. 16) and change of details: field by field, only what the data map allows."""

from bot.core.case import Carried, Case, Item, Tick
from bot.core.letter import Letter
from bot.kinds.kind import RequestKind, no_data, recipient_letters
from bot.kinds.port import SubjectData

NOT_ME_DAYS = 14


def carry(subject: SubjectData, case: Case, item: Item, tick: Tick) -> Carried:
    """Write the new values, tell the recipients, and warn the old address when the e-mail address changed."""
    if case.contact_id is None or not subject.exists(case.contact_id):
        return no_data()
    done = subject.change(case.contact_id, item.fields, once=item.id, source=f"case {case.number}", now=tick.now)
    told = tuple(subject.recipients(case.contact_id)) if done.changes else ()
    notices = recipient_letters(told, act="correction", person=subject.label(case.contact_id), changes=done.changes)
    if any(change.field == "email" for change in done.changes):
        notices += (
            Letter(
                name="email_changed",
                to=case.address,
                language=case.language,
                facts={"days": NOT_ME_DAYS},
                reply="reply",
            ),
        )
    return Carried(
        letter="change_done",
        facts={
            "changes": [{"field": one.field, "old": one.old, "new": one.new} for one in done.changes],
            "unchanged": list(done.unchanged),
            "told": [recipient.name for recipient in told],
        },
        notices=notices,
        counts={"changed": len(done.changes), "unchanged": len(done.unchanged), "told": len(told)},
        disclosed=bool(done.changes),
    )


CORRECTION = RequestKind(name="correction", carry=carry, needs_fields=True)
CHANGE_OF_DETAILS = RequestKind(name="change_of_details", carry=carry, needs_fields=True)
