"""A mail that is not an answer to us: a case, a place in an open one, a mail for staff, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.core.address import normal
from bot.core.auth import Auth
from bot.core.case import FINAL, Case, Event, Item, What
from bot.core.dates import day_in_brussels, months_after
from bot.core.decide import decide
from bot.core.finding import REQUESTS, Kind
from bot.core.letter import Letter
from bot.core.mail import Mark
from bot.core.records import Outcome, Past
from bot.core.risk import Circumstances, risks
from bot.flow.commit import commit, queue
from bot.flow.incoming import UNANSWERED, Incoming, languages
from bot.flow.office import Office
from bot.flow.ordinary import ordinary
from bot.flow.ports import Match, Tx

_DISOWNED = timedelta(days=30)
_AUTHORITIES = frozenset({"authority", "dpa"})  # what they ask about somebody is not told to him, nor his to withdraw
_SEVERAL = ("several_rights",)  # plain requests side by side: one item each, one challenge
_WORDS_KEPT = 20_000  # characters of the person's own words that staff are shown


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """Who a request is about. ``match`` is None when nobody or more than one was found."""

    address: str  # the address to be challenged
    match: Match | None
    past: Past = Past()  # the last thirty days, and what is open
    several: bool = False
    lost: bool = False  # somebody else is named who is not on file: nobody may be challenged
    disowned: bool = False  # the person lately said of a request "it was not me": only staff may ask again


def open_request(office: Office, tx: Tx, incoming: Incoming) -> Outcome:
    """Decide what a new mail is to the bot and act on it."""
    finding = incoming.finding
    if finding.kind in {Kind.SPAM, Kind.AUTOREPLY, Kind.BOUNCE}:
        return Outcome(disposition="ignored", reasons=finding.reasons, kind=str(finding.kind))
    if finding.kind is Kind.OTHER:
        return ordinary(office, tx, incoming)
    subject = _subject(tx, incoming)
    past = tx.past(subject.address, office.clock() - _DISOWNED)
    subject = replace(subject, past=past, disowned=past.disowned and not _whatever_was(incoming, subject.address))
    joined = _join(office, tx, incoming, subject)
    if joined is not None:
        if incoming.sender != subject.address:
            _say_elsewhere(office, tx, incoming, joined)
        return Outcome(disposition="joined", reasons=finding.reasons, kind=str(finding.kind), case_id=joined.id)
    case = _case(office, tx, incoming, subject)
    opened = decide(case, Event(what=What.OPENED, by=incoming.sender), office.tick(), office.policy)
    if subject.lost or _asked_by_authority(incoming, subject) or _goes_on(incoming, subject):
        opened = replace(opened, letters=tuple(letter for letter in opened.letters if letter.to != case.address))
    case = commit(office, tx, opened, mail_id=incoming.mail_id)
    if incoming.sender != subject.address or subject.lost:
        _say_elsewhere(office, tx, incoming, case)
    disposition = "flagged" if opened.case.flags else "opened"
    return Outcome(disposition=disposition, reasons=finding.reasons, kind=str(finding.kind), case_id=case.id)


def leave(
    office: Office,
    tx: Tx,
    address: str,
    arrived_at: datetime,
    *,
    fields: Mapping[str, object] | None = None,
    language: str = "",
) -> Case:
    """Open a case in which the owner of an address leaves the newsletters. ``fields``: "topic", and "proved" when a
    token of ours said so; ``language`` for whom no record names one."""
    return _at_once(office, tx, address, arrived_at, (Item(id="1", kind="unsubscribe", fields=fields or {}),), language)


def invite(office: Office, tx: Tx, address: str, topics: Sequence[str], language: str = "") -> Case:
    """Ask the owner of an address whether he wants newsletters (double opt-in); he gets none before he says so."""
    items = tuple(
        Item(id=str(place), kind="subscribe", fields={"topic": topic}) for place, topic in enumerate(topics, start=1)
    )
    return _at_once(office, tx, address, office.clock(), items, language)


def _at_once(
    office: Office, tx: Tx, address: str, arrived_at: datetime, items: tuple[Item, ...], language: str
) -> Case:
    matches = tx.find(address)
    match = matches[0] if len(matches) == 1 else None
    case = _blank(office, address=address, sender=address, arrived_at=arrived_at, match=match)
    if language and not (match and match.language):
        case = replace(case, language=language)
    case = _numbered(replace(case, items=items), tx.number(arrived_at))
    decision = decide(case, Event(what=What.OPENED, by=address), office.tick(), office.policy)
    return commit(office, tx, decision)


def _subject(tx: Tx, incoming: Incoming) -> Subject:
    """Find the record: a named address first, then a customer number, then the sender.

    A number that nobody has is treated like another's: going on with the sender would tell which numbers exist.
    """
    target = normal(incoming.finding.target_email) if incoming.finding.target_email else ""
    number = incoming.finding.customer_number
    if target and target != incoming.sender:
        return _among(tx.find(target), target, named=True)
    own = tx.find(incoming.sender)
    if number and (not own or any(match.customer_number for match in own)):
        owners = tx.find_customer(number)
        if {owner.contact_id for owner in owners} & {match.contact_id for match in own}:
            return _among(owners, incoming.sender, named=False)
        return _among(owners, owners[0].address if owners else incoming.sender, named=True)
    return _among(own, incoming.sender, named=False)


def _whatever_was(incoming: Incoming, address: str) -> bool:
    """Whether it does not matter that the person said "it was not me" in the last thirty days: this is proved to be
    from him, or he leaves the newsletters, which is never held up."""
    leaves = incoming.finding.kinds == (Kind.UNSUBSCRIBE,)
    return incoming.sender == address and (incoming.auth is Auth.ALIGNED or leaves)


def _asked_by_authority(incoming: Incoming, subject: Subject) -> bool:
    return incoming.sender != subject.address and not _AUTHORITIES.isdisjoint(incoming.finding.flags)


def _goes_on(incoming: Incoming, subject: Subject) -> bool:
    """Whether somebody else asks on in the name of a person who said no."""
    himself = incoming.sender == subject.address and incoming.auth is not Auth.FAIL
    return subject.disowned and not himself


def _among(matches: Sequence[Match], address: str, *, named: bool) -> Subject:
    match = matches[0] if len(matches) == 1 else None
    return Subject(address=address, match=match, several=len(matches) > 1, lost=named and not matches)


def _join(office: Office, tx: Tx, incoming: Incoming, subject: Subject) -> Case | None:
    """Add the mail to an open case of the same person about the same thing; its clock goes on (GDPR art. 12(3))."""
    finding = incoming.finding
    flags = _flags(incoming, subject)
    if flags == ("disowned_before",):
        return _already_with_staff(incoming, subject)
    if flags:
        return None
    for case in subject.past.open_cases:
        if case.sender == incoming.sender and _asks_the_same(case, finding.kinds, finding.fields):
            event = Event(what=What.JOINED, by=incoming.sender)
            joined = decide(_proved(case, incoming), event, office.tick(), office.policy)
            commit(office, tx, replace(joined, letters=()) if incoming.mail.marks & UNANSWERED else joined)
            return case
    return None


def _proved(case: Case, incoming: Incoming) -> Case:
    """A forged mail came first and now the person herself: what spoke against the forger does not hold her up."""
    if incoming.sender != case.address or incoming.auth is not Auth.ALIGNED:
        return case
    return replace(case, risks=tuple(risk for risk in case.risks if risk != "authentication_failed"))


def _already_with_staff(incoming: Incoming, subject: Subject) -> Case | None:
    """Who goes on in the name of somebody who said no adds to one case, and nobody is written to."""
    cases = (case for case in subject.past.open_cases if "disowned_before" in case.flags)
    return next((case for case in cases if case.sender == incoming.sender), None)


def _asks_the_same(case: Case, kinds: Sequence[Kind], fields: Mapping[str, object]) -> bool:
    if "disowned_before" in case.flags:
        return False
    items = [item for item in case.items if item.state not in FINAL]
    if not set(map(str, kinds)) <= {item.kind for item in items}:
        return False
    return not fields or any(dict(item.fields) == dict(fields) for item in items)


def _case(office: Office, tx: Tx, incoming: Incoming, subject: Subject) -> Case:
    finding, mail = incoming.finding, incoming.mail
    flags = _flags(incoming, subject)
    kinds = tuple(str(kind) for kind in finding.kinds if kind in REQUESTS)
    if not kinds:
        kinds = ("other",)
    case = _blank(
        office, address=subject.address, sender=incoming.sender, arrived_at=incoming.arrived_at, match=subject.match
    )
    language, other = languages(office, incoming, subject.match.language if subject.match else "")
    case = replace(
        case,
        address=incoming.sender if subject.lost else subject.address,
        language=language,
        other_language=other,
        flags=flags,
        risks=tuple(risk for risk in _risks(office, incoming, subject) if risk not in flags),
        subject=mail.subject[:200],
        words=mail.text[:_WORDS_KEPT],
        thread=mail.message_id,
        items=_items(kinds, finding.fields, finding.old, finding.effective),
    )
    return _numbered(case, tx.number(incoming.arrived_at))


def _blank(office: Office, *, address: str, sender: str, arrived_at: datetime, match: Match | None) -> Case:
    return Case(
        id=0,
        number="",
        language=(match.language if match else "") or office.language,
        address=address,
        sender=sender,
        arrived_at=arrived_at,
        due_on=months_after(day_in_brussels(arrived_at), 1),
        contact_id=match.contact_id if match else None,
    )


def _flags(incoming: Incoming, subject: Subject) -> tuple[str, ...]:
    """Why nothing may be automatic; empty for a plain request."""
    finding = incoming.finding
    flags: tuple[str, ...] = ()
    complex_mail = finding.kind is Kind.COMPLEX and finding.flags != _SEVERAL
    if finding.kind is Kind.UNSURE or finding.staff or complex_mail:
        flags = finding.flags or ("unsure",)
    if Mark.ENCRYPTED in incoming.mail.marks:
        flags += ("encrypted",)
    if subject.several and finding.kinds != (Kind.UNSUBSCRIBE,):
        flags += ("several_records",)
    if subject.lost:
        flags += ("third_party",)
    if subject.disowned:
        flags += ("disowned_before",)
    return tuple(dict.fromkeys(flags))


def _risks(office: Office, incoming: Incoming, subject: Subject) -> tuple[str, ...]:
    match = subject.match
    seen = Circumstances(
        sender=incoming.sender,
        address=subject.address,
        known=match is not None,
        role=bool(match and match.role),
        changed_at=match.changed_at if match else None,
        disowned=subject.past.disowned,
        auth=incoming.auth,
        sender_name=incoming.mail.sender.name if incoming.mail.sender else "",
        names=match.names if match else (),
    )
    return risks(incoming.finding, seen, office.clock())


def _items(
    kinds: Sequence[str], fields: Mapping[str, object], old: Mapping[str, object], effective: str
) -> tuple[Item, ...]:
    """One item a kind; the new values belong to the kind that changes them."""
    changing = next((kind for kind in kinds if kind in {"correction", "change_of_details"}), "")
    return tuple(
        Item(
            id=str(place),
            kind=kind,
            fields=fields if kind == changing else {},
            old=old if kind == changing else {},
            effective=date.fromisoformat(effective) if effective and kind == changing else None,
        )
        for place, kind in enumerate(kinds, start=1)
    )


def _numbered(case: Case, number: str) -> Case:
    items = tuple(replace(item, id=f"{number}/{item.id}") for item in case.items)
    return replace(case, number=number, items=items)


def _say_elsewhere(office: Office, tx: Tx, incoming: Incoming, case: Case) -> None:
    """The same words, and as often, whether or not anybody was found: nothing tells if an address is on file."""
    if incoming.mail.marks & UNANSWERED:
        return  # what a machine sends by itself is dealt with and never answered (RFC 3834)
    day_ago = office.clock() - timedelta(days=1)
    if tx.outbox.sent_since(day_ago, recipient=incoming.sender, letter="elsewhere"):
        return
    language, other = languages(office, incoming, "")
    letter = Letter(name="elsewhere", to=incoming.sender, language=language, other_language=other)
    queue(office, tx, letter, case, serial=f"elsewhere {office.clock():%Y-%m-%dT%H}")
