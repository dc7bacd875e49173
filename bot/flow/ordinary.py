"""Mail that asks for none of the rights: a question with a fixed answer is answered, all else is for a person."""

from datetime import timedelta

from bot.core.case import Event, What
from bot.core.decide import decide
from bot.core.letter import Letter
from bot.core.records import Outcome
from bot.flow.commit import commit, queue
from bot.flow.incoming import UNANSWERED, Incoming, languages
from bot.flow.office import Office
from bot.flow.ports import Tx


def ordinary(office: Office, tx: Tx, incoming: Incoming) -> Outcome:
    """Ordinary mail is for a person, but for the two questions that have a fixed answer. Both answers go to the
    address that wrote, and say nothing but what the policy, or a case at that very address, says."""
    finding = incoming.finding
    told = False
    answer = "" if incoming.mail.marks & UNANSWERED else finding.answer
    if answer == "status":
        told = _say_status(office, tx, incoming)
    elif answer == "pointer":
        told = _point(office, tx, incoming)
    reasons = finding.reasons or ("ordinary mail",)
    return Outcome(disposition="answered" if told else "flagged", reasons=reasons, kind="other")


def _say_status(office: Office, tx: Tx, incoming: Incoming) -> bool:
    cases = tx.past(incoming.sender, office.clock()).open_cases
    for case in cases:
        commit(office, tx, decide(case, Event(what=What.STATUS, by=incoming.sender), office.tick(), office.policy))
    return bool(cases)


def _point(office: Office, tx: Tx, incoming: Incoming) -> bool:
    """Once a day: who asks again is read by a person."""
    if tx.outbox.sent_since(office.clock() - timedelta(days=1), recipient=incoming.sender, letter="pointer"):
        return False
    language, other = languages(office, incoming, "")
    letter = Letter(name="pointer", to=incoming.sender, language=language, other_language=other)
    queue(office, tx, letter, None, serial=incoming.mail.message_id)
    return True
