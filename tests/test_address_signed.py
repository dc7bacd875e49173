"""The address under a name: what it is to be asked of, in a mail that speaks of an address and in one that does not."""

from email.message import EmailMessage

import pytest

from bot.core.letter_values import letter
from bot.core.read import read
from bot.core.values import Age

_NL = "Groeten\nJan Claes\nKerkplein 4, 3500 Hasselt"
_FR = "Cordialement,\nLuc Noël\nRue du Lac 12, 1348 Louvain-la-Neuve"
_EN = "Yours faithfully,\n\nAccounts Payable\nHarcourt Fleming LLP\nAvenue de Cortenbergh 71, 1000 Brussels"
_DE = "Mit freundlichen Grüßen\nBuchhaltung Lenz GmbH\nHauptstraße 12, 4700 Eupen"


def ages(subject: str, text: str) -> set[Age]:
    raw = EmailMessage()
    raw["From"], raw["Subject"] = "Info <info@firm.example>", subject
    raw.set_content(text)
    mail = read(raw.as_bytes())
    told = letter(mail, mail.text)
    return {value.age for value in (*told.values, *told.signed) if value.field == "address"}


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("mail", f"Beste, mijn nieuw mailadres is anders, zie onder.\n{_NL}"),
        ("e-mail", f"Beste,\n\nik geef mijn nieuw e-mail adres nog door.\n\n{_NL}"),
        ("adresse mail", f"Bonjour, notre adresse mail change bientôt.\n{_FR}"),
        ("nouveau contact", f"Bonjour,\n\nvotre contact chez nous est désormais Léa Petit.\n\n{_FR}"),
        ("AP contact", f"Hello,\nyour new contact is Mr Oduya.\n\nAll else (billing address) is unchanged.\n\n{_EN}"),
        ("AP contact", f"Hello,\nyour new contact is Mr Oduya. Our address stays the same.\n\n{_EN}"),
        ("mail", "Dag, mijn nieuw mailadres volgt nog.\nGroeten, Jan Claes\nKerkplein 4, 3500 Hasselt"),
        ("Ansprechpartner", f"Guten Tag, unsere neue Ansprechpartnerin ist Frau Kurz.\n{_DE}"),
    ],
)
def test_an_address_under_a_greeting_only_says_who_writes(subject: str, text: str) -> None:
    assert ages(subject, text) == {Age.SAME}


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Verhuisd", f"Dag, gelieve dit te noteren.\n{_NL}"),
        ("info", f"Beste,\n\nwij zijn verhuisd, gelieve dit te noteren.\n\n{_NL}"),
        ("nouvelles", f"Bonjour, nous avons déménagé, merci d'adapter.\n{_FR}"),
        ("news", f"Hello,\nwe have moved, and our mail address stays the same.\n\n{_EN}"),
        ("Umzug", f"Guten Tag, bitte notieren Sie das.\n{_DE}"),
    ],
)
def test_an_address_that_the_mail_is_about_is_asked_of(subject: str, text: str) -> None:
    assert not ages(subject, text) & {Age.SAME, Age.OTHER}
