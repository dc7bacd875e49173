"""A value found in a mail, and whether the words around it call it old or new."""

import re
from dataclasses import dataclass
from enum import Enum

from bot.core.folding import fold


class Age(Enum):
    """What the words around a value say of it."""

    OLD = "old"
    NEW = "new"
    PLAIN = "plain"
    SAME = "same"


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """A value of a field at a place of the text (characters)."""

    field: str
    value: object
    start: int
    end: int
    age: Age = Age.PLAIN


_OLD_BEFORE = re.compile(
    r"(?:(?<!\w)(?:ancien(?:ne)?s?|avant|jusqu'ici|precedent\w*|oude?|ouwe|vroeger\w*|voorheen|vorige?|old|former\w*|previous\w*|was|were|"
    r"alte?[rsn]?|bisher\w*|fruher\w*|vorher|ehemalig\w*|da steht|dort steht|staat er|van|au lieu (?:de|du)|a la place d[eu]|in plaats van|ipv|instead of|anstelle|"
    r"statt|anstatt|et non|en niet|en nie|and not|not|und nicht|nicht|remplacer|vervang\w*|replace|ersetzen|from|"
    r"vous avez|vous aviez|u heeft|u hebt|jullie hebben|er staat|staat er|encodee?|you have|you have me down as|sie haben|"
    r"erronee?|foute?|verkeerde?|wrong|falsche?|plus a|plus au|plus sur|ne sommes plus|n'habit\w+ plus|nicht mehr|niet meer)\b)"
    r"[^.;\n]{0,55}$"
)
_NEW_BEFORE = re.compile(
    r"(?:(?<!\w)(?:nouve\w+|nieuw\w*|new|neue?[rsn]?|desormais|dorenavant|maintenant|voortaan|nu|vanaf|now|jetzt|kunftig|ab sofort|"
    r"devient|wordt|becomes|wird|est|c'est|is|it's|ist|lautet|par|door|by|durch|->|=>|→|to|moet|should be|should read|il faut lire|"
    r"donc|dus|correct\w*|juist\w*|richtig\w*|sur|op|bon numero|or c'est|tis|i'm|live at|zijn|ai deviens|sondern|maar|mais|but|aber|naar|vers)\b|->|=>|→)"
    r"[^;\n]{0,45}$"
)
_OLD_AFTER = re.compile(
    r"^[\s)\"',.]{0,4}(?:[^.;\n]{0,12}\b)?(?:n'est plus|ne sera plus|sera coupee|n'existe plus|bestaat niet meer|mag weg|vervalt|no longer|"
    r"gilt nicht mehr|existiert nicht mehr|is niet meer|werkt niet meer|will keep forwarding|devient|wordt\b|becomes|->|=>|→|weg\b)"
)
_SAME_NEAR = re.compile(
    r"\b(?:inchange\w*|ne change\w* pas|reste\w*|blijft|blijven|ongewijzigd|zelfde|unchanged|stays|remains|same|bleibt|bleiben|"
    r"unverandert|gleich|meme)\b"
)


_SAME_LATER = re.compile(
    r"^[^.]{0,100}\b(?:blijven|blijft|restent|reste|bleiben|remain\w*|stay) (?:\w+ )?(?:ongewijzigd|inchange\w*|unverandert|unchanged|the same|gleich)\b"
)
_ON_FILE = re.compile(
    r"\b(?:chez vous|dans vos (?:dossiers|fichiers)|votre fiche|bij (?:jullie|u)\b|in (?:jullie|uw) (?:systeem|bestand)|bei ihnen|"
    r"your records? (?:show|say|have|list)|in your (?:database|system|records)|on file|vous avez|u hebt|u heeft|jullie hebben|you have)\b[^.;\n]{0,60}$"
)
_INSTEAD = re.compile(r"\b(?:mais|donc|or|maar|dus|moet|but|should|so|sondern|muss|c'est|il faut|tis)\b[^.;\n]{0,40}$")


def age_of(text: str, start: int, end: int) -> Age:
    """Tell from the words before and after a value on its line whether it is said to be old, new or unchanged."""
    before, after = _before(text, start), fold(text[end : end + 120]).partition("\n")[0]
    sentence = after.partition(". ")[0]
    if _SAME_NEAR.search(before[-40:]) or _SAME_NEAR.search(after[:25]) or _SAME_LATER.search(sentence):
        return Age.SAME
    if _ON_FILE.search(before) and not _INSTEAD.search(before):
        return Age.OLD
    if _OLD_AFTER.match(after):
        return Age.OLD
    old, new = _last(_OLD_BEFORE, before), _last(_NEW_BEFORE, before)
    if old > new:
        return Age.OLD
    return Age.NEW if new >= 0 else Age.PLAIN


def _before(text: str, start: int) -> str:
    """The words before a value on its line, or those that end the line above when it stands alone."""
    above, _, here = fold(text[max(0, start - 120) : start]).rpartition("\n")
    if here.strip(" -*•\t"):
        return here[-90:]
    return above.rstrip().rpartition("\n")[2][-60:] + " "


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Return where the last word of the pattern stands, -1 for nowhere: the nearer word decides."""
    return max((start for start in range(len(text)) if pattern.match(text, start)), default=-1)
