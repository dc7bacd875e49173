"""The delivery ledger and the audience, on SQLite and PostgreSQL: nobody twice, nobody forgotten, nobody who left."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.core.delivery import Claimed, Result
from bot.core.newsletter import Newsletter
from bot.core.pace import RELAY, slice_of
from bot.edge.audience import START, Audience, Circle, circle, readers
from bot.edge.budgets import Budgets, spend_replies
from bot.edge.keys import Keys
from bot.edge.ledger import Ledger
from bot.edge.news_tables import Bounced, Delivery, NewsIssue
from bot.edge.store import Store
from bot.edge.subject_tables import Contact, EmailAddress, PostalAddress, Service, Subscription
from bot.errors import TemporaryError
from tests.stores import ANNA, NOW, TODAY, contact, opened

BRAM, READER = "bram.peeters@huis.example", "lecteur@journal.example"
NEWS = Circle(topic="news", services=(), place="", today=TODAY)


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    with opened(database_url, tmp_path) as store:
        yield store


@pytest.fixture
def keys(store: Store, tmp_path: Path) -> Keys:
    return Keys.load(tmp_path / "keys")


@pytest.fixture
def ledger(store: Store, keys: Keys) -> Iterator[Ledger]:
    ledger = Ledger(store.engine, keys)
    yield ledger
    ledger.close()


@pytest.fixture
def audience(store: Store, keys: Keys) -> Audience:
    return Audience(store.engine, keys, "fr")


def issue(store: Store, topic: str = "news", slug: str = "winter") -> int:
    with store.session() as session:
        row = NewsIssue(number=f"N-{slug}", slug=slug, topic=topic, state="running", made_at=NOW, started_at=NOW)
        session.add(row)
        session.flush()
        return row.id or 0


def frozen(
    audience: Audience, issue_id: int, circle: Circle, written: Sequence[str] = ("fr", "nl", "en", "de")
) -> None:
    head = {"issue_id": issue_id, "slug": "winter", "topic": circle.topic}
    place = START
    while place is not None:
        place = audience.freeze(head, circle, NOW, written, place)


def begin(store: Store, audience: Audience, topic: str = "news") -> int:
    issue_id = issue(store, topic)
    frozen(audience, issue_id, Circle(topic=topic, services=(), place="", today=TODAY))
    return issue_id


def count(store: Store, circle: Circle) -> Mapping[str, int]:
    """How many addresses are in a circle, in each language."""
    with store.engine.begin() as connection:
        found = readers(connection, circle).named("fr")
    assert found.count == sum(found.domains.values())
    return found.languages


def start(ledger: Ledger, issue_id: int, claimed: Sequence[Claimed], topic: str = "news") -> frozenset[int]:
    return ledger.advance(issue_id, topic, (), claimed, NOW)


def sent(mail: Claimed) -> Result:
    return Result(mail.id, "sent", 250, "2.0.0", NOW)


def store_rows(store: Store, issue_id: int) -> Sequence[Delivery]:
    with store.session() as session:
        return session.exec(select(Delivery).where(Delivery.issue_id == issue_id)).all()


def rows(store: Store) -> Mapping[str, Delivery]:
    with store.session() as session:
        return {row.address_hash: row for row in session.exec(select(Delivery))}


def test_an_audience_is_frozen_once_with_language_and_no_address(store: Store, audience: Audience, keys: Keys) -> None:
    issue_id = issue(store)
    for _ in range(2):
        frozen(audience, issue_id, NEWS, written=("fr", "nl"))
    found = rows(store)
    assert {mark: row.language for mark, row in found.items()} == {
        keys.mark(ANNA): "fr",
        keys.mark(BRAM): "nl",
        keys.mark(READER): "fr",
    }
    assert count(store, NEWS) == {"fr": 2, "nl": 1}


def test_a_language_that_the_issue_lacks_falls_back_to_the_companys(
    store: Store, audience: Audience, keys: Keys
) -> None:
    frozen(audience, issue(store), NEWS, written=("en", "fr"))
    assert rows(store)[keys.mark(BRAM)].language == "fr"


def test_two_records_with_one_address_get_one_mail(store: Store, audience: Audience, keys: Keys) -> None:
    with store.session() as session:
        twin = Contact(language="nl")
        session.add(twin)
        session.flush()
        session.add(Subscription(contact_id=twin.id, address=ANNA, topic="news", basis="consent"))
    assert count(store, NEWS)["fr"] == 2
    frozen(audience, issue(store), NEWS)
    assert len(rows(store)) == 3


def test_a_running_contract_is_ground_for_service_news_and_none_for_marketing(store: Store, audience: Audience) -> None:
    service = Circle(topic="service", services=(), place="", today=TODAY)
    assert count(store, service) == {"fr": 1, "en": 1, "de": 1}
    assert count(store, Circle(topic="service", services=("office365",), place="", today=TODAY)) == {"de": 1}
    assert count(store, Circle(topic="service", services=(), place="40", today=TODAY)) == {"fr": 1}
    assert count(store, Circle(topic="service", services=(), place="%", today=TODAY)) == {}
    with store.session() as session:
        for row in session.exec(select(Service)):
            row.until = date(2026, 1, 1)
            session.add(row)
    assert count(store, service) == {}


def test_an_issue_may_be_for_the_readers_of_some_languages(store: Store, audience: Audience, keys: Keys) -> None:
    french = Newsletter(slug="x", topic="news", subjects={}, bodies={"fr": ""}, readers=("fr",))
    with store.session() as session:
        row = session.exec(select(Contact).join(EmailAddress).where(EmailAddress.address == READER)).one()
        row.language = ""
        session.add(row)
    for language, found in (("fr", {ANNA, READER}), ("nl", {ANNA})):
        narrowed = circle(french, NOW, language)
        assert count(store, narrowed) == {"fr": len(found)}
        issue_id = issue(store, slug=f"in-{language}")
        frozen(audience, issue_id, narrowed, written=("fr",))
        marks = {row.address_hash for row in store_rows(store, issue_id)}
        assert marks == {keys.mark(one) for one in found}, "of whom no language is known reads the company's"


def test_a_large_audience_is_frozen_in_steps(
    store: Store, audience: Audience, monkeypatch: pytest.MonkeyPatch, keys: Keys
) -> None:
    monkeypatch.setattr("bot.edge.audience._AT_ONCE", 2)
    circle = Circle(topic="product", services=(), place="", today=TODAY)
    head = {"issue_id": issue(store, "product"), "slug": "winter", "topic": "product"}
    steps = []
    place = START
    while place is not None:
        steps.append(place)
        place = audience.freeze(head, circle, NOW, ("fr",), place)
    assert len(steps) > 3 and [source for source, _ in steps] == sorted(source for source, _ in steps)
    assert len(rows(store)) == sum(count(store, circle).values()) == 4


def test_a_mail_is_claimed_once_and_goes_once(store: Store, ledger: Ledger, audience: Audience) -> None:
    issue_id = begin(store, audience)
    first = ledger.claim(issue_id, NOW, 2)
    second = ledger.claim(issue_id, NOW, 10)
    assert len(first) == 2 and len(second) == 1 and ledger.claim(issue_id, NOW, 10) == []
    assert {one.address for one in (*first, *second)} == {ANNA, BRAM, READER}
    assert next(one for one in (*first, *second) if one.address == ANNA).name == "Anna Lefevre"
    going = start(ledger, issue_id, first)
    assert going == {one.id for one in first}
    ledger.advance(issue_id, "news", [sent(one) for one in first], (), NOW)
    assert ledger.balance(issue_id) == {"sent": 2, "claimed": 1}
    ledger.advance(issue_id, "news", [Result(first[0].id, "failed", 550, "5.1.1", NOW)], (), NOW)
    assert ledger.balance(issue_id)["sent"] == 2, "what is settled is not settled again"


def test_who_leaves_after_the_claim_gets_nothing(store: Store, ledger: Ledger, audience: Audience) -> None:
    issue_id = begin(store, audience)
    claimed = ledger.claim(issue_id, NOW, 10)
    with store.transaction() as tx:
        tx.subjects.suppress([ANNA], once="u/1", now=NOW, topic="news")
        tx.subjects.suppress([BRAM], once="u/2", now=NOW, topic="product")
    going = start(ledger, issue_id, claimed)
    assert {one.address for one in claimed if one.id in going} == {BRAM, READER}
    assert ledger.balance(issue_id) == {"suppressed": 1, "transfer": 2}


def test_who_left_before_the_claim_under_an_older_key_gets_nothing(
    store: Store, audience: Audience, tmp_path: Path
) -> None:
    with store.transaction() as tx:
        tx.subjects.suppress([ANNA], once="u/1", now=NOW)
        again = Subscription(contact_id=contact(tx, ANNA), address=ANNA, topic="news", basis="customer")
        tx.session.add(again)
    Keys.rotate(tmp_path / "keys")
    keys = Keys.load(tmp_path / "keys")
    ledger = Ledger(store.engine, keys)
    issue_id = begin(store, Audience(store.engine, keys, "fr"))
    claimed = ledger.claim(issue_id, NOW, 10)
    going = start(ledger, issue_id, claimed)
    assert ANNA in {one.address for one in claimed}
    assert ANNA not in {one.address for one in claimed if one.id in going}


def test_who_is_erased_while_an_issue_waits_gets_nothing(store: Store, ledger: Ledger, audience: Audience) -> None:
    issue_id = begin(store, audience)
    with store.transaction() as tx:
        tx.subjects.erase(contact(tx, ANNA), once="e/1", now=NOW, today=TODAY)
    assert {one.address for one in ledger.claim(issue_id, NOW, 10)} == {BRAM, READER}
    assert ledger.balance(issue_id) == {"suppressed": 1, "claimed": 2}


def test_an_address_that_bounces_for_good_gets_nothing(
    store: Store, ledger: Ledger, audience: Audience, keys: Keys
) -> None:
    issue_id = begin(store, audience)
    with store.session() as session:
        session.add(Bounced(address_hash=keys.mark(ANNA), last_at=NOW, disabled=True))
        session.add(Bounced(address_hash=keys.mark(BRAM), last_at=NOW))
    claimed = ledger.claim(issue_id, NOW, 10)
    going = start(ledger, issue_id, claimed)
    assert {one.address for one in claimed if one.id in going} == {BRAM, READER}


def test_a_mail_goes_to_the_address_as_it_is_when_it_goes(store: Store, ledger: Ledger, audience: Audience) -> None:
    issue_id = begin(store, audience, "service")
    with store.transaction() as tx:
        anna = contact(tx, ANNA)
        row = tx.session.exec(select(EmailAddress).where(EmailAddress.contact_id == anna)).one()
        row.address = "anna@new.example"
        tx.session.add(row)
    assert "anna@new.example" in {one.address for one in ledger.claim(issue_id, NOW, 10)}


def test_a_halted_issue_starts_nothing_more(store: Store, ledger: Ledger, audience: Audience) -> None:
    issue_id = begin(store, audience)
    claimed = ledger.claim(issue_id, NOW, 10)
    with store.session() as session:
        session.get_one(NewsIssue, issue_id).state = "paused"
    assert start(ledger, issue_id, claimed) == frozenset()
    ledger.give_back([one.id for one in claimed])
    assert ledger.balance(issue_id) == {"pending": 3}


def test_what_somebody_else_took_back_does_not_go(store: Store, ledger: Ledger, audience: Audience) -> None:
    issue_id = begin(store, audience)
    claimed = ledger.claim(issue_id, NOW, 10)
    ledger.give_back([claimed[0].id])
    assert start(ledger, issue_id, claimed) == {one.id for one in claimed[1:]}
    assert start(ledger, issue_id, claimed) == frozenset(), "and nothing begins twice"
    assert ledger.balance(issue_id) == {"pending": 1, "transfer": 2}


@pytest.mark.parametrize(("topic", "state"), [("news", "unknown"), ("product", "unknown"), ("service", "deferred")])
def test_after_a_crash_only_what_was_in_transfer_is_in_doubt(
    store: Store, ledger: Ledger, audience: Audience, topic: str, state: str
) -> None:
    issue_id = begin(store, audience, topic)
    claimed = ledger.claim(issue_id, NOW, 10)
    start(ledger, issue_id, claimed[:1], topic)
    assert ledger.recover(issue_id) == 1
    assert ledger.balance(issue_id) == {state: 1, "pending": len(claimed) - 1}
    assert ledger.recover(issue_id) == 0


def test_what_is_in_doubt_is_sent_again_only_on_an_editors_word(
    store: Store, ledger: Ledger, audience: Audience
) -> None:
    issue_id = begin(store, audience)
    start(ledger, issue_id, ledger.claim(issue_id, NOW, 2))
    ledger.recover(issue_id)
    assert len(ledger.claim(issue_id, NOW, 10)) == 1
    with store.transaction() as tx:
        assert tx.news.send_unknown(issue_id) == 2
    again = ledger.claim(issue_id, NOW, 10)
    assert len(again) == 2 and all(one.attempts == 1 for one in again)


def test_what_is_deferred_comes_back_at_its_time_before_the_rest(
    store: Store, ledger: Ledger, audience: Audience
) -> None:
    issue_id = begin(store, audience)
    mail = ledger.claim(issue_id, NOW, 1)
    start(ledger, issue_id, mail)
    later = NOW + timedelta(minutes=5)
    ledger.advance(issue_id, "news", [Result(mail[0].id, "deferred", 451, "4.3.0", later)], (), NOW)
    assert mail[0].id not in {one.id for one in ledger.claim(issue_id, NOW, 1)}
    assert ledger.next_moment(issue_id) == NOW
    assert [one.id for one in ledger.claim(issue_id, later, 1)] == [mail[0].id]


def test_what_failed_is_tried_again_on_demand(store: Store, ledger: Ledger, audience: Audience) -> None:
    issue_id = begin(store, audience)
    mail = ledger.claim(issue_id, NOW, 1)
    start(ledger, issue_id, mail)
    ledger.advance(issue_id, "news", [Result(mail[0].id, "failed", 550, "5.2.0", NOW)], (), NOW)
    assert ledger.last_outcomes(issue_id, 200) == [(550, "5.2.0")]
    with store.transaction() as tx:
        assert tx.news.send_failed(issue_id, NOW) == 1
    assert ledger.claim(issue_id, NOW, 1)[0].id == mail[0].id


def test_a_database_that_goes_away_is_waited_for_and_the_next_try_begins_anew(
    store: Store, ledger: Ledger, audience: Audience
) -> None:
    issue_id = begin(store, audience)
    claimed = ledger.claim(issue_id, NOW, 10)
    start(ledger, issue_id, claimed[:1])
    sqlite = store.engine.dialect.name == "sqlite"
    away, back = (
        ("ALTER TABLE news_issue RENAME TO away", "ALTER TABLE away RENAME TO news_issue")
        if sqlite
        else ("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()", "SELECT 1")
    )
    with store.engine.begin() as connection:
        connection.exec_driver_sql(away)
    with pytest.raises(TemporaryError):
        ledger.advance(issue_id, "news", [sent(claimed[0])], claimed[1:], NOW)
    with store.engine.begin() as connection:
        connection.exec_driver_sql(back)
    assert ledger.balance(issue_id) == {"transfer": 1, "claimed": 2}, "half a batch is never written"
    assert len(ledger.advance(issue_id, "news", [sent(claimed[0])], claimed[1:], NOW)) == 2
    assert ledger.balance(issue_id) == {"sent": 1, "transfer": 2}


def test_budgets_are_counted_in_the_database_and_replies_count_too(store: Store) -> None:
    budgets = Budgets(store.engine)
    budgets.spend({RELAY: 3, "gmail.com": 2}, NOW)
    budgets.spend({RELAY: 1}, NOW)
    with store.engine.begin() as connection:
        spend_replies(connection, frozenset({RELAY, "gmail.com"}), ["gmail.com"], NOW)
        spend_replies(connection, frozenset({"gmail.com"}), ["x.example"], NOW)
    assert budgets.used([RELAY, "gmail.com", "x.example"], NOW) == {
        RELAY: {slice_of(NOW): 5},
        "gmail.com": {slice_of(NOW): 3},
        "x.example": {},
    }
    tomorrow = NOW + timedelta(days=1, minutes=30)
    budgets.spend({RELAY: 1}, tomorrow)
    assert budgets.used([RELAY], tomorrow) == {RELAY: {slice_of(tomorrow): 1}}


def test_a_contact_without_a_home_is_in_no_place(store: Store, audience: Audience) -> None:
    with store.session() as session:
        for row in session.exec(select(PostalAddress)):
            session.delete(row)
    assert count(store, Circle(topic="service", services=(), place="4", today=TODAY)) == {}
