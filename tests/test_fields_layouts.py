"""Generated addresses and numbers, told in many layouts, are read back or left out; they are never read wrong."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.address_form import form_address
from bot.core.fields import Found
from tests.test_fields import found_in

_STREETS = (
    "rue des Tilleuls", "avenue de la Gare", "chaussée de Tirlemont", "place Saint-Lambert", "Dorpsstraat", "Oude Baan",
    "Koning Albertlaan", "Mechelsesteenweg", "Sint-Pietersplein", "Neustraße", "Aachener Straße", "Hauptstraße",
)  # fmt: skip
_PLACES = (
    ("1000", "Bruxelles"), ("4000", "Liège"), ("9000", "Gent"), ("4700", "Eupen"), ("5500", "Dinant"),
    ("2300", "Turnhout"), ("6900", "Marche-en-Famenne"), ("4780", "Sankt Vith"), ("8301", "Heist-aan-Zee"),
    ("1420", "Braine-l'Alleud"),
)  # fmt: skip
_BOX_WORDS = ("boîte", "bte", "bus", "box", "Bus")
_ADDRESS_LAYOUTS = (
    "Bonjour, ma nouvelle adresse est {new}. Merci.",
    "Ancienne adresse : {old}\nNouvelle adresse : {new}",
    "Nouvelle adresse :\n{new_lines}\n\nBien à vous",
    "Wij zijn verhuisd van {old} naar {new}.",
    "Vanaf nu is ons adres {new} in plaats van {old}.",
    "oud: {old}\nnieuw: {new}",
    "{old} -> {new}",
    "We have moved. Our new address is {new} (formerly {old}).",
    "Please replace {old} by {new} in your records.",
    "FROM\n{old_lines}\n\nTO\n{new_lines}",
    "Unsere neue Anschrift lautet {new}, nicht mehr {old}.",
    "bisher | neu\n---|---\n{old} | {new}",
)
_NUMBER_LAYOUTS = (
    "Mon nouveau numéro est le {new}.",
    "Mijn nummer is gewijzigd van {old} naar {new}.",
    "Ancien numéro : {old}\nNouveau numéro : {new}",
    "Please use {new} instead of {old}.",
    "Meine neue Nummer ist {new}, die alte ({old}) gilt nicht mehr.",
    "{old} is niet meer in gebruik, het nieuwe nummer is {new}.",
    "Tel. {new} (anciennement {old})",
    "{old} => {new}",
)

addresses = st.fixed_dictionaries(
    {
        "street": st.sampled_from(_STREETS),
        "number": st.integers(1, 420).map(str) | st.integers(1, 99).map("{}B".format),
        "box": st.none() | st.integers(1, 60).map(str),
        "place": st.sampled_from(_PLACES),
        "word": st.sampled_from(_BOX_WORDS),
    }
)


def written(address: Mapping[str, object], joint: str) -> str:
    box = f" {address['word']} {address['box']}" if address["box"] else ""
    postcode, city = address["place"]  # type: ignore[misc]
    return f"{address['street']} {address['number']}{box}{joint}{postcode} {city}"


def parts(address: Mapping[str, object]) -> dict[str, object]:
    postcode, city = address["place"]  # type: ignore[misc]
    return {name: address[name] for name in ("street", "number", "box")} | {
        "postcode": postcode,
        "city": city,
        "country": "BE",
    }


def digits(start: str, rest: int, joint: str) -> str:
    tail = f"{rest:06d}"
    return joint.join([start, tail[:2], tail[2:4], tail[4:]])


@settings(max_examples=400, deadline=None)
@given(addresses, addresses, st.sampled_from(_ADDRESS_LAYOUTS), st.sampled_from([", ", " - ", "\n"]))
def test_an_address_is_read_back_or_left_out(
    new: Mapping[str, object], old: Mapping[str, object], layout: str, joint: str
) -> None:
    joint = joint if "\n" not in joint or "lines" in layout else ", "
    text = layout.format(
        new=written(new, joint),
        old=written(old, joint),
        new_lines=written(new, "\n"),
        old_lines=written(old, "\n"),
    )
    found = found_in(text, "Adresse")
    assert found.fields.get("address", parts(new)) == parts(new), text


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["0475", "0486", "0499", "0032 470"]),
    st.integers(100_000, 899_999),
    st.integers(100_000, 899_999),
    st.sampled_from([" ", ".", "/", "-"]),
    st.sampled_from(_NUMBER_LAYOUTS),
)
def test_a_number_is_read_back_or_left_out(start: str, new: int, old: int, joint: str, layout: str) -> None:
    text = layout.format(new=digits(start, new, joint), old=digits("0471", old, joint))
    found = found_in(text, "GSM")
    said = {value for name, value in found.fields.items() if name in {"phone", "mobile"}}
    assert said <= {f"+32{start.removeprefix('0032 ').removeprefix('0')}{new:06d}"}, text
    assert set(found.fields) <= {"phone", "mobile"}, text


def test_most_layouts_are_read_and_not_left_out() -> None:
    one = {"street": "rue des Tilleuls", "number": "12", "box": "3", "place": ("5500", "Dinant"), "word": "bte"}
    two = {"street": "Dorpsstraat", "number": "7", "box": None, "place": ("9000", "Gent"), "word": "bus"}

    def read(layout: str) -> Found:
        lines = {"new_lines": written(one, "\n"), "old_lines": written(two, "\n")}
        return found_in(layout.format(new=written(one, ", "), old=written(two, ", "), **lines), "Adresse")

    assert [layout for layout in _ADDRESS_LAYOUTS if read(layout).fields.get("address") != parts(one)] == []


def test_a_struck_value_is_the_old_one() -> None:
    html = "<p>Nouvelles coordonnées :</p><ul><li>Tél : <s>02 345 67 80</s> 02 345 67 90</li></ul>"
    assert found_in("", "Coordonnées", html=html).fields == {"phone": "+3223456790"}


def test_a_table_in_html_says_which_value_is_new() -> None:
    html = (
        "<table><tr><th></th><th>Ancien</th><th>Nouveau</th></tr><tr><td>E-mail</td><td>a@old.example</td><td>a@new.example"
        "</td></tr><tr><td>Fax</td><td>02 345 67 80</td><td>supprimé</td></tr></table>"
    )
    assert found_in("", "Mise à jour", html=html).fields == {"email": "a@new.example", "fax": None}


def test_a_form_with_one_part_a_line_is_one_address() -> None:
    text = "Mijn nieuw adres:\nStraat: Veldstraat\nHuisnummer: 14\nBus: 3\nPostcode: 9000\nGemeente: Gent"
    assert found_in(text, "Verhuis").fields["address"] == {
        "street": "Veldstraat", "number": "14", "box": "3", "postcode": "9000", "city": "Gent", "country": "BE",
    }  # fmt: skip


def test_a_form_whose_parts_are_not_what_they_are_called_is_no_address() -> None:
    assert form_address("street: Kerkstraat\nnumber: 12\ncity: Gent")
    assert not form_address("street: Kerkstraat\nnumber: 12\ncity: building 4 of 7")
    assert not form_address("street: see below: the annex\nnumber: 12\ncity: Gent")


@pytest.mark.parametrize("words", ["van den ", "Van Den ", "van der De ", "Peeters van "])
def test_a_text_of_nothing_but_the_small_words_of_names_is_read_to_its_end(words: str) -> None:
    assert not found_in(words * 400, "naam", "Jan Peeters <jan@post.example>").fields
