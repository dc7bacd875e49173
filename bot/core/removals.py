"""What a person wants taken off his record without a new value: "please delete our fax number"."""

import re
from collections.abc import Iterator

from bot.core.flat import flat
from bot.core.folding import fold
from bot.core.values import Age, Value

_NOUNS = (
    ("fax", r"(?:n° de )?(?:fax\w*|telefax\w*|telecopie\w*)"),
    (
        "mobile",
        r"(?:prive-?|werk)?(?:gsm\w*|mobile|mobiel\w*|mobilnummer|portable|handy\w*|cell\w*)|numero prive|"
        r"privenummer|prive-?nummer|privat\w*nummer",
    ),
    (
        "phone",
        r"(?:ligne |telephone |numero |lijn )?fixe|vaste (?:telefoon)?(?:lijn|nummer|telefoon)|landline\w*|"
        r"festnetz\w*|telefoonnummer|numero de telephone|phone number|telefonnummer",
    ),
)
_GONE = (
    r"(?:supprim\w*|effac\w*|retir\w*|enlev\w*|ray(?:er|ez)|oubli\w*|resili\w*|coupe\w*|n'existe plus|"
    r"ne gardez pas|ne le gardez pas|n'en (?:avons|ai) plus|(?:n')?(?:avons|ai|a) plus|"
    r"plus d[e'u]|plus aucun\w*|disparait|verwijder\w*|schrap\w*|wissen|gewist|uit ?(?:te )?vegen|"
    r"doorhal\w*|(?:mag|mogen|moet|kan) (?:\w+ ){0,2}(?:weg|uit|eruit|eraf|er uit)|weghalen|weglaten|"
    r"weggelaten|"
    r"geen|niet meer|afgeschaft|opgezegd|vervalt|vervallen|opgedoekt|remov\w*|delet\w*|eras\w*|"
    r"take (?:\w+ ){0,4}(?:off|out)|drop(?:ped)?|strike|gave up|given up|"
    r"no longer|any ?more|needn't keep|need not keep|got rid|get rid|discontinued|disconnected|don't have|"
    r"loschen|losch(?:t|en sie)|geloscht|streich\w*|gestrichen|entfern\w*|raus(?:nehmen)?|entfallt|"
    r"fallt weg|weggefallen|"
    r"kein\w*|nicht mehr|abgeschafft|abgemeldet|gekundigt|abgeschaltet)"
)
_NOT = re.compile(
    r"\bne (?:pas )?(?:supprim|effac|retir|enlev)\w*(?! plus)|(?:supprim|effac|retir|enlev)\w+ pas|"
    r"niet (?:verwijder|schrap|wis)\w*|(?:do not|don't|not) (?:remove|delete|erase)|nicht (?:losch|streich|"
    r"entfern)\w*|\?\s*$"
)
_SENTENCE = re.compile(r"[^.!?\n]*(?:\.(?=\S)[^.!?\n]*)*[.!?\n]?")
_DIGITS = re.compile(r"\d{2}[ ./]?\d{2}")
_NONE = re.compile(
    r"^[^\w\n]*(?P<label>[a-z][a-z .'-]{1,25}?)[ \t]*(?::|->|=>|→)+[^\n]{0,60}?(?:(?::|->|=>|→|\()\s*|^|"
    r"\s)(?:none|n/?a|geen|aucune?|neant|keine?[sr]?|nicht mehr|niet meer|entfallt|vervalt|mag weg|"
    r"(?:a |te )?(?:supprim\w*|enlever|effacer|verwijderen|schrappen)|supprime\w*|afgeschaft|loschen|"
    r"geloscht|remov\w*|delete\w*|weg)\b",
    re.MULTILINE,
)


def removals(text: str, subject: str) -> Iterator[Value]:
    """Yield a value None for each field that a sentence or a labelled line wants emptied."""
    lower = flat(text)
    yield from _labelled(lower)
    topic = fold(subject)
    for found in _SENTENCE.finditer(lower):
        sentence = found[0]
        if not sentence.strip() or _NOT.search(sentence):
            continue
        spoken = any(re.search(rf"\b(?:{noun})\b", sentence) for _, noun in _NOUNS)
        for field, noun in _NOUNS:
            if _wanted(sentence, noun) or (not spoken and _by_topic(sentence, noun, topic)):
                yield Value(field=field, value=None, start=found.start(), end=found.end(), age=Age.NEW)


def _by_topic(sentence: str, noun: str, topic: str) -> bool:
    """The subject names the kind of number, the sentence only the number."""
    return bool(
        re.search(rf"\b(?:{noun})\b", topic) and re.search(rf"\b{_GONE}\b", sentence) and _DIGITS.search(sentence)
    )


def _wanted(sentence: str, noun: str) -> bool:
    near = re.search(rf"\b(?:{noun})\b[^,;]{{0,60}}?\b{_GONE}(?!\w)|\b{_GONE}\b[^,;]{{0,45}}?\b(?:{noun})\b", sentence)
    return near is not None


def _labelled(lower: str) -> Iterator[Value]:
    for found in _NONE.finditer(lower):
        for field, noun in (*_NOUNS, ("phone", r"tel\w*|phone|vast\w*|fix\w*")):
            if re.search(rf"\b(?:{noun})\b", found["label"]):
                yield Value(field=field, value=None, start=found.start(), end=found.end(), age=Age.NEW)
                break
