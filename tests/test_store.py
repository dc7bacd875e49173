"""The store on SQLite and PostgreSQL: the same suite."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import SQLModel, select, update

from bot.core.records import Arrival, Outcome, Outgoing, Position, Posted, Walk
from bot.edge import samples
from bot.edge.access_answer import Page
from bot.edge.build import shipped
from bot.edge.database import open_engine, upgrade
from bot.edge.keys import Keys
from bot.edge.rule_files import load_map
from bot.edge.store import Store
from bot.edge.subject_tables import Invoice, Subscription
from bot.edge.tables import Inbox, Journal
from bot.edge.transaction import Holdings
from tests.stores import chain_again

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Store:
    engine = open_engine(database_url)
    upgrade(engine)
    upgrade(engine)
    holdings = Holdings(
        datamap=load_map(shipped("rules")),
        keys=Keys.create(tmp_path / "keys"),
        page=Page.load(shipped("templates")),
        folders={"opened": "P/Requests", "quarantined": "P/Quarantine"},
        domain="crm.example",
    )
    made = Store(engine, holdings)
    with made.session() as session:
        samples.load(session)
    yield made
    engine.dispose()


def arrival(uid: int, raw: bytes = b"x", validity: int = 1) -> Arrival:
    return Arrival(
        position=Position(account="a", folder="INBOX", uidvalidity=validity, uid=uid),
        size=len(raw),
        arrived_at=NOW,
        raw=raw,
    )


def test_the_migrations_make_what_the_classes_say(store: Store) -> None:
    with store.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)
        connection.rollback()
    assert [one for one in differences if one[0] not in {"remove_table", "remove_index"}] == []


def test_a_mail_is_recorded_once_and_tried_before_the_work(store: Store) -> None:
    store.record([arrival(1), arrival(2)])
    store.record([arrival(2)])
    assert store.highest_uid("a", "INBOX", 1) == 2
    first, second = store.begin(10)
    assert (first.attempts, second.attempts) == (1, 1)


def test_a_mail_without_what_had_to_go_is_replaced_on_the_server_and_known_by_its_new_form(store: Store) -> None:
    """Until that is done it is known by what still lies there: a server that renumbers must not bring it twice."""
    store.record([arrival(1, b"words and a card"), arrival(2, b"other")])
    first, second = store.begin(10)
    with store.transaction() as tx:
        tx.redact(first.id, b"words")
        for mail in (first, second):
            tx.settle(mail.id, Outcome(disposition="opened"), NOW)
    assert {(move.id, move.instead, move.arrived_at) for move in store.moves("a", "INBOX", 10)} == {
        (first.id, b"words", NOW),
        (second.id, None, NOW),
    }
    store.record([arrival(7, b"words and a card", validity=2)])
    assert store.begin(10) == []
    assert {move.id: move.position.uid for move in store.moves("a", "INBOX", 10)} == {first.id: 7, second.id: 2}
    store.replaced(first.id, b"words")
    assert [move.id for move in store.moves("a", "INBOX", 10)] == [second.id]
    with store.session() as session:
        row = session.get_one(Inbox, first.id)
        assert (row.raw, row.size, row.sha256) == (b"words", 5, sha256(b"words").hexdigest())


def test_a_journal_made_anew_does_not_fit_its_seal(store: Store) -> None:
    with store.transaction() as tx:
        for number in range(3):
            tx.journal("", f"line {number}", NOW)
    walked = store.walk_journal(Walk(), 2)
    assert (walked.lines, walked.ended) == (2, False)
    walked = store.walk_journal(walked, 2)
    assert (walked.lines, walked.ended, walked.broken) == (3, True, ())
    store.seal_journal(walked)
    assert store.walk_journal(Walk(), 10).broken == ()
    with store.session() as session:
        session.execute(update(Journal).values(line="forged"))
        chain_again(session)
    assert store.walk_journal(Walk(), 10).broken == (walked.seq,)


def test_a_mail_that_was_tried_before_comes_alone(store: Store) -> None:
    store.record([arrival(1), arrival(2)])
    first, second = store.begin(10)
    store.record([arrival(3)])
    assert [(mail.id, mail.attempts) for mail in store.begin(10)] == [(first.id, 2)]
    assert [(mail.id, mail.attempts) for mail in store.begin(10, after=first.id)] == [(second.id, 2)]
    assert [mail.attempts for mail in store.begin(10, after=second.id)] == [1]


def test_mails_that_are_taken_at_once_fit_into_memory(store: Store) -> None:
    store.record([replace(arrival(uid), size=5_000_000) for uid in (1, 2, 3)])
    assert len(store.begin(10)) == 1


def test_what_fails_leaves_nothing_of_its_transaction(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.transaction() as tx:
        tx.count("n", 5)
        tx.journal("", "taken back", NOW)
        tx.write()
        raise ZeroDivisionError
    with store.transaction() as tx:
        assert tx.count("n") == 0
        tx.journal("", "after", NOW)
    with store.session() as session:
        (line,) = session.exec(select(Journal))
    assert (line.line, line.previous) == ("after", "")


def test_a_new_uidvalidity_renumbers_and_does_not_double(store: Store) -> None:
    store.record([arrival(1, b"one"), arrival(2, b"two")])
    store.record([arrival(7, b"one", validity=2), arrival(8, b"three", validity=2)])
    assert len(store.begin(10)) == 3
    assert store.highest_uid("a", "INBOX", 2) == 8


def test_an_outcome_is_written_once_and_the_move_follows(store: Store) -> None:
    store.record([arrival(1)])
    mail = store.begin(1)[0]
    with store.transaction() as tx:
        tx.settle(mail.id, Outcome(disposition="opened"), NOW)
    with pytest.raises(RuntimeError, match="outcome already"), store.transaction() as tx:
        tx.settle(mail.id, Outcome(disposition="opened"), NOW)
    assert [one.goes_to for one in store.moves("a", "INBOX", 10)] == ["P/Requests"]
    store.moved([mail.id])
    assert store.moves("a", "INBOX", 10) == []


def test_two_claims_never_get_the_same_letter(store: Store) -> None:
    with store.transaction() as tx:
        for number in range(3):
            tx.outbox.send(
                Outgoing(case_id=None, letter="status", recipient="a@x.example", message_id=f"{number}@x", raw=b"m"),
                NOW,
            )
    first, second = store.claim(NOW, 2), store.claim(NOW, 2)
    assert len(first) == 2 and len(second) == 1
    assert not {mail.id for mail in first} & {mail.id for mail in second}
    later = NOW + timedelta(minutes=5)
    store.delivered([Posted(id=first[0].id, domain="x.example", state="deferred", error="451", next_at=later)], NOW)
    assert store.claim(NOW, 5) == []
    assert [mail.attempts for mail in store.claim(later, 5)] == [2]
    assert store.release_claims() == 3


def test_a_letter_for_the_same_cause_is_queued_once(store: Store) -> None:
    for _ in range(2):
        with store.transaction() as tx:
            tx.outbox.send(
                Outgoing(case_id=None, letter="spent", recipient="a@x.example", message_id="1@x", raw=b"m"), NOW
            )
    assert len(store.claim(NOW, 5)) == 1


def test_an_error_inside_a_transaction_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.transaction() as tx:
        tx.count("n", 5)
        raise ZeroDivisionError
    with store.transaction() as tx:
        assert tx.count("n") == 0


def test_the_journal_is_a_chain(store: Store) -> None:
    with store.transaction() as tx:
        tx.journal("2026-0001", "one", NOW)
        tx.journal("2026-0001", "two", NOW)


def test_a_change_is_written_once_and_only_where_the_map_allows(store: Store) -> None:
    with store.transaction() as tx:
        contact = tx.find("anna.lefevre@maison.example")[0].contact_id
        fields = {"phone": "+3242000000", "role": True, "customer_number": "K-1", "mobile": None}
        done = tx.subjects.change(contact, fields, once="c/1", source="case", now=NOW)
        assert [(one.field, one.old, one.new) for one in done.changes] == [("phone", "+3242523188", "+3242000000")]
        assert set(done.unchanged) == {"role", "customer_number", "mobile"}
        assert tx.subjects.change(contact, fields, once="c/1", source="case", now=NOW).changes == ()


def test_an_erasure_deletes_keeps_and_leaves_a_tombstone(store: Store) -> None:
    with store.transaction() as tx:
        contact = tx.find("carol.smith@house.example")[0].contact_id
        lines = tx.subjects.erase(contact, once="e/1", now=NOW, today=NOW.date())
        assert {line.until.year for line in lines if line.until} == {2034, 2035}
        again = tx.subjects.erase(contact, once="e/1", now=NOW, today=NOW.date())
        assert [(line.count, line.until) for line in again] == [(line.count, line.until) for line in lines]
        assert not tx.subjects.exists(contact)
        assert tx.subjects.erased("Carol.Smith@house.example")
        assert tx.find("carol.smith@house.example") == []
        assert {row.contact_id for row in tx.session.exec(select(Invoice))} == {None}


def test_leaving_ends_every_subscription_of_the_person_for_ever(store: Store) -> None:
    with store.transaction() as tx:
        assert tx.subjects.suppress(("anna.lefevre@maison.example",), once="u/1", now=NOW) == 2
        assert tx.subjects.suppressed("Anna.Lefevre@maison.example")
        rows = tx.session.exec(select(Subscription).where(Subscription.address == "anna.lefevre@maison.example"))
        assert all(row.ended_at is not None for row in rows)


def test_what_is_past_its_time_is_retired(store: Store) -> None:
    store.forget(NOW + timedelta(days=365 * 11), timedelta(days=365))
    with store.transaction() as tx:
        assert tx.session.exec(select(Invoice)).all() == []
