"""Lessons -> the second reader (core.likeness) and the third (core.standing)."""

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from bot.core import standing
from bot.core.examples import Lesson
from bot.core.likeness import BITS, KINDS, RARITY, Item, Likeness, items, places, signs, weight
from bot.core.linear import Linear, place
from bot.core.meanings import Meanings
from bot.edge.descent import Floats, Row, descend, model_of

_ROUNDS = 12
_ROUNDS_OF_VALUES = 5  # there are fewer lessons, and what they say of themselves is soon learned by heart
_SHRINK = 2e-4
_DOUBT = 0.04
_Told = tuple[Lesson, Mapping[Item, int]]  # and what the model sees of it, and how often


def learn(lessons: Sequence[Lesson], fingerprint: str, meanings: Meanings) -> Likeness:
    """Return the second reader that the lessons make; ``fingerprint`` names what they were made of."""
    seen = [(lesson, found) for lesson in lessons if (found := items("", lesson.text, meanings))]
    rarity = _rarity(seen)
    rows = [_row(lesson, found, rarity) for lesson, found in seen]
    weights, bias = descend(rows, classes=len(KINDS), bits=BITS, rounds=_ROUNDS, shrink=_SHRINK, doubt=_DOUBT)
    return Likeness(
        model=model_of(weights * rarity[:, None], bias, KINDS, BITS, fingerprint),
        rarity=np.rint(rarity * RARITY).astype(np.uint8).tobytes(),
        meanings=meanings,
    )


def learn_values(lessons: Iterable[tuple[str, Sequence[str]]], fingerprint: str) -> Linear:
    """Return the third reader's model; each lesson: a class of core.standing, and the signs around the value."""
    rows = []
    for name, around in lessons:
        where = np.unique([place(sign, standing.BITS) for sign in around])
        rows.append(Row(where, np.full(len(where), 1 / math.sqrt(len(where))), standing.CLASSES.index(name)))
    weights, bias = descend(
        rows, classes=len(standing.CLASSES), bits=standing.BITS, rounds=_ROUNDS_OF_VALUES, shrink=_SHRINK
    )
    return model_of(weights, bias, standing.CLASSES, standing.BITS, fingerprint)


def _rarity(seen: Sequence[_Told]) -> Floats:
    """Of each address how seldom it is in a lesson (inverse document frequency); 1 for what the rules say."""
    count = np.zeros(1 << BITS)
    for _, found in seen:
        count[list({one for item in found for one in places(item)})] += 1
    rare: Floats = np.log((1 + len(seen)) / (1 + count)) + 1
    rare = np.rint(rare * RARITY) / RARITY
    rare[list({one for lesson, _ in seen for one, _ in signs(lesson.said)})] = 1
    return rare


def _row(lesson: Lesson, found: Mapping[Item, int], rarity: Floats) -> Row:
    pairs = [(one, weight(count)) for item, count in found.items() for one in places(item)]
    where = np.array([one for one, _ in pairs], dtype=np.int64)
    values = np.array([value for _, value in pairs]) * rarity[where]
    values /= np.sqrt((values**2).sum())
    said = list(signs(lesson.said))
    where = np.concatenate([where, np.array([one for one, _ in said], dtype=np.int64)])
    values = np.concatenate([values, np.array([value for _, value in said])])
    single, place = np.unique(where, return_inverse=True)
    return Row(single.astype(np.int64), np.bincount(place, weights=values).astype(np.float64), KINDS.index(lesson.kind))
