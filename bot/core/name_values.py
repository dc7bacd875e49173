"""First and last names: which of the names in a text is said to be the right one, and which part of a name it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.core import name_cues, name_shapes, relatives
from bot.core.flat import flat
from bot.core.mail import Mail
from bot.core.name_called import miscalled, only_introduced, renamed
from bot.core.name_checks import plausible
from bot.core.name_mentions import sentence
from bot.core.name_order import in_order
from bot.core.name_parts import near, same, split
from bot.core.near import free
from bot.core.own_names import own_names
from bot.core.people import PARTICLE, Self, alike, bare, lone, signer
from bot.core.roles import aged
from bot.core.said_names import COMPLETE, FIRM, MY_NAME, NO_PERSON
from bot.core.sentences import sentences
from bot.core.spelled import spelled
from bot.core.values import Age, Value, apart

_DE = re.compile(
    r"(?:De|Le|La|Het|Den|Der|Du|Van|Von|Ten|Ter|Op) [A-ZÀ-Ý]"
)  # a surname, where a name is said to be the new one
_VERB = re.compile(r"\b(?:est|is|ist)\b")
_LINK = re.compile(PARTICLE)
_TWO = 2  # characters
_NEAR = 40  # characters
_MOST = 20  # of each way to give a name; a mail that gives more is a list of people


def names(text: str, mail: Mail, others: Sequence[Value]) -> Iterator[Value]:
    """Yield first and last names with their ages, where the mail is about a name.

    Who only says who he is wants nothing of his name; who says what we call him instead wants his own.
    """
    who = lone(signer(mail), mail) if not name_cues.WE.search(flat(text)) else signer(mail)
    called = flat(f"{who.first} {who.last}")
    if NO_PERSON.search(called) or any(o.field == "company" and called in flat(str(o.value)) for o in others):
        who = Self()
    whole = f"{mail.subject}\n{text}"
    moved = [replace(o, start=o.start + len(whole) - len(text), end=o.end + len(whole) - len(text)) for o in others]
    found = in_order(whole, who) or [*plausible([*_told(text, mail, who, others, moved)], whole, who)]
    if not only_introduced(whole, mail.subject, who, found, moved):
        titled = any(one.field == "salutation" for one in others)
        yield from found or miscalled(whole, who, titled=titled)


def _told(text: str, mail: Mail, who: Self, others: Sequence[Value], moved: Sequence[Value]) -> Iterator[Value]:
    """The parts of names that are called new.

    What is said of the writer's own name comes first, but for a letter that names the old one and the new one.
    ``moved``: the other values at their places in subject and text.
    """
    whole = f"{mail.subject}\n{text}"
    own = own_names(whole, who, moved)
    if own.firm:
        return
    if own.values and not _unsure(text, whole, who):
        yield from own.values
        return
    shaped = [
        value
        for value in _by_shape(text, mail, Self(first=who.first) if own.gone else who, others)
        if value.field not in own.right
        and not (own.gone and same(str(value.value), who.last))
        and not _of_a_firm(text, mail.subject, value, who)
    ]
    yield from shaped or own.values or (renamed(whole, who) if own.gone else ())


def _unsure(text: str, whole: str, who: Self) -> bool:
    """Whether a letter may mean more than the writer's own name: one of several, names turned, or one for another."""
    several = sum(not _LINK.fullmatch(word) for word in who.last.split()) > 1
    return several or name_cues.turned(flat(whole)) or any(shape.search(text) for shape in name_shapes.BECOME_NEW)


def _of_a_firm(text: str, subject: str, value: Value, who: Self) -> bool:
    """Whether a name is that of a firm, or of a person with whom the writer has nothing to do; not if it is called his."""
    lower, name = flat(f"{subject}\n{text}"), str(value.value)
    if any(one.lastgroup != "any" for one in name_cues.LABEL.finditer(lower)):
        return False
    line = flat(text[text.rfind("\n", 0, value.start) + 1 : value.end + 60].split("\n")[0])
    longer = who.last and name.startswith(f"{who.last} ") and not COMPLETE.search(lower)
    strange = len(name.split()) > 1 and name[0].isupper() and not _begins_like(name, who) and not MY_NAME.search(lower)
    nobody = not who.last and not (name_cues.ENGLISH.search(line) or MY_NAME.search(lower))
    return bool(FIRM.search(f"{flat(subject)}\n{line}") or longer or strange or nobody)


def _begins_like(name: str, who: Self) -> bool:
    first = name.split()[0]
    return bool(_LINK.fullmatch(first)) or any(near(first, own) for own in (who.first, *who.last.split()))


def _by_shape(text: str, mail: Mail, who: Self, others: Sequence[Value]) -> Iterator[Value]:
    """The names that are told in one of the ways in which people tell a name, whoever writes."""
    if not name_cues.spoken_of(name_cues.folded(f"{mail.subject}\n{text}")) and not _misquoted(text, who):
        return
    found = [
        value
        for value in apart(list(_candidates(text, who)))
        if free(value.span, [other.span for other in others])
        and not relatives.NAMED.search(flat(sentence(text, value)))
        and not (same(str(value.value), who.last) and any(_addressed(value, o) for o in others))
    ]
    made = [value for value in aged(text, apart([*others, *found])) if value.field == "name"]
    yield from _parts(text, mail, who, made, others)


def _addressed(name: Value, other: Value) -> bool:
    """Whether a salutation stands right before a name that is not called new: it is the salutation that is spoken of."""
    return (
        name.age is not Age.NEW
        and other.field == "salutation"
        and other.age is Age.NEW
        and 0 <= name.start - other.end <= _TWO
    )


def _candidates(text: str, who: Self) -> Iterator[Value]:
    """Names that are spelled, in quotes, behind words such as "my name is", on labelled lines, after a "not", and such as are like the writer's own."""
    yield from islice(spelled(text, who), _MOST)
    for found in islice(name_shapes.LINE.finditer(text), _MOST):
        gone, new = found["old"] or found["old_behind"], found["new_behind"]
        yield replace(_value(found, "name"), age=Age.OLD if gone else Age.NEW if new else Age.PLAIN)
    yield from _called(text, who)
    for pattern in (name_shapes.QUOTED, name_shapes.NEGATED, name_shapes.NOT_THE_NEXT, name_shapes.STRESSED):
        yield from _kept_of(pattern, text, Age.PLAIN)
    for found in islice(name_shapes.PLAIN.finditer(text), 10 * _MOST):
        line = flat(text[text.rfind("\n", 0, found.start()) + 1 : found.end() + 40].partition("\n")[0])
        if name_cues.GREETING.match(line) and "," in text[found.end() : found.end() + 2]:
            continue
        yield from _like(found, who)


def _called(text: str, who: Self) -> Iterator[Value]:
    """Names that are called so in words: as the writer's own, as the new one, as what he is called, by whom."""
    for found in islice((one for one in name_shapes.OWN.finditer(text) if _is_called(one, who)), _MOST):
        yield from _kept(replace(_value(found, "name"), age=Age.NEW))
    for pattern in (*name_shapes.BECOME_NEW, name_shapes.NOT_BUT):
        yield from _kept_of(pattern, text, Age.NEW)
    for found in islice((one for one in name_shapes.TITLED.finditer(text) if _since(one, text)), _MOST):
        yield from _kept(replace(_value(found, "name"), age=Age.NEW))
    for found in islice(name_shapes.CALLED.finditer(text), _MOST):
        before = flat(text[max(0, found.start() - 60) : found.start()])
        with_us = name_cues.WITH_US.search(before) or name_cues.FORMER.search(before)
        age = Age.OLD if with_us else Age.PLAIN if name_cues.FAULT.search(before) else Age.NEW
        yield from _kept(replace(_value(found, "name"), age=age))


def _since(found: re.Match[str], text: str) -> bool:
    """Whether a name with a title is a new one: in a letter on a marriage, or from some day on."""
    said = flat(text[max(0, found.start() - _NEAR) : found.end() + _NEAR])
    return bool(name_cues.MARRIED.search(name_cues.folded(text)) or name_cues.SINCE.search(said))


def _is_called(found: re.Match[str], who: Self) -> bool:
    """Whether a word is called a name: with a verb, or like the writer's own; "Door mijn voornaam" is not."""
    return bool(_VERB.search(found[0])) or any(alike(found["name"], word) for word in who.words())


def _kept_of(pattern: re.Pattern[str], text: str, age: Age) -> Iterator[Value]:
    for found in islice(pattern.finditer(text), _MOST):
        yield from _kept(replace(_value(found, "name"), age=age))
        if found.groupdict().get("old"):
            gone = found["old"]
            yield Value(field="name", value=gone, start=found.start("old"), end=found.end("old"), age=Age.OLD)


def _kept(value: Value) -> Iterator[Value]:
    name = flat(str(value.value))
    surname = value.age is Age.NEW and _DE.match(str(value.value))
    if (surname or name.split()[0] not in name_cues.NO_NAME) and not name_cues.LABEL.search(name):
        yield value


def _like(found: re.Match[str], who: Self) -> Iterator[Value]:
    """The part of some capitalised words that is a spelling of the writer's name."""
    words = found["name"].split()
    own = {word for word in who.words() if not _LINK.fullmatch(word)}
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
    turned = name_cues.turned(flat(f"{mail.subject}\n{text}"))
    made: list[Value] = []
    for value in found:
        labelled = value.age is Age.PLAIN and _labelled_line(text, value, any_name=turned)
        if value.age is not Age.NEW and not labelled:
            continue
        replaced = olds or [other for other in found if other is not value and other.age is not Age.NEW]
        for field, name in split(text, value, who, replaced, mail):
            if not any(str(old.value) == name for old in olds):
                made.append(Value(field=field, value=name, start=value.start, end=value.end, age=Age.NEW))
    made += _other_part(made, who) if turned else ()
    titled = any(other.field == "salutation" for other in others)
    spoken = turned or (not titled and _spoken_of(f"{mail.subject}\n{text}"))
    made = [value for value in made if spoken or _said(text, value, who, found) or _rivals(value, made)]
    yield from _own_first(made, who) or _misspelt(found, who)


def _other_part(made: Sequence[Value], who: Self) -> Iterator[Value]:
    """Names that stood in each other's place: who says one of them has said both."""
    own = {"first_name": who.first, "last_name": who.last}
    if len({value.field for value in made}) == 1 and own[made[0].field] == str(made[0].value):
        (field,) = set(own) - {made[0].field}
        yield replace(made[0], field=field, value=own[field])


def _spoken_of(text: str) -> bool:
    """Whether a mail speaks of how a name is spelled, or calls something wrong and a name by its sort, not as a label."""
    lower = name_cues.folded(text)
    if name_cues.SPOKEN.search(lower):
        return True
    said = (lower[begin:end] for begin, end in sentences(text))
    return bool(name_cues.WRONG.search(lower)) and any(":" not in one and name_cues.LABEL.search(one) for one in said)


def _said(text: str, value: Value, who: Self, found: Sequence[Value]) -> bool:
    """Whether a name is more than the writer saying who he is: it is not his, or another spelling stands beside it."""
    own, other_own = (who.first, who.last) if value.field == "first_name" else (who.last, who.first)
    name = str(value.value)
    said = flat(sentence(text, value))
    if name_cues.WRONG.search(said) and name_cues.LABEL.search(said):
        return True
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


def _rivals(value: Value, made: Sequence[Value]) -> bool:
    """Whether another name is told for the same part."""
    return any(other.field == value.field and other.value != value.value for other in made)


def _own_first(made: Sequence[Value], who: Self) -> list[Value]:
    own = {"first_name": who.first, "last_name": who.last}
    return [value for value in made if not _rivals(value, made) or value.value == own[value.field]]


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
