"""Postal addresses in a text: Belgian ones in three languages, Dutch, French, German and Luxembourg ones.

A postcode with a place is looked for first, then the street and number that lead up to it; a street with a number
alone is found by its own words ("rue", "...straat", "...weg").
"""

import re
from collections.abc import Iterator, Set

from bot.core.address_shapes import BOX, GAP, MONTH, NUMBER, PLACE, STREET_ALONE, STREET_BEFORE
from bot.core.belgium import belong_together, contradict, is_place, is_postcode
from bot.core.values import Value

_CITY_WORD = re.compile(
    r"[A-ZÀ-ÝŒ'’][\w'’.\-]*|(?:sur|sous|lez|les|la|le|de|du|des|aan|op|am|an|im|der|den|bei|en|et|'t|’t|d'|zee)(?=\s)"
)
_CONNECTORS = frozenset("sur sous lez les la le de du des aan op am an im der den bei en et d'".split())  # noqa: SIM905
_COUNTRY = re.compile(
    r"[\s,;(–-]{1,4}(?P<country>Belgique|Belgi[ëe]|Belgium|Belgien|France|Frankreich|Frankrijk|"
    r"(?:Grand-Duch[ée] de |G\.?-?D\.? de |Groothertogdom )?(?:Luxembourg|Luxemburg)|"
    r"Nederland|Pays-Bas|(?:The )?Netherlands|Niederlande|Deutschland|Allemagne|Duitsland|Germany)\b",
    re.IGNORECASE,
)
_CODES = {"b": "BE", "f": "FR", "l": "LU", "g": "LU", "n": "NL", "p": "NL", "t": "NL", "d": "DE", "a": "DE"}
_NO_STREET = re.compile(
    r"^(?:(?:adres\w*|adress\w*|anschrift|kantoor|bureau|office|b[üu]ro|wohnung|zetel|si[èe]ge|studio|"
    r"praktijk|praxis|maison|"
    rf"{MONTH}|de|het|den|naar|vers|now|nu|nun|jetzt|nouveau|nieuw\w*|new|neu\w*|now|ist|is|est|to|from|"
    r"to)\s)+(?=[A-ZÀ-Ý]|(?i:rue|avenue|chauss|place|quai))"
)
_MOST = 12
_LONGEST = 60_000


def addresses(text: str) -> list[Value]:
    """Return whole addresses and streets with a number, each at its place; ages are told elsewhere."""
    found: list[Value] = []
    begin = 0
    for place in list(PLACE.finditer(text[:_LONGEST]))[: 2 * _MOST]:
        value = _whole(text, place, begin)
        if value is not None and len(found) < _MOST:
            found.append(value)
            begin = value.end
    names = {str(value.value["street"]) for value in found if isinstance(value.value, dict)}
    for value in _alone(text[:_LONGEST], names):
        if all(value.end <= other.start or other.end <= value.start for other in found):
            found.append(value)
    return found


def blank() -> dict[str, str | None]:
    """Return an address of which nothing is known."""
    return {"street": None, "number": None, "box": None, "postcode": None, "city": None, "country": "BE"}


def _whole(text: str, place: re.Match[str], begin: int) -> Value | None:
    """The address that ends in this postcode and place; None where there is no street before it."""
    where = _where(place, text)
    if where is None:
        return None
    parts, end = where
    left = text[max(begin, place.start() - 120) : place.start()]
    street = next((match for shape in STREET_BEFORE if (match := shape.search(left))), None)
    if street is None:
        return _turned(text, place.start(), end, parts)
    start = place.start() - len(left) + min(street.start("street"), street.start("number"))
    return Value(field="address", value=_country_of(blank() | parts | _street(street)), start=start, end=end)


def _turned(text: str, start: int, end: int, parts: dict[str, str | None]) -> Value | None:
    """The place before the street, on one line: "B-4500 Huy, quai de Compiègne 3"."""
    after = re.match(r"\s?[,:–-]\s", text[end : end + 4])
    if after is None:
        return None
    street = next((match for shape in STREET_ALONE if (match := shape.match(text, end + after.end()))), None)
    if street is None:
        return None
    return Value(
        field="address",
        value=_country_of(blank() | parts | _street(street)),
        start=start,
        end=_trimmed(text, street.end()),
    )


def _country_of(parts: dict[str, str | None]) -> dict[str, str | None]:
    """A postcode of five digits with a German street lies in Germany."""
    german = re.search(
        r"(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee|ring|ufer|damm)$|"
        r"^(?:am|an der|im|in der|auf de[mr]|zum|zur|unter de[mnr]) ",
        (parts["street"] or "").lower(),
    )
    if parts["country"] == "NL" and (added := re.fullmatch(r"(\d+)-(\d+)", parts["number"] or "")):
        return parts | {"number": added[1], "box": added[2]}
    return parts | {"country": "DE"} if parts["country"] == "FR" and german else parts


def _street(found: re.Match[str]) -> dict[str, str | None]:
    name = " ".join(_NO_STREET.sub("", found["street"]).split()).strip(" ,")
    return {"street": name, "number": _joined(found["number"]), "box": found["box"] or found["slash"]}


def _joined(number: str) -> str:
    return re.sub(r"\s+(?=[A-Za-z]$)", "", number.strip())


def _where(place: re.Match[str], text: str) -> tuple[dict[str, str | None], int] | None:
    """Postcode, place and country, and where they end; None where the words are no place or contradict the postcode."""
    postcode, country = place["postcode"].replace(" ", ""), _marked(place)
    city = _city(place["city"], postcode, country)
    if not city:
        return None
    end = place.start("city") + place["city"].index(city) + len(city)
    named = _COUNTRY.match(text, end)
    if named:
        country, end = _named(named["country"]), named.end()
    country = country or ("FR" if len(postcode) == 5 else "BE")
    if country == "BE" and (len(postcode) != 4 or contradict(postcode, city)):
        return None
    return {"postcode": postcode, "city": city, "country": country}, end


def _named(country: str) -> str:
    name = country.lower().removeprefix("the ")
    return "DE" if name.startswith(("deu", "all", "dui", "ger")) else _CODES["l" if "luxemb" in name else name[0]]


def _marked(place: re.Match[str]) -> str:
    """The country that a prefix or the shape of the postcode tells, "" for none."""
    prefix = place["prefix"].strip(" -–").upper()
    if re.search(r"[A-Z]", place["postcode"]):
        return "NL"
    return {"L": "LU", "D": "DE", "F": "FR", "B": "BE"}.get(prefix, prefix)


def _city(words: str, postcode: str, country: str) -> str:
    """The name of the place at the beginning of ``words``: one of the table, else the capitalised words."""
    known = _known(words, postcode)
    if known:
        return known
    name: list[str] = []
    for word in words.split():
        if not _CITY_WORD.fullmatch(word.rstrip(".")) and not (name and word in _CONNECTORS):
            break
        name.append(word)
        if word.endswith("."):
            break
    while name and name[-1] in _CONNECTORS:
        name.pop()
    city = " ".join(name).strip(" .-'’»”\"")
    plausible = len(city) > 1 and (country or len(postcode) == 5 or not is_postcode(postcode) or city[0].isupper())
    return city if plausible and city in words else ""


def _known(words: str, postcode: str) -> str:
    """The longest beginning of ``words`` that the table has, for this postcode first."""
    starts = [found.end() for found in re.finditer(r"(?<=[\w.'’])(?=[\s.!-]|$)", words)][:6]
    names = [words[:end].strip() for end in starts]
    fitting = [name for name in names if belong_together(postcode, name)]
    if fitting:
        return max(fitting, key=len).rstrip(".")
    upper = [name for name in names if is_place(name) and (name[:1].isupper() or not postcode)]
    longer = re.match(r"[A-ZÀ-Ý][\w'’-]*(?:[ -][A-ZÀ-Ý][\w'’-]*)*", words)
    whole = upper and (longer is None or len(longer[0]) <= len(upper[-1]))
    return upper[-1].rstrip(".") if whole else ""


def _alone(text: str, names: Set[str]) -> Iterator[Value]:
    """Streets with a number where no place stands behind them; ``names`` are streets that the text has shown."""
    taken: list[tuple[int, int]] = []
    shown = [re.compile(rf"(?<![\w'’-])(?P<street>{re.escape(name)}),?\s{NUMBER}\s?{BOX}") for name in sorted(names)]
    for shape in (*STREET_ALONE, *shown):
        for found in list(shape.finditer(text))[:_MOST]:
            start, end = found.span()
            if any(begin < end and start < finish for begin, finish in taken):
                continue
            taken.append((start, end))
            if _contradicted(text[end : end + 60]):
                continue
            city = _city_alone(text[end : end + 40])
            parts = blank() | _street(found) | {"city": city or None}
            yield Value(field="address", value=parts, start=start, end=_trimmed(text, end))


def _contradicted(after: str) -> bool:
    """Whether a place follows the street that cannot have its postcode: such an address is no half one either."""
    gap = re.match(GAP, after)
    place = PLACE.match(after, gap.end()) if gap else None
    return place is not None and any(
        contradict(place["postcode"], name) for name in (place["city"].split() or [""])[:1]
    )


def _trimmed(text: str, end: int) -> int:
    return len(text[:end].rstrip())


def _city_alone(after: str) -> str:
    """A known place that follows a street without its postcode."""
    found = re.match(r"[ ,]{0,2}(?:(?:[àa]|te|in|at)\s)?(?P<words>[A-Za-zÀ-ÿ][^\n,.;:()!?]{2,30})", after)
    return _known(found["words"], "") if found else ""
