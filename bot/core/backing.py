"""Whether a mail speaks of a value at all of which it says neither old nor new."""

import re
from dataclasses import replace

from bot.core.address_signed import closed_before, speaks_of_address
from bot.core.contact_values import VAT_LABEL
from bot.core.flat import flat
from bot.core.mail import Mail
from bot.core.people import writer
from bot.core.values import NUMBERS, Age, Value

_SHORT_MAIL = 300  # characters: its subject speaks of all that stands in it
_NEAR = 110  # characters before a value in which a word says what it is
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
    r"kunftig|ab sofort|add|ajout\w*|toevoeg\w*|hinzu\w*|aan ?(?:te )?vullen|noter|noteer|noteren|note|relocat\w*|transfer\w*|verplaats\w*|verlegt|bouge\w*|mtn|mnt|mtnt|"
    r"fortan|stimm\w{1,3}\b[^.!?\n]{0,30}\bnicht|klop(?:t|pen)\b[^.!?\n]{0,20}\bniet|"
    r"n'est pas (?:bon|correct|juste|exact)\w*|c'est pas (?:bon|ca)|wechsel\w*)\b|"
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
    "vat": VAT_LABEL,
    "iban": re.compile(r"\b(?:iban|compte\w*|\w*rekening\w*|accounts?|bank\w*|banque|konto\w*|bankverbindung)\b"),
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


_CLOSING_LINES, _SHORT_LINE = 8, 60
_NAME_WORDS = 4
_LABEL_AT_END = re.compile(r"[\s,;–-]{1,4}(?:\w{1,5}\.?:? ?)?")
_SENTENCE = re.compile(r"(?:\w{3,}|\d)[.!?]$|->|=>|→")
_ITEM = re.compile(r"[-*•]\s?[^\W\d][\w /.'-]{0,30}[:=]")  # "- tel = ..."
_LABELLED = re.compile(r"[^\W\d][\w /.'-]{0,30}(?::|\t|  )")
_IN_BRACKETS = re.compile(r"\(\s*(?:(?:n°|no\.?|nr\.?)\s)?(?:tva|btw|vat|mwst|ust|kbo|bce|iban)?[\w.-]{0,8}[:\s]*$")
#: What a mail says when a value at its end is what it is about, and not who writes it.
_MEANT = {
    "number": NOUNS["number"],
    "vat": NOUNS["vat"],
    "iban": NOUNS["iban"],
}


def backed(value: Value, text: str, subject: str, *, form: bool) -> Value:
    """A value of which nothing is said counts only where something near it says what it is."""
    nouns = NOUNS.get(value.field if value.field in NOUNS else "number" if value.field in NUMBERS else "")
    if nouns is None or value.age is not Age.PLAIN:
        return value
    if form and value.field == "email":
        return replace(value, age=Age.OTHER)
    if _identifies(value, text, subject):
        return replace(value, age=Age.SAME)
    topic, before = flat(subject), flat(text[max(0, value.start - _NEAR) : value.start])
    near = f"{before} {flat(text[value.end : value.end + 60])}"
    near = f"{topic} {near}" if len(text) < _SHORT_MAIL else near
    spoken_of = _both(nouns, topic) or _both(nouns, near)
    return value if spoken_of else replace(value, age=Age.OTHER)


def _identifies(value: Value, text: str, subject: str) -> bool:
    """Whether a number in brackets behind a name, or an address or a number under it at the end, only says who writes.

    Under the name it is one of what the mail is about only where the mail speaks of it elsewhere.
    """
    if value.field in {"vat", "iban"} and _IN_BRACKETS.search(flat(text[max(0, value.start - 30) : value.start])):
        return True
    closed = closed_before(text, value.start) if value.field == "address" else None
    if closed is not None:
        return not speaks_of_address(f"{subject}\n{text[:closed]}")
    begin = text.rfind("\n\n", 0, value.start) + 2
    if begin == 1 or text[:begin].rstrip().endswith(":") or not _is_closing(text[begin:]):
        return False
    if value.field == "address":
        return not speaks_of_address(text[:begin])
    noun = _MEANT.get(value.field if value.field in _MEANT else "number" if value.field in NUMBERS else "")
    return noun is not None and not noun.search(flat(text[:begin]))


def _is_closing(block: str) -> bool:
    """The last lines of a letter, when they are short and make no sentence and no form."""
    lines = [line.strip() for line in block.split("\n") if line.strip()]
    if any(_ITEM.match(line) for line in lines):
        return False
    if CHANGE.search(flat(block)) or 2 * sum(bool(_LABELLED.match(line)) for line in lines) > len(lines):
        return False
    return 1 < len(lines) <= _CLOSING_LINES and all(
        len(line) < _SHORT_LINE and not _SENTENCE.search(line) for line in lines
    )


def _both(nouns: re.Pattern[str], words: str) -> bool:
    return bool(nouns.search(words) and CHANGE.search(words))


def signed(value: Value, text: str, mail: Mail) -> bool:
    """Whether a value of which nothing is said ends the text right behind the writer's own name.

    Where there is nothing but the name and the value, they are the letter.
    """
    last = flat(writer(mail).last)
    before = flat(text[max(0, value.start - 60) : value.start])
    ends = not text[value.end :].strip(" .,\n")
    called = bool(last) and _called(last, before)
    above = text[: value.start].strip().split("\n")
    alone = len(above) == 1 and len(above[0].split()) <= _NAME_WORDS
    return value.age is Age.PLAIN and ends and not alone and called


def _called(name: str, before: str) -> bool:
    """Whether a text ends in the name, or in the name and a short label."""
    start, found, end = before.rpartition(name)
    return bool(found) and not start[-1:].isalnum() and _LABEL_AT_END.fullmatch(end) is not None
