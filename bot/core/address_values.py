"""Postal addresses in a text: Belgian ones in three languages, Dutch, French, German and Luxembourg ones.

A postcode with a place is looked for first, then the street and number that lead up to it; a street with a number
alone is found by its own words ("rue", "...straat", "...weg").
"""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import islice

from bot.core import countries
from bot.core.address_shapes import (
    GAP,
    NAMED,
    NUMBER_FIRST,
    NUMBER_FIRST_ANY,
    PLACE,
    STREET_ALONE,
    STREET_AT,
    TWICE,
)
from bot.core.address_split import split
from bot.core.address_street import blank, in_sentences, leading, numbered, street_parts, streets
from bot.core.belgium import belong_together, contradict, is_place, is_postcode
from bot.core.flat import flat
from bot.core.near import Span, free
from bot.core.values import Value
from bot.core.wording import word_set

_CITY_WORD = re.compile(
    r"[A-ZÀ-ÝŒ'’][\w'’.\-]*|(?:sur|sous|lez|les|la|le|de|du|des|aan|op|am|an|im|der|den|bei|en|et|van|bij|vor|ob|'t|’t|d'|zee)(?=\s)"
)
_SHORTENED = frozenset({"st.", "ste.", "o.l.v."})
_CONNECTORS = word_set("sur sous lez les la le de du des aan op am an im der den bei en et van bij vor ob d'")
_PLACE_BEFORE = re.compile(
    r"(?P<words>[A-ZÀ-Ý'’][A-Za-zÀ-ÿ'’-]+(?: [A-ZÀ-Ý][A-Za-zÀ-ÿ'’-]+){0,2})\s?[,:(–-]\s*"
    r"(?:(?:in|op|à|a|dans|an|am|at|au|avec)\s)?(?:(?:la|le|de|het|the|der|die)\s|l['’])?$"
)
_IN_BRACKETS = re.compile(r"\s?\((?P<words>[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’ -]{2,30})\)")
#: A place that is in no table, in lower case as the mail is; the words that stand there instead.
_LOWER = re.compile(
    r"(?!(?:merci|dank\w*|bedankt|groet\w*|thanks?|danke|mvg|grtz?|bien|bonne|belg\w+|gelieve|svp|aub|please|bitte|graag)\b)"
    r"[a-zà-ÿ][a-zà-ÿ'’-]{3,}(?=\s*(?:[.!]|$))"
)
_NUMBER_FIRST = frozenset({"LU", "FR"})  # countries where the number stands before the street
_FULL = {"bxl": "Bruxelles"}
_OF_HOUSES = re.compile(
    r"\b(?:(?:huis|haus)n\w+|(?:her|um|neu ?|re)num\w+|numeros? de (?:la )?maisons?|house numbers?)\b"
)
_OF_ADDRESSES = re.compile(
    r"\b(?:\w*adres\w*|anschrift|habit\w+|woon\w*|wonen|wohn\w+|live|verhui\w+|demenag\w+|mov(?:ed|ing)|"
    r"umgezogen|umzug)\b"
)
_MOST = 12
_IN_A_WORD = re.compile(r"[\w'’-]")
_LONGEST = 60_000


def addresses(text: str) -> list[Value]:
    """Return whole addresses and streets with a number, each at its place; ages are told elsewhere."""
    text = in_sentences(text[:_LONGEST])
    found: list[Value] = []
    begin = 0
    for place in list(PLACE.finditer(text))[: 2 * _MOST]:
        value = _whole(text, place, begin)
        if value is not None and len(found) < _MOST:
            found.append(value)
            begin = value.end
    found += split(text, found)
    within = numbered(text)
    names = {str(value.value["street"]) for value in found if isinstance(value.value, dict)}
    for value in _alone(text, names | _numbered_anew(text, within), within):
        if free(value.span, [other.span for other in found]):
            found.append(value)
    return found


def _whole(text: str, place: re.Match[str], begin: int) -> Value | None:
    """The address that ends in this postcode and place; None where there is no street before it."""
    where = _where(place, text)
    if where is None:
        return None
    parts, end = where
    left = text[max(begin, place.start() - 120) : place.start()]
    known = belong_together(str(parts["postcode"]), str(parts["city"]))
    street = leading(left, known=known, abroad=parts["country"] in _NUMBER_FIRST)
    if street is None:
        return _turned(text, place.start(), end, parts)
    start = place.start() - len(left) + min(street.start("street"), street.start("number"))
    return Value(field="address", value=_country_of(blank() | parts | street_parts(street)), start=start, end=end)


def _turned(text: str, start: int, end: int, parts: dict[str, str | None]) -> Value | None:
    """The place before the street, on one line: "B-4500 Huy, quai de Compiègne 3"."""
    after = re.match(r"\s?[,:–-]\s", text[end : end + 4])
    if after is None:
        return None
    shapes = (*STREET_ALONE, NUMBER_FIRST, *([NUMBER_FIRST_ANY] if parts["country"] in _NUMBER_FIRST else []))
    street = next((match for shape in shapes if (match := shape.match(text, end + after.end()))), None)
    if street is None:
        return None
    return Value(
        field="address",
        value=_country_of(blank() | parts | street_parts(street)),
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


def _where(place: re.Match[str], text: str) -> tuple[dict[str, str | None], int] | None:
    """Postcode, place and country, and where they end; None where the words are no place or contradict the postcode."""
    postcode, country = place["postcode"].replace(" ", ""), _marked(place)
    city = _city(place["city"], postcode, country)
    if not city:
        return None
    end = place.start("city") + place["city"].index(city) + len(city)
    named = countries.NAMED.match(flat(text[end : end + 60]))
    if named:
        country, end = countries.code(named), end + named.end()
    country = country or _supposed(postcode, city, text)
    if country == "BE" and (len(postcode) != 4 or contradict(postcode, city)):
        return None
    return {"postcode": postcode, "city": _FULL.get(city.lower(), city), "country": country}, end


def _supposed(postcode: str, city: str, text: str) -> str:
    """The country of an address that names none: the one that the mail speaks of, where it can be there."""
    if "-" in postcode:
        return "PT"
    if len(postcode) != 4:
        return countries.abroad_in(flat(text), 5) or "FR"
    return "BE" if is_place(city) or belong_together(postcode, city) else countries.abroad_in(flat(text), 4) or "BE"


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
    if (country or is_postcode(postcode)) and (lower := _LOWER.match(words)):
        return lower[0]
    name: list[str] = []
    for word in words.split():
        if not _CITY_WORD.fullmatch(word.rstrip(".")) and not (name and word in _CONNECTORS):
            break
        name.append(word)
        if word.endswith(".") and word.lower() not in _SHORTENED:
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


def _alone(text: str, names: Set[str], within: Span) -> Iterator[Value]:
    """Streets with a number where no place stands behind them; ``names`` are streets that the text has shown."""
    taken: list[re.Match[str]] = []
    for shape in (*STREET_ALONE, NUMBER_FIRST):
        taken += _free(streets(shape, text, within), taken)
    for name in sorted(names):
        taken += _free(_shown(name, text), taken)
    numbers = {found["number"] for found in taken if found["number"].isdigit() and len(found["number"]) > 1}
    if numbers:
        taken += _free((found for found in NAMED.finditer(text) if found["number"] in numbers), taken)
    for found in taken:
        start, end = found.span()
        if not _contradicted(text[end : end + 60]):
            city = _city_alone(text[end : end + 40]) or _city_before(text[max(0, start - 40) : start])
            parts = blank() | street_parts(found) | {"city": city or None}
            yield Value(field="address", value=parts, start=start, end=_trimmed(text, end))


def _numbered_anew(text: str, within: Span) -> set[str]:
    """Names that stand with two numbers in a mail about houses, or about an address whose place it names: streets,
    whatever they are called."""
    names = {found["street"] for found in TWICE.finditer(text, *within)}
    if not names:
        return set()
    lower = flat(text)
    if not _OF_HOUSES.search(lower) and not _OF_ADDRESSES.search(lower):
        return set()
    placed = any(_known(place["city"], place["postcode"]) for place in PLACE.finditer(text))
    return names if placed or _OF_HOUSES.search(lower) else set()


def _shown(name: str, text: str) -> Iterator[re.Match[str]]:
    """The places where a street stands with a number."""
    at = text.find(name)
    while at >= 0:
        found = STREET_AT.match(text, at)
        if found is not None and found["street"] == name and not _IN_A_WORD.search(text[max(0, at - 1) : at]):
            yield found
        at = text.find(name, at + 1)


def _free(found: Iterator[re.Match[str]], taken: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The first of some places that none of the others has taken."""
    return [found for found in islice(found, _MOST) if free(found.span(), [other.span() for other in taken])]


def _contradicted(after: str) -> bool:
    """Whether a place follows the street that cannot have its postcode: such an address is no half one either."""
    gap = re.match(GAP, after)
    place = PLACE.match(after, gap.end()) if gap else None
    return place is not None and any(
        contradict(place["postcode"], name) for name in (place["city"].split() or [""])[:1]
    )


def _trimmed(text: str, end: int) -> int:
    return len(text[:end].rstrip())


def _city_before(before: str) -> str:
    """A known place that leads up to a street: "à Enghien, rue ...", "in Peer (Kerkstraat ..."."""
    found = _PLACE_BEFORE.search(before)
    if found is None:
        return ""
    names = found["words"].split(" ")
    return next((name for begin in range(len(names)) if is_place(name := " ".join(names[begin:]))), "")


def _city_alone(after: str) -> str:
    """A known place that follows a street without its postcode."""
    aside = _IN_BRACKETS.match(after)
    if aside:
        return aside["words"] if is_place(aside["words"]) else ""
    found = re.match(r"[ ,]{0,2}(?:(?:[àa]|te|in|at)\s)?(?P<words>[A-Za-zÀ-ÿ][^\n,.;:()!?]{2,30})", after)
    return _known(found["words"], "") if found else ""
