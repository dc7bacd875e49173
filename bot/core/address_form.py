"""An address given as a form: one part a line, each with its label ("Straat: ...", "CP: ...")."""

import re

from bot.core.address_values import blank
from bot.core.flat import flat
from bot.core.values import Value

_LABELS = {
    "street": r"rue|straat(?:naam)?|street|strasse|adresse? \(rue\)|voie",
    "number": r"n°|no|nr|numero|nummer|huisnummer|huisnr|hausnummer|house number|number",
    "box": r"boite|bte|bt|bus|busnummer|box|briefkasten",
    "postcode": r"code postal|cp|postcode|postal code|plz|postleitzahl|zip(?: code)?",
    "city": r"localite|commune|ville|gemeente|plaats|woonplaats|stad|city|town|ort|stadt|wohnort",
}
_LINE = re.compile(
    r"^[ \t>*•-]*(?:(?:nouve\w+|nieuwe?|new|neue?\w*)[ ])?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")[ .]*[:=][ \t]*(?P<value>[^\n(|]*)",
    re.MULTILINE,
)
_ARROW = re.compile(r"\s*(?:->|=>|→)\s*")
_FEWEST = 3  # labelled parts; fewer are no form


def form_address(text: str) -> list[Value]:
    """Return the address that stands in labelled lines, or none; one block of lines is one address."""
    lower = flat(text)
    found = list(_LINE.finditer(lower))
    named = [str(match.lastgroup if match.lastgroup != "value" else _name(match)) for match in found]
    if len(set(named)) < _FEWEST or len(set(named)) < len(named):
        return []
    parts = blank()
    for match, name in zip(found, named, strict=True):
        said = _ARROW.split(text[match.start("value") : match.end("value")])[-1]
        parts[name] = said.strip(" .,-\t") or None
    street = re.fullmatch(r"(.*\D)\s(\d+\s?[A-Za-z]?)", parts["street"] or "")
    if street and parts["number"] is None:
        parts["street"], parts["number"] = street[1].strip(" ,"), street[2]
    return [Value(field="address", value=parts, start=found[0].start(), end=found[-1].end())] if parts["street"] else []


def _name(match: re.Match[str]) -> str:
    return next(name for name in _LABELS if match[name] is not None)
