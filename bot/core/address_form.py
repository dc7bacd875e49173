"""An address given as a form: one or two parts a line, each with its label ("Straat: ...", "PLZ / Ort: ...")."""

import re
from collections.abc import Mapping

from bot.core.address_street import blank, in_sentences
from bot.core.flat import flat
from bot.core.values import Age, Value

_AND = r"\W{1,3}(?:(?:et|en|and|und) )?"
_POSTCODE = r"code postal|cp|post ?code|postal code|plz|postleitzahl|zip(?: code)?"
_CITY = r"localite|commune|ville|gemeente|plaats|woonplaats|stad|city|town|(?:wohn)?ort|stadt"
_LABELS = {
    "place": rf"(?:{_POSTCODE}){_AND}(?:{_CITY})",
    "street": rf"(?:rue|straat(?:naam)?|street|strass?e|adresse? \(rue\)|voie)"
    rf"(?:{_AND}(?:n°|no|nr|numero|(?:huis)?nummer|huisnr|hausnummer|(?:house )?number))?",
    "number": r"n°|no|nr|numero|nummer|huisnummer|huisnr|hausnummer|house number|number",
    "box": r"boite|bte|bt|bus|busnummer|box|briefkasten",
    "postcode": _POSTCODE,
    "city": _CITY,
}
_LINE = re.compile(
    r"^[ \t>*•-]*(?:(?:nouve\w+|nieuwe?|new|neue?\w*)[ ])?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")[ .]*[:=][ \t]*(?P<value>[^\n(|]*)",
    re.MULTILINE,
)
_ARROW = re.compile(r"\s*(?:->|=>|→)\s*")
#: A mark at the end of a line: "<< new", "(unchanged)", "!".
_MARKED = re.compile(r"\s*(?:<+[^<]*|\*+|!+|\s{2,}(?i:new|nieuw|nouveau|neu))\s*$")
_FEWEST = 3  # parts; fewer are no form
_STREET = re.compile(
    r"(?P<street>.*?\D)\s(?P<number>\d+(?:\s?[A-Za-z](?!\w))?)"
    r"(?:\s?(?:[,/]|\b(?i:bo[iî]te|bte|bt|bus|box)\b\.?)\s*(?:(?i:bo[iî]te|bte|bt|bus|box)\s)?(?P<box>\w{1,5}))?"
)
_PLACE = re.compile(r"(?:[A-Z]{1,2}-)?(?P<postcode>\d{4,5}(?: [A-Z]{2})?)[ ,]+(?P<city>\D{2,40})")


def form_address(text: str) -> list[Value]:
    """Return the address that stands in labelled lines, or none; one block of lines is one address."""
    lower = flat(text)
    found = list(_LINE.finditer(lower))
    named = [str(match.lastgroup if match.lastgroup != "value" else _name(match)) for match in found]
    if len(set(named)) < len(named):
        return []
    said: dict[str, str | None] = {}
    for match, name in zip(found, named, strict=True):
        value = _MARKED.sub("", _ARROW.split(text[match.start("value") : match.end("value")])[-1]).strip(" .,-\t")
        said |= _split(name, value, said)
    parts = blank() | said
    if sum(value is not None for value in said.values()) < _FEWEST or not _plausible(parts):
        return []
    replaced = any(_ARROW.search(match["value"]) for match in found)
    age = Age.NEW if replaced else Age.PLAIN
    return [Value(field="address", value=parts, start=found[0].start(), end=found[-1].end(), age=age)]


def _plausible(parts: Mapping[str, str | None]) -> bool:
    """Whether the parts look like what they are called: a street in one sentence, a number, a place without digits."""
    street, number, city = parts["street"] or "", parts["number"] or "1", parts["city"] or ""
    named = re.search(r"[^\W\d]", street) and not re.search(r"[:;<>@|?]", in_sentences(street))
    return bool(named and number[:1].isdigit() and not re.search(r"\d", city))


def _split(name: str, value: str, said: Mapping[str, str | None]) -> dict[str, str | None]:
    """The parts on one line; what a line of its own says of the number counts more."""
    if name == "place":
        place = _PLACE.fullmatch(value)
        return {"postcode": place["postcode"], "city": place["city"].strip(" ,")} if place else {}
    place = _PLACE.fullmatch(value) if name == "city" else None
    if place:
        return {"postcode": place["postcode"], "city": place["city"].strip(" ,")}
    street = _STREET.fullmatch(value) if name == "street" else None
    if street and not said.get("number"):
        box = {"box": street["box"]} if street["box"] else {}
        return {"street": street["street"].strip(" ,"), "number": street["number"], **box}
    return {name: value or None}


def _name(match: re.Match[str]) -> str:
    return next(name for name in _LABELS if match[name] is not None)
