"""Who comes in whose place: all that a letter says of each person it names, wherever it names him."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from bot.core import contact_cues, firm_cues
from bot.core import succession_cues as cues
from bot.core.flat import flat
from bot.core.near import free
from bot.core.people import Self, alike_each
from bot.core.persons import Person
from bot.core.removal_cues import TAKEN_AWAY
from bot.core.roles import aged
from bot.core.sentences import sentences
from bot.core.values import Age, Value

_SIGN = "\ue000"
_TWO = 2  # spellings of one name, of which the later one is right
_REACH = 110  # characters
_Spot = tuple[int, int, Person]


def judge(text: str, people: Sequence[Person], others: Sequence[Value]) -> None:
    """Write down what is said of each person at each of his places."""
    spots = sorted(((start, end, one) for one in people for start, end in one.places), key=lambda spot: spot[0])
    lower = _blanked(text, spots)
    values = [Value(field="contact_person", value=one.name, start=start, end=end) for start, end, one in spots]
    apart = [other for other in others if free(other.span, [value.span for value in values])]
    ages = {one.start: one.age for one in aged(text, [*values, *apart]) if one.field == "contact_person"}
    bounds = sentences(text)
    pairs = dict(_pairs(lower, spots))
    listed = contact_cues.told_below(lower)
    for start, end, one in spots:
        begin, finish = next(bound for bound in bounds if bound[1] > start or bound[1] == len(text))
        before = lower[max(begin, start - _REACH) : start].rpartition(_SIGN)[2]
        after = lower[end : min(finish, end + _REACH)].partition(_SIGN)[0]
        said = _said(before, after)
        if listed and listed.end() <= start and contact_cues.NAME_LABEL.search(lower[:start][-_REACH:]):
            said = Age.NEW
        elif contact_cues.ASKED.match(lower, begin, finish + 1):
            said = Age.OTHER
        weak = ages[start] if ages[start] is not Age.OTHER else Age.PLAIN
        one.said.append(pairs.get(start) or (weak if said is Age.PLAIN else said))
    for begin, finish in bounds:
        _by_pronoun(lower, begin, finish, spots, bounds)


def _blanked(text: str, spots: Sequence[_Spot]) -> str:
    signs = list(flat(text))
    for start, end, _ in spots:
        signs[start:end] = _SIGN * (end - start)
    return "".join(signs)


def _pairs(lower: str, spots: Sequence[_Spot]) -> Iterator[tuple[int, Age]]:
    """What the words between two persons say of both."""
    for (start, end, one), (other_start, _, other) in pairwise(spots):
        gap = lower[end:other_start]
        if one is other or "\n\n" in gap:
            continue
        before = lower[max(0, start - 60) : start].rpartition("\n")[2]
        mistaken = firm_cues.mistaken(before, gap)
        if cues.INSTEAD_OF.match(gap) and not mistaken and not cues.TAKES_FROM.search(before):
            yield from ((start, Age.NEW), (other_start, Age.OLD))
        elif mistaken or cues.REPLACED_BY.match(gap) or (cues.BY.match(gap) and cues.REPLACE.search(before)):
            yield from ((start, Age.OLD), (other_start, Age.NEW))


def _said(before: str, after: str) -> Age:
    """What the words around a name say of the person."""
    aside = _aside(before, after)
    if aside is not None:
        return aside
    changed = contact_cues.CHANGED.search(before) and cues.GONE_AFTER.match(after)
    if (
        changed
        or cues.OLD_LABEL.search(before)
        or cues.WAS_DONE_BY.search(before)
        or contact_cues.ON_RECORD.search(before)
    ):
        return Age.OLD
    if cues.NEW_LABEL.search(before) or contact_cues.STEPS_IN.search(before):
        return Age.NEW
    stays = cues.STAYS.match(after) and not contact_cues.ANOTHER_STAYS.match(after)
    if stays or cues.STAYS_BEFORE.search(before):
        return Age.SAME
    if cues.FOR_ME.match(after) or cues.LABEL.search(before) and not cues.GONE_BEFORE.search(before):
        return Age.NEW
    if cues.GONE_BEFORE.search(before) or TAKEN_AWAY.search(re.split(r"[,;.!?\n]", after)[0]):
        return Age.OLD
    gone, comes = cues.GONE_AFTER.match(after), cues.COMES_AFTER.match(after)
    if gone and (not comes or gone.start("cue") <= comes.start("cue")):
        return Age.OLD
    return Age.NEW if comes or cues.COMES_BEFORE.search(before) else Age.PLAIN


def _aside(before: str, after: str) -> Age | None:
    """What is said where a name only tells whose number or mailbox something is; None where it tells more."""
    if contact_cues.OWNS.search(before) or contact_cues.OWNS_IT.match(after) or contact_cues.SPEAKS.match(after):
        return Age.OTHER
    theirs = contact_cues.THEIRS_AFTER.match(after) or contact_cues.THEIRS_BEFORE.search(before)
    return Age.PLAIN if theirs else None


def _by_pronoun(lower: str, begin: int, finish: int, spots: Sequence[_Spot], bounds: Sequence[tuple[int, int]]) -> None:
    """A sentence that goes on about the person of the one before it, with "she" or "enter her"."""
    sentence = lower[begin:finish]
    found = cues.PRONOUN.match(sentence)
    if not found or _SIGN in found[0] or sentence.startswith(_SIGN):
        return
    earlier = [one for start, _, one in spots if start < begin and lower[start:begin].count("\n") <= 3]
    fresh = [one for one in earlier if not one.called(Age.OLD) and not one.called(Age.SAME)]
    if fresh and cues.IS_IT.search(sentence):
        fresh[-1].said.append(Age.NEW)


def successor(people: Sequence[Person], lower: str, who: Self) -> Person | None:
    """The one of whom it is said that he comes; else the only one left where another one goes."""
    own = _words(f"{who.first} {who.last}")
    rest = [one for one in people if not one.called(Age.SAME) and not _renamed(one, people)]
    spelled = [one for one in rest if not one.called(Age.OLD) and _misspelt(one, people)]
    if len(spelled) == 1:
        return spelled[0]
    himself = next((one for one in rest if own and _words(one.name) <= own), None)
    leaves = any(one.called(Age.OLD) and one is not himself for one in people) or contact_cues.SOMEONE_GOES.search(
        lower
    )
    comes = bool(cues.I_COME.search(lower))
    new = [one for one in rest if one.called(Age.NEW) and (one is not himself or comes or leaves)]
    goes = cues.I_GO.search(lower)
    new = [one for one in new if not one.called(Age.OLD) and not (goes and one.signs)]
    if len(new) == _TWO and spelling(new[0].name, new[1].name):
        return new[1]
    full = [one for one in new if " " in one.name] or new
    if new:
        return full[0] if len(full) == 1 else None
    if himself is not None and comes and not himself.called(Age.OLD):
        return himself
    unsaid = [one for one in rest if not one.called(Age.OLD) and not one.called(Age.OTHER)]
    plain = [one for one in unsaid if one is not himself and not one.signs]
    return plain[0] if (leaves or goes) and len(plain) == 1 else None


def _words(name: str) -> set[str]:
    return set(flat(name).split())


def _misspelt(one: Person, people: Sequence[Person]) -> bool:
    """Whether another name, called wrong, is a spelling of this one."""
    return any(other.called(Age.OLD) and other is not one and spelling(one.name, other.name) for other in people)


def _renamed(one: Person, people: Sequence[Person]) -> bool:
    """Whether he is the same person under another last name: it is the name that changes, not the contact."""
    first = one.name.split()[0]
    others = [other for other in people if other is not one and other.called(Age.OLD) and " " in other.name]
    return any(other.name.split()[0] == first and not spelling(one.name, other.name) for other in others)


def spelling(one: str, other: str) -> bool:
    """Whether each part of a name is a spelling of the other's."""
    mine, its = one.split(), other.split()
    return mine[0][:1] == its[0][:1] and alike_each(mine, its)


def strangers(people: Sequence[Person], who: Self) -> list[Person]:
    """Return the persons with first and last name who are not the writer."""
    own = _words(f"{who.first} {who.last}")
    return [one for one in people if " " in one.name and not _words(one.name) <= own]


def changes_hands(people: Sequence[Person], lower: str, who: Self) -> bool:
    """Whether one person is said to come where another one, or the writer, goes."""
    own = _words(f"{who.first} {who.last}")
    people = strangers(people, who)
    comes = any(one.called(Age.NEW) and not one.called(Age.OLD) for one in people)
    goes = any(one.called(Age.OLD) and not one.called(Age.NEW) for one in people)
    words = [_words(one.name) for one in people]
    kin = any(one & other for one, other in combinations(words, 2)) or any(one & own for one in words)
    return comes and ((goes and not kin) or bool(cues.I_GO.search(lower)))
