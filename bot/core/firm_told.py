"""What a letter says in so many words of a firm with its legal form: turned into another one, or spelled otherwise."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from bot.core import firm_cues
from bot.core.firm_shapes import FORM_WORD, formal, named
from bot.core.flat import flat
from bot.core.people import alike
from bot.core.values import Age, Value

_MOST = 10
_BEFORE = 70  # characters of the sentence before a name
_BEHIND = 40
_TURNED = (
    r"(?:umwandl\w*|umgewandelt|umfirmier\w*|umbenenn\w*|umbenannt|geandert|andert|transform\w*|convers\w*|"
    r"convert\w*|renam\w*|rebrand\w*|chang\w*|modif\w*|omvorm\w*|omgevormd|omzet\w*|omgezet|omgedoopt|"
    r"herdoopt|hernoem\w*|\w*wijzig\w*|verander\w*)"
)
_TURNS_BEFORE = re.compile(rf"\b{_TURNED}\b[^.!?;\n]*$")
_TURNED_BEHIND = re.compile(rf"[\"”»' ]{{0,3}}(?:\w+ )?{_TURNED}\b")
_INTO = re.compile(
    r"[\"”»’']?\s(?:in|into|to|en|naar|tot|zur?m?)(?:\s(?:die|eine?r?|de|het|la|the|een|une))?\s[\"“„«‘']?"
)
_IT_IS = re.compile(
    r"(?:^|\W)(?:het is|'t is|c'est|it is|it's|es ist|es heisst|(?:moet|doit|should|muss)(?: zijn| etre| be| heissen)?|"
    r"correct is|juist is|richtig (?:ist|heisst es))\s?:?\s?[\"'“„«‘]?$"
)
_RIGHT = (
    r"(?:correct\w*|exacte?\w*|juiste?|richtige?r?|right|proper|officiel\w*|official|offizielle?r?|bonne?|vrai\w*|true|"
    r"legal\w*|statutaire|eingetragene\w*|registered|volledige|complet|complete)"
)
_NAME = r"(?:nom|naam|name|denomination|benaming|raison sociale|firmenname|firmanaam|bedrijfsnaam|company name)"
#: "The correct name is X": with a word that says that another one is not.
_RIGHT_NAME = re.compile(
    rf"\b(?:{_RIGHT} {_NAME}|{_NAME} {_RIGHT})(?: \w+){{0,3}} (?:est|is|ist|luidt|lautet|reads|been|ete|war|"
    r"was)\s?:?\s?[\"'“„«‘]?\s?$"
)
#: ", in two words, not Vanhoof": behind the name that holds, the spelling that does not.
_NOT = re.compile(
    r"[\"”»’']?\s?[,(–-]\s?(?:[^.!?;\n]{0,35}?[\s,])?(?i:en |et |and |und )?(?i:niet|pas|non|not|nicht|geen)\s"
    r"[\"“„«‘']?(?P<wrong>[A-ZÀ-Ý][\w'’-]+(?:\s[A-ZÀ-Ý][\w'’-]+){0,2})"
)
_NAME_LABEL = re.compile(
    r"^\W*(?:\w[).] ?)?(?:(?:nieuwe?|nouveau|new|neuer) )?(?:naam|nom|name)[ \t]*[:=][ \t]*"
    r"(?P<value>[^\n;(>|]{2,60}?)[ \t]*"
    r"[(,;–-][ \t]?(?:was|formerly|previously|before|instead of|avant|anciennement|auparavant|au lieu d|vroeger|"
    r"voorheen|"
    r"i\.?p\.?v|in plaats van|statt|bisher|früher|vorher|vormals|ehemals)\b",
    re.IGNORECASE | re.MULTILINE,
)


def told_firms(text: str) -> Iterator[Value]:
    """Yield the names of firms that are said to be the new one, in words that name the old one too."""
    found = formal(text, _MOST)
    yield from _turned(text, found)
    yield from _put_right(text, found)
    yield from _respelled(text, found)
    for label in islice(_NAME_LABEL.finditer(text), _MOST):
        if FORM_WORD.search(label["value"]):
            yield replace(named("company", label["value"], label.start("value")), age=Age.NEW)


def _turned(text: str, found: Sequence[Value]) -> Iterator[Value]:
    """The firm that was turned into another one, and that one: "the conversion of A Ltd into A PLC"."""
    for old, new in pairwise(found):
        if not _INTO.fullmatch(text[old.end : new.start]):
            continue
        before = flat(text[max(0, old.start - _BEFORE) : old.start])
        if _TURNS_BEFORE.search(before) or _TURNED_BEHIND.match(flat(text[new.end : new.end + _BEHIND])):
            yield replace(new, age=Age.NEW)


def _put_right(text: str, found: Sequence[Value]) -> Iterator[Value]:
    """The right name behind a wrong one: "A Ltd should read B Ltd", "a mistake: A Ltd instead of B Ltd"."""
    for wrong, right in pairwise(found):
        between = flat(text[wrong.end : right.start])
        before = flat(text[max(0, wrong.start - _BEFORE) : wrong.start])
        if firm_cues.mistaken(before, between) or firm_cues.SHOULD_BE.fullmatch(between):
            yield replace(wrong, age=Age.OLD)
            yield replace(right, age=Age.NEW)


def _respelled(text: str, found: Sequence[Value]) -> Iterator[Value]:
    """The firm that "the correct name is", or that "it is", and not another spelling of a part of its name."""
    for one in found:
        if _RIGHT_NAME.search(flat(text[max(0, one.start - _BEFORE) : one.start])):
            yield replace(one, age=Age.NEW)
            continue
        wrong = _NOT.match(text, one.end)
        if wrong and _IT_IS.search(flat(text[max(0, one.start - _BEFORE) : one.start])):
            said, parts = _joined(wrong["wrong"]), str(one.value).split()
            runs = (
                _joined("".join(parts[begin:end])) for begin in range(len(parts)) for end in range(begin + 1, begin + 4)
            )
            if any(alike(run, said) for run in runs):
                yield replace(one, age=Age.NEW)


def _joined(name: str) -> str:
    return flat(name).replace(" ", "")
