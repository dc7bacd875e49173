"""What stands around the values of a mail, as signs from which can be learned which of them is new (core.standing).

The mail is a row of tokens: words, signs, line breaks, and each value of a known shape as one token of its sort. Words
count by themselves and by what they mean (core.meanings), so that the examples of one language teach the others.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import NamedTuple

from bot.core.folding import fold
from bot.core.meanings import Meanings
from bot.core.values import NUMBERS, Value

_TOKEN = re.compile(r"\n|[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W\d_]+)*|\d+[A-Za-z]?\b|\d+|->|=>|→|[^\w\s]")
_DIGIT = re.compile(r"\d")
_BREAK = "\n"
_NEAR, _FAR, _REACH = 4, 12, 25  # meanings that count with their place; that count at all; tokens that are looked at
_BESIDE = 60  # tokens in which the sentences beside are looked for
_BEHIND = 10  # meanings between two values of a sort
_LABEL_WORDS, _HEADING_LINES, _HEADING_WORDS = 4, 4, 6
_MOST_PLACES = 3  # the fourth of a sort and all that follow are alike


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A part of a mail: ``name`` is subject, text or below (the signature); its values in order, none overlapping."""

    name: str
    text: str
    values: Sequence[Value]


class _Token(NamedTuple):  # made for each word of a mail, in a third of the time that a frozen dataclass takes
    part: str
    word: str  # folded; "<sort>" for a value
    value: Value | None
    sentence: int
    line: int


def sort(value: Value) -> str:
    """Return what values can replace each other as: all numbers that can be called are one sort."""
    return "number" if value.field in NUMBERS else value.field


class Surroundings:
    """The tokens of one mail, and the signs around each value."""

    def __init__(self, parts: Sequence[Part], meanings: Meanings, *, own: str, kind: str) -> None:
        """``own``: the writer's e-mail address, lower case; ``kind``: what the mail is (a request kind)."""
        self._tokens = list(_tokens(parts))
        self._means = meanings.each([token.word for token in self._tokens])
        self._topics = sorted({meaning for meaning in self._means if meaning})
        self._own, self._kind = own, kind
        self._sorts: dict[str, dict[int, Value]] = {}
        self._lines: dict[int, list[int]] = {}
        for place, token in enumerate(self._tokens):
            self._lines.setdefault(token.line, []).append(place)
            if token.value is not None:
                self._sorts.setdefault(sort(token.value), {})[place] = token.value

    def values(self) -> Iterator[tuple[Value, list[str]]]:
        """Yield each value in order of the mail, with the signs around it."""
        for place, token in enumerate(self._tokens):
            if token.value is not None:
                yield token.value, [*self._signs(place, token.value)]

    def _signs(self, place: int, value: Value) -> Iterator[str]:
        name = sort(value)
        sides = self._sides(place)
        for sign in (*self._sentence(place, sides), *self._line(place), *self._elsewhere(place)):
            yield sign
            yield f"{sign}/{name}"
        yield from _pairs(sides)
        yield from self._heading(place)
        yield from (f"part={self._tokens[place].part}/{one}" for one in ("", name))
        yield f"kind={self._kind}"
        yield f"age={value.age.value}"
        yield f"age={value.age.value}/{name}"
        if value.field == "email":
            yield "own" if value.value == self._own else "not own"
        yield from self._among(place, value)

    def _meaning(self, place: int) -> str:
        token = self._tokens[place]
        return token.word if token.value is not None else self._means[place]

    def _sentence(self, place: int, sides: Mapping[str, list[str]]) -> Iterator[str]:
        """What stands beside it, and what is meant before and behind it in its sentence."""
        for far in (1, 2, 3):
            yield f"w-{far}={self._word(place - far)}"
            yield f"w+{far}={self._word(place + far)}"
        for side, meant in sides.items():
            yield from (f"{side}{far}={meaning}" for far, meaning in enumerate(meant[:_NEAR]))
            yield f"{side}two={'_'.join(meant[:2])}"
            yield from (f"{side}={meaning}" for meaning in sorted(set(meant[:_FAR])))

    def _sides(self, place: int) -> Mapping[str, list[str]]:
        """What is meant before it and behind it in its sentence, the nearest first."""
        before = range(place - 1, max(-1, place - _REACH), -1)
        behind = range(place + 1, min(len(self._tokens), place + _REACH))
        return {
            side: [meaning for one in places if self._together(one, place) and (meaning := self._meaning(one))]
            for side, places in (("<", before), (">", behind))
        }

    def _elsewhere(self, place: int) -> Iterator[str]:
        """What is meant in the sentences beside its own, and anywhere in the mail."""
        here = self._tokens[place].sentence
        for one in range(max(0, place - _BESIDE), min(len(self._tokens), place + _BESIDE)):
            apart = self._tokens[one].sentence - here
            if apart in {-1, 1} and (meaning := self._meaning(one)):
                yield f"sentence {apart}={meaning}"
        yield from (f"mail={meaning}" for meaning in self._topics)

    def _word(self, place: int) -> str:
        return self._tokens[place].word if 0 <= place < len(self._tokens) else ""

    def _together(self, one: int, other: int) -> bool:
        return self._tokens[one].sentence == self._tokens[other].sentence

    def _line(self, place: int) -> Iterator[str]:
        """The label before it on its line, and whether it begins, ends or is the line."""
        line = self._lines[self._tokens[place].line]
        before = [one for one in line if one < place]
        colon = max((one for one in before if self._tokens[one].word in {":", "="}), default=-1)
        label = [self._named(one) for one in before if one < colon][-_LABEL_WORDS:]
        yield from (f"label={word}" for word in label)
        first = not any(self._tokens[one].word.isalnum() or self._tokens[one].value for one in before)
        last = not any(one > place and self._tokens[one].word != _BREAK for one in line)
        yield from (name for name, holds in (("first", first), ("last", last), ("alone", first and last)) if holds)

    def _named(self, place: int) -> str:
        return self._meaning(place) or self._tokens[place].word

    def _heading(self, place: int) -> Iterator[str]:
        """The words of the nearest line above that announces something: one with a colon at its end, or a short one."""
        here = self._tokens[place]
        for above in range(1, _HEADING_LINES + 1):
            line = [one for one in self._lines.get(here.line - above, ()) if self._tokens[one].word != _BREAK]
            if not line or self._tokens[line[0]].part != here.part:
                continue
            announces = self._tokens[line[-1]].word == ":"
            if announces or len(line) <= _LABEL_WORDS:
                yield from (f"heading={self._named(one)}" for one in line[-_HEADING_WORDS:])
                yield f"heading {announces} {above}"
                return
            if len(line) > _HEADING_WORDS and self._tokens[line[0]].value is None:
                return

    def _among(self, place: int, value: Value) -> Iterator[str]:
        """Which of the values of its sort it is, what is said of the others, and what stands between them."""
        alike = self._sorts[sort(value)]
        told = list(dict.fromkeys(str(one.value) for one in alike.values()))
        which = f"{min(told.index(str(value.value)), _MOST_PLACES)} of {min(len(told), _MOST_PLACES + 1)}"
        yield which
        yield f"{which} {self._kind}"
        yield from sorted({f"others={one.age.value}" for where, one in alike.items() if where != place})
        for left, right in pairwise(alike):
            if place in {left, right}:
                side, other = ("<<", left) if place == right else (">>", right)
                meant = [meaning for one in range(left + 1, right) if (meaning := self._meaning(one))]
                yield from (f"{side}={meaning}" for meaning in sorted(set(meant[:_BEHIND])))
                yield f"{side} {self._together(left, right)} {alike[other].age.value}"


def _pairs(sides: Mapping[str, list[str]]) -> Iterator[str]:
    """What is meant together: on both sides of a value, and near each other on one side."""
    yield from (f"<{one}>{other}" for one, other in product(sides["<"][:_NEAR], sides[">"][:_NEAR]))
    for side, meant in sides.items():
        near = meant[: 2 * _NEAR]
        for apart in (1, 2, 3):
            yield from (f"{side}{one} {other}" for one, other in zip(near, near[apart:], strict=False))


def _tokens(parts: Sequence[Part]) -> Iterator[_Token]:
    sentence = line = 0
    for part in parts:
        for word, value in _words(part):
            yield _Token(part.name, word, value, sentence, line)
            sentence += word in {_BREAK, ".", "!", "?", ";"}
            line += word == _BREAK
        sentence, line = sentence + 1, line + 1


def _words(part: Part) -> Iterator[tuple[str, Value | None]]:
    """Yield the words and signs, folded, digits alike; in the place of a value its sort and the value."""
    at = 0
    for value in [*part.values, None]:
        end = value.start if value is not None else len(part.text)
        for word in map(_folded, _TOKEN.findall(part.text, at, end)):
            yield word, None
        if value is not None:
            yield f"<{sort(value)}>", value
            at = value.end


def _folded(word: str) -> str:
    """A word without accents and capitals, its digits alike; most words have nothing to fold but capitals."""
    plain = word.lower() if word.isascii() else fold(word)
    return plain if plain.isalpha() else _DIGIT.sub("9", plain)
