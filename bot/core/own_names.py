"""The writer's own name in his letter: his right one, what we made of it, and what it was before.

The name in From (or under the letter) is nearly always the right one. So a letter about a name is read as what it says
of that name: "not Wuits", "with two l's", "no longer Maes", "Maes-Dupont from now on".
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice

from bot.core import name_cues, said_names
from bot.core.flat import flat
from bot.core.name_mentions import GAP, Mention, letters, mentions, of_another, sentence
from bot.core.people import Self, alike
from bot.core.roles import aged
from bot.core.sentences import sentences
from bot.core.spelled import spelled
from bot.core.values import Age, Value, apart

_MOST_CHARS = 4000
_MOST = 60  # mentions; a letter that has more of them is none about a name
_NEXT = 4  # characters


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a letter says of its writer's name: what is new, which parts are right, and whether it is said to be gone.

    ``firm``: the name stands only in that of a firm, or of a person to contact.
    """

    values: Sequence[Value] = ()
    right: Set[str] = frozenset()
    gone: bool = False
    firm: bool = False


def own_names(text: str, who: Self, others: Sequence[Value]) -> Reading:
    """Read the parts of the writer's name that the letter wants put right or changed."""
    text = text[:_MOST_CHARS]
    right = _right_already(text)
    if not (who.last or who.first):
        return Reading(right=right)
    found = [*islice(mentions(text, who, others), _MOST)]
    kept = [one for one in found if not of_another(text, one, who)]
    if len(kept) < len(found) and not any(one.part == "last_name" for one in kept):
        return Reading(right=right, firm=True)
    if all(one.sort == "right" for one in kept) and not name_cues.spoken_of(name_cues.folded(text)):
        return Reading(values=[value for value in _spelled(text, who) if value.field not in right], right=right)
    kept = _with_ages(text, kept, others)
    made = [value for value in _spelled(text, who) if value.field not in right]
    told = {value.field for value in made} | right
    for part, own in (("last_name", who.last), ("first_name", who.first)):
        choice = None if part in told else _decided(text, own, [one for one in kept if one.part == part], others)
        if choice is not None:
            made.append(
                Value(field=part, value=_written(choice[0]), start=choice[1].start, end=choice[1].end, age=Age.NEW)
            )
    ages = {one.age for one in kept if one.part == "last_name" and one.sort == "right"}
    return Reading(values=made, right=right, gone=ages == {Age.OLD})


def _written(name: str) -> str:
    """A name as it is written in a letter all in small letters, with its capitals."""
    return "-".join(part[:1].upper() + part[1:] for part in name.split("-")) if name.islower() else name


def _right_already(text: str) -> Set[str]:
    """The parts of the name of which the letter says that they are right."""
    found = {str(one.lastgroup) for one in said_names.IS_RIGHT.finditer(text)}
    found |= {"last"} if name_cues.KEEPS.search(flat(text)) else set()
    if "any" in found and said_names.FIRST.search(flat(text)):
        found = {part.replace("any", "last") for part in found}
    return {"last_name", "first_name"} if "any" in found else {f"{part}_name" for part in found}


def _spelled(text: str, who: Self) -> Iterator[Value]:
    """The parts of the name that are spelled letter by letter."""
    told: set[str] = set()
    for value in spelled(text, who):
        for part, own in (("last_name", who.last), ("first_name", who.first)):
            said, mine = letters(str(value.value)), letters(own)
            if part not in told and alike(said, mine):
                told.add(part)
                yield replace(value, field=part, value=own if mine.endswith(said) else value.value)
                break


def _with_ages(text: str, found: Sequence[Mention], others: Sequence[Value]) -> list[Mention]:
    """The mentions with what is said of them: of first and last name together, where they stand together."""
    lower, groups = name_cues.folded(text), list[list[Mention]]()
    for mention in found:
        if groups and GAP.fullmatch(text[groups[-1][-1].end : mention.start]):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    values = [
        Value(field="name", value=text[group[0].start : group[-1].end], start=group[0].start, end=group[-1].end)
        for group in groups
    ]
    said = {value.start: value.age for value in aged(text, apart([*others, *values])) if value.field == "name"}
    ends = sentences(text)
    made = []
    for group in groups:
        begin, end = next((a, b) for a, b in ends if a <= group[0].start < b or b == len(text))
        before, after = lower[begin : group[0].start], lower[group[-1].end : max(end, group[-1].end)]
        age = _age(before, after, said.get(group[0].start, Age.PLAIN), right=group[-1].sort == "right")
        made += [replace(mention, age=age, whole=len(group) > 1) for mention in group]
    return made


def _age(before: str, after: str, said: Age, *, right: bool) -> Age:
    letters = name_cues.LETTERS.search(after)
    if said_names.NEW_AFTER.match(after) or (right and letters and letters.start() <= _NEXT and said is Age.OLD):
        return Age.NEW
    if said_names.BUT_BEFORE.search(before):
        return Age.NEW
    if said_names.OLD_BEFORE.search(before) or said_names.OLD_AFTER.match(after):
        return Age.OLD
    if said_names.SAME_AFTER.match(after) or said_names.SAME_BEFORE.search(before):
        return Age.SAME
    if said_names.NEW_BEFORE.search(before):
        return Age.NEW
    return said


def _decided(text: str, own: str, mine: Sequence[Mention], others: Sequence[Value]) -> tuple[str, Mention] | None:
    """The value that a part of the name shall have, and where it is said; None where the letter does not tell."""
    lower = name_cues.folded(text)
    right = [one for one in mine if one.sort in {"right", "twin"}]
    longer = _longer(lower, mine)
    if longer is not None:
        return longer.words, longer
    titled = any(one.field == "salutation" and one.age is not Age.PLAIN for one in others)
    wrong = [one for one in mine if _is_wrong(text, one, right, titled=titled)]
    taken = _taken(lower, mine, right)
    if taken is not None:
        return taken.words, taken
    if _denied(mine, wrong):
        return None
    if wrong and not right and said_names.ANOTHER.search(text[: wrong[0].start]):
        return None
    return (own, wrong[0]) if wrong else _told(text, own, mine, titled=titled)


def _longer(lower: str, mine: Sequence[Mention]) -> Mention | None:
    """A double name that the writer's is a part of, where it is not the one that he gives up."""
    more = [one for one in mine if one.sort == "more" and one.age is not Age.SAME]
    gone = {letters(one.words) for one in more if one.age is Age.OLD}
    sure = [
        one
        for one in more
        if letters(one.words) not in gone
        and (name_cues.TOPIC if "-" in one.words else said_names.COMPLETE).search(lower)
        and (one.age is Age.NEW or not one.words.isupper())
    ]
    return max(sure, key=lambda one: one.age is Age.NEW, default=None)


def _taken(lower: str, mine: Sequence[Mention], right: Sequence[Mention]) -> Mention | None:
    """Another name that is called the new one, where the one in From is called the old one."""
    gone = all(one.age is Age.OLD for one in right)
    sorts = {"other", "part"} if said_names.RENAMED.search(lower) else {"part"}
    new = [one for one in mine if one.sort in sorts and one.age is Age.NEW]
    kept = [one for one in new if one.words[0].isupper() or right]
    return kept[0] if gone and kept and (right or kept[0].sort == "other") else None


def _is_wrong(text: str, one: Mention, right: Sequence[Mention], *, titled: bool) -> bool:
    """Whether a form of the name is one that the letter calls wrong, or that it only can speak of as wrong."""
    lower = name_cues.folded(text)
    exact = any(other.sort == "right" and other.age is not Age.OLD for other in right)
    if one.sort == "part":
        return one.age is Age.OLD and bool(said_names.COMPLETE.search(lower))
    if one.sort == "twin":
        blanks = _blanks(one.words) != _blanks(right[0].words if right else one.words) or any(
            _blanks(other.words) != _blanks(one.words) for other in right
        )
        return exact and (one.age is Age.OLD or (blanks and bool(said_names.NAME.search(lower))))
    if one.sort == "far":
        named = bool(said_names.NAME.search(lower))
        return named and (one.age is Age.OLD or bool(said_names.TITLED.search(lower[: one.start])))
    if one.sort != "wrong" or one.age is Age.OLD:
        return one.sort == "wrong"
    if one.words[0].islower() or (one.age is not Age.PLAIN and not right):
        return False
    named = bool((not titled and said_names.NAME.search(lower)) or said_names.TITLED.search(lower[: one.start]))
    headed = exact and "\n" not in text[: one.start]
    return named or headed or (one.whole and exact)


def _blanks(name: str) -> str:
    return re.sub(r"[^ '’-]", "", name)


def _denied(mine: Sequence[Mention], wrong: Sequence[Mention]) -> bool:
    """Whether the letter calls another form of the name the new one, or the writer's own the old one."""
    right = [one.age for one in mine if one.sort in {"right", "twin"}]
    gone = all(age is Age.OLD for age in right)
    renewed = any(one.age is Age.NEW for one in mine if one.sort in {"wrong", "part"})
    return gone and (renewed or (bool(right) and not wrong))


def _told(text: str, own: str, mine: Sequence[Mention], *, titled: bool) -> tuple[str, Mention] | None:
    """The writer's own name where it is called new in a letter on a new name, or where its letters are spoken of."""
    lower = name_cues.folded(text)
    right = [one for one in mine if one.sort in {"right", "twin"}]
    new = [one for one in right if one.age is Age.NEW]
    other = any(one.sort == "other" and one.age is not Age.NEW for one in mine)
    gone = any(one.sort == "other" and one.age is Age.OLD for one in mine)
    renamed = said_names.RENAMED if not new or new[0].part == "last_name" else said_names.FIRST_CHANGED
    if new and (other or renamed.search(lower)):
        return own, new[0]
    if gone and said_names.RENAMED.search(lower):
        return own, mine[0]
    named = bool(said_names.NAME.search(lower)) and not titled
    mailed = "@" in text and not said_names.MY_NAME.search(lower)
    sure = [
        one
        for one in right
        if one.age is not Age.SAME and ((_lettered(text, one) and not mailed) or (named and _contrasted(text, one)))
    ]
    return (own, sure[0]) if sure else None


def _contrasted(text: str, mention: Mention) -> bool:
    """Whether another name, which may look quite different, stands beside a mention as the one that it is not."""
    before = text[max(0, mention.start - 60) : mention.start]
    return bool(said_names.CONTRASTED.match(text, mention.end) or said_names.BUT.search(before))


def _lettered(text: str, mention: Mention) -> bool:
    """Whether the sentence of a mention speaks of the letters of the name."""
    said = sentence(text, mention)
    return "@" not in said and bool(name_cues.LETTERS.search(flat(said)))
