"""First and last names: which of the names in a text is said to be the right one, and which part of a name it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.core import name_cues, name_shapes
from bot.core.flat import flat
from bot.core.mail import Mail
from bot.core.people import Self, alike, bare, writer
from bot.core.roles import aged, sentences
from bot.core.spelled import lettered, spelled
from bot.core.values import Age, Value, apart

_DE = re.compile(r"(?:De|Le|La|Het|Den|Der|Du) [A-ZÀ-Ý]")  # a surname, where a name is said to be the new one
_TWO = 2  # characters
_MOST = 20  # of each way to give a name; a mail that gives more is a list of people


def names(text: str, mail: Mail, others: Sequence[Value]) -> Iterator[Value]:
    """Yield first and last names with their ages, where the mail is about a name."""
    subject_and_text = flat(f"{mail.subject}\n{text}")
    who = writer(mail)
    spoken_of = name_cues.TOPIC.search(subject_and_text) or name_cues.LETTERS.search(subject_and_text)
    if not spoken_of and not _misquoted(text, who):
        return
    found = [
        value
        for value in apart(list(_candidates(text, who)))
        if all(value.end <= o.start or o.end <= value.start for o in others)
        and not (_is(str(value.value), who.last) and any(_addressed(value, o) for o in others))
    ]
    made = [value for value in aged(text, apart([*others, *found])) if value.field == "name"]
    yield from _parts(text, mail, who, made, others)


def _addressed(name: Value, other: Value) -> bool:
    """Whether a salutation stands right before a name: it is the salutation that is spoken of."""
    return other.field == "salutation" and other.age is Age.NEW and 0 <= name.start - other.end <= _TWO


def _candidates(text: str, who: Self) -> Iterator[Value]:
    """Names that are spelled, in quotes, behind words such as "my name is", on labelled lines, after a "not", and such as are like the writer's own."""
    yield from islice(spelled(text, who), _MOST)
    for found in islice(name_shapes.LINE.finditer(text), _MOST):
        yield _value(found, "name")
    for found in islice(name_shapes.OWN.finditer(text), _MOST):
        yield replace(_value(found, "name"), age=Age.NEW)
    for pattern in name_shapes.BECOME_NEW:
        yield from _kept_of(pattern, text, Age.NEW)
    for found in islice(name_shapes.CALLED.finditer(text), _MOST):
        before = flat(text[max(0, found.start() - 60) : found.start()])
        with_us = name_cues.WITH_US.search(before) or name_cues.FORMER.search(before)
        age = Age.OLD if with_us else Age.PLAIN if name_cues.FAULT.search(before) else Age.NEW
        yield from _kept(replace(_value(found, "name"), age=age))
    for pattern in (name_shapes.QUOTED, name_shapes.NEGATED, name_shapes.NOT_THE_NEXT, name_shapes.STRESSED):
        yield from _kept_of(pattern, text, Age.PLAIN)
    for found in islice(name_shapes.PLAIN.finditer(text), 10 * _MOST):
        line = flat(text[text.rfind("\n", 0, found.start()) + 1 : found.end() + 40].partition("\n")[0])
        if name_cues.GREETING.match(line) and "," in text[found.end() : found.end() + 2]:
            continue
        yield from _like(found, who)


def _kept_of(pattern: re.Pattern[str], text: str, age: Age) -> Iterator[Value]:
    for found in islice(pattern.finditer(text), _MOST):
        yield from _kept(replace(_value(found, "name"), age=age))
        if found.groupdict().get("old"):
            gone = found["old"]
            yield Value(field="name", value=gone, start=found.start("old"), end=found.end("old"), age=Age.OLD)


def _kept(value: Value) -> Iterator[Value]:
    name = flat(str(value.value))
    surname = value.age is Age.NEW and _DE.match(str(value.value))
    if (surname or name.split()[0] not in name_cues.NO_NAME) and not name_cues.LABEL.fullmatch(name):
        yield value


def _like(found: re.Match[str], who: Self) -> Iterator[Value]:
    """The part of some capitalised words that is a spelling of the writer's name."""
    words = found["name"].split()
    own = who.words()
    hits = [place for place, word in enumerate(words) if any(alike(word, one) for one in own)]
    if not hits:
        return
    name = " ".join(words[hits[0] :])
    start = found.start("name") + found["name"].index(name)
    yield Value(field="name", value=name, start=start, end=start + len(name))


def _value(found: re.Match[str], field: str) -> Value:
    return Value(
        field=field,
        value=found["name"].strip(),
        start=found.start("name"),
        end=found.start("name") + len(found["name"].strip()),
    )


def _parts(text: str, mail: Mail, who: Self, found: Sequence[Value], others: Sequence[Value]) -> Iterator[Value]:
    """The new parts of names. Where two spellings are called new, the one that the writer himself uses is meant."""
    olds = [value for value in found if value.age is Age.OLD]
    turned = bool(name_cues.TURNED.search(flat(f"{mail.subject}\n{text}")))
    made: list[Value] = []
    for value in found:
        labelled = value.age is Age.PLAIN and _labelled_line(text, value, any_name=turned)
        if value.age is not Age.NEW and not labelled:
            continue
        replaced = olds or [other for other in found if other is not value and other.age is not Age.NEW]
        for field, name in _split(text, value, who, replaced, mail):
            if not any(str(old.value) == name for old in olds):
                made.append(Value(field=field, value=name, start=value.start, end=value.end, age=Age.NEW))
    made += _other_part(made, who) if turned else ()
    spoken = turned or _spoken_of(f"{mail.subject}\n{text}")
    made = [value for value in made if spoken or _said(value, who, found)]
    yield from _own_first(made, who) or [*_misspelt(found, who)] or lettered(text, who, others)


def _other_part(made: Sequence[Value], who: Self) -> Iterator[Value]:
    """Names that stood in each other's place: who says one of them has said both."""
    own = {"first_name": who.first, "last_name": who.last}
    if len({value.field for value in made}) == 1 and own[made[0].field] == str(made[0].value):
        (field,) = set(own) - {made[0].field}
        yield replace(made[0], field=field, value=own[field])


def _spoken_of(text: str) -> bool:
    """Whether a mail speaks of how a name is spelled, or calls something wrong and a name by its sort, not as a label."""
    lower = flat(text)
    if name_cues.SPOKEN.search(lower):
        return True
    said = (lower[begin:end] for begin, end in sentences(text))
    return bool(name_cues.WRONG.search(lower)) and any(":" not in one and name_cues.LABEL.search(one) for one in said)


def _said(value: Value, who: Self, found: Sequence[Value]) -> bool:
    """Whether a name is more than the writer saying who he is: it is not his, or another spelling stands beside it."""
    own, other_own = (who.first, who.last) if value.field == "first_name" else (who.last, who.first)
    name = str(value.value)
    return name not in {own, other_own} or any(
        other.age is Age.OLD or (str(other.value) != name and alike(bare(str(other.value)), name)) for other in found
    )


def _misquoted(text: str, who: Self) -> bool:
    """Whether a quoted name, or one behind a "not", is a wrong spelling of the writer's own."""
    quoted = [
        bare(found["name"])
        for shape in (name_shapes.QUOTED, name_shapes.NEGATED)
        for found in islice(shape.finditer(text), _MOST)
    ]
    return any(own and name != own and alike(name, own) for name in quoted for own in (who.first, who.last))


def _own_first(made: Sequence[Value], who: Self) -> list[Value]:
    own = {"first_name": who.first, "last_name": who.last}
    kept = []
    for value in made:
        rivals = [other for other in made if other.field == value.field and other.value != value.value]
        if not rivals or value.value == own[value.field]:
            kept.append(value)
    return kept


def _misspelt(found: Sequence[Value], who: Self) -> Iterator[Value]:
    """Only the wrong spelling of the writer's own name is said: his own is the right one."""
    for field, own in (("first_name", who.first), ("last_name", who.last)):
        wrong = [
            value
            for value in found
            if value.age is Age.OLD and own and str(value.value) != own and alike(bare(str(value.value)), own)
        ]
        if wrong:
            yield Value(field=field, value=own, start=wrong[0].start, end=wrong[0].end, age=Age.NEW)


def _labelled_line(text: str, value: Value, *, any_name: bool) -> bool:
    before = flat(text[max(0, value.start - 40) : value.start])
    labels = (
        f"{name_cues.FIRST}|{name_cues.LAST}|{name_cues.ANY}" if any_name else f"{name_cues.FIRST}|{name_cues.LAST}"
    )
    return bool(re.search(rf"(?:^|[\n.,;])\W*(?:(?:new|nieuwe?|nouve\w+|neue?r?)\s)?(?:{labels})\s*[:=]\s*$", before))


def _split(text: str, value: Value, who: Self, olds: Sequence[Value], mail: Mail) -> Iterator[tuple[str, str]]:
    """Which part of a name a new one is, by its label, by the writer's own name, by what it replaces."""
    name = bare(str(value.value))
    label = _label(text, value)
    words = name.split()
    if label != "first" and len(words) > 1 and _is(name, who.last):
        yield "last_name", name
    elif label in {"first", "last"} and (len(words) == 1 or label == "last" or not _begins(words, who)):
        rest = words[1:] if label == "last" and len(words) > 1 and _is(words[0], who.first) else words
        yield f"{label}_name", " ".join(rest)
    elif len(words) > 1 and (_is(words[0], who.first) or _was_whole(words, olds)):
        yield from _whole(words, olds, who)
    elif _is(name, who.first) or _near(name, who.first):
        yield "first_name", name
    elif (
        _is(name, who.last)
        or _near(name, who.last)
        or (label == "any" and not name_cues.ENGLISH.search(flat(text)))
        or name_cues.MARRIED.search(flat(f"{mail.subject}\n{text}"))
    ):
        yield "last_name", name


def _begins(words: Sequence[str], who: Self) -> bool:
    return len(words) > 1 and _is(words[0], who.first) and _is(" ".join(words[1:]), who.last)


def _whole(words: Sequence[str], olds: Sequence[Value], who: Self) -> Iterator[tuple[str, str]]:
    """A whole name: only the parts that differ from the old one are new."""
    before = next((bare(str(old.value)).split() for old in olds if len(bare(str(old.value)).split()) > 1), [])
    if len(before) != len(words) and before[:1] == words[:1] and before[-1:] == words[-1:]:
        return  # a name in the middle more or less: the record may hold it with the first or the last one
    if before and before[0] != words[0]:
        yield "first_name", words[0]
    single = {bare(str(old.value)) for old in olds}
    if before[1:] != list(words[1:]) and not (
        not before and any(_near(words[0], one) and words[0] != one for one in single)
    ):
        yield "last_name", " ".join(words[1:])
    elif not before and single:
        yield "first_name", words[0]


def _was_whole(words: Sequence[str], olds: Sequence[Value]) -> bool:
    return any(
        len(parts := bare(str(old.value)).split()) > 1
        and (parts[0] == words[0] or parts[1:] == list(words[1:]) or alike(parts[0], words[0]))
        for old in olds
    )


def _is(name: str, own: str) -> bool:
    return bool(own) and flat(name) == flat(own)


def _near(name: str, own: str) -> bool:
    return bool(own) and alike(name, own)


def _label(text: str, value: Value) -> str:
    """first, last, any: the nearest label in the same sentence before the name, or right behind it."""
    after = re.match(
        r"[\"”»’']?\s(?:est|is|ist)?\s?(?:mon|mijn|my|mein|le|de|the)\s([\w éè]{3,20})",
        text[value.end : value.end + 40],
    )
    if after and (found := name_cues.LABEL.match(flat(after[1]))):
        return str(found.lastgroup)
    before = re.split(r"[.!?\n]\s", flat(text[max(0, value.start - 90) : value.start]))[-1]
    labels = [str(found.lastgroup) for found in name_cues.LABEL.finditer(before)]
    anywhere = {str(found.lastgroup) for found in name_cues.LABEL.finditer(flat(text))}
    return labels[-1] if labels else anywhere.pop() if len(anywhere) == 1 else ""
