"""Postal addresses in a text: Belgian ones in three languages, and those of the neighbours."""

import re
from collections.abc import Iterator

from bot.core.values import Value, age_of

_STREET_WORD = (
    r"(?:rue|avenue|av\.|boulevard|bd\.?|bld|chauss[ée]e|ch\.|place|quai|route|chemin|all[ée]e|impasse|square|sentier|"
    r"clos|cours|drève|venelle|voie|ruelle|faubourg|rond-point|montagne|galerie|passage|parc|zoning|"
    r"straße|strasse|platz|weg|allee|gasse|am|an der|im|auf der|zum|zur)"
)
_NAME = r"[A-ZÀ-Ýa-zà-ÿ0-9][\w'’.-]*"
_NUMBER = r"(?P<number>\d{1,4}(?:[ ]?[A-Za-z](?![\w'’]))?)"
_BOX = (
    r"(?:\s*(?:,?\s*(?:bo[iî]te|bte\.?|bus|box|b\.|postbus|app(?:t|artement)?\.?|Postfach)\s*|/)(?P<box>[\w.]{1,5}))?"
)
_POSTCODE = r"(?:(?:B|L|D|F|BE|LU)\s?-\s?)?(?P<postcode>\d{4}\s?[A-Z]{2}(?![a-zà-ÿ])|\d{5}|\d{4})"
_CITY = (
    r"(?P<city>[A-ZÀ-Ý][\w'’À-ÿ-]*(?:[ -](?:[A-ZÀ-Ý][\w'’À-ÿ.-]*|sur|sous|lez|les|la|le|de|du|des|aan|op|"
    r"am|an|im|der|den|"
    r"bei|en|et|'t|St\.?))*)"
)
_GAP = r"\s*[,;·|–-]?\s*(?:\n\s*)?(?:[àa]\s+|te\s+|in\s+)?"
_FRENCH = rf"(?P<street>(?:{_STREET_WORD})\s+(?:{_NAME}[ ]){{0,5}}?{_NAME}),?\s+(?:n[°ro.]*\s*)?{_NUMBER}"
_GERMANIC = (
    r"(?P<street>(?:(?:[A-ZÀ-Ý][\w'’.À-ÿ-]*|van|de|den|der|het|ten|ter|'t|St\.|Sint|Am|An|Auf|In|Zum|Zur|dem)[ ]){0,4}"
    r"[A-ZÀ-Ý][\wÀ-ÿ'’.-]*(?:straat|laan|steenweg|weg|plein|dreef|lei|baan|kaai|dijk|hof|pad|plaats|markt|veld|berg|str\.|"
    r"stra(?:ß|ss)e|gasse|platz|allee|ring|ufer|damm|kade|singel|gracht|heide|kouter|vest|park|wijk|akker|bos|land|"
    r"lane|road|street|avenue|square)),?\s+"
) + _NUMBER
_NUMBER_FIRST = (
    rf"(?P<number>\d{{1,4}}[A-Za-z]?)(?:[ ](?:bis|ter))?,?\s+"
    rf"(?P<street>(?:{_STREET_WORD})\s+(?:{_NAME}[ ]){{0,5}}?{_NAME})"
)
_WHOLE = tuple(
    re.compile(shape)
    for shape in (
        rf"(?i:{_FRENCH}){_BOX}{_GAP}{_POSTCODE}\s+{_CITY}",
        rf"{_GERMANIC}{_BOX}{_GAP}{_POSTCODE}\s+{_CITY}",
        rf"(?i:{_NUMBER_FIRST}){_BOX}{_GAP}{_POSTCODE}\s+{_CITY}",
    )
)
_STREET_ONLY = (re.compile(rf"(?i:{_FRENCH}){_BOX}"), re.compile(rf"{_GERMANIC}{_BOX}"))
_PLACE = re.compile(rf"(?:^|[\s,(]){_POSTCODE}\s+{_CITY}")
_COUNTRIES = (
    (re.compile(r"\b(?:France|Frankreich|Frankrijk)\b"), "FR"),
    (re.compile(r"\b(?:Luxembourg|Luxemburg)\b"), "LU"),
    (re.compile(r"\b(?:Nederland|Pays-Bas|Netherlands|Niederlande)\b"), "NL"),
    (re.compile(r"\b(?:Deutschland|Allemagne|Duitsland|Germany)\b"), "DE"),
)
_LABELS = re.compile(
    r"^\W*(?P<label>rue|straat|street|stra(?:ß|ss)e|num[ée]ro|n°|huisnummer|nummer|hausnummer|"
    r"house number|bo[iî]te|bus|box|"
    r"code postal|postcode|plz|postleitzahl|localit[ée]|commune|ville|gemeente|plaats|stad|city|town|ort|stadt)\s*:\s*"
    r"(?P<value>[^\n(]+)",
    re.IGNORECASE | re.MULTILINE,
)
_PARTS = {
    "rue": "street", "straat": "street", "street": "street", "strasse": "street", "straße": "street",
    "numéro": "number", "numero": "number", "n°": "number", "huisnummer": "number", "nummer": "number",
    "hausnummer": "number", "house number": "number", "boîte": "box", "boite": "box", "bus": "box", "box": "box",
    "code postal": "postcode", "postcode": "postcode", "plz": "postcode", "postleitzahl": "postcode",
}  # fmt: skip
_NO_STREET = re.compile(
    r"^(?:jan\w*|f[ée]v\w*|feb\w*|mars|maart|march|märz|avril|april|mai|mei|may|juin|juni|june|juillet|juli|july|août|"
    r"aug\w*|sept\w*|o[ck]t\w*|nov\w*|d[ée][cz]\w*|de|het|den|adresse?|anschrift|adres|address)\s+(?=[A-ZÀ-Ý])",
    re.IGNORECASE,
)
_MOST = 12


def addresses(text: str) -> Iterator[Value]:
    """Yield whole addresses (street, number, postcode, place); then labelled ones."""
    taken: list[tuple[int, int]] = []
    for pattern in _WHOLE:
        for found in list(pattern.finditer(text[:60_000]))[:_MOST]:
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            taken.append(found.span())
            yield _value(text, found, _address(found, text))
    if not taken and text.islower():
        yield from addresses(text.title())
    elif not taken and (labelled := _labelled(text)) is not None:
        yield labelled


def streets(text: str) -> Iterator[Value]:
    """Yield streets with a number where no place stands beside them."""
    for pattern in _STREET_ONLY:
        for found in list(pattern.finditer(text[:60_000]))[:_MOST]:
            parts = {"street": found["street"], "number": found["number"], "box": found["box"]}
            yield _value(text, found, _blank() | parts)


def _value(text: str, found: re.Match[str], parts: dict[str, str | None]) -> Value:
    start, end = found.span("street")[0], found.end()
    return Value(field="address", value=parts, start=start, end=end, age=age_of(text, start, end))


def _blank() -> dict[str, str | None]:
    return {"street": None, "number": None, "box": None, "postcode": None, "city": None, "country": "BE"}


def _address(found: re.Match[str], text: str) -> dict[str, str | None]:
    postcode = found["postcode"].replace(" ", "")
    return {
        "street": _NO_STREET.sub("", found["street"]).strip(" ,"),
        "number": found["number"].replace(" ", "").upper(),
        "box": found["box"],
        "postcode": postcode,
        "city": found["city"].strip(" .,-"),
        "country": _country(postcode, found[0], text[found.end() : found.end() + 30]),
    }


def _country(postcode: str, whole: str, after: str) -> str:
    for pattern, code in _COUNTRIES:
        if pattern.search(after):
            return code
    if re.search(r"\bL\s?-\s?\d{4}", whole) or re.search(r"\bLuxemb", whole):
        return "LU"
    if re.fullmatch(r"\d{4}[A-Z]{2}", postcode):
        return "NL"
    if len(postcode) == 5:
        return "DE" if re.search(r"(?:stra(?:ß|ss)e|weg|platz|gasse|str\.)", whole) else "FR"
    return "BE"


def _labelled(text: str) -> Value | None:
    """A form: one part a line."""
    found = list(_LABELS.finditer(text))
    parts = _blank()
    for match in found:
        name = _PARTS.get(match["label"].lower(), "city")
        parts[name] = match["value"].strip(" .,") or None
    if not (parts["street"] and parts["number"]):
        return None
    return Value(field="address", value=parts, start=found[0].start(), end=found[-1].end())
