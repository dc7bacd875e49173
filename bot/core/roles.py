"""Tells for each value of a text whether the words around it call it old, new or unchanged.

The text is looked at as a skeleton: folded, with one sign in place of each value, so that the words inside of values
("Nieuwstraat", "new@...") say nothing. Words reach as far as their sentence or line; a heading reaches over the lines
below it; two values of one sort in one sentence are compared by the words between them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core import between, cues, cues_after, cues_apart
from bot.core.folding import fold
from bot.core.headings import SIGN as _SIGN
from bot.core.headings import heading, named, stay
from bot.core.sentences import END
from bot.core.values import NUMBERS, Age, Value

_LETTER = re.compile(r"[a-z]")
_TABLES = (
    (cues.OTHER_BEFORE, Age.OTHER),
    (cues.SAME_BEFORE, Age.SAME),
    (cues.OLD_BEFORE, Age.OLD),
    (cues.NEW_BEFORE, Age.NEW),
)
_OTHERS_WORDS = 8  # characters: "my sister" itself begins with a word of the writer
_REACH = 110  # characters
_LINKING_WORDS = 2  # more of them over a line break are not what links two values
_OLD_HEADING = re.compile(r"^\W*(?:from|out|was|van|avant|before|vorher)\W*$")
_TO_BE_PUT_RIGHT = re.compile(
    r"\b(?:verbeter\w*|corriger|corrigez|rectifi\w*|please (?:correct|amend|update|change)|berichtig\w*|"
    r"korrigier\w*|aan ?(?:te )?pass\w*|te wijzigen|modifier|mettre a jour|to be (?:corrected|"
    r"changed))\b[^:]*:$|"
    r"\b(?:please|kindly|merci de|veuillez|gelieve|graag|bitte)\b[^:]{0,60}\b(?:send|forward|envoyer|adresser|"
    r"(?:te )?sturen|zenden|richten|schicken|senden)\b[^:]*:$"
)
#: A value of another sort that is joined by "and": what stands behind it is said of both.
_AND_ANOTHER = re.compile(
    rf"^[\s,]*(?:et|en|and|und|&)\s(?:(?:het|de|le|la|the|die|das|l')\s?)?(?:\w+\s){{0,2}}?{_SIGN}"
)
#: "A instead of B, C": what is said of B, a value of another sort, is not said of C.
_OF_ONE_BEFORE = re.compile(
    rf"\b(?:statt|anstatt|anstelle von|au lieu d[e'u]+|a la place d[e'u]+|in plaats van|ipv|i\.p\.v\.?|instead of|rather than|"
    rf"(?:et |en |and |und )?(?:non(?: pas)?|pas|not|niet|nicht|geen))\s(?:\w+\s){{0,2}}{_SIGN}"
    rf"|\b(?:falsch|wrong|fausse?|faux|foute?|verkeerde?|errone\w*|incorrecte?|mauvais\w*)\b[^:{_SIGN}]{{0,10}}:\s*{_SIGN}"
)
_FOR_ANOTHER = re.compile(
    rf"[\s,\"]*(?:statt|anstatt|au lieu d[e'u]+|in plaats van|ipv|i\.p\.v\.?|instead of|rather than|(?:et|and|en|und) "
    rf"(?:non(?: pas)?|pas|not|niet|nicht))\s(?:\w+\s){{0,2}}{_SIGN}"
)
_UNCHANGED = re.compile(
    r"\b(?:ne changen?t? pas|(?:niet|not|nicht) (?:wijzig|verander|chang|ander)\w*|(?:wijzigt|verandert|wijzigen|"
    r"veranderen) niet|"
    r"inchange\w*|ongewijzigd|unchanged|unverandert|(?:andert|andern) sich nicht|stays? the same)\b"
)
_CHANGED_FROM = re.compile(
    r"\b(?:update|change|move|replace|modifier|changer|remplacer|wijzigen|veranderen|vervangen|andern|ersetzen)\b[^:]*"
    r"\b(?:from|de|du|van|von)\W*:$"
)
_FROM_A_DAY = re.compile(
    r"\b(?:from|as of|starting|effective|vanaf|per|a partir d\w*|a compter d\w*|a dater d\w*|des|ab|zum|"
    r"met ingang van)\s[^:]{0,20}\d|"
    r"\b(?:since|sinds|depuis|seit)\s[^:]{0,40}\b(?:hier|here|ici)\W*$"
)
_SAYS_SAME = re.compile(r"\b(?:rest\w*|blij\w*|stays?|remain\w*|bleib\w*|faux|gone|weg|stop\w*|vervalt)\b")
_LABEL = 40  # characters
_NEW_LABEL = re.compile(r"\b(?:nouve\w+|nieuwe?|new|neue?[rsn]?)\b")
_CURRENT_LABEL = re.compile(r"\b(?:actuel\w*|huidige?|current|aktuell\w*|derzeitig\w*|gegenwartig\w*|tegenwoordige?)\b")
_NEW_HEADING = re.compile(r"^\W*(?:to|in|naar|wordt|apres|after|nachher)\W*$")


@dataclass(frozen=True, slots=True)
class _Spot:
    """A value's surroundings: the sentence's words before it and after it."""

    before: str
    after: str


def aged(text: str, values: Sequence[Value]) -> list[Value]:
    """Return the values, which must not overlap, with their ages; a value that has an age other than PLAIN keeps it."""
    ordered = sorted(values, key=lambda value: value.start)
    skeleton, places = _skeleton(text, ordered)
    headings = named(
        skeleton, [place for place, value in zip(places, ordered, strict=True) if "company" in value.field]
    )
    made = list(ordered)
    for sort in dict.fromkeys(_sort(value) for value in ordered):
        mine = [number for number, value in enumerate(ordered) if _sort(value) == sort]
        spots = [places[number] for number in mine]
        for number, age in zip(mine, _ages(skeleton, headings, spots), strict=True):
            if made[number].age is Age.PLAIN:
                made[number] = replace(made[number], age=age)
    return made


def _sort(value: Value) -> str:
    """Values that can replace each other."""
    return "number" if value.field in NUMBERS else value.field.rstrip("?")


def _skeleton(text: str, values: Sequence[Value]) -> tuple[str, list[int]]:
    parts: list[str] = []
    places: list[int] = []
    length = at = 0
    for value in values:
        words = fold(text[at : value.start])
        parts += [words, _SIGN]
        places.append(length + len(words))
        length += len(words) + 1
        at = value.end
    return "".join([*parts, fold(text[at:])]), places


def _ages(skeleton: str, headings: str, places: Sequence[int]) -> list[Age]:
    ends = [0, *(found.end() for found in END.finditer(skeleton)), len(skeleton)]
    ages = [_alone(_spot(skeleton, place, places, ends), heading(headings, place)) for place in places]
    for left, right in zip(range(len(places)), range(1, len(places)), strict=False):
        pair = _pair(skeleton, places[left], places[right], ends)
        if pair is not None:
            ages[left], ages[right] = pair
        elif between.COORDINATED.match(skeleton[places[left] + 1 : places[right]]):
            ages[left], ages[right] = _alike(ages[left], ages[right])
        elif (
            (
                ages[left] is Age.NEW
                and ages[right] is Age.PLAIN
                and between.ELLIPTIC.match(_gap(skeleton, places, left))
            )
            or _aside(skeleton, places, ages, left)
            or ages[left] is Age.OLD
            and _whereas(skeleton[places[left] + 1 : places[right]]) is not None
        ):
            ages[right] = Age.NEW
    ages = _until_now(skeleton, places, ages)
    told = {Age.PLAIN} if Age.NEW in ages else set() if Age.OLD in ages else {Age.NEW, Age.PLAIN}
    return [
        Age.SAME if age in told and cues_after.IS_RIGHT.match(skeleton, place + 1) else age
        for place, age in zip(places, ages, strict=True)
    ]


def _aside(skeleton: str, places: Sequence[int], ages: Sequence[Age], left: int) -> bool:
    """Whether a value stands in brackets behind the new one of its kind, and the next has only its label: "phone A
    (formerly B), fax C"."""
    gap = _gap(skeleton, places, left)
    return (
        left > 0
        and (ages[left - 1], ages[left], ages[left + 1]) == (Age.NEW, Age.OLD, Age.PLAIN)
        and "(" in _gap(skeleton, places, left - 1)
        and gap.startswith(")")
        and between.ELLIPTIC.match(gap[1:]) is not None
    )


def _gap(skeleton: str, places: Sequence[int], left: int) -> str:
    return skeleton[places[left] + 1 : places[left + 1]]


def _until_now(skeleton: str, places: Sequence[int], ages: Sequence[Age]) -> list[Age]:
    """Where one value is labelled new, the one that is labelled current is the one on file."""
    labels = [re.split(r"[\n.]", skeleton[max(0, place - _LABEL) : place])[-1] for place in places]
    if not any(age is Age.NEW and _NEW_LABEL.search(label) for age, label in zip(ages, labels, strict=True)):
        return list(ages)
    return [Age.OLD if _CURRENT_LABEL.search(label) else age for age, label in zip(ages, labels, strict=True)]


def _alike(left: Age, right: Age) -> tuple[Age, Age]:
    """What is said of one of two values joined by "and" is said of both; "are gone" stands behind the second."""
    if right is Age.PLAIN:
        return left, left
    return (right, right) if left is Age.PLAIN and right is Age.OLD else (left, right)


def _spot(skeleton: str, place: int, places: Sequence[int], ends: Sequence[int]) -> _Spot:
    begin = max(end for end in ends if end <= place)
    finish = min(end for end in ends if end > place)
    begin = max(begin, place - _REACH, *(other + 1 for other in places if other < place), 0)
    finish = min([finish, place + _REACH, *(other for other in places if other > place)])
    before = skeleton[begin:place]
    return _Spot(before=before, after=skeleton[place + 1 : finish])


def _pair(skeleton: str, left: int, right: int, ends: Sequence[int]) -> tuple[Age, Age] | None:
    """What the words between two values say, when they stand in one sentence."""
    gap = skeleton[left + 1 : right]
    if len(gap) > _REACH or gap.count("\n") > 2 or ("\n" in gap and (len(gap.split()) > _LINKING_WORDS or ":" in gap)):
        return None
    gap = gap.replace("\n", " ").replace(_SIGN, " ")
    before = re.split(r"[.!?]\s", skeleton[max(0, left - 60) : left])[-1]
    if between.MISTAKE.search(before) and between.NEW_TO_OLD.match(gap):
        return Age.OTHER, Age.OTHER
    if between.INSTEAD.match(gap) and (between.OURS.search(before) or between.SHOWN.search(before)):
        return Age.OLD, Age.NEW
    if _no_longer(gap) or (between.WROTE.search(before) and between.TYPED.match(gap)):
        return Age.NEW, Age.OLD
    if between.NEW_TO_OLD.match(gap) and not between.FROM_BEFORE.search(before[-25:] if "plus" in gap else ""):
        return Age.NEW, Age.OLD
    if between.YOURS.search(gap):
        return None
    if between.OLD_TO_NEW.match(gap) or (between.TO.match(gap) and between.FROM_BEFORE.search(before)):
        return Age.OLD, Age.NEW
    return None


def _no_longer(gap: str) -> bool:
    """Whether a clause that says nothing against the first value leads to a second one that is denied."""
    found = between.NO_LONGER.match(gap)
    return found is not None and not cues.OLD_BEFORE.search(found["clause"]) and not _SAYS_SAME.search(found["clause"])


def _alone(spot: _Spot, above: str) -> Age:
    said = _said(spot.before, spot.after)
    return said if said is not Age.PLAIN else _headed(above)


def _said(before: str, after: str) -> Age:
    apart = _apart(before, after)
    before, after = cues.OLD_ASIDE.sub("", _OF_ONE_BEFORE.sub("", before)), _of_itself(before, after)
    if _FOR_ANOTHER.match(after):
        return Age.OLD if between.OURS.search(before) else Age.NEW
    if apart or cues_after.OTHER_AFTER.match(after):
        return Age.APART if apart else Age.OTHER
    if before.rstrip().endswith(":") and (_OLD_HEADING.match(before) or _NEW_HEADING.match(before)):
        return Age.OLD if _OLD_HEADING.match(before) else Age.NEW
    if any(cue.match(after) for cue in (cues_after.SAME_AFTER, cues_after.SAME_LATER, cues_after.KNOWN)):
        return Age.SAME
    if cues_after.OLD_AFTER.match(after):
        return Age.OLD
    if cues_after.NEW_AFTER.match(after) or (cues_after.USE_AFTER.match(after) and cues_after.PLEASE.search(before)):
        return Age.NEW
    return _nearest(before)


def _apart(before: str, after: str) -> bool:
    """Whether a value is no news of the writer's record: it is for questions or for today, or another one's."""
    if cues_apart.OF_SOMEBODY.match(after) or cues_apart.NOT_TO_KEEP.match(after):
        return True
    if cues_apart.NEWS.search(before):
        return False
    if cues_apart.FOR_QUESTIONS.search(before):
        return True
    called = cues_apart.BY_SOMEBODY.search(before)
    passing = cues_apart.FOR_TODAY.search(before) or (called and not cues.SELF.search(called["after"]))
    return bool(passing) and not cues_apart.OF_A_CHANGE.search(before)


def _of_itself(before: str, after: str) -> str:
    """The words behind a value without those that are said of another one."""
    after = cues_after.NO_MORE_THERE.sub("", _AND_ANOTHER.sub("", after))
    after = cues_after.THAT_OF.sub("", cues.OLD_ASIDE.sub("", after))
    return cues_after.OF_ANOTHER.sub(lambda found: found[0] if found["kind"][:3] in before else "", after)


def _nearest(words: str) -> Age:
    """The last word that speaks; "is" alone only where no other one does."""
    words = cues_apart.BEFORE_BUT.sub("", cues.IN_YOUR_FILES.sub(r"\g<verb>", words))
    words = cues.AS_EVER.sub("unchanged", cues.IN_PASSING.sub(" ", words))
    words = cues.LEFT_FOR.sub(
        "new", cues.ONCE.sub("old", cues.SENT_THERE.sub("old", cues.HELD_BY_YOU.sub("old", words)))
    )
    if cues.NOT_BUT.search(words) or cues.ONLY_LEFT.search(words) or _contrasted(words):
        return Age.NEW
    if cues.NOT_CHANGED.search(words):
        return Age.SAME
    last = {age: max((found.start() for found in table.finditer(words)), default=-1) for table, age in _TABLES}
    denied = cues.NOT_BEFORE.search(words) or cues.AWAY_FROM.search(words)
    if denied:
        last[Age.OLD] = max(last[Age.OLD], denied.start())
    if last[Age.OTHER] >= 0 and not cues.SELF.search(words, last[Age.OTHER] + _OTHERS_WORDS):
        return Age.OTHER
    age = max(last, key=lambda one: last[one])
    if last[age] >= 0:
        return age
    return Age.NEW if cues.IS_BEFORE.search(words) or cues.BUT_BEFORE.search(words) else Age.PLAIN


def _contrasted(words: str) -> bool:
    place = _whereas(words)
    return place is not None and bool(cues.OLD_BEFORE.search(words[:place]))


def _whereas(words: str) -> int | None:
    """Where a contrast begins behind which nothing else is called old."""
    found = cues.WHEREAS.search(words)
    return found.start() if found and not cues.OLD_BEFORE.search(found["after"]) else None


def _headed(heading: str) -> Age:
    if _OLD_HEADING.match(heading):
        return Age.OLD
    if _NEW_HEADING.match(heading):
        return Age.NEW
    if _UNCHANGED.search(heading) or stay(heading):
        return Age.SAME
    if _CHANGED_FROM.search(heading):
        return Age.OLD
    if _TO_BE_PUT_RIGHT.search(heading):
        return Age.NEW
    return Age.NEW if _FROM_A_DAY.search(heading) else _nearest(heading)
