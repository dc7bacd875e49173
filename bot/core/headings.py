"""The line above a value that announces it: "Our new address:", "Old", "New: Miller & Sons".

Text is looked at as the skeleton that core.roles makes of it: folded, with ``SIGN`` in the place of each value.
"""

import re
from collections.abc import Sequence

SIGN = "\ue000"
_HEADING_LINES = 12
_NAME_WORDS = 5  # of a firm or a person, below which the address stands: "New: Miller & Sons"
_STAYS_WORDS = 8
_LABEL_WORDS = 5  # more of them before a value make a sentence, which no heading rules
_HEADING = re.compile(
    r"^\W*(?:\w+ ){0,2}?(?:from|to|old|new|out|in|was|wordt|avant|apres|maintenant|ancien\w*|nouve\w+|"
    r"oude?|nieuwe?|vroeger|nu|voorheen|bisher|alte?s?|neue?s?|jetzt|now|before|after|"
    r"vorher|nachher|van|naar|fout\w*|juist\w*|correct\w*|wrong|right|falsch|richtig|errone\w*|exact\w*)"
    r"(?: (?:adres\w*|adress\w*|anschrift|gegevens|donnees|coordonnees|details|data|daten|situation|"
    r"contact\w*|situatie))*\W*$"
)
_ANNOUNCES = re.compile(
    r"\b(?:lautet|luidt|is|ist|est|sera|devient|wordt|becomes|will be|as follows|comme suit|als volgt|"
    r"wie folgt)(?: (?:bien|donc|wel|dus|nu|now|thus|nun|jetzt|also))?$"
)
_KEPT = (
    r"(?:(?:blijft|blijven|bleibt|bleiben|reste(?:nt|ra)?|stays?|remains?|demeure(?:nt)?|inchange\w*|ongewijzigd\w*|"
    r"onveranderd\w*|unchanged|unverandert\w*|staying|hetzelfde|same|gleich)|"
    r"(?:ne )?(?:change(?:nt|ra)?|bouge(?:nt)?) (?:donc )?(?:pas|rien)|"
    r"(?:verandert|wijzigt|veranderen|wijzigen)(?: er)? niet|"
    r"(?:isn't|is not|does not|doesn't|do not|don't|hasn't|has not|not) chang\w+|"
    r"(?:andert|andern) sich nicht|nicht andern|"
    r"(?:pas de|sans|aucun|geen|keine|no) (?:changement\w*|wijziging\w*|verandering\w*|anderung\w*|changes?))"
)
_WHAT = r"\W*(?:\d[.)] *)?(?:(?:et|en|and|und|mais|maar|but|aber) )?(?:(?:qu'est-ce qui|ce qui|wat|what|was) )?"
#: "What stays the same?", "Unverändert bleiben": all that stands below is told in passing.
_STAYS = re.compile(
    rf"{_WHAT}{_KEPT}(?: (?:hetzelfde|ongewijzigd|unverandert|gleich|inchange\w*|identique\w*|pareil|(?:the )?same|"
    r"unchanged|bleibt|bleiben|as (?:it )?is|le meme|la meme|wie (?:es ist|bisher)|zoals (?:het is|voorheen)))?[^\w.]*"
    rf"|{_WHAT}(?:[\w']+ ){{0,4}}{_KEPT}(?: [\w']+){{0,4}} ?[:?]"
)


def named(skeleton: str, firms: Sequence[int]) -> str:
    """The skeleton with words in the place of firms: a heading may hold one, but no other value."""
    for place in firms:
        skeleton = f"{skeleton[:place]}x{skeleton[place + 1 :]}"
    return skeleton


def heading(skeleton: str, place: int) -> str:
    """The line above that announces a value: one that ends in a colon or in "is", consists of a word such as "old",
    or has a name behind such a word."""
    *above, here = skeleton[:place].split("\n")[-_HEADING_LINES:]
    if len(here.split()) > _LABEL_WORDS:
        return ""
    blank = False
    for line in reversed(above):
        bare = line.strip(" \t*_-=#>|")
        if not bare:
            blank = True
            continue
        if stay(bare) or bare.endswith(":") or _ANNOUNCES.search(bare) or (SIGN not in bare and _HEADING.match(bare)):
            return re.split(r"(?<!\d)[.!?]\s", bare)[-1]
        label, _, name = bare.partition(":")
        if 0 < len(name.split()) <= _NAME_WORDS and SIGN not in bare and _HEADING.match(label):
            return label
        if blank or (len(bare.split()) > 6 and SIGN not in bare):
            return ""
    return ""


def stay(line: str) -> bool:
    """Whether a line without a value says of all that stands below it that it stays as it is."""
    return SIGN not in line and len(line.split()) <= _STAYS_WORDS and _STAYS.fullmatch(line) is not None
