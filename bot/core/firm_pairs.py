"""Two names of one house in a letter, of which our record has one: two spellings, or the name of before and of now."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, islice

from bot.core import firm_cues
from bot.core.firm_shapes import FORM_WORD, QUOTED, formal, named, of_a_person
from bot.core.flat import flat
from bot.core.mail import Mail
from bot.core.people import alike, alike_each, writer
from bot.core.values import Age, Value, apart

_MOST = 10
_TWO = 2
_NEAR = 110  # characters before a name
_SHORTEST = 5  # letters of a name, without its legal form
_SHARED = 4  # letters that two names of one house begin with
_BELOW = 8  # lines


def two_names(text: str, mail: Mail) -> Iterator[Value]:
    """Yield the name that a record has (old) and the one that it should have (new), where a letter holds both.

    A letter that names three of them, or does not tell which of two is in the record, yields nothing.
    """
    found = _named(text, mail)
    key = _registered if _only_forms_differ(found) else _letters
    kinds = {key(one): one for one in found}
    pairs = [pair for pair in combinations(kinds.values(), 2) if _of_one_house(*pair)]
    if len(pairs) != 1:
        return
    said = {words: [one for one in found if key(one) == words] for words in map(key, pairs[0])}
    first, second = said.values()
    spelled = _spellings(*pairs[0])
    for old, new in ((first, second), (second, first)):
        if _is_recorded(text, old) and _is_right(text, new, spelled=spelled):
            fullest = _fullest(new)
            yield from (replace(one, age=Age.OLD) for one in old)
            yield from (replace(one, age=Age.NEW if one is fullest else Age.OTHER) for one in new)
            return


def _named(text: str, mail: Mail) -> list[Value]:
    """The names with a legal form, and what stands in quotes and is no name of the writer's."""
    quoted = [named("company", found["value"], found.start("value")) for found in islice(QUOTED.finditer(text), _MOST)]
    own = writer(mail).words()
    houses = [
        one
        for one in quoted
        if not _is_person(str(one.value), own) and not of_a_person(str(one.value), one.start, text)
    ]
    return [one for one in apart([*houses, *formal(text, _MOST)]) if len(_letters(one)) >= _SHORTEST]


def _is_person(name: str, own: set[str]) -> bool:
    """Whether a name without a legal form is the writer's own, in whatever spelling."""
    words = [word for word in flat(name).split() if word.isalpha()]
    return not FORM_WORD.search(name) and all(any(alike(word, one) for one in own) for word in words)


def _fullest(values: Sequence[Value]) -> Value:
    """The one with its legal form, where one has it."""
    return max(values, key=lambda one: len(str(one.value)))


def _bare(value: Value) -> str:
    return FORM_WORD.sub("", str(value.value)).strip(" ,.")


def _letters(value: Value) -> str:
    """A name's signs without its legal form; accents count, capitals and blanks do not."""
    return re.sub(r"[\s.,]", "", _bare(value).lower().replace("’", "'"))


def _registered(value: Value) -> str:
    """A name's letters with its legal form."""
    return re.sub(r"[\s.,]", "", flat(str(value.value)))


def _only_forms_differ(found: Sequence[Value]) -> bool:
    """Whether all names are one, twice with another legal form."""
    formed = {_registered(one) for one in found if FORM_WORD.search(str(one.value))}
    return (
        len({_letters(one) for one in found}) == 1 and len(formed) == len({_registered(one) for one in found}) == _TWO
    )


def _of_one_house(one: Value, other: Value) -> bool:
    """Whether two names are spellings of each other, or begin alike and each have their legal form."""
    mine, its = flat(_bare(one)).split(), flat(_bare(other)).split()
    registered = all(FORM_WORD.search(str(name.value)) for name in (one, other))
    return _spellings(one, other) or (registered and _begin_alike(mine, its))


def _begin_alike(mine: Sequence[str], its: Sequence[str]) -> bool:
    """Whether the first words of two names are spellings of each other; two words of one may be one of the other."""
    begins = [("".join(mine[:some]), "".join(its[:others])) for some, others in ((1, 1), (2, 1), (1, 2))]
    return any(len(one) >= _SHARED and alike(one, other) for one, other in begins)


def _spellings(one: Value, other: Value) -> bool:
    mine, its = _bare(one), _bare(other)
    return alike_each(mine.split(), its.split()) or _near(_letters(one), _letters(other))


def _near(one: str, other: str) -> bool:
    return not (one.startswith(other) or other.startswith(one)) and alike(one, other)


def _is_recorded(text: str, values: Sequence[Value]) -> bool:
    """Whether a name is said to be the one on file, or a wrong one, and not that it is right there."""
    right = any(firm_cues.RIGHT_AFTER.match(flat(text[one.end : one.end + _NEAR])) for one in values)
    return not right and any(_is_old(_before(text, one.start)) or _is_listed(text, one) for one in values)


def _is_listed(text: str, one: Value) -> bool:
    """Whether a name stands in a record: "our firm is listed as X", "wird unsere Firma als X geführt"."""
    return firm_cues.on_file(_before(text, one.start), flat(text[one.end : one.end + _NEAR]))


def _is_old(before: str) -> bool:
    if firm_cues.WISHED.search(before):
        return False
    return bool(firm_cues.RECORDED.search(before) or firm_cues.OLD_BEFORE.search(before))


def _is_right(text: str, values: Sequence[Value], *, spelled: bool) -> bool:
    """Whether nothing calls a name the old one; where it is another name, whether it is called the one of now."""
    gone = any(
        _is_old(_before(text, one.start)) or firm_cues.OTHER_AFTER.match(flat(text[one.end : one.end + _NEAR]))
        for one in values
    )
    if gone:
        return False
    return spelled or any(firm_cues.NOW_BEFORE.search(_before(text, one.start)) for one in values)


def _before(text: str, place: int) -> str:
    """The folded words of the sentence before a place."""
    return re.split(r"[.!?;]\s|\n\n|\n(?=\W*[-*•])", flat(text[max(0, place - _NEAR) : place]))[-1]
