"""Addresses whose place does not stand behind their postcode: "in Halle: Nijvelsesteenweg 12, 1500"."""

import re
from collections.abc import Iterator, Sequence

from bot.core.address_street import blank, leading, street_parts
from bot.core.belgium import is_postcode, named_place
from bot.core.near import free
from bot.core.values import Value

_BARE_CODE = re.compile(
    r"(?<![\w./+@€-])(?:B-)?(?P<postcode>[1-9]\d{3}(?P<letters>[ ]?(?!SA|SD|SS)[A-Z]{2}(?!\w))?)"
    r"(?=\s*(?:[,.;:()!?–]|$|\n)|(?<=[A-Z])\s)",
    re.MULTILINE,
)
_NAME = r"[A-ZÀ-Ý'’][A-Za-zÀ-ÿ'’-]+(?: (?:aan (?:de[nr]? )?|op )?[A-ZÀ-Ý][A-Za-zÀ-ÿ'’-]+){0,2}"
#: The place of an address in the Netherlands: behind its postcode, or before its street.
_CITY_BEHIND = re.compile(rf"\s?[(,]?\s?(?:in|te|à|at)?\s?(?P<city>{_NAME})(?=\s?(?:[),.;!?\n]|$))")
_CITY_BEFORE = re.compile(
    rf"\b(?:naar|in|te|to|at|nach|à|vers)\s(?P<city>{_NAME})\s?[,:(–-]\s?(?:(?:naar|in|op|aan|te|to|at|nach|à|an)\s)?"
    r"(?:(?:de|het|the|die|der|la|le)\s)?$"
)
_MOST = 12
_BEFORE = 120  # characters of a street and what leads up to it


def split(text: str, found: Sequence[Value]) -> Iterator[Value]:
    """Yield the addresses outside ``found``; one in Belgium only with the place that the text names for it."""
    for code in list(_BARE_CODE.finditer(text))[:_MOST]:
        if not free(code.span(), [value.span for value in found]):
            continue
        begin = max([0, code.start() - _BEFORE, *(one.end for one in found if one.end <= code.start())])
        value = _dutch(text, code, begin) if code["letters"] else _belgian(text, code, begin)
        if value is not None:
            yield value


def _belgian(text: str, code: re.Match[str], begin: int) -> Value | None:
    city = named_place(text, code["postcode"]) if is_postcode(code["postcode"]) else ""
    street = leading(text[begin : code.start()], known=False) if city else None
    return None if street is None else _value(street, code, begin, city, "BE")


def _dutch(text: str, code: re.Match[str], begin: int) -> Value | None:
    """An address with a Dutch postcode, which tells its place even where none is named."""
    street = leading(text[begin : code.start()], known=False)
    if street is None:
        return None
    behind = _CITY_BEHIND.match(text, code.end())
    before = _CITY_BEFORE.search(text[max(0, begin - _BEFORE) : begin + street.start("street")])
    city = behind or before
    return _value(street, code, begin, city["city"] if city else None, "NL", end=behind.end() if behind else None)


def _value(
    street: re.Match[str], code: re.Match[str], begin: int, city: str | None, country: str, end: int | None = None
) -> Value:
    """The address of a street that was looked for from ``begin`` on."""
    start = begin + min(street.start("street"), street.start("number"))
    place = {"postcode": code["postcode"].replace(" ", ""), "city": city, "country": country}
    return Value(field="address", value=blank() | street_parts(street) | place, start=start, end=end or code.end())
