"""Labels on lines of their own: the value below is theirs, and where there is none, no other line is taken for it."""

import pytest

from bot.core.labels import filled
from tests.test_fields import found_in


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Nom :\nLejeune\nGsm :\n0475 11 22 33", "Nom : Lejeune\nGsm : 0475 11 22 33"),
        ("Straat en nummer:\nDam 3\n\nPostcode / gemeente:\n\n9000 Gent", None),
        ("Phone number (work):\n02 511 22 33", "Phone number (work): 02 511 22 33"),
        ("Neue Faxnummer:\n087 55 66 77", "Neue Faxnummer: 087 55 66 77"),
        ("E-mail:\n\nan@post.example", "E-mail: an@post.example"),
    ],
)
def test_a_value_is_put_behind_its_label(written: str, read: str | None) -> None:
    assert filled(written) == (read or "Straat en nummer: Dam 3\n\nPostcode / gemeente: 9000 Gent")


@pytest.mark.parametrize(
    "written",
    [
        "Nom :\nPrénom : Luc\nFax :",
        "Naam:\n\nMet vriendelijke groeten",
        "Fax:\n\nThanks a lot.",
        "E-Mail:\nTelefon:\n",
        "Vorname:\nVielen Dank im Voraus!",
        "Nouvelles coordonnées :\nRue Haute 4",
        "Voici mon nom :",
    ],
)
def test_a_label_without_a_value_takes_no_other_line(written: str) -> None:
    assert filled(written) == written


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Nom :\nPrénom :\nNouveau GSM :\n0475 31 88 20\nFax :\n\nMerci", "+32475318820"),
        ("Naam:\nVoornaam:\nNieuw gsm-nummer:\n0475 31 88 20\nFax:\n\nBedankt", "+32475318820"),
        ("Name:\nFirst name:\nNew mobile:\n0475 31 88 20\nFax:\n\nThanks", "+32475318820"),
        ("Name:\nVorname:\nNeue Handynummer:\n0475 31 88 20\nFax:\n\nDanke", "+32475318820"),
    ],
)
def test_empty_labels_of_names_give_no_name(text: str, number: str) -> None:
    assert found_in(text, "Gsm").fields == {"phone": number}


@pytest.mark.parametrize(
    "text",
    [
        "Merci d'adapter :\nNom :\nTest\nPrénom :\nAnn\nFax :\n04 223 66 71",
        "Graag aanpassen:\nNaam:\nAnn Test\nFax:\n04 223 66 71",
        "Please update:\nName:\nAnn Test\nFax:\n04 223 66 71",
        "Bitte ändern:\nName:\nTest\nVorname:\nAnn\nFax:\n04 223 66 71",
    ],
)
def test_who_says_in_a_form_who_he_is_changes_no_name(text: str) -> None:
    assert found_in(text, "Fax").fields == {"fax": "+3242236671"}
