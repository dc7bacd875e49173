"""E-mail addresses, telephone numbers, VAT numbers and bank accounts in a text; ages are told elsewhere."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import phonenumbers
from stdnum import iban as iban_number
from stdnum.be import nn as national_number
from stdnum.be import vat as be_vat
from stdnum.eu import vat as eu_vat

from bot.core.folding import fold
from bot.core.sender import mailboxes
from bot.core.values import NUMBERS, Age, Value

_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+'-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]{4}){2,7}(?:[ .-]?[A-Z0-9]{1,3})?\b")
_VAT = re.compile(r"\b(?:BE[ .-]{0,2})?[01]\d{3}[ .-]?\d{3}[ .-]?\d{3}\b", re.IGNORECASE)
_EU_VAT = re.compile(r"\b(?:(?:LU|DE|FR)[ ]?[A-Z0-9]{0,2}[\d .]{7,14}\d|NL[ ]?\d{9}B\d{2})\b")
VAT_LABEL = re.compile(
    r"\b(?:tva|btw|vat|mwst|ust|uid|entreprise|ondernemingsn\w*|enterprise|company number|unternehmensn\w*|"
    r"kbo|bce|peppol)\b"
)
_NATIONAL = re.compile(r"\b\d{2}[. ]?\d{2}[. ]?\d{2}[- ]?\d{3}[. ]?\d{2}\b")
#: The labels that stand beside a number; the nearest one before it decides, then one in brackets behind it.
_LABELS = (
    ("fax", re.compile(r"\b(?:fax\w*|telefax\w*|telecopie\w*|f(?= ?[:.]))\b")),
    ("private", re.compile(
        r"\b(?:(?:gsm|mobile|mobiel\w*|portable|handy\w*|numero|nummer|number) (?:prive\w*|private|personnel|"
        r"privat\w*)|"

                               r"(?:prive|private|persoonlijk\w*|personal|privat\w*)[- ]?(?:gsm|nummer|number|"
                               r"mobile|handy\w*|cell\w*))\b"
                           )),
    ("mobile", re.compile(r"\b(?:gsm\w*|mobil\w*|mobiel\w*|portable|handy\w*|cell\w*|mob|natel|m(?= ?[:.]))\b")),
    ("landline", re.compile(
        r"\b(?:fixe|vaste?(?: lijn| nummer)?|landline|festnetz\w*|tel|tel\w*|t(?= ?[:.])|phone|ligne directe|"
        r"direct line|durchwahl|bureau|buro|"
                            r"kantoor|switchboard|standard|centrale|zentrale)\b")),
)  # fmt: skip
#: "... is my mobile": what a number is, said behind it, is surer than any word before it.
_IS_ONE = re.compile(
    r",? ?(?:c'est|est|is|ist|it's|dat is|das ist) (?:(?:bien|wel|nu|en fait|eigenlijk|actually|in fact|jetzt|now|desormais) )?"
    r"(?:(?:notre|mon|ma|le|la|un|une|ons|onze|mijn|het|de|een|our|my|the|a|unser\w*|mein\w*|das|die|ein\w*) )?(?:numero de |n° de )?"
    r"(?:gsm\w*|portable|mobile|mobiel\w*|handy\w*|cell\w*|fixe|(?:vaste|festnetz|land)\w*|telefoon\w*|telefon\w*|telephone|fax\w*)\b"
)
#: A number with strokes between its groups, which the library would take for a date.
_SLASHED = re.compile(
    r"(?<![\d/])(?!\d{1,2}/\d{1,2}/(?:19|20)?\d\d\b)(?:(?:00|\+)\d{2} ?)?0?\d{2,3} ?/ ?[\d/. ]{5,12}\d"
)
_INCOMPLETE = re.compile(r"04[5-9]\d{6}$")  # a mobile number without its last digit; Liège has no number like it
_TOO_LONG = re.compile(r"\+32[1-35-9]\d{8}")  # only mobile numbers have nine digits behind the country code
#: A number, and the words by which the next one replaces it or is replaced.
_REPLACES = re.compile(
    r"\d[\d ./()-]{6,}\d[\s),]*(?:->|=>|→|>+|devient|wordt|becomes?|wird(?: zu)?|au lieu de|in plaats van|ipv|i\.p\.v\.?|instead of|"
    r"statt|\((?:was|avant|vroeger|voorheen|used to be|previously|formerly|bisher|fruher|ancien\w*|oud|old|alt)\b)[\s:]*$"
)
_ENDED = re.compile(r"[.!?]\s|\n")
_CODE = r"\b(?:indicatif|prefixe?|country code|landcode|landnummer|(?:landes)?vorwahl|landerkennzahl)\W{1,3}(?:\w+\W{1,3})?(?:\+|00)?"
_ABROAD = (
    ("FR", re.compile(rf"\b(?:france|frankrijk|frankreich)\b|\+33\b|\bf-\d{{5}}\b|{_CODE}33\b")),
    (
        "NL",
        re.compile(
            r"\b(?:pays-bas|nederland|(?:the )?netherlands|niederlande\w*|kvk)\b|\+31\b|\b[1-9]\d{3} ?(?!sa|sd|ss)[a-z]{2} [a-z']|"
            rf"{_CODE}31\b"
        ),
    ),
    (
        "DE",
        re.compile(
            r"\b(?:allemagne|duitsland|germany|deutschland|aachen|aix-la-chapelle|bitburg|trier|monschau|prum|koln|keulen|cologne|dusseldorf|"
            rf"duren|simmerath|bonn|koblenz|handy\w*)\b|\+49\b|\bd-\d{{5}}\b|{_CODE}49\b"
        ),
    ),
)
#: Five pairs of digits, as numbers are written in France; a Belgian mobile number begins with four digits together.
_BELGIUM, _LONGEST_HERE = 32, 10  # its country code; digits of a Belgian number
_PAIRS = re.compile(r"0\d(?:\D\d\d){4}")
#: A German mobile number of eleven digits or more, which is too long for a Belgian one.
_GERMAN_MOBILE = re.compile(r"(?<![\d+/.-])(?<!\d )01[5-7]\d(?:[ /-]{0,3}\d){7,8}(?![\d/-]| \d)")
_MOST = 20


def emails(text: str) -> Iterator[Value]:
    """Yield the e-mail addresses, lower case."""
    if "@" not in text:
        return
    for found in list(_EMAIL.finditer(text))[:_MOST]:
        address = found[0].rstrip(".'-").lower()
        if mailboxes(address):
            yield Value(field="email", value=address, start=found.start(), end=found.start() + len(address))


def masked(text: str, values: list[Value]) -> str:
    """Return the text with crosses in the place of the values."""
    for value in values:
        text = text[: value.start] + "x" * (value.end - value.start) + text[value.end :]
    return text


def numbers(text: str) -> list[Value]:
    """Return bank accounts, VAT numbers, and national numbers (field "national", never kept).

    They are looked for before telephones: each holds digits that would pass for one.
    """
    values: list[Value] = []
    for field, pattern, check in (
        ("iban", _IBAN, _iban),
        ("vat", _EU_VAT, _foreign_vat),
        ("vat", _VAT, _vat),
        ("national", _NATIONAL, _national),
    ):
        for found in list(pattern.finditer(text))[:_MOST]:
            value = check(found[0], fold(text[max(0, found.start() - 60) : found.start()]))
            if value is None:
                continue
            wrong = value.startswith("BE") and field == "vat" and not be_vat.is_valid(value)
            age = Age.OLD if wrong or value.endswith("?") else Age.PLAIN
            start, end = found.span()
            values.append(Value(field=field, value=value.rstrip("?"), start=start, end=end, age=age))
            text = text[:start] + "x" * (end - start) + text[end:]
    return values


def impossible(value: Value) -> bool:
    """Whether a Belgian VAT number or a bank account has wrong check digits, or a Belgian telephone number a length that
    none has: nobody can have it."""
    number = str(value.value)
    if value.field in NUMBERS:
        return _TOO_LONG.fullmatch(number) is not None
    if value.field == "vat":
        return number.startswith("BE") and not be_vat.is_valid(number)
    return value.field == "iban" and not iban_number.is_valid(number, check_country=False)


def _iban(text: str, before: str) -> str | None:
    """A wrong account in its right shape is the one to be corrected; it is marked with "?"."""
    compact = re.sub(r"[ .-]", "", text)
    if iban_number.is_valid(compact, check_country=False):
        return str(iban_number.compact(compact))
    return f"{compact}?" if compact.startswith("BE") and len(compact) == 16 and compact[2:].isdigit() else None


def _vat(text: str, before: str) -> str | None:
    """The check digits of an old value may be wrong: that is why it is corrected."""
    digits = re.sub(r"\D", "", text)
    label, phone = VAT_LABEL.search(before), label_in(before[-25:])
    named = text.upper().startswith("BE") or (label is not None and not phone)
    return f"BE{digits}" if len(digits) == 10 and (named or _looks_like_vat(text, digits, phone)) else None


def _looks_like_vat(text: str, digits: str, label: str) -> bool:
    """Groups of four, three and three digits with dots; a mobile number is grouped in another way, as a rule."""
    return text.count(".") == 2 and not label and bool(be_vat.is_valid(digits))


def _foreign_vat(text: str, before: str) -> str | None:
    compact = re.sub(r"[ .]", "", text)
    return compact if eu_vat.is_valid(compact) else None


def _national(text: str, before: str) -> str | None:
    return text if national_number.is_valid(text) else None


def phones(text: str) -> Iterator[Value]:
    """Yield telephone numbers as E.164: Belgian ones, and others with their country code."""
    same_length = _SLASHED.sub(lambda found: found[0].replace("/", " "), text.replace("(0)", "   "))
    dialled_here = phonenumbers.PhoneNumberMatcher(
        same_length, "BE", leniency=phonenumbers.Leniency.POSSIBLE, max_tries=200
    )
    for found in [*dialled_here, *_german_mobiles(same_length)]:
        if not _plausible(found):
            continue
        dialled = _dialled(found, text)
        value = phonenumbers.format_number(dialled, phonenumbers.PhoneNumberFormat.E164)
        wrong = _INCOMPLETE.match(re.sub(r"\D", "", found.raw_string)) or _TOO_LONG.fullmatch(value)
        age = Age.OLD if wrong else Age.PLAIN
        yield Value(field=_line(text, found, dialled), value=value, start=found.start, end=found.end, age=age)


def _dialled(found: phonenumbers.PhoneNumberMatch, text: str) -> phonenumbers.PhoneNumber:
    """The number; one that no Belgian line can have, or is written as abroad, belongs to the one country abroad that
    the mail names."""
    abroad = found.raw_string.lstrip("(").startswith(("+", "00"))
    if (
        abroad
        or found.number.country_code != _BELGIUM
        or (phonenumbers.is_valid_number(found.number) and not _PAIRS.fullmatch(found.raw_string))
    ):
        return found.number
    named = _regions(text)
    number = phonenumbers.parse(found.raw_string, named[0]) if len(named) == 1 else found.number
    return number if phonenumbers.is_valid_number(number) else found.number


def _german_mobiles(text: str) -> Iterator[phonenumbers.PhoneNumberMatch]:
    """Yield the mobile numbers that only Germany has, where the mail names no other country abroad."""
    for found in list(_GERMAN_MOBILE.finditer(text))[:_MOST]:
        number = phonenumbers.parse(found[0], "DE")
        mobile = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
        if mobile and len(re.sub(r"\D", "", found[0])) > _LONGEST_HERE and _regions(text) == ["DE"]:
            yield phonenumbers.PhoneNumberMatch(found.start(), found[0], number)


def _regions(text: str) -> list[str]:
    """Return the countries abroad that a mail names, by what it says of numbers and places."""
    lower = fold(text)
    return [region for region, words in _ABROAD if words.search(lower)]


def _plausible(found: phonenumbers.PhoneNumberMatch) -> bool:
    """A number people would dial: with its country, or nine or ten digits that begin with 0. A date is neither."""
    digits = re.sub(r"\D", "", found.raw_string)
    if found.raw_string.lstrip("(").startswith("+") or digits.startswith("00"):
        return 9 <= len(digits) <= 15
    return digits.startswith("0") and (len(digits) in {9, 10} or found.number.country_code != _BELGIUM)


def _line(text: str, found: phonenumbers.PhoneNumberMatch, dialled: phonenumbers.PhoneNumber) -> str:
    """``mobile?`` is told apart only where a landline stands beside it; see ``fields``."""
    before = re.split(r"[\n;!?]|\d{2}[/. ]\d{2}", fold(text[max(0, found.start - 70) : found.start]))[-1]
    after = re.match(r"\s*\(([^)\n]{2,30})\)", text[found.end : found.end + 40])
    named = _IS_ONE.match(fold(text[found.end : found.end + 40]))
    label = (label_in(named[0]) if named else "") or label_in(before)
    label = label or (label_in(fold(after[1])) if after else "") or _inherited(text, found.start)
    mobile = phonenumbers.number_type(dialled) == phonenumbers.PhoneNumberType.MOBILE
    if label == "fax":
        return "fax"
    if label == "private" and mobile:
        return "mobile"
    return "mobile?" if mobile and label != "landline" or label == "mobile" else "phone"


def same_kind(values: Sequence[Value], text: str) -> list[Value]:
    """Return the values; a number without a label that replaces the fax before it in its sentence is a fax itself."""
    made = list(values)
    for place, (left, right) in enumerate(pairwise(made), start=1):
        gap = fold(text[left.end : right.start])
        replaced = left.field == "fax" and left.age is Age.OLD and right.age is Age.NEW
        if replaced and right.field in {"phone", "mobile?"} and not label_in(gap) and not _ENDED.search(gap):
            made[place] = replace(right, field="fax")
    return made


def _inherited(text: str, start: int) -> str:
    """The label of the number that this one replaces, on the same line ("fax: 02 ... -> 02 ...")."""
    line = fold(text[max(0, start - 110) : start]).split("\n")[-1]
    found = _REPLACES.search(line)
    return label_in(line[: found.start()]) if found else ""


def label_in(words: str) -> str:
    """Return fax, private, mobile or landline: the last label of the words, "" for none."""
    last = {name: max((found.end() for found in pattern.finditer(words)), default=-1) for name, pattern in _LABELS}
    best = max(last, key=lambda name: last[name])
    return best if last[best] >= 0 else ""
