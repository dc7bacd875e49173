"""A data map that does not fit the store is named before anybody's data depends on it."""

import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from bot.core.datamap import build
from bot.edge.build import shipped
from bot.edge.map_check import problems


def shipped_map() -> dict[str, Any]:
    return tomllib.loads((shipped("rules") / "data.toml").read_text(encoding="utf-8"))


def test_the_shipped_map_fits() -> None:
    assert list(problems(build(shipped_map()))) == []


def table(name: str, **values: object) -> Callable[[dict[str, Any]], object]:
    return lambda data: data["tables"][name].update(values)


def field(name: str, **values: object) -> Callable[[dict[str, Any]], object]:
    return lambda data: data["fields"].update({name: values})


LABEL = dict.fromkeys(("fr", "nl", "en", "de"), "x")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (table("phone", owner="nobody"), "tables.phone: no column nobody"),
        (table("phone", columns={"colour": LABEL}), "tables.phone: no column colour"),
        (table("phone", hide_where="line"), "tables.phone: hide_where: line is not yes or no"),
        (table("phone", hide_where="dark"), "tables.phone: no column dark"),
        (table("document", age={"column": "title", "years": 1}), "tables.document: title holds no date"),
        (table("subscription", age={"column": "ended_at", "years": 1}), "tables.subscription: ended_at holds no date"),
        (
            table("contact", erase="keep", keep={"column": "collected_on", "years": 1, "ground": LABEL}),
            "tables.contact: rows cannot be kept",
        ),
        (lambda data: data["tables"].pop("service"), "tables: service holds personal data and is not in the map"),
        (lambda data: data["tables"].update(car=data["tables"]["phone"]), "tables.car: no such table in the store"),
        (field("vat", table="contact", column="btw"), "fields.vat: no column btw in contact"),
        (field("vat", table="contact"), "fields.vat: names no column"),
        (field("role", table="contact", column="role"), "fields.role: role is not for a mail to change"),
        (field("amount", table="invoice", column="cents"), "fields.amount: nothing in invoice can be changed by mail"),
        (field("pager", table="phone", column="number"), "fields.pager: where.line must say which line"),
    ],
)
def test_what_does_not_fit_is_named(spoil: Callable[[dict[str, Any]], object], said: str) -> None:
    data = shipped_map()
    spoil(data)
    found = list(problems(build(data)))
    assert len(found) == 1 and found[0].startswith(f"data.toml: {said}"), found
