"""Values in a list: what a mark at the end of a line, the look of a line, or the other lines say of each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.core import cues
from bot.core.flat import flat
from bot.core.values import SHAPED, Age, Value

_LIST_WORDS = 10  # more of them on a line make a sentence
#: "NEW" in capitals, or in brackets, at the end of a line.
_TICK = re.compile(
    r"(?:\s(?:NEW|NOUVEAU|NOUVELLE|NIEUW|NEU)|\((?i:new|nouveau|nouvelle|nieuw|neu)!?\)|<-+\s?(?i:new|nouveau|nieuw|"
    r"neu))\W*$"
)
_ITEM = re.compile(r"^[ \t]*(?:\(?(?:\d{1,2}|[a-h])[.)/]+|[-*•–+])[ \t]*(?=[^\d\s])")
_CHANGED = re.compile(
    r"\b(?:nieuwe?|nu|voortaan|wordt|heten|heet|verhuisd|nouve\w+|maintenant|desormais|devient|s'appelle|new|now|becomes?|"
    r"changed|neue?[rsn]?|jetzt|heisst|heissen|umgezogen)\b"
)


def ticked(values: Sequence[Value], text: str) -> list[Value]:
    """Return the values of a list in which the writer marked what is new, at the end of its lines or by how it looks:
    the others hold."""
    if cues.LOOKS.search(flat(text)):
        return [value if _in_capitals(value) else replace(value, age=Age.OTHER) for value in values]
    lines = [text[text.rfind("\n", 0, value.start) + 1 : (text + "\n").index("\n", value.end)] for value in values]
    marks = [bool(_TICK.search(line)) for line in lines]
    if not any(marks):
        return list(values)
    return [
        replace(value, age=Age.NEW) if mark else replace(value, age=Age.SAME) if _bare(value, line) else value
        for value, line, mark in zip(values, lines, marks, strict=True)
    ]


def _in_capitals(value: Value) -> bool:
    said = value.value["street"] if isinstance(value.value, Mapping) else value.value
    return str(said or "").isupper()


def _bare(value: Value, line: str) -> bool:
    """A line of a list that says nothing itself: what a heading says of all of them is less than the marks."""
    said = (
        cues.NEW_BEFORE.search(flat(line)) or value.age in {Age.OLD, Age.OTHER, Age.APART} or value.field == "address"
    )
    return len(line.split()) <= _LIST_WORDS and not said


def listed(values: Sequence[Value], text: str) -> list[Value]:
    """Return the values; in a list of changes of which one item says that it is new, the others are new as well."""
    runs = _runs(text)
    return [replace(value, age=Age.NEW) if _as_new(value, runs) else value for value in values]


def _as_new(value: Value, runs: Sequence[tuple[int, int]]) -> bool:
    return value.age is Age.PLAIN and value.field in SHAPED and any(begin <= value.start < end for begin, end in runs)


def _runs(text: str) -> list[tuple[int, int]]:
    """Where lists of two and more items stand of which one says that something is new."""
    runs: list[tuple[int, int]] = []
    begin = at = items = 0
    for line in [*text.split("\n"), ""]:
        if _ITEM.match(line):
            begin, items = (at if not items else begin), items + 1
        else:
            if items > 1 and _CHANGED.search(flat(text[begin:at])):
                runs.append((begin, at))
            items = 0
        at += len(line) + 1
    return runs
