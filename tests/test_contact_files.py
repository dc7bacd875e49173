"""Contacts in and out: provenance, refusals, and files that no spreadsheet executes."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from bot.edge.contact_files import COLUMNS, TakenIn, cells, give_out, take_in
from bot.edge.subject_tables import Contact, EmailAddress, Phone, PostalAddress, Subscription
from bot.edge.transaction import Transaction
from bot.errors import PermanentError
from tests.stores import ANNA, NOW, TODAY, contact, opened

NEW: Mapping[str, object] = {
    "customer_number": "K-2001",
    "last_name": "Dubois",
    "first_name": "Zoé",
    "language": "FR",
    "email": "Zoe.Dubois@Jardin.example",
    "street": "Rue Haute",
    "number": "3",
    "postcode": "5000",
    "city": "Namur",
    "phone": "081 22 33 44",
    "mobile": "",
}


@pytest.fixture
def tx(database_url: str, tmp_path: Path) -> Iterator[Transaction]:
    with opened(database_url, tmp_path) as store, store.transaction() as tx:
        yield tx


def bring(tx: Transaction, *rows: Mapping[str, object]) -> TakenIn:
    return take_in(tx.session, tx.subjects, rows, source="form", today=TODAY)


def test_a_new_contact_is_written_with_its_provenance_in_normal_forms(tx: Transaction) -> None:
    assert bring(tx, NEW) == TakenIn(new=1, known=0, refused=0)
    person = contact(tx, "zoe.dubois@jardin.example")
    row = tx.session.get_one(Contact, person)
    assert (row.last_name, row.language, row.vat, row.source, row.collected_on) == ("Dubois", "fr", None, "form", TODAY)
    for table in (EmailAddress, PostalAddress, Phone):
        one = tx.session.exec(select(table).where(table.contact_id == person)).one()
        assert (one.source, one.collected_on) == ("form", TODAY)
    assert tx.session.exec(select(Phone.number).where(Phone.contact_id == person)).one() == "+3281223344"


def test_who_is_known_is_left_as_he_is(tx: Transaction) -> None:
    known = {"email": ANNA.upper(), "last_name": "Other"}
    assert bring(tx, known, {**NEW, "customer_number": "K-1001"}, NEW, NEW) == TakenIn(new=1, known=3, refused=0)
    assert tx.session.get_one(Contact, contact(tx, ANNA)).last_name == "Lefevre"


def test_who_was_erased_does_not_come_back_and_is_counted(tx: Transaction) -> None:
    bring(tx, NEW)
    tx.subjects.erase(contact(tx, "zoe.dubois@jardin.example"), once="e/1", now=NOW, today=TODAY)
    assert bring(tx, NEW, {"email": "new@jardin.example"}) == TakenIn(new=1, known=0, refused=1)
    assert tx.find("zoe.dubois@jardin.example") == []


@pytest.mark.parametrize(
    ("spoiled", "said"),
    [
        ({"email": ""}, "row 2: needs one e-mail address"),
        ({"email": "a@x.example, b@x.example"}, "row 2: needs one e-mail address"),
        ({"email": "Zoé <z@x.example>"}, "row 2: needs one e-mail address"),
        ({"language": "it"}, "row 2: language must be one of fr, nl, en, de"),
        ({"phone": "call me"}, "row 2: phone is no telephone number"),
        ({"religion": "none of ours"}, "row 2: no column is called religion"),
        ({"collected_on": "yesterday"}, "row 2: collected_on must be a date"),
    ],
)
def test_a_row_that_cannot_be_used_stops_the_whole_file(
    tx: Transaction, spoiled: Mapping[str, object], said: str
) -> None:
    before = tx.session.exec(select(func.count()).select_from(Contact)).one()
    with pytest.raises(PermanentError, match=said):
        bring(tx, NEW, {**NEW, **spoiled})
    assert tx.session.exec(select(func.count()).select_from(Contact)).one() == before


def test_every_wrong_row_is_named_at_once(tx: Transaction) -> None:
    with pytest.raises(PermanentError) as error:
        bring(tx, {"email": "x"}, NEW, {"email": "y", "language": "xx"})
    assert [line.partition(":")[0] for line in str(error.value).splitlines()] == ["row 1", "row 3", "row 3"]


@pytest.mark.parametrize("shape", [list, cells])
def test_an_export_comes_back_as_it_went(tx: Transaction, shape: Callable[..., list[dict[str, object]]]) -> None:
    bring(tx, {**NEW, "last_name": "=HYPERLINK(1)", "company": "'t Huis", "job_title": "-"})
    rows = give_out(tx.session)
    for table in reversed(Contact.metadata.sorted_tables):
        if table.name == "contact" or "contact_id" in table.c:
            tx.session.execute(table.delete())
    assert bring(tx, *shape(rows)).new == len(rows) == 9
    assert [{**row, "id": 0} for row in give_out(tx.session)] == [{**row, "id": 0} for row in rows]


def test_two_customer_numbers_at_one_address_are_two_persons(tx: Transaction) -> None:
    bring(tx, NEW)
    assert bring(tx, {**NEW, "customer_number": "K-2002", "first_name": "Luc"}).new == 1
    assert bring(tx, {"email": NEW["email"], "first_name": "?"}).known == 1
    assert len(tx.find("zoe.dubois@jardin.example")) == 2


def test_cells_of_a_spreadsheet_compute_nothing(tx: Transaction) -> None:
    bring(tx, {**NEW, "last_name": '=cmd|"/c calc"!A1', "first_name": "@SUM(1)", "company": "\t=1", "vat": "+1-1"})
    (row,) = [one for one in cells(give_out(tx.session)) if one["customer_number"] == "K-2001"]
    assert tuple(row) == COLUMNS
    dangerous = [str(value) for name, value in row.items() if str(value).lstrip().startswith(("=", "+", "-", "@"))]
    assert dangerous == ["+3281223344"], "a telephone number is harmless, and stays one"
    assert row["last_name"] == '\'=cmd|"/c calc"!A1'


def test_only_the_records_asked_for_are_shown(tx: Transaction) -> None:
    anna = contact(tx, ANNA)
    (row,) = give_out(tx.session, contact_ids={anna})
    assert (row["id"], row["email"], row["city"], row["phone"]) == (anna, ANNA, "Liège", "+3242523188")


def test_subscribers_come_in_with_their_evidence_and_not_after_they_left(tx: Transaction) -> None:
    tx.subjects.suppress(["left@x.example"], once="u/9", now=NOW, topic="news")
    rows = [
        {"email": "a@x.example", "newsletters": "news, product", "consent": "form on the site, 31 January 2026"},
        {"email": "b@x.example", "newsletters": "service", "customer_number": "K-9"},
        {"email": "left@x.example", "newsletters": "news product", "consent": "form"},
    ]
    assert bring(tx, *rows).new == 3
    found = tx.session.exec(
        select(Subscription).where(col(Subscription.address).endswith("@x.example")).order_by(col(Subscription.id))
    ).all()
    assert [(one.address, one.topic, one.basis, one.evidence) for one in found] == [
        ("a@x.example", "news", "consent", "form on the site, 31 January 2026"),
        ("a@x.example", "product", "consent", "form on the site, 31 January 2026"),
        ("b@x.example", "service", "customer", ""),
        ("left@x.example", "product", "consent", "form"),
    ]
    out = next(row for row in give_out(tx.session) if row["email"] == "a@x.example")
    assert (out["newsletters"], out["consent"]) == ("news product", "form on the site, 31 January 2026")


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ({"newsletters": "gossip", "consent": "form"}, "gossip"),
        ({"newsletters": "news"}, "consent"),
    ],
)
def test_subscribers_without_evidence_or_topic_are_refused(tx: Transaction, row: dict[str, str], named: str) -> None:
    with pytest.raises(PermanentError, match=named):
        bring(tx, {"email": "a@x.example", **row})
