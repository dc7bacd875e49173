"""First and last name that stand in each other's place in our record, and which of them the writer says is which."""

import re
from collections.abc import Iterator
from itertools import islice

from bot.core import name_cues
from bot.core.flat import flat
from bot.core.people import NAME, TITLE, Self
from bot.core.values import Age, Value

_MOST = 12
_BEFORE = 70  # characters
_LABEL = (
    rf"(?:(?P<{{0}}first>(?i:{name_cues.FIRST}|prénom))|"
    rf"(?P<{{0}}last>(?i:{name_cues.LAST}|family(?! name))))"
)
_ANY = r"(?P<any>(?i:nom|naam|name))"
_LINK = (
    r"\s?(?:(?:is|est|ist|c['’]est|lautet|=|:)\s?"
    r"(?:donc |dus |also |aber |eigentlich |eigenlijk |en fait |actually )?|,\s)"
)
_OWN = r"(?:(?i:mon|mijn|my|mein|le|de|the|der)\s)"
#: "My surname is Owens", "Vorname: Thomas", and behind another one "mein Nachname Frank".
_LABELLED = re.compile(
    rf"(?<![\w-])(?:{_LABEL.format('')}|{_ANY}){_LINK}[\"“„«]?\s?(?P<name>{NAME})|"
    rf"(?<=,\s)(?:(?:et|en|and|und)\s)?(?:{_OWN}{_LABEL.format('bare_')}\s(?P<bare_name>{NAME})|"
    rf"(?P<turned_name>{NAME})\s{_OWN}{_LABEL.format('turned_')})"
)
#: "Owens is my surname", "Frank ist der Nachname, Thomas der Vorname".
_BEHIND = re.compile(
    rf"(?<![\w@.'’-])(?P<name>{NAME})[\"”»]?(?:,?\s(?:is|est|ist|c['’]est)(?:\s(?:aber|dus|donc|also|eigenlijk|"
    rf"eigentlich|en fait|"
    rf"actually|wel))?)?\s{_OWN}{_LABEL.format('')}(?![\w-])"
)
#: Both names are told as we have them: "my first name is shown as Owens and my surname as Dafydd".
_BOTH_SHOWN = re.compile(
    rf"{_LABEL.format('one_')}(?:\s(?:is|staat|steht|est|figure|comme|wordt|wird|als|as|shown|listed|recorded|"
    rf"registered|entered|"
    rf"down|bij jullie|bei Ihnen|chez vous|genoteerd|geregistreerd|encodé|enregistré|eingetragen|"
    rf"gespeichert)){{1,5}}\s[\"“„«]?(?P<one>{NAME})"
    rf"[\"”»]?,?\s(?:et|en|and|und)\s(?:{_OWN})?{_LABEL.format('two_')}\s(?:as|als|comme)\s[\"“„«]?(?P<two>{NAME})"
)
#: "At yours", "you have": what follows is what the record says.
_RECORDED = re.compile(
    r"\b(?:chez vous|bij (?:u|jullie)|bei ihnen|with you|(?:in|on|sur|dans|op|auf) (?:your|votre|vos|uw|jullie|"
    r"ihr\w*) \w+|"
    r"vous (?:avez|ecrivez|mettez)|(?:u|jullie) (?:heb\w*|heeft|schrijv\w*)|you (?:have|write|put)|sie (?:haben|"
    r"schreiben)|met|avec|mit|"
    r"staat|sta|steht|stehe|figure|pas|niet|not|nicht|non)\b[^.!?;,\n]*$"
)

_LINE = re.compile(r"\s*[^\s:][^:\n]{0,30}:\s*\S")
_OF_THE_RECORD = re.compile(
    r"\b(?:il est ecrit|je (?:vois|lis)|vous avez|on (?:lit|voit)|ik (?:zie|lees)|staat|jullie hebben|u hebt|u heeft|"
    r"i (?:see|read)|(?:it|there) (?:says|reads|is)|"
    r"you have|ich (?:sehe|lese)|steht|sie haben|figure|indique|vermeldt|shows?|says?)\b"
)

#: In quotes, a title and what stands behind it.
_ADDRESSED = re.compile(rf"[\"“„«‘'](?:\w+\s){{0,2}}(?i:{TITLE}|monsieur|madame|mevrouw|meneer)\s")


def in_order(text: str, who: Self) -> list[Value]:
    """Return both parts of the name where a letter says that they are turned, and which is which.

    ``who``: the name in From; a part that the letter does not name is what is left of it.
    """
    turned = name_cues.turned(flat(text))
    if not turned and not _ADDRESSED.search(text):
        return []
    told = dict(_told(text))
    if turned and not told and (shown := _BOTH_SHOWN.search(text)):
        told = _exchanged(shown)
    addressed = "first_name" in told and _is_addressed(text, told["first_name"])
    if not told or not (turned or addressed):
        return []
    words = f"{who.first} {who.last}".split()
    if len(told) == 1 and turned:
        ((field, name),) = told.items()
        rest = [word for word in words if flat(word) not in flat(name).split()]
        told |= (
            {"last_name" if field == "first_name" else "first_name": " ".join(rest)} if len(rest) < len(words) else {}
        )
    said = {word for name in told.values() for word in flat(name).split()}
    known = said <= {flat(word) for word in words} or not words
    if (
        set(told) != {"first_name", "last_name"}
        or told["first_name"] == told["last_name"]
        or not known
        or "" in told.values()
    ):
        return []
    place = text.find(told["last_name"])
    return [
        Value(field=field, value=name, start=place, end=place + len(told["last_name"]), age=Age.NEW)
        for field, name in told.items()
    ]


def _exchanged(shown: re.Match[str]) -> dict[str, str]:
    first = "one" if shown["one_last"] else "two"
    return {"first_name": shown[first], "last_name": shown["two" if first == "one" else "one"]}


def _told(text: str) -> Iterator[tuple[str, str]]:
    """Which name is called the first one and which the last one, where one name is, and not as what the record has."""
    said: dict[str, set[str]] = {"first_name": set(), "last_name": set(), "any": set()}
    for found in (*islice(_BEHIND.finditer(text), _MOST), *islice(_LABELLED.finditer(text), _MOST)):
        if _RECORDED.search(flat(text[max(0, found.start() - _BEFORE) : found.start()])) or _listed(
            text, found.start()
        ):
            continue
        kinds = found.groupdict()
        name = str(kinds["name"] or kinds.get("bare_name") or kinds.get("turned_name"))
        if flat(name.split()[0]) in name_cues.NO_NAME:
            continue
        first = kinds["first"] or kinds.get("bare_first") or kinds.get("turned_first")
        said["any" if kinds.get("any") else "first_name" if first else "last_name"].add(name)
    if said["first_name"] and not said["last_name"]:
        said["last_name"] = said["any"] - said["first_name"]
    for field in ("first_name", "last_name"):
        if len(said[field]) == 1:
            yield field, next(iter(said[field]))


def _listed(text: str, start: int) -> bool:
    """Whether a label stands in a list of labelled lines below the words that the record says so."""
    above = text[:start].split("\n")
    if above.pop().strip():
        return False
    while above and (not above[-1].strip() or _LINE.match(above[-1])):
        above.pop()
    return bool(above) and above[-1].rstrip().endswith(":") and bool(_OF_THE_RECORD.search(flat(above[-1])))


def _is_addressed(text: str, first: str) -> bool:
    """Whether the first name stands behind a title, as it is not in letters to him alone: "Monsieur Ali"."""
    last = re.escape(first.split()[-1])
    return re.search(rf"{_ADDRESSED.pattern}{last}\s?[\"”»’']", text) is not None
