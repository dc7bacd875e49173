"""E-mail addresses, telephone numbers, VAT numbers and bank accounts in a text."""

import re
from collections.abc import Iterator

import phonenumbers
from stdnum import iban as iban_number
from stdnum.be import nn as national_number
from stdnum.be import vat as be_vat

from bot.core.folding import fold
from bot.core.sender import mailboxes
from bot.core.values import Value, age_of

_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+'-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?\b")
_VAT = re.compile(r"\b(?:BE[ .]?)?[01]\d{3}[ .]?\d{3}[ .]?\d{3}\b", re.IGNORECASE)
_NATIONAL = re.compile(r"\b\d{2}[. ]?\d{2}[. ]?\d{2}[- ]?\d{3}[. ]?\d{2}\b")
_FAX = re.compile(r"\b(?:fax|telefax|f)\b\W{0,4}[^\n\d]{0,20}$")
_MOBILE = re.compile(r"\b(?:gsm|mobile|mobiel\w*|portable|handy\w*|cell\w*|mob|m)\b[^\n]{0,25}$")
_PRIVATE = re.compile(r"\b(?:prive\w*|private|persoonlijk\w*|personnel|privat\w*)\b[^\n]{0,25}$")
_LANDLINE = re.compile(r"\b(?:fixe|vaste?|landline|festnetz|tel\w*|t|phone|ligne directe|bureau)\b[^\n]{0,20}$")
_MOST = 20


def emails(text: str) -> Iterator[Value]:
    """Yield the e-mail addresses, lower case."""
    for found in list(_EMAIL.finditer(text))[:_MOST]:
        address = found[0].rstrip(".").lower()
        if mailboxes(address):
            yield Value(
                field="email",
                value=address,
                start=found.start(),
                end=found.end(),
                age=age_of(text, found.start(), found.end()),
            )


def numbers(text: str) -> tuple[list[Value], str]:
    """Return bank accounts and VAT numbers, and the text with them and national numbers masked.

    They are masked before telephones are looked for: each holds digits that would pass for one.
    """
    values: list[Value] = []
    masked = text
    for field, pattern, check in (("iban", _IBAN, _iban), ("vat", _VAT, _vat), ("", _NATIONAL, _national)):
        for found in list(pattern.finditer(masked))[:_MOST]:
            value = check(found[0])
            if value is None:
                continue
            start, end = found.span()
            if field:
                values.append(Value(field=field, value=value, start=start, end=end, age=age_of(text, start, end)))
            masked = masked[:start] + "x" * (end - start) + masked[end:]
    return values, masked


def _iban(text: str) -> str | None:
    return str(iban_number.compact(text)) if iban_number.is_valid(text) else None


def _vat(text: str) -> str | None:
    """The check digits of an old value may be wrong: that is why it is corrected. Old values are no fields."""
    digits = re.sub(r"\D", "", text)
    if len(digits) != 10 or not (be_vat.is_valid(digits) or text.upper().startswith("BE") or text.count(".") == 2):
        return None
    return f"BE{digits}"


def _national(text: str) -> str | None:
    return text if national_number.is_valid(text) else None


def phones(masked: str) -> Iterator[Value]:
    """Yield telephone numbers as E.164: Belgian ones, and others with their country code."""
    for found in phonenumbers.PhoneNumberMatcher(masked.replace("(0)", "   "), "BE", max_tries=200):
        yield _phone(masked, found)


def _phone(text: str, found: phonenumbers.PhoneNumberMatch) -> Value:
    before = fold(text[max(0, found.start - 45) : found.start]).rpartition("\n")[2]
    number = phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164)
    return Value(
        field=_line(before, found.number),
        value=number,
        start=found.start,
        end=found.end,
        age=age_of(text, found.start, found.end),
    )


def _line(before: str, number: phonenumbers.PhoneNumber) -> str:
    """``mobile`` only for a number called private or told apart from a landline; see the label policy of the rules."""
    if _FAX.search(before):
        return "fax"
    mobile = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    if mobile and _PRIVATE.search(before):
        return "mobile"
    return "mobile?" if mobile and _MOBILE.search(before) and not _LANDLINE.search(before[-12:]) else "phone"
