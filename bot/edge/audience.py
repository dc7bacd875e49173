"""Who gets an issue: by consent, or by a contract that runs; frozen as rows of the ledger when the issue starts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, null, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.core.dates import day_in_brussels
from bot.core.newsletter import Issue, Newsletter, Readers
from bot.edge.database import storage_errors
from bot.edge.keys import Keys
from bot.edge.schema import TABLES

_DELIVERY, _SUBSCRIPTION, _EMAIL = TABLES["delivery"], TABLES["subscription"], TABLES["email_address"]
_CONTACT, _SERVICE, _HOME = TABLES["contact"], TABLES["service"], TABLES["postal_address"]
#: Topics that a running contract is ground enough for (the policy: product, purchased service, operations).
BY_CONTRACT = frozenset({"product", "service", "operations"})
_AT_ONCE = 2000

Found = Row[tuple[object, ...]]
Place = tuple[int, int]
START: Place = (0, 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Circle:
    """Whom an issue is for. ``services``, ``place`` and ``languages`` narrow it; ``today`` decides which contracts run.

    In ``languages``, "" are those of whom none is known.
    """

    topic: str
    services: tuple[str, ...]
    place: str
    today: date
    languages: tuple[str, ...] = ()


def circle(issue: Issue | Newsletter, now: datetime, language: str) -> Circle:
    """Return whom an issue is for on the day of ``now``; of whom no language is known reads ``language``."""
    unknown = ("",) if language in issue.readers else ()
    return Circle(
        topic=issue.topic,
        services=issue.services,
        place=issue.place,
        today=day_in_brussels(now),
        languages=(*issue.readers, *unknown),
    )


class Audience:
    """Freezes a circle. On the store's thread; TemporaryError when the database cannot do it now."""

    def __init__(self, engine: Engine, keys: Keys, language: str) -> None:
        self._engine = engine
        self._keys = keys
        self._language = language

    def step(self, issue: Issue, now: datetime, written: Sequence[str], after: Place) -> Place | None:
        """Do one step of the freezing of an issue; see ``freeze``."""
        head = {"issue_id": issue.id, "slug": issue.slug, "topic": issue.topic}
        return self.freeze(head, circle(issue, now, self._language), now, written, after)

    def freeze(
        self, issue: Mapping[str, object], circle: Circle, now: datetime, written: Sequence[str], after: Place
    ) -> Place | None:
        """Write rows for the next addresses after a place, ``START`` first; return the place to go on from, or None.

        Each in the person's language, or the company's where it is not ``written`` in that. In steps, so that nobody
        waits for a large audience; safe to repeat from any place: a row that is there stays.
        """
        source, last = after
        with storage_errors(), self._engine.begin() as connection:
            query = _SOURCES[source](circle)
            rows = connection.execute(query.where(_place(query) > last).limit(_AT_ONCE)).all()
            self._write(connection, [self._row(issue, row, now, written) for row in rows])
        if len(rows) == _AT_ONCE:
            return source, rows[-1].place
        return (1, 0) if source == 0 and circle.topic in BY_CONTRACT else None

    def _row(self, issue: Mapping[str, object], row: Found, now: datetime, written: Sequence[str]) -> dict[str, object]:
        wanted = row.language or self._language
        language = wanted if wanted in written else self._language if self._language in written else written[0]
        return {
            **issue,
            "contact_id": row.contact_id,
            "subscription_id": row.subscription_id,
            "address_hash": self._keys.mark(row.address),
            "language": language,
            "state": "pending",
            "attempts": 0,
            "next_at": now,
            "code": 0,
            "status": "",
        }

    def _write(self, connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
        """One address gets one mail of an issue, however many records it stands in."""
        if rows:
            make = postgresql.insert if self._engine.dialect.name == "postgresql" else sqlite.insert
            once = make(_DELIVERY).on_conflict_do_nothing(index_elements=["issue_id", "address_hash"])
            connection.execute(once, [dict(row) for row in rows])


def readers(connection: Connection, circle: Circle) -> Readers:
    """Return how many addresses are in a circle, by the language of each ("" where none is known) and by domain."""
    languages: Counter[str] = Counter()
    domains: Counter[str] = Counter()
    seen: set[str] = set()
    for row in _all(connection, circle):
        if row.address not in seen:
            seen.add(row.address)
            languages[row.language] += 1
            domains[row.address.rpartition("@")[2].lower()] += 1
    return Readers(languages=languages, domains=domains)


def _all(connection: Connection, circle: Circle) -> Iterator[Found]:
    for query in _SOURCES[: 2 if circle.topic in BY_CONTRACT else 1]:
        yield from connection.execute(query(circle), execution_options={"yield_per": _AT_ONCE})


def _subscribers(circle: Circle) -> Select[tuple[object, ...]]:
    found = (
        select(
            _SUBSCRIPTION.c.id.label("place"),
            _SUBSCRIPTION.c.contact_id,
            _SUBSCRIPTION.c.id.label("subscription_id"),
            _SUBSCRIPTION.c.address,
            _CONTACT.c.language,
        )
        .join(_CONTACT, _CONTACT.c.id == _SUBSCRIPTION.c.contact_id)
        .where(_SUBSCRIPTION.c.topic == circle.topic, _SUBSCRIPTION.c.ended_at.is_(None))
        .order_by(_SUBSCRIPTION.c.id)
    )
    return _narrowed(found, circle)


def _customers(circle: Circle) -> Select[tuple[object, ...]]:
    """Customers with a service that runs; the main address of each."""
    owns = select(_SERVICE.c.id).where(_SERVICE.c.contact_id == _CONTACT.c.id, _runs(circle.today)).exists()
    found = (
        select(
            _EMAIL.c.id.label("place"),
            _EMAIL.c.contact_id,
            null().label("subscription_id"),
            _EMAIL.c.address,
            _CONTACT.c.language,
        )
        .join(_CONTACT, _CONTACT.c.id == _EMAIL.c.contact_id)
        .where(owns, _EMAIL.c.main)
        .order_by(_EMAIL.c.id)
    )
    return _narrowed(found, circle)


def _narrowed(found: Select[tuple[object, ...]], circle: Circle) -> Select[tuple[object, ...]]:
    if circle.services:
        found = found.where(
            select(_SERVICE.c.id)
            .where(_SERVICE.c.contact_id == _CONTACT.c.id, _SERVICE.c.sort.in_(circle.services), _runs(circle.today))
            .exists()
        )
    if circle.languages:
        found = found.where(_CONTACT.c.language.in_(circle.languages))
    if circle.place:
        found = found.where(
            select(_HOME.c.id)
            .where(_HOME.c.contact_id == _CONTACT.c.id, _HOME.c.postcode.startswith(circle.place, autoescape=True))
            .exists()
        )
    return found


def _runs(today: date) -> ColumnElement[bool]:
    return or_(_SERVICE.c.until.is_(None), _SERVICE.c.until >= today)


def _place(query: Select[tuple[object, ...]]) -> ColumnElement[int]:
    column: ColumnElement[int] = query.selected_columns.place.element
    return column


_SOURCES = (_subscribers, _customers)
