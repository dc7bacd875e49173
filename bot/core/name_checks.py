"""Which of the names that were read a person can have: what is left out is no name, or nothing new to the writer's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core import name_cues, said_names
from bot.core.firm_shapes import FORM_WORD
from bot.core.flat import flat
from bot.core.people import PARTICLE, Self, alike
from bot.core.values import Value
from bot.core.wording import any_word

_LONGEST = 5  # words
_SHAPE = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '’.-](?=[^\W\d_]|['’]))*[^\W\d_]\.?")
_LINK = re.compile(PARTICLE)
#: Labels of forms, words of address and of sentences: none of them is a name.
_NO_NAME = any_word(
    r"""
    straat|rue|street|strasse|adres(?:se)?|address|anschrift|gemeente|commune|plaats|stad|ville|city|ort|postcode|plz|
    code postal|postal|tel|telefoon\w*|telephone|telefon|phone|gsm|mobile|mobiel|handy|fax|e-?mail\w*|mail|courriel|
    voornaam|prenom|vorname|first|achternaam|familienaam|surname|nachname|familienname|naam|nom|name|land|pays|country|
    btw|tva|vat|iban|nr|nummer|numero|number|klant\w*|client\w*|customer|kunde\w*|taal|langue|language|sprache|
    geboortedatum|naissance|birth|datum|date|
    monsieur|madame|mademoiselle|mevrouw|meneer|mijnheer|frau|herrn?|mister|mr|mrs|ms|mme|mlle|dhr|mevr|dr|
    u|jullie|vous|you|sie|ihr|uw|votre|your|nieuwe?|nouve\w+|new|neue?|oude?|ancien\w*|old|alte?|
    niet|pas|not|nicht|graag|merci|please|bitte|svp|aub|groet\w*|dank\w*|thanks
    """
)
#: The writer speaks of himself.
_OF_ME = re.compile(
    r"\b(?:me|mich|mij|moi|m'\w+|(?:mon|my|mijn|mein\w*) (?:\w+ )?(?:patronyme|nom|naam|namen?|(?:sur)?name|achternaam|"
    r"familienaam|nachnamen?|familiennamen?)|"
    r"i'm|i am|ik (?:sta|ben|heet)|je (?:suis|figure)|ich (?:stehe|bin|heisse))\b"
)


def plausible(values: Sequence[Value], text: str, who: Self) -> Iterator[Value]:
    """Yield the values without those that are no name, that a firm or a domain has, or that say less than From."""
    lower = name_cues.folded(text)
    married = name_cues.MARRIED.search(lower) or said_names.RENAMED.search(lower)
    for value in values:
        if not _is_name(str(value.value)):
            continue
        value = _as_in_from(value, who) if not married else value
        name = str(value.value)
        if not _of_a_thing(name, text) and not _clipped(name, who):
            yield value


def own_spelling(value: Value, text: str, who: Self) -> bool:
    """Whether what was read as a firm is the writer's own last name, or a spelling of it, in a letter about himself."""
    name = str(value.value)
    return bool(
        value.field.startswith("company")
        and who.last
        and not FORM_WORD.search(name)
        and (alike(name, who.last) or alike(name.replace(" ", ""), who.last.replace(" ", "").split("-")[0]))
        and _OF_ME.search(flat(text))
    )


def _as_in_from(value: Value, who: Self) -> Value:
    """The part of a name as From has it, where another spelling of it was read: people know how they are written."""
    name, own = str(value.value), who.last if value.field == "last_name" else who.first
    misspelt = bool(own) and flat(name) != flat(own) and alike(name, own)
    return replace(value, value=own) if misspelt and not re.search(r"[ -]", f"{name}{own}") else value


def _is_name(name: str) -> bool:
    """Whether some words have the shape of a name and hold no word that no name has."""
    return bool(_SHAPE.fullmatch(name)) and len(name.split()) <= _LONGEST and not _NO_NAME.search(flat(name))


def _of_a_thing(name: str, text: str) -> bool:
    """Whether each place of a name is in that of a firm or a domain, or it is a label with a colon on its line."""
    words = re.escape(name).replace(r"\-", r"[ -]").replace(r"\ ", r"[ -]")
    if re.search(rf"(?im:^[ \t*•-]*{words}[ \t]*:)", text):
        return True
    if "-" not in name and " " not in name:
        return False
    found = [*re.finditer(rf"(?i:(?<![\w.-]){words}(?![\w-]))", text)]
    small = found and all(one[0].islower() for one in found)
    firm = any(FORM_WORD.match(text, one.end() + 1) for one in found)
    return bool(firm or (small and any(word[0].isupper() for word in text.split() if flat(word) in name.lower())))


def _clipped(name: str, who: Self) -> bool:
    """Whether a name is the writer's own last one without its first small words, or with his first one behind it."""
    own, said = flat(who.last).split(), flat(name).split()
    begun = [word for word in own if not _LINK.fullmatch(word)]
    if not own or not said:
        return False
    behind = len(said) > 1 and said[-1:] == flat(who.first).split()[:1]
    return behind or (len(begun) < len(own) and said == begun)
