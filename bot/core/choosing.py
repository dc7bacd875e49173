"""From aged values to what is to be changed: one new value a field, or none where the mail does not tell."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.core import between
from bot.core.address_street import blank
from bot.core.belgium import belong_together, key
from bot.core.flat import flat
from bot.core.folding import fold
from bot.core.values import Age, Value

PARTS = ("street", "number", "box", "place")
_ADDRESS = frozenset({"address", *PARTS, "place?"})
_NEVER = frozenset({"national", "language?", "company?"})
_SAID = frozenset(
    {"company", "salutation", "first_name", "last_name", "contact_person", "job_title", "birth_date"}
)  # only when called new
_KEPT = frozenset({Age.SAME, Age.PLAIN})


def either(text: str, values: Sequence[Value]) -> list[object]:
    """Return the values of a field that "or" stands between in the text: the mail leaves open which one is meant."""
    return [
        value.value
        for left, right in pairwise(values)
        if left.field == right.field and between.EITHER.fullmatch(flat(text[left.end : right.start]))
        for value in (left, right)
    ]


def chosen(values: Sequence[Value]) -> tuple[dict[str, object], dict[str, object]]:
    """Return new and old values by field."""
    plain = [value for value in _settled(values) if value.field not in _ADDRESS | _NEVER]
    new: dict[str, object] = {}
    old: dict[str, object] = {}
    for name in dict.fromkeys(value.field for value in plain):
        mine = [value for value in plain if value.field == name]
        gone = next((value.value for value in mine if value.age is Age.OLD and value.value is not None), None)
        if gone is not None:
            old[name] = gone
        choice = _choice(mine)
        if choice is not None:
            new[name] = choice.value
    address = _address([value for value in values if value.field in _ADDRESS])
    if address is not None:
        new["address"] = address
    return new, old


def _settled(values: Sequence[Value]) -> list[Value]:
    """A mobile number is told apart only where a landline stands beside it."""
    replaced = any(value.field == "company?" and value.age is Age.OLD for value in values)
    values = [replace(value, field="company") if value.field == "company?" and replaced else value for value in values]
    if any(value.field == "mobile?" and value.age in {Age.NEW, Age.PLAIN} for value in values):
        values = [value for value in values if value.value is not None or value.field != "mobile"]
    landline = any(value.field == "phone" and value.age not in {Age.OLD, Age.OTHER, Age.APART} for value in values)
    name = "mobile" if landline else "phone"
    return [
        Value(field=name, value=value.value, start=value.start, end=value.end, age=value.age)
        if value.field == "mobile?"
        else value
        for value in values
    ]


def _choice(candidates: Sequence[Value]) -> Value | None:
    """The one value called new; else the one that nothing was said of, when it is alone; else a removal."""
    for age in (Age.NEW, Age.PLAIN):
        said = {_plain(value.value): value for value in candidates if value.age is age and value.value is not None}
        if len(said) > 1 and any(value.field == "company" for value in said.values()):
            gone = {_plain(value.value) for value in candidates if value.age is Age.OLD}
            said = {words: value for words, value in said.items() if words not in gone} or said
        said = {words: value for words, value in said.items() if not _part_of_another(words, value, said)}
        unsure = age is Age.PLAIN and any(one.field in _SAID for one in candidates) and not _replaced(candidates)
        if said:
            return next(iter(said.values())) if len(said) == 1 and not unsure else None
    return next((value for value in candidates if value.value is None), None)


def _part_of_another(words: str, value: Value, said: Mapping[str, Value]) -> bool:
    """Whether a salutation is a part of another one: who may be called "Dr." is to be written to as "Herr Dr."."""
    return value.field == "salutation" and any(
        words != other and set(words.strip(".").split()) < set(other.replace(".", "").split()) for other in said
    )


def _plain(value: object) -> str:
    return fold(str(value))


def _address(values: Sequence[Value]) -> Mapping[str, object] | None:
    """The new address: a whole one or a street, completed by what the mail says beside it; or single parts of it."""
    wholes = _fullest([value for value in values if value.field == "address"])
    parts = {name: _new_part(values, name) for name in PARTS}
    parts["number"] = parts["number"] or _put_in_its_place(wholes, values)
    base = _choice(wholes)
    if base is not None and base.age is Age.PLAIN and _mapping(base)["postcode"] is None and not _replaced(wholes):
        base = None
    if base is not None and (base.age is Age.NEW or not any(parts.values()) or _replaced(wholes)):
        return _boxed(_completed(base, values), base, [value for value in values if value.field == "box"])
    gone = {value.field for value in values if value.age is Age.OLD}
    beside = any(value.field in {"number", "place", "place?"} and value.age is not Age.OLD for value in values)
    street = parts["street"]
    told = street is not None and street.age is Age.NEW and beside
    renamed = parts["street"] is None or told or "street" in gone or (parts["number"] is not None and "number" in gone)
    if not any(parts.values()) or not renamed:
        return None
    kept = [value for value in wholes if value.age in _KEPT] or _of_the_box(wholes, parts) or _there(wholes, parts)
    made: dict[str, object] = {**blank(), **(_mapping(kept[0]) if len(kept) == 1 else {})}
    if made["street"] is None and parts["number"] is not None:
        made |= _only_street(values)
    for name, value in parts.items():
        said = value or (
            None if kept else _one([v for v in values if v.field.rstrip("?") == name and v.age is not Age.OLD])
        )
        if said is not None:
            _set(made, name, said.value)
    return _placed(made, values)


def _put_in_its_place(wholes: Sequence[Value], values: Sequence[Value]) -> Value | None:
    """The one other number that a mail names where every address in it is an old one of one street."""
    numbers = [value for value in values if value.field == "number" and value.age in _KEPT]
    old = {_plain(_mapping(whole)["number"]) for whole in wholes if whole.age is Age.OLD}
    one = _one(numbers)
    alone = len(old) == 1 and all(whole.age is Age.OLD for whole in wholes)
    cities = {key(str(_mapping(whole)["city"] or "")) for whole in wholes}
    places = [value.value for value in values if value.field in {"place", "place?"} and isinstance(value.value, tuple)]
    if any(key(str(city)) not in cities for _, city in places if city):
        return None
    return one if one is not None and alone and _plain(one.value) not in old else None


def _boxed(made: dict[str, object], base: Value, boxes: Sequence[Value]) -> dict[str, object]:
    """A whole address that stands beside the box that is new; one without its place, beside its box."""
    box = _choice(boxes)
    beside = box is not None and (box.age is Age.NEW or _mapping(base)["postcode"] is None)
    return made | {"box": box.value} if box is not None and beside and made["box"] is None else made


def _fullest(wholes: Sequence[Value]) -> list[Value]:
    """Without those that say less than another one of the same street: one address told twice is one."""
    return [value for value in wholes if not any(_says_less(value, other) for other in wholes)]


def _says_less(value: Value, other: Value) -> bool:
    mine, its = _mapping(value), _mapping(other)
    same_age = value.age is other.age or Age.PLAIN in {value.age, other.age}
    kept = all(part is None or _plain(part) == _plain(its[name]) for name, part in mine.items())
    return value is not other and same_age and kept and dict(mine) != dict(its)


def _only_street(values: Sequence[Value]) -> Mapping[str, object]:
    """The one street that the mail names at all, with the place that it gives for it."""
    named = [value.value for value in values if value.field == "street"]
    wholes = [_mapping(value) for value in values if value.field == "address"]
    said = {_plain(name): name for name in (*named, *(whole["street"] for whole in wholes))}
    if len(said) != 1:
        return {}
    places = {name: whole[name] for whole in wholes for name in ("postcode", "city", "country") if len(wholes) == 1}
    return {"street": next(iter(said.values())), **places}


def _of_the_box(wholes: Sequence[Value], parts: Mapping[str, Value | None]) -> list[Value]:
    """The one old address where nothing is new but its box."""
    old = [value for value in wholes if _mapping(value)["box"] is not None]
    alone = parts["box"] is not None and not any(parts[name] for name in ("street", "number", "place"))
    return old if alone and len(old) == len(wholes) == 1 else []


def _there(wholes: Sequence[Value], parts: Mapping[str, Value | None]) -> list[Value]:
    """The one old address of which nothing is wrong but the postcode: its place is the one of the new postcode."""
    place = parts["place"].value if parts["place"] is not None else None
    if len(wholes) != 1 or not isinstance(place, tuple) or any(parts[name] for name in ("street", "number", "box")):
        return []
    city = _mapping(wholes[0])["city"]
    return [*wholes] if _same_city(city, place) or belong_together(str(place[0]), str(city)) else []


def _new_part(values: Sequence[Value], name: str) -> Value | None:
    """The one new part; the one of which nothing is said counts where another one is called old."""
    mine = [value for value in values if value.field == name]
    gone = {_told(value.value) for value in mine if value.age is Age.OLD}
    gone |= {_plain(_mapping(value).get(name)) for value in values if value.field == "address" and value.age is Age.OLD}
    live = [value for value in mine if value.age is not Age.PLAIN or _told(value.value) not in gone]
    choice = _choice(live)
    if choice is None or choice.age is Age.NEW or len(live) < len(mine) or any(value.age is Age.OLD for value in mine):
        return choice
    return None


def _told(part: object) -> str:
    """What two mentions of a part are compared by; of a place its postcode."""
    return _plain(part[0] if isinstance(part, tuple) else part)


def _replaced(wholes: Sequence[Value]) -> bool:
    return any(value.age is Age.OLD for value in wholes)


def _placed(made: dict[str, object], values: Sequence[Value]) -> dict[str, object]:
    """A street without its place is completed by the only one that the mail names."""
    places = [value for value in values if value.field in {"place", "place?"}]
    there = [value for value in places if isinstance(value.value, tuple) and _same_city(made["city"], value.value)]
    place = _place(there or [value for value in places if value.age is not Age.OLD] or places)
    if made["street"] is None or made["postcode"] is not None or place is None:
        return made
    if made["city"] is None or place[1] is None or _same_city(made["city"], place):
        _set(made, "place", place)
    return made


def _same_city(city: object, place: tuple[object, object]) -> bool:
    return city is not None and key(str(place[1] or "")) == key(str(city))


def _place(values: Sequence[Value]) -> tuple[object, object] | None:
    """The one place that the values name: with its postcode where one of them has it."""
    said = {
        (_plain(value.value[0] or ""), key(str(value.value[1] or ""))): value.value
        for value in values
        if isinstance(value.value, tuple)
    }
    cities = {city for postcode, city in said if postcode}
    said = {words: place for words, place in said.items() if words[0] or words[1] not in cities}
    return next(iter(said.values())) if len(said) == 1 else None


def _completed(base: Value, values: Sequence[Value]) -> dict[str, object]:
    made = _placed(dict(_mapping(base)), values)
    others = [_mapping(value) for value in values if value.field == "address" and value is not base]
    for other in others:
        if made["postcode"] is None and (_plain(other["street"]) == _plain(made["street"]) or _renamed(made, other)):
            made |= {
                name: other[name] for name in ("postcode", "city", "country") if made[name] is None or name == "country"
            }
        if made["city"] is None and belong_together(str(made["postcode"]), str(other["city"])):
            made["city"] = other["city"]
    return made


def _renamed(made: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether two streets are one under two names: the house has one number, and only the other one's place is told."""
    unplaced = made["city"] is None and made["box"] == other["box"]
    return unplaced and made["number"] is not None and _plain(other["number"]) == _plain(made["number"])


def _one(values: Sequence[Value]) -> Value | None:
    said = {_plain(value.value): value for value in values}
    return next(iter(said.values())) if len(said) == 1 else None


def _set(made: dict[str, object], name: str, value: object) -> None:
    if name == "place" and isinstance(value, tuple):
        made["postcode"], made["city"] = value[0], value[1] or made["city"]
    elif name != "place":
        made[name] = value


def _mapping(value: Value) -> Mapping[str, object]:
    return value.value if isinstance(value.value, Mapping) else blank()
