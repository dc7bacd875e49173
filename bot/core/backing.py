"""Whether a mail speaks of a value at all of which it says neither old nor new."""

import re
from dataclasses import replace

from bot.core.flat import flat
from bot.core.mail import Mail
from bot.core.people import writer
from bot.core.values import Age, Value

_SHORT_MAIL = 300  # characters: its subject speaks of all that stands in it
_NEAR = 110  # characters before a value in which a word says what it is
_NUMBERS = frozenset({"phone", "mobile", "mobile?", "fax"})
#: Something is to be changed: a value of which nothing else is said counts only where such a word stands.
CHANGE = re.compile(
    r"\b(?:\w*chang\w*|chgt?|desactiv\w*|switch\w*|modif\w*|nouve\w*|\w*correct\w*|corrig\w*|rectif\w*|"
    r"mis(?:e)? a jour|mettre a jour|"
    r"erreur\w*|errone\w*|faute\w*|faux|mauvais\w*|adapt\w*|actualis\w*|incomplet\w*|manqu\w*|demenag\w*|emmenag\w*|"
    r"remplac\w*|"
    r"\w*wijzig\w*|\w*verander\w*|nieuwe?|aan ?(?:te )?pass\w*|fout\w*|juist\w*|verkeerd\w*|onvolledig\w*|"
    r"verhui\w*|vervang\w*|rechtzet\w*|update\w*|new|wrong|amend\w*|mov(?:ed|ing)|incomplete|mistake|typo|"
    r"error|replace\w*|"
    r"\w*ander(?:n|t|ung|ungen)|geandert\w*|neue?[nrsm]?|falsch\w*|berichtig\w*|korr[ie]g\w*|korrekt\w*|"
    r"umzug\w*|umgezogen|unvollstandig\w*|ersetz\w*|fehler\w*|desormais|dorenavant|voortaan|from now|"
    r"kunftig|ab sofort|add|ajout\w*|toevoeg\w*|hinzu\w*|aan ?(?:te )?vullen|noter|noteer|noteren|note)\b|"
    r"->|=>|→"
)

#: What a value is called by, by sort: a value of which nothing else is said counts only near such a word.
NOUNS = {
    "number": re.compile(
        r"\b(?:\w*tel\w*|num|\w*gsm\w*|\w*mobil\w*|mobiel\w*|\w*phone\w*|\w*num(?:er|me)r\w*|number\w*|"
        r"\w*handy\w*|portable|fax\w*|cell(?:ular|phone)?|join(?:dre|able|t)\w*|appel\w*|reach\w*|ring|call\w*|"
        r"bereik\w*|bel|bellen|erreich\w*|anruf\w*|fixe|vaste lijn|lijn|ligne|line|landline|festnetz\w*|"
        r"durchwahl|nr|contact\w*|coord\w*|gegevens|details|daten)\b|n°"
    ),
    "email": re.compile(
        r"\b(?:\w*mail\w*|courriel\w*|adres\w*|address\w*|\w*adresse\w*|boite|mailbox|contact\w*|coord\w*|"
        r"gegevens|details|daten)\b"
    ),
    "address": re.compile(
        r"\b(?:\w*adres\w*|\w*address\w*|anschrift\w*|demenag\w*|emmenag\w*|verhui\w*|mov(?:e|ed|ing)|"
        r"reloc\w*|umzug\w*|um(?:ge)?z[io]\w+|zieh\w*|habit\w*|woon\w*|wonen|live|wohn\w*|rue|straat|street|"
        r"\w*strasse|"
        r"\w*numm?er\w*|numero|boite|bus|box|bte|code postal|postcode|plz|courrier|post|colis|pakket\w*|"
        r"paket\w*|parcel\w*|brieven|letters?|siege|zetel|bureau\w*|kantoor\w*|office\w*|contact\w*|"
        r"coord\w*|gegevens|details|daten)\b"
    ),
}


def backed(value: Value, text: str, subject: str, *, form: bool) -> Value:
    """A value of which nothing is said counts only where something near it says what it is."""
    nouns = NOUNS.get(value.field if value.field in NOUNS else "number" if value.field in _NUMBERS else "")
    if nouns is None or value.age is not Age.PLAIN:
        return value
    if form and value.field == "email":
        return replace(value, age=Age.OTHER)
    topic, before = flat(subject), flat(text[max(0, value.start - _NEAR) : value.start])
    near = f"{before} {flat(text[value.end : value.end + 60])}"
    near = f"{topic} {near}" if len(text) < _SHORT_MAIL else near
    spoken_of = _both(nouns, topic) or _both(nouns, near)
    return value if spoken_of else replace(value, age=Age.OTHER)


def _both(nouns: re.Pattern[str], words: str) -> bool:
    return bool(nouns.search(words) and CHANGE.search(words))


def signed(value: Value, text: str, mail: Mail) -> bool:
    """Whether a value of which nothing is said ends the text right behind the writer's own name."""
    last = flat(writer(mail).last)
    before = flat(text[max(0, value.start - 60) : value.start])
    ends = not text[value.end :].strip(" .,\n")
    called = re.search(rf"\b{re.escape(last)}[\s,;–-]{{1,4}}(?:\w{{1,5}}\.?:? ?)?$", before) if last else None
    return value.age is Age.PLAIN and ends and called is not None
