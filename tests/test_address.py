"""Which addresses are one mailbox, and which only look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.address import is_role, normal


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        (" Anna.Lefevre@Maison.Example. ", "anna.lefevre@maison.example"),
        ("anna@B\u00dcCHER.example", "anna@xn--bcher-kva.example"),
        ("anna@xn--bcher-kva.EXAMPLE", "anna@xn--bcher-kva.example"),
        ("ANNA.LEFE\u0300VRE@maison.example", "anna.lef\u00e8vre@maison.example"),
        ("\N{LATIN SMALL LETTER A WITH ACUTE}na@a_b.\u00e9xample", "\u00e1na@a_b.\u00e9xample"),
    ],
)
def test_spellings_of_one_mailbox_compare_equal(written: str, compared: str) -> None:
    assert normal(written) == compared


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("anna@maison.example", "anna+news@maison.example"),
        ("annalefevre@maison.example", "anna.lefevre@maison.example"),
        ("dieter@stra\u00dfe.example", "dieter@strasse.example"),
        ("klein@haus.example", "\N{KELVIN SIGN}lein@haus.example"),
        ("anna@maison.example", "\uff41nna@maison.example"),
        ("anna@maison.example", "\u0430nna@maison.example"),
        ("stra\u00dfe@haus.example", "strasse@haus.example"),
    ],
)
def test_look_alikes_stay_apart(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_normal_form_of_a_normal_form_is_itself(local: str, domain: str) -> None:
    once = normal(f"{local}@{domain}")
    assert normal(once) == once


@pytest.mark.parametrize(
    "address", ["info@x.example", "Compta@x.example", "hr-belgium@x.example", "privacy+a@x.example"]
)
def test_a_function_is_no_person(address: str) -> None:
    assert is_role(address)


@pytest.mark.parametrize(
    "address", ["infante@x.example", "anna@info.example", "teamleader@x.example", "mailis@x.example"]
)
def test_a_person_is_no_function(address: str) -> None:
    assert not is_role(address)
