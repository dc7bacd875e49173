"""A small language in which whole conversations are written down and played; see tests/dialogues/README.md."""

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.stage import STAFF, Stage, body, parsed

PEOPLE: Mapping[str, str] = {
    "anna": "anna.lefevre@maison.example",
    "bram": "bram.peeters@huis.example",
    "carol": "carol.smith@house.example",
    "dieter": "dieter.klein@haus.example",
    "atelier": "compta@atelier.example",
    "partner": "privacy@partner.example",
    "stranger": "inconnu@ailleurs.example",
    "sofie": STAFF[0],
    "karim": STAFF[1],
}
_STEP = re.compile(r"^(?P<who>\w+) (?P<what>writes|answers|gets?)(?P<rest>.*)$")
_LATER = re.compile(r"^(?P<count>\d+) (?P<unit>minutes|hours|days) later$")
_WHO = re.compile(r"^(?P<name>\w+) is (?P<address>\S+@\S+)$")
_HEADER = re.compile(r"^@(?P<name>[\w-]+): (?P<value>.*)$")
_REFERENCE = re.compile(r" ?\[[^\]]*\]\s*$")


class Misread(Exception):
    """A line of a dialogue that is no step."""


@dataclass(slots=True)
class Step:
    """One step: who does what, the words in quotes behind it, and the indented lines below."""

    line: int
    who: str
    what: str
    quoted: str = ""
    below: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A title, the people beside the usual ones, and the steps."""

    title: str
    people: Mapping[str, str]
    steps: Sequence[Step]


def read_dialogue(path: Path) -> Dialogue:
    """Parse a file; Misread with the number of the line that is no step."""
    title, _, rest = path.read_text(encoding="utf-8").partition("\n\n")
    people = dict(PEOPLE)
    steps: list[Step] = []
    for number, line in enumerate(rest.split("\n"), start=title.count("\n") + 3):
        if line.startswith("    ") or (not line.strip() and steps):
            steps[-1].below.append(line[4:])
        elif found := _WHO.match(line):
            people[found["name"]] = found["address"]
        elif line.strip():
            steps.append(_step(number, line, people))
    return Dialogue(title=title.strip(), people=people, steps=steps)


def _step(number: int, line: str, people: Mapping[str, str]) -> Step:
    if found := _LATER.match(line):
        return Step(number, found["unit"], "later", found["count"])
    found = _STEP.match(line)
    if found is None or (found["who"] not in people and found["who"] != "staff"):
        raise Misread(f"line {number}: {line!r} is no step")
    words = shlex.split(found["rest"])
    if len(words) > 1:
        raise Misread(f"line {number}: {line!r} has more than one text in quotes")
    return Step(number, found["who"], found["what"].rstrip("s"), words[0] if words else "")


class Play:
    """Plays a dialogue. Every letter that leaves must be named by a step before anybody speaks again."""

    def __init__(self, stage: Stage, dialogue: Dialogue) -> None:
        self._stage, self._dialogue = stage, dialogue
        self._read: set[tuple[str, int]] = set()

    async def play(self) -> None:
        """Play all steps; AssertionError names the line."""
        for step in self._dialogue.steps:
            if step.what == "get":
                self._gets(step)
                continue
            self._all_read(step.line)
            await self._acts(step)
        self._all_read(0)

    async def _acts(self, step: Step) -> None:
        if step.what == "later":
            await self._stage.later(**{step.who: float(step.quoted)})
            return
        sender = self._dialogue.people[step.who]
        headers, text = _headers_and_text(step.below)
        if step.what == "write":
            await self._stage.write(sender, step.quoted, text, headers=headers)
        else:
            await self._stage.reply(sender, text, to=self._letter(sender, step), headers=headers)

    def _letter(self, address: str, step: Step) -> bytes:
        """The letter that is answered: the last one, or the last one with that subject."""
        letters = [raw for raw in self._stage.letters(address) if step.quoted in ("", _subject(raw))]
        assert letters, f"line {step.line}: {step.who} never got {step.quoted!r}"
        return letters[-1]

    def _gets(self, step: Step) -> None:
        for address in STAFF if step.who == "staff" else (self._dialogue.people[step.who],):
            unread = dict(self._unread(address))
            place = next((place for place, raw in unread.items() if _subject(raw) == step.quoted), None)
            found = [_subject(raw) for raw in unread.values()]
            assert place is not None, f"line {step.line}: {address} gets {found}, not {step.quoted!r}"
            self._read.add((address, place))
            _look(step, body(parsed(unread[place])))

    def _unread(self, address: str) -> Iterator[tuple[int, bytes]]:
        letters = enumerate(self._stage.letters(address))
        return ((place, raw) for place, raw in letters if (address, place) not in self._read)

    def _all_read(self, line: int) -> None:
        unread = {
            address: found
            for address in self._stage.world.everything()
            if (found := [_subject(raw) for _, raw in self._unread(address)])
        }
        assert not unread, f"before line {line or 'end'}: letters that nobody expects: {unread}"


def _headers_and_text(below: Sequence[str]) -> tuple[dict[str, str], str]:
    headers = {found["name"]: found["value"] for line in below if (found := _HEADER.match(line))}
    text = "\n".join(line for line in below if not _HEADER.match(line))
    return headers, text.strip("\n") + "\n"


def _look(step: Step, text: str) -> None:
    folded = " ".join(text.split())
    for word, phrase in _phrases(step):
        if word == "has":
            assert phrase in folded, f"line {step.line}: {phrase!r} is not in {folded!r}"
        else:
            assert phrase not in folded, f"line {step.line}: {phrase!r} is in {folded!r}"


def _phrases(step: Step) -> Iterator[tuple[str, str]]:
    for line in step.below:
        word, _, phrase = line.strip().partition(" ")
        if not word:
            continue
        if word not in {"has", "lacks"} or not phrase:
            raise Misread(f"below line {step.line}: {line!r} begins with neither has nor lacks")
        yield word, phrase


def _subject(raw: bytes) -> str:
    return _REFERENCE.sub("", str(parsed(raw)["subject"]).strip())
