"""Values as people give them, in four languages and many layouts; see the files in tests/fields."""

import tomllib
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from bot.core.address_values import addresses
from bot.core.fields import Found, extract
from bot.core.firm_shapes import formal
from bot.core.layout import marked
from bot.core.letter_values import letter
from bot.core.read import read
from bot.core.values import SHAPED, Age

CASES: list[dict[str, Any]] = [
    case
    for path in sorted((Path(__file__).parent / "fields").glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]
_PARTS = ("street", "number", "box", "postcode", "city", "country")
_ABOUT = frozenset({"name", "from", "subject", "text", "effective", "may_be_left_out", "target"})


def found_in(text: str, subject: str = "", sender: str = "Ann Test <ann@test.example>", html: str = "") -> Found:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "privacy@crm.example", subject
    mail["Date"] = "Mon, 12 Jan 2026 10:00:00 +0100"
    mail.set_content(html or text, subtype="html" if html else "plain")
    return extract(read(mail.as_bytes()), changing=True)


def expected(case: dict[str, Any]) -> dict[str, Any]:
    fields = {name: None if value == "none" else value for name, value in case.items() if name not in _ABOUT}
    if "address" in fields:
        parts = [part.strip() for part in fields["address"].split(" / ")]
        fields["address"] = {name: None if part == "-" else part for name, part in zip(_PARTS, parts, strict=True)}
    return fields


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_value_is_read_as_it_is_meant(case: dict[str, Any]) -> None:
    found = found_in(case["text"], case["subject"], case["from"])
    if not found.fields and case.get("may_be_left_out"):
        return
    assert dict(found.fields) == expected(case)
    if "effective" in case:
        assert found.effective.endswith(case["effective"])


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Since 1 March we work here:\n\nSmith Joinery\nWetstraat 8\n1000 Brussel", [Age.NEW]),
        ("Seit dem 5. Januar arbeiten wir hier:\n\nHauptweg 4\n4700 Eupen", [Age.NEW]),
        (
            "Notre nouveau fixe est le 067 49 30 72 (avant 067 21 55 80), GSM 0485 60 19 44.",
            [Age.NEW, Age.OLD, Age.NEW],
        ),
        ("M: +32 479 66 13 02  <-- as ever", [Age.SAME]),
        ("We moved! Our house-warming party is on 12 March at Place Flagey 18, 1050 Ixelles.", [Age.APART]),
        ("We moved, our new address is Place Flagey 18, 1050 Ixelles.", [Age.NEW]),
        ("Gebruik ann@nieuw.example voortaan, niet ann@oud.example.", [Age.NEW, Age.OLD]),
        ("Write to ann@new.example from now on, not to ann@old.example.", [Age.NEW, Age.OLD]),
        ("De taal moet Frans zijn.\n\nMet groet,\n\nDienst boekhouding\nKade 8, 9000 Gent", [Age.SAME]),
    ],
)
def test_what_the_words_around_a_value_say_of_it(text: str, ages: list[Age]) -> None:
    mail = read(f"From: Ann Test <ann@test.example>\r\n\r\n{text}".encode())
    shaped = [value for value in letter(mail, mail.text).values if value.field in SHAPED and value.value is not None]
    assert [value.age for value in shaped] == ages


@pytest.mark.parametrize(
    "said",
    [
        "Notez ma nouvelle fonction.",
        "Noteer mijn nieuwe functie.",
        "Mijn titel is gewijzigd.",
        "Mon titre a changé.",
        "Please note my new title.",
        "My job has changed.",
        "Please note my new role.",
        "Bitte notieren Sie meine neue Funktion.",
        "My position is new.",
        "J'ai une nouvelle signature.",
        "Ik heb een nieuwe handtekening.",
        "Meine Signatur ist geändert.",
    ],
)
def test_a_card_shows_the_new_title_of_the_writer(said: str) -> None:
    assert found_in(f"{said}\n\nAnn Test\nSales Manager").fields == {"job_title": "Sales Manager"}


@pytest.mark.parametrize("below", [0, 1, 5, 9, 40])
@pytest.mark.parametrize("above", [0, 1, 5, 9, 40])
def test_a_street_is_found_among_lines_without_a_digit(above: int, below: int) -> None:
    lines = ["Nous aimons bien notre jardin."] * above + ["Ma nouvelle adresse :", "rue des Tilleuls 12"]
    found = found_in("\n".join([*lines, "boîte 3", *["Et merci pour tout."] * below]))
    assert {name: found.fields["address"][name] for name in ("street", "number")} == {
        "street": "rue des Tilleuls",
        "number": "12",
    }


@pytest.mark.parametrize("form", ["ASBL", "vzw", "SRL", "BV", "NV", "GmbH", "Ltd", "e.V.", "AG", "SNC"])
def test_a_firm_is_known_by_its_legal_form(form: str) -> None:
    assert [value.value for value in formal(f"Our name is now Blue Harbour {form}, please note.", 5)] == [
        f"Blue Harbour {form}"
    ]


def test_streets_far_from_each_other_are_both_found() -> None:
    lines = [
        "Nous quittons la rue des Tilleuls 12.",
        *["Nous aimons bien notre jardin."] * 40,
        "À l'avenue des Ormes 8.",
    ]
    numbers = [value.value["number"] for value in addresses("\n".join(lines)) if isinstance(value.value, dict)]
    assert numbers == ["12", "8"]


def test_a_box_far_below_the_number_belongs_to_the_street() -> None:
    (value,) = addresses("rue des Tilleuls 12\n\n\n\n\n\n\nBus C\n")
    assert isinstance(value.value, dict) and value.value["box"] == "C"


def test_a_legal_form_may_be_the_first_word() -> None:
    assert [value.value for value in formal("SRL Dupont Jardins", 5)] == ["SRL Dupont Jardins"]


@pytest.mark.parametrize("place", range(3))
def test_every_line_of_a_signature_may_announce_something_new(place: int) -> None:
    lines = ["Ann Test", "Kantoor Leuven", "Tot ziens"]
    lines[place] = "Nieuw nummer: 016 22 33 44"
    assert marked(lines) == ["Nieuw nummer: 016 22 33 44"]
