"""What the writer told in an earlier mail and takes back: "I wrote that we move to X. That was wrong"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.core.flat import flat
from bot.core.sentences import sentences
from bot.core.values import SHAPED, Age, Value

_MAIL = (
    r"(?:e-?mails?|mails?|messages?|courriels?|courriers?|lettres?|berichte?n?|briefe?|letters?|nachricht|schreiben)"
)
#: Before the value or behind it, in its sentence.
_TOLD = re.compile(
    r"\b(?:(?:je|nous|on) (?:(?:vous|te|l') ?)?(?:(?:avais|avions|ai|avons|a) )(?:(?:bien|pourtant|d'abord|deja|"
    r"encore) )?"
    r"(?:ecrit|dit|indique|communique|donne|annonce|signale|transmis|fourni|parle|envoye)|"
    rf"(?:mon|notre|ma) (?:dernier|derniere|precedent\w*|premier|premiere) {_MAIL}|{_MAIL} (?:precedent\w*|d'hier|"
    rf"de ce matin)|"
    r"(?:ik|we|wij) (?:schreef|schreven|meldden?|gaf|gaven|zei|zeiden)|(?:schreef|schreven|meldden?|gaf|gaven|zei|"
    r"zeiden) (?:ik|we|wij)|"
    r"(?:had|hadden|heb|hebben) (?:ik|we|wij)\b[^.!?\n]{0,60}|(?:ik|we|wij) (?:had|hadden|heb|hebben) (?:u|jullie|je) |"
    rf"(?:mijn|onze?) (?:vorige?|eerste|laatste|eerdere?) {_MAIL}|"
    r"(?:i|we) (?:had |have )?(?:told|wrote|written|gave|given|said|announced|informed|mentioned)|"
    rf"(?:my|our) (?:last|previous|earlier|first) {_MAIL}|"
    r"(?:hatte|hatten|habe|haben) (?:ich|wir)|(?:ich|wir) (?:hatten?|haben?) (?:ihnen|euch)|(?:ich|"
    r"wir) schrieb(?:en)?|schrieb(?:en)? (?:ich|wir)|"
    rf"(?:meine[rnm]?|unsere[rnm]?) (?:letzten?|vorigen?|ersten?|fruheren?) {_MAIL})\b"
)
#: At the beginning of the next sentence, or behind the value in its own.
_DENIED = re.compile(
    r"\W*(?:(?:mais|maar|but|aber|et|en|and|und|sorry|malheureusement|helaas|unfortunately|leider|oops|cette|deze|die|"
    r"this|"
    r"that|dit|dat|das|diese|ce|ceci|cela|it|het|es|ik|i|je|on|nous|wij|we|ich|wir|heb|have|had|hat|sich|daraus|une?|"
    r"an?|een|"
    r"the|de|l'|adresse|adres|address|numero|nummer|number)[ ,]+){0,5}?(?:(?:c'est|c'etait|(?:est|"
    r"etait)) (?:(?:malheureusement|helas|donc|en fait) )?(?:faux|fausse|"
    r"une erreur|errone\w*|"
    r"incorrect\w*|inexact\w*|annule\w*)|n'(?:est|etait) (?:donc )?(?:pas|plus) (?:bon\w*|exact\w*|correct\w*|vrai|"
    r"le cas|d'actualite)|"
    r"me suis trompe\w*|nous sommes trompe\w*|erreur de (?:ma|notre) part|tombe\w* a l'eau|ne se fait pas|"
    r"(?:klopt|klopte) (?:\w+ )?niet|(?:was|is|bleek) (?:\w+ )?(?:fout|verkeerd|een (?:vergissing|fout|tikfout))|"
    r"(?:gaat|ging) niet door|"
    r"(?:me|ons) vergist|mijn fout|afgesprongen|"
    r"(?:was|is|were) (?:\w+ )?(?:wrong|incorrect|an? (?:mistake|typo|error|slip))|fell through|fallen through|(?:my|"
    r"our) mistake|"
    r"got (?:it|that) wrong|is off|"
    r"(?:war|ist) (?:\w+ )?(?:falsch|ein (?:irrtum|fehler|tippfehler|versehen)|verkehrt)|stimmt (?:\w+ )?nicht|"
    r"stimmte nicht|"
    r"zerschlagen|wird nichts|mein fehler)\b"
)
_NEXT = 70  # characters of the next sentence


def retracted(values: Sequence[Value], text: str) -> list[Value]:
    """Return the values; those that the writer says to have told before, and that they were wrong, are old."""
    lower = flat(text)
    if not _TOLD.search(lower):
        return [*values]
    spans = [(start, end, following) for (start, end), (following, _) in pairwise([*sentences(text), (len(text), 0)])]
    taken = [(start, end) for start, end, following in spans if _taken_back(lower, start, end, following)]
    return [
        replace(value, age=Age.OLD)
        if value.field in SHAPED | {"number", "street", "box", "place"}
        and value.age in {Age.NEW, Age.PLAIN}
        and any(start <= value.start and value.end <= end for start, end in taken)
        else value
        for value in values
    ]


def _taken_back(lower: str, start: int, end: int, following: int) -> bool:
    """Whether a sentence of a folded text tells of an earlier mail, and the next one says that it was wrong."""
    after = re.split(r"[.!?]\s|\n", lower[following : following + _NEXT].lstrip())[0]
    return bool(_TOLD.search(lower, start, end) and _DENIED.match(after))
