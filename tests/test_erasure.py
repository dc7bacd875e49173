"""What an erasure deletes, what it keeps and until when, and what it must never say. On SQLite and PostgreSQL."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, func
from sqlmodel import select

from bot.edge import erasure
from bot.edge.build import shipped
from bot.edge.news_tables import Delivery, NewsIssue
from bot.edge.rule_files import load_map
from bot.edge.store import Store
from bot.edge.subject_tables import (
    Agreement,
    Contact,
    Disclosure,
    Document,
    EmailAddress,
    Invoice,
    Service,
    Subscription,
    Tombstone,
)
from bot.edge.subjects import table_of
from bot.edge.tables import Receipt
from bot.edge.transaction import Transaction
from bot.kinds.port import PlanLine
from tests.stores import ANNA, CAROL, FAMILY, NOW, TODAY, contact, opened

MAP = load_map(shipped("rules"))


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    with opened(database_url, tmp_path) as store:
        yield store


@pytest.fixture
def tx(store: Store) -> Iterator[Transaction]:
    with store.transaction() as tx:
        yield tx


def said(lines: list[PlanLine] | tuple[PlanLine, ...]) -> dict[tuple[str, date | None], int]:
    """Label and date -> count."""
    return {(line.what["en"], line.until): line.count for line in lines}


def rows_of(tx: Transaction, contact_id: int) -> dict[str, int]:
    """Return how many rows of each table still belong to somebody."""
    counts = {}
    for name, rule in MAP.tables.items():
        table = table_of(name)
        counts[name] = tx.session.execute(
            func.count().select().select_from(table).where(table.c[rule.owner] == contact_id)
        ).scalar_one()
    return counts


def test_the_plan_says_what_is_deleted_and_what_the_law_keeps(tx: Transaction) -> None:
    carol = contact(tx, CAROL)
    lines = tx.subjects.plan(carol, today=TODAY)
    assert said([*lines]) == {
        ("contact data", None): 1,
        ("addresses", None): 1,
        ("e-mail addresses", None): 1,
        ("telephone and fax", None): 1,
        ("agreements", date(2035, 12, 31)): 1,
        ("services", None): 1,
        ("invoices", date(2034, 12, 31)): 1,
        ("invoices", date(2035, 12, 31)): 1,
    }
    for line in lines:
        assert (line.ground is None) == (line.until is None)
        assert line.ground is None or set(line.ground) == {"fr", "nl", "en", "de"}
    assert rows_of(tx, carol)["contact"] == 1, "a plan changed something"


@pytest.mark.parametrize(
    ("today", "kept"), [(date(2034, 12, 31), 2), (date(2035, 1, 1), 1), (date(2035, 12, 31), 1), (date(2036, 1, 1), 0)]
)
def test_an_invoice_is_kept_to_the_last_day_of_its_tenth_year(tx: Transaction, today: date, kept: int) -> None:
    carol = contact(tx, CAROL)
    lines = [line for line in tx.subjects.plan(carol, today=today) if line.what["en"] == "invoices"]
    assert sum(line.count for line in lines if line.until) == kept
    assert sum(line.count for line in lines) == 2
    tx.subjects.erase(carol, once="e/1", now=NOW, today=today)
    assert len(tx.session.exec(select(Invoice)).all()) == kept


def test_a_running_agreement_ends_with_the_erasure_and_is_kept_from_then(tx: Transaction) -> None:
    anna = contact(tx, ANNA)
    tx.session.add(Agreement(contact_id=anna, title="Office 365", signed_on=date(2009, 2, 1)))
    tx.session.flush()
    lines = tx.subjects.erase(anna, once="e/1", now=NOW, today=TODAY)
    assert said([*lines])["agreements", date(2036, 12, 31)] == 1
    row = tx.session.exec(select(Agreement).where(Agreement.title == "Office 365")).one()
    tx.session.refresh(row)
    assert (row.contact_id, row.ended_on) == (None, TODAY)


def test_everything_else_is_really_deleted(store: Store) -> None:
    with store.transaction() as tx:
        anna = contact(tx, ANNA)
        tx.subjects.change(anna, {"last_name": "Lefèvre"}, once="c/1", source="e-mail", now=NOW)
        tx.subjects.erase(anna, once="e/1", now=NOW, today=TODAY)
    with store.transaction() as tx:
        assert set(rows_of(tx, anna).values()) == {0}
        assert not tx.subjects.exists(anna)
        for table in (Document, Service, Disclosure, Subscription):
            assert anna not in {row.contact_id for row in tx.session.exec(select(table))}
        assert [match.address for match in tx.find(CAROL)] == [CAROL]


def test_a_disclosure_under_secrecy_is_erased_and_never_counted(tx: Transaction) -> None:
    anna = contact(tx, ANNA)
    assert len(tx.session.exec(select(Disclosure).where(Disclosure.contact_id == anna)).all()) == 2
    lines = tx.subjects.erase(anna, once="e/1", now=NOW, today=TODAY)
    assert said([*lines])["disclosures", None] == 1
    assert tx.session.exec(select(Disclosure)).all() == []


def test_a_table_that_holds_only_secrets_is_not_named_at_all(tx: Transaction) -> None:
    carol = contact(tx, CAROL)
    tx.session.add(
        Disclosure(contact_id=carol, recipient="Parquet", ground="judicial order", given_on=TODAY, secret=True)
    )
    tx.session.flush()
    assert "disclosures" not in {line.what["en"] for line in tx.subjects.plan(carol, today=TODAY)}


def test_a_repeat_returns_the_first_receipt_which_names_nobody(store: Store) -> None:
    with store.transaction() as tx:
        carol = contact(tx, CAROL)
        first = tx.subjects.erase(carol, once="e/1", now=NOW, today=TODAY)
    with store.transaction() as tx:
        again = tx.subjects.erase(carol, once="e/1", now=NOW, today=date(2040, 1, 1))
        assert [*again] == [*first]
        kept = str(tx.session.get_one(Receipt, "e/1").result)
        assert "Carol" not in kept and "house.example" not in kept


def test_erased_addresses_are_remembered_only_as_hashes(tx: Transaction) -> None:
    anna = contact(tx, ANNA)
    tx.session.add(EmailAddress(contact_id=anna, address="anna@second.example", main=False))
    tx.session.add(Subscription(contact_id=anna, address="anna@news.example", topic="news", basis="consent"))
    tx.session.flush()
    tx.subjects.erase(anna, once="e/1", now=NOW, today=TODAY)
    for address in (ANNA, "Anna@Second.example", "anna@news.example"):
        assert tx.subjects.erased(address) and tx.subjects.suppressed(address), address
    assert not tx.subjects.erased(CAROL)
    assert all("anna" not in row.hash for row in tx.session.exec(select(Tombstone)))


def test_erasing_one_of_two_who_share_an_address_leaves_the_other_all_he_has(tx: Transaction) -> None:
    emma, felix = sorted(match.contact_id for match in tx.find(FAMILY))
    tx.session.add(Subscription(contact_id=felix, address=FAMILY, topic="news", basis="consent"))
    tx.session.flush()
    tx.subjects.erase(emma, once="e/1", now=NOW, today=TODAY)
    assert [match.contact_id for match in tx.find(FAMILY)] == [felix]
    assert not tx.subjects.erased(FAMILY) and not tx.subjects.suppressed(FAMILY)
    assert tx.session.exec(select(Subscription).where(Subscription.contact_id == felix)).one().ended_at is None
    tx.subjects.erase(felix, once="e/2", now=NOW, today=TODAY)
    assert tx.subjects.erased(FAMILY)


def test_the_number_of_an_erased_person_is_never_given_to_another(store: Store) -> None:
    with store.transaction() as tx:
        newest = max(tx.session.exec(select(Contact.id)).all(), key=lambda one: one or 0) or 0
        tx.subjects.erase(newest, once="e/1", now=NOW, today=TODAY)
    with store.transaction() as tx:
        new = Contact(last_name="Nouveau")
        tx.session.add(new)
        tx.session.flush()
        assert (new.id or 0) > newest


# -- retention


def test_only_what_the_map_limits_is_retired_and_only_when_its_time_is_over(tx: Transaction) -> None:
    anna = contact(tx, ANNA)
    tx.session.add(Agreement(contact_id=anna, title="still running", signed_on=date(1999, 1, 1)))
    tx.session.add(Document(contact_id=anna, sort="document", title="old", made_on=date(1999, 1, 1)))
    tx.session.flush()
    before = rows_of(tx, anna)
    assert erasure.retire(tx.session, MAP, today=TODAY) == 0
    assert rows_of(tx, anna) == before


@pytest.mark.parametrize(("today", "gone"), [(date(2034, 12, 31), 0), (date(2035, 1, 1), 1), (date(2036, 1, 1), 3)])
def test_invoices_and_ended_agreements_go_after_their_tenth_year(tx: Transaction, today: date, gone: int) -> None:
    tx.subjects.erase(contact(tx, CAROL), once="e/1", now=NOW, today=TODAY)
    assert len(tx.session.exec(select(Invoice)).all()) + len(tx.session.exec(select(Agreement)).all()) == 3
    tx.session.exec(delete(Disclosure))
    assert erasure.retire(tx.session, MAP, today=today) == gone


def test_a_disclosure_goes_after_ten_years_to_the_day(tx: Transaction) -> None:
    assert erasure.retire(tx.session, MAP, today=date(2035, 4, 1)) == 1, "the invoice of 2024"
    assert erasure.retire(tx.session, MAP, today=date(2035, 4, 2)) == 2, "two disclosures of 1 April 2025"


def test_what_was_sent_stays_for_the_balance_and_belongs_to_nobody(tx: Transaction) -> None:
    carol = contact(tx, CAROL)
    issue = NewsIssue(number="2026-N0001", slug="winter", topic="news", state="running", made_at=NOW)
    tx.session.add(issue)
    tx.session.flush()
    tx.session.add(
        Delivery(
            issue_id=issue.id or 0,
            contact_id=carol,
            address_hash="0" * 32,
            slug="winter",
            topic="news",
            language="en",
            next_at=NOW,
        )
    )
    tx.session.flush()
    assert said([*tx.subjects.plan(carol, today=TODAY)])["newsletters sent", None] == 1
    tx.subjects.erase(carol, once="e/1", now=NOW, today=TODAY)
    tx.session.expire_all()
    assert tx.session.exec(select(Delivery)).one().contact_id is None
