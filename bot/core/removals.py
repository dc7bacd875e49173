"""What a person wants taken off his record without a new value: "please delete our fax number"."""

import re
from collections.abc import Iterator

from bot.core.flat import flat
from bot.core.folding import fold
from bot.core.values import Age, Value
from bot.core.wording import any_word

_NOUNS = (
    ("fax", r"(?:n° de )?(?:fax\w*|telefax\w*|telecopie\w*)"),
    (
        "mobile",
        r"(?:prive-?|werk)?(?:gsm\w*|mobile|mobiel\w*|mobilnummer|(?:numero de |mon |notre )portable|"
        r"handy\w*|cell(?:ular|phone)?)|numero prive|"
        r"privenummer|prive-?nummer|privat\w*nummer",
    ),
    (
        "birth_date",
        r"geboortedatum|date de naissance|date of birth|birth ?date|geburtsdatum",
    ),
    (
        "phone",
        r"(?:ligne |telephone |numero |lijn )?fixe|vaste (?:telefoon)?(?:lijn|nummer|telefoon)|landline\w*|"
        r"festnetz\w*|telefoonnummer|numero de telephone|phone number|telefonnummer",
    ),
)
_GONE = (
    r"(?:supprim\w*|effac\w*|retir\w*|enlev\w*|ray(?:er|ez)|oubli\w*|resili\w*|coupe\w*|n'existe plus|"
    r"ne gardez pas|ne le gardez pas|n'en (?:avons|ai) plus|"
    r"plus d[e'u]|plus aucun\w*|disparait|verwijder\w*|schrap\w*|te wissen|gewist|uit ?(?:te )?vegen|"
    r"doorhal\w*|(?:mag|mogen|moet|kan) (?:\w+ ){0,2}(?:weg|uit|eruit|eraf|er uit)|weghalen|weglaten|"
    r"weggelaten|"
    r"leegmaken|leeg te maken|geen|niet meer|afgeschaft|opgezegd|vervalt|vervallen|opgedoekt|remov\w*|delet\w*|eras\w*|"
    r"take (?:\w+ ){0,4}(?:off|out)|drop(?:ped)?|strike|gave up|given up|"
    r"no longer|any ?more|needn't keep|need not keep|got rid|get rid|gone|discontinued|disconnected|don't have|"
    r"loschen|losch(?:t|en sie)|geloscht|streich\w*|gestrichen|entfern\w*|raus(?:nehmen)?|entfallt|"
    r"fallt weg|weggefallen|"
    r"kein\w*|nicht mehr|abgeschafft|abgemeldet|gekundigt|abgeschaltet)"
)
_GONE_WORD = re.compile(rf"\b{_GONE}(?!\w)")
_NOUN_WORDS = tuple((field, any_word(noun)) for field, noun in _NOUNS)
#: On a labelled line shorter names will do.
_LABEL_WORDS = (*_NOUN_WORDS, ("phone", any_word(r"tel\w*|phone|vast\w*|fix\w*")))
#: A word that takes its noun behind it only ("geen fax", "plus de fax").
_DETERMINER = re.compile(r"geen|kein|plus (?:d|aucun)|don't have|no longer|n'avons|avons plus|n'ai|ai plus")
_STAYS = any_word(
    r"""
    reste\w*|demeur\w*|gard\w*|conserv\w*|blij\w+|behoud\w*|laten|remain\w*|stays?|keep|bleib\w*|behalt\w*|nouve\w+|
    nieuwe?|new|neue\w*|enkel|only|uniquement|nur
    """
)
#: Where a new value is spoken of, the old one is replaced and not only removed.
_NEW = re.compile(
    r"\b(?:nouve(?:au|l|lle|aux)|nieuwe?|new|neue?[rsnm]?|devient|wordt vervangen|becomes|wird durch)\b|->|=>|→"
)
_NOT = re.compile(
    r"\bne (?:pas )?(?:supprim|effac|retir|enlev)\w*(?! plus)|(?:supprim|effac|retir|enlev)\w+ pas|"
    r"niet (?:verwijder|schrap|wis)\w*|(?:do not|don't|not) (?:remove|delete|erase)|nicht (?:losch|streich|"
    r"entfern)\w*|\?\s*$"
)
_SENTENCE = re.compile(r"[^.!?\n]*(?:\.(?=\S)[^.!?\n]*)*[.!?\n]?")
_IT = any_word(
    r"""
    (?:dat|dit|ce|cette|that|this|das|dieses?) (?:veld|gegeven|champ|donnee|field|feld|angabe)|
    (?:het|dat|dit|le|ce|the|that|this|die|diese) (?:nummer|numero|number)
    """
)
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
        if not sentence.strip() or _NOT.search(sentence) or _NEW.search(sentence):
            continue
        field = _wanted(sentence) or _by_topic(sentence, topic)
        if field:
            yield Value(field=field, value=None, start=found.start(), end=found.end(), age=Age.NEW)


def _by_topic(sentence: str, topic: str) -> str:
    """The subject names the kind of number, the sentence only the number."""
    if (
        _noun(sentence, last=False)
        or not (_DIGITS.search(sentence) or _IT.search(sentence))
        or not _GONE_WORD.search(sentence)
    ):
        return ""
    return _noun(topic, last=False)


def _wanted(sentence: str) -> str:
    """The field that a sentence wants emptied: the noun behind the verb, else the last one before it; "" for none."""
    for verb in _GONE_WORD.finditer(sentence):
        after = re.split(r"[,;]", sentence[verb.end() : verb.end() + 50])[0]
        behind = _noun(after, last=False)
        if behind:
            return behind
        before = sentence[max(0, verb.start() - 100) : verb.start()]
        named = _noun(before, last=True)
        if named and not _DETERMINER.match(verb[0]):
            return named
    return ""


def _noun(words: str, *, last: bool) -> str:
    """The first or last kind of number in the words that is not said to stay."""
    found = sorted((match.start(), match.end(), field) for field, noun in _NOUN_WORDS for match in noun.finditer(words))
    if not found:
        return ""
    _, end, field = found[-1 if last else 0]
    return "" if _STAYS.search(words[end:] if last else words[: found[0][0]]) else field


def _labelled(lower: str) -> Iterator[Value]:
    for found in _NONE.finditer(lower):
        for field, noun in _LABEL_WORDS:
            if noun.search(found["label"]):
                yield Value(field=field, value=None, start=found.start(), end=found.end(), age=Age.NEW)
                break
