"""Postal addresses of the United Kingdom and Ireland: number and street, town, postcode, in one line or several."""

import re
from collections.abc import Iterator

from bot.core.values import Value

_CODES = r"(?P<code>[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[\dW] [A-Z\d]{4})"
_NAME = r"[A-Z][A-Za-z'’.-]*(?:[ -][A-Z][A-Za-z'’-]*){0,3}"
_NEXT = r"[ ]*(?:,[ ]*|,?\n[ \t]*)"
_SHAPE = re.compile(
    rf"(?<![\w/.+-])(?:(?:[Ff]lat|[Uu]nit|[Aa]partment|[Aa]pt\.?) (?P<box>\w{{1,4}}){_NEXT})?"
    rf"(?P<number>\d{{1,4}}[A-Za-z]?),? (?P<street>{_NAME}){_NEXT}(?:{_NAME}{_NEXT}){{0,2}}?(?P<city>{_NAME})"
    rf"(?:{_NEXT}|[ ]){_CODES}(?!\w)(?:{_NEXT}(?:United Kingdom|UK|Great Britain|England|Scotland|Wales|"
    r"Northern Ireland|Ireland|Irland|Irlande|Ierland))?"
)
_CODE = re.compile(_CODES)
_IRISH = re.compile(r"[A-Z]\d[\dW] [A-Z\d]{4}")
_MOST = 6


def abroad(text: str) -> Iterator[Value]:
    """Yield the addresses; their country is GB or IE, as the shape of the postcode tells."""
    if not _CODE.search(text):
        return
    for found in list(_SHAPE.finditer(text))[:_MOST]:
        parts: dict[str, str | None] = {name: found[name] for name in ("street", "number", "box", "city")}
        country = "IE" if _IRISH.fullmatch(found["code"]) else "GB"
        value = parts | {"postcode": found["code"], "country": country}
        yield Value(field="address", value=value, start=found.start(), end=found.end())
