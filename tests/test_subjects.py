"""The record of a person: found, changed, left in peace. On SQLite and PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.edge.store import Store
from bot.edge.subject_tables import Contact, EmailAddress, Phone, PostalAddress, Provenance, Subscription, Suppression
from bot.edge.transaction import Transaction
from tests.stores import ANNA, CAROL, FAMILY, NOW, TODAY, contact, opened


@pytest.fixture
def tx(database_url: str, tmp_path: Path) -> Iterator[Transaction]:
    with opened(database_url, tmp_path) as store, store.transaction() as tx:
        yield tx


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    with opened(database_url, tmp_path) as store:
        yield store


def fields_of(tx: Transaction, fields: dict[str, object], once: str = "c/1") -> tuple[dict[str, object], set[str]]:
    """Change Anna's record; return field -> (old, new), and what stayed."""
    done = tx.subjects.change(contact(tx, ANNA), fields, once=once, source="e-mail", now=NOW)
    return {one.field: (one.old, one.new) for one in done.changes}, set(done.unchanged)


# -- who


def test_a_person_is_found_however_the_address_is_written(tx: Transaction) -> None:
    (match,) = tx.subjects.find(" Anna.LEFEVRE@Maison.Example")
    assert (match.address, match.language, match.role, match.changed_at) == (ANNA, "fr", False, None)
    assert tx.subjects.find("anna.lefevre+x@maison.example") == []


def test_those_who_share_an_address_are_all_found(tx: Transaction) -> None:
    assert len({match.contact_id for match in tx.find(FAMILY)}) == 2


def test_a_mailbox_of_a_function_is_marked(tx: Transaction) -> None:
    assert [match.role for match in tx.find("compta@atelier.example")] == [True]


def test_a_customer_number_leads_to_the_main_address(tx: Transaction) -> None:
    anna = contact(tx, ANNA)
    tx.session.add(EmailAddress(contact_id=anna, address="anna@second.example", main=False))
    assert [match.address for match in tx.find_customer("K-1001")] == [ANNA]
    assert tx.find_customer("K-9999") == []


def test_a_recipient_knows_the_person_by_name_and_number_and_never_hears_of_a_secret(tx: Transaction) -> None:
    anna = contact(tx, ANNA)
    assert tx.subjects.label(anna) == "Anna Lefevre (K-1001)"
    assert [one.name for one in tx.subjects.recipients(anna)] == ["Hosting Partner SA"]


# -- changes


def test_the_shipped_map_writes_every_field_it_allows(tx: Transaction) -> None:
    new: dict[str, object] = {
        "last_name": "Lefèvre",
        "first_name": "Anne",
        "salutation": "Madame",
        "company": "Lefèvre SRL",
        "vat": "BE0999123457",
        "job_title": "gérante",
        "contact_person": "Paul Lefèvre",
        "language": "nl",
        "phone": "+3242000000",
        "mobile": "+32470000000",
        "fax": "+3242000001",
        "email": "anna@nouvelle.example",
    }
    changed, stayed = fields_of(tx, new)
    assert {name: after for name, (_, after) in changed.items()} == new
    assert not stayed
    assert changed["phone"][0] == "+3242523188" and changed["mobile"][0] is None
    again, stayed = fields_of_moved(tx, new)
    assert not again and stayed == set(new)


def fields_of_moved(tx: Transaction, fields: dict[str, object]) -> tuple[dict[str, object], set[str]]:
    """Change the record that now stands at the new address."""
    anna = contact(tx, "anna@nouvelle.example")
    done = tx.subjects.change(anna, fields, once="c/2", source="e-mail", now=NOW)
    return {one.field: one.new for one in done.changes}, set(done.unchanged)


def test_a_change_notes_the_field_the_day_and_the_word_but_no_value(tx: Transaction) -> None:
    fields_of(tx, {"last_name": "Lefèvre", "mobile": "+32470000000"})
    anna = contact(tx, ANNA)
    rows = tx.session.exec(select(Provenance).where(Provenance.contact_id == anna)).all()
    assert {(row.field, row.source, row.at) for row in rows} == {
        ("last_name", "e-mail", NOW),
        ("mobile", "e-mail", NOW),
    }
    assert tx.session.get_one(Contact, anna).changed_at == NOW
    assert tx.session.get_one(Contact, anna).source == "agreement", "the rest of the record still comes from there"
    mobile = tx.session.exec(select(Phone).where(Phone.line == "mobile")).one()
    assert (mobile.source, mobile.collected_on) == ("e-mail", TODAY)


def test_what_the_map_does_not_allow_is_never_written(tx: Transaction) -> None:
    forbidden: dict[str, object] = {"iban": "BE68539007547034", "customer_number": "K-1", "role": True, "id": 7}
    wrong: dict[str, object] = {
        "language": "it",
        "last_name": {"sub": 1},
        "address": "Rue X 1",
        "phone": 12,
        "email": None,
    }
    changed, stayed = fields_of(tx, forbidden | wrong)
    assert not changed
    assert stayed == set(forbidden | wrong)
    assert tx.session.get_one(Contact, contact(tx, ANNA)).changed_at is None


def test_a_value_that_must_go_goes_and_the_rest_stays(tx: Transaction) -> None:
    changed, stayed = fields_of(tx, {"phone": None, "address": None, "first_name": None, "language": None, "fax": None})
    anna = contact(tx, ANNA)
    assert stayed == {"fax"}
    assert changed["phone"] == ("+3242523188", None) and changed["language"] == ("fr", None)
    assert tx.session.exec(select(Phone).where(Phone.contact_id == anna)).all() == []
    assert tx.session.exec(select(PostalAddress).where(PostalAddress.contact_id == anna)).all() == []


def test_one_part_of_an_address_leaves_the_others(tx: Transaction) -> None:
    said = {"street": None, "number": "12A", "box": None, "postcode": None, "city": None, "country": "BE"}
    changed, _ = fields_of(tx, {"address": said})
    old, new = changed["address"]
    assert isinstance(new, dict) and isinstance(old, dict)
    assert new == old | {"number": "12A"} and old["number"] == "12"


def test_newsletters_follow_a_new_address_and_keep_their_evidence(tx: Transaction) -> None:
    anna = contact(tx, ANNA)
    tx.session.add(EmailAddress(contact_id=anna, address="anna@second.example", main=False))
    fields_of(tx, {"email": "Anna@Second.example"})
    assert {match.contact_id for match in tx.find("anna@second.example")} == {anna}
    assert tx.find(ANNA) == []
    news = tx.session.exec(select(Subscription).where(Subscription.contact_id == anna)).all()
    assert {row.address for row in news} == {"anna@second.example"} and all(row.evidence for row in news)


def test_a_repeated_change_writes_nothing_and_its_receipt_holds_no_value(store: Store) -> None:
    with store.transaction() as tx:
        fields_of(tx, {"phone": "+3242000000"})
    with store.transaction() as tx:
        assert fields_of(tx, {"phone": "+3242999999"}) == ({}, {"phone"})
        assert [one.number for one in tx.session.exec(select(Phone).where(Phone.number == "+3242000000"))]


# -- leaving the newsletters


def test_leaving_covers_all_addresses_of_the_person(tx: Transaction) -> None:
    anna = contact(tx, ANNA)
    tx.session.add(EmailAddress(contact_id=anna, address="anna@second.example", main=False))
    assert tx.subjects.suppress([ANNA.upper()], once="u/1", now=NOW) == 2
    assert tx.subjects.suppressed("anna@second.example")
    assert tx.subjects.suppress([ANNA], once="u/1", now=NOW) == 2, "a repeat returns the first result"
    assert tx.subjects.suppress([ANNA], once="u/2", now=NOW) == 0


def test_leaving_at_a_shared_address_leaves_the_other_addresses_alone(tx: Transaction) -> None:
    emma = tx.find(FAMILY)[0].contact_id
    tx.session.add(EmailAddress(contact_id=emma, address="emma@own.example", main=False))
    tx.subjects.suppress([FAMILY], once="u/1", now=NOW)
    assert tx.subjects.suppressed(FAMILY) and not tx.subjects.suppressed("emma@own.example")


def test_a_stranger_who_leaves_is_remembered_without_his_address(tx: Transaction) -> None:
    assert tx.subjects.suppress(["x@nowhere.example"], once="u/1", now=NOW) == 0
    assert tx.subjects.suppressed("X@nowhere.example")
    assert all("nowhere" not in row.hash for row in tx.session.exec(select(Suppression)))


def test_others_are_not_touched(tx: Transaction) -> None:
    tx.subjects.suppress([ANNA], once="u/1", now=NOW)
    fields_of(tx, {"phone": "+3242000000"})
    assert not tx.subjects.suppressed(CAROL)
    assert tx.session.get_one(Contact, contact(tx, CAROL)).changed_at is None


def test_leaving_one_topic_leaves_the_others(tx: Transaction) -> None:
    assert tx.subjects.suppress([ANNA], once="u/1", now=NOW, topic="news") == 1
    assert tx.subjects.suppressed(ANNA, "news") and not tx.subjects.suppressed(ANNA, "product")
    assert not tx.subjects.suppressed(ANNA), "she did not leave all of them"
    running = select(Subscription.topic).where(Subscription.address == ANNA, col(Subscription.ended_at).is_(None))
    assert tx.session.exec(running).all() == ["product"]
    tx.subjects.suppress([ANNA], once="u/2", now=NOW)
    assert tx.subjects.suppressed(ANNA, "product")
    assert len(tx.find(ANNA)) == 1 and not tx.subjects.erased(ANNA), "to leave is not to be erased (GDPR art. 21)"
