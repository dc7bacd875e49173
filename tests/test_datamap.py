"""The data map: what a wrong one says, and that the shipped one names all that the store holds of a person."""

import tomllib
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from sqlalchemy import Table

from bot.core.datamap import DataMap, build
from bot.core.letter import LANGUAGES
from bot.edge.build import shipped
from bot.edge.rule_files import load_map
from bot.edge.subject_tables import Contact
from bot.errors import ConfigError

WORD = dict.fromkeys(LANGUAGES, "word")
#: Columns that say nothing about the person: keys, and what steers the bot.
SILENT = {"id", "contact_id", "role", "changed_at"}
#: Columns of a recipient, not of the person whose data he got.
OF_OTHERS = {("disclosure", "address"), ("disclosure", "language"), ("disclosure", "secret")}
#: Columns by which a newsletter is delivered; what it was, when and with what result is shown.
OF_DELIVERY = {
    ("delivery", name)
    for name in (
        "issue_id",
        "subscription_id",
        "address_hash",
        "language",
        "attempts",
        "next_at",
        "code",
        "status",
        "counted",
    )
}


def small() -> dict[str, Any]:
    """The smallest map that is right."""
    about = dict.fromkeys(("purpose", "basis", "source", "recipients"), "why")
    table = {**about, "label": WORD, "retention": WORD, "erase": "delete", "columns": {"number": WORD}}
    return {"texts": {"why": WORD}, "fields": {"phone": {"table": "phone"}}, "tables": {"phone": table}}


def test_the_smallest_map_is_right() -> None:
    assert build(small()).text("why", "nl") == "word"


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda one: one["tables"]["phone"].update(purpose="unknown"), "tables.phone.purpose: no text named 'unknown'"),
        (lambda one: one["fields"].update(vat={"table": "nowhere"}), "fields.vat: no table 'nowhere'"),
        (lambda one: one["tables"]["phone"]["label"].pop("de"), "tables.phone.label: Value error, no text in de"),
        (lambda one: one["tables"]["phone"].update(erase="hide"), "tables.phone.erase: "),
        (lambda one: one["tables"]["phone"].update(erase="keep"), "tables.phone: Value error, erase = 'keep' needs"),
        (lambda one: one["tables"]["phone"].update(colour="red"), "tables.phone.colour: Extra inputs"),
        (
            lambda one: one["tables"]["phone"].update(erase="keep", keep={"column": "x", "years": 0, "ground": WORD}),
            "tables.phone.keep.years: ",
        ),
    ],
)
def test_what_is_wrong_is_named_by_its_key(spoil: Callable[[dict[str, Any]], object], named: str) -> None:
    data = small()
    data["texts"] = {"why": dict(WORD)}
    data["tables"]["phone"]["label"] = dict(WORD)
    spoil(data)
    with pytest.raises(ConfigError) as error:
        build(data)
    assert any(problem.startswith(f"data.toml: {named}") for problem in error.value.problems), error.value.problems


def test_all_problems_are_named_at_once() -> None:
    data = small()
    data["tables"]["phone"].update(purpose="a", basis="b")
    data["fields"]["fax"] = {"table": "c"}
    with pytest.raises(ConfigError) as error:
        build(data)
    assert len(error.value.problems) == 3


@pytest.fixture(scope="module")
def datamap() -> DataMap:
    return load_map(shipped("rules"))


def owned() -> Mapping[str, Table]:
    """All tables whose rows belong to a person."""
    tables = Contact.metadata.tables
    return {name: table for name, table in tables.items() if name == "contact" or _points_to_contact(table)}


def _points_to_contact(table: Table) -> bool:
    return any(key.target_fullname == "contact.id" for key in table.foreign_keys)


def test_an_access_answer_shows_every_column_about_a_person(datamap: DataMap) -> None:
    hidden = {
        (name, column)
        for name, table in owned().items()
        for column in {one.name for one in table.columns} - set(datamap.tables[name].columns) - SILENT
    }
    assert hidden == OF_OTHERS | OF_DELIVERY


def test_no_field_opens_what_a_mail_must_not_change(datamap: DataMap) -> None:
    assert not set(datamap.fields) & {"iban", "birth_date", "customer_number", "role", "source", "collected_on"}


def test_the_shipped_map_is_written_once_in_each_language() -> None:
    data = tomllib.loads((shipped("rules") / "data.toml").read_text(encoding="utf-8"))
    for name, texts in data["texts"].items():
        assert len(set(texts.values())) == len(LANGUAGES), name
