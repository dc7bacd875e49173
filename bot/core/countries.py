"""Countries of Europe as letters name them, in four languages and their own."""

import re
from collections.abc import Mapping

_NAMES = {
    "BE": r"belgi(?:que|e|um|en)",
    "FR": r"france|frankreich|frankrijk",
    "LU": r"(?:(?:grand-duche|g\.?-?d\.?|groothertogdom|grossherzogtum|grand duchy)(?: de| of)? )?luxembo?urg",
    "NL": r"nederland|pays-bas|(?:the )?netherlands|niederlanden?|holland",
    "DE": r"deutschland|allemagne|duitsland|germany",
    "AT": r"osterreich|oesterreich|autriche|oostenrijk|austria",
    "CH": r"schweiz|suisse|zwitserland|switzerland|svizzera",
    "ES": r"spanje|espagne|spain|spanien|espana",
    "PT": r"portugal",
    "IT": r"itali(?:e|en|a)|italy",
    "GR": r"griekenland|grece|greece|griechenland",
    "DK": r"denemarken|danemark|denmark|danmark",
    "SE": r"zweden|suede|sweden|schweden|sverige",
    "NO": r"noorwegen|norvege|norway|norwegen|norge",
    "FI": r"finland|finlande|finnland|suomi",
    "PL": r"polen|pologne|poland|polska",
    "CZ": r"tsjechie|tchequie|republique tcheque|czech republic|czechia|tschechien",
    "HU": r"hongarije|hongrie|hungary|ungarn",
    "RO": r"roemenie|roumanie|romania|rumanien",
    "BG": r"bulgarije|bulgarie|bulgaria|bulgarien",
    "HR": r"kroatie|croatie|croatia|kroatien",
    "SI": r"slovenie|slovenia|slowenien",
    "MT": r"malta|malte",
}
_WORDS = "|".join(f"(?P<{code}>{names})" for code, names in _NAMES.items())
_NAME = re.compile(rf"\b(?:{_WORDS})(?!\w)")
NAMED = re.compile(rf"[\s,;(–-]{{1,4}}(?:{_WORDS})(?!\w)")
_DIGITS: Mapping[str, int] = dict.fromkeys(("FR", "DE", "ES", "IT", "FI", "HR"), 5) | dict.fromkeys(
    ("AT", "CH", "LU", "DK", "NO", "HU", "BG", "SI"), 4
)


def code(found: re.Match[str]) -> str:
    """Return the ISO code of a match of ``NAMED``."""
    return str(found.lastgroup)


def abroad_in(lower: str, digits: int) -> str:
    """Return the one country abroad, with postcodes of so many digits, that a folded text names; else ""."""
    named = {str(found.lastgroup) for found in _NAME.finditer(lower)} - {"BE"}
    fitting = [country for country in named if _DIGITS.get(country) == digits]
    return fitting[0] if len(fitting) == 1 else ""
