"""Lessons -> the second reader (core.likeness): logistic regression by small steps, with numpy (extra ``learn``)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.examples import Lesson
from bot.core.likeness import BITS, KINDS, RARITY, Likeness, items, places, signs

_ROUNDS = 12
_STEP = 1.0
_SHRINK = 5e-4  # of every weight that a step moves, which keeps rare words from deciding
_BIAS_STEP = 0.02
_SEED = 7
_Floats = np.typing.NDArray[np.float64]
_Places = np.typing.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Row:
    """A lesson as numbers: which addresses of the table, with which value, and the kind that is right."""

    where: _Places
    values: _Floats
    kind: int


def learn(lessons: Sequence[Lesson], fingerprint: str) -> Likeness:
    """Return the model of the lessons; ``fingerprint`` names what they were made of."""
    told = [lesson for lesson in lessons if items("", lesson.text)]
    rarity = _rarity(told)
    rows = [_row(lesson, rarity) for lesson in told]
    weights, bias = _descend(rows)
    weights *= rarity[:, None]
    scale = float(np.abs(weights).max()) / 127 or 1.0
    return Likeness(
        table=np.clip(np.rint(weights / scale), -127, 127).astype(np.int8).tobytes(),
        rarity=np.rint(rarity * RARITY).astype(np.uint8).tobytes(),
        bias=[float(one) for one in bias],
        scale=scale,
        fingerprint=fingerprint,
    )


def _rarity(lessons: Sequence[Lesson]) -> _Floats:
    """Of each address how seldom it is in a lesson (inverse document frequency); 1 for what the rules say."""
    count = np.zeros(1 << BITS)
    for lesson in lessons:
        count[list({place for item in items("", lesson.text) for place in places(item)})] += 1
    rare: _Floats = np.log((1 + len(lessons)) / (1 + count)) + 1
    rare = np.rint(rare * RARITY) / RARITY
    rare[list({place for lesson in lessons for place, _ in signs(lesson.said)})] = 1
    return rare


def _row(lesson: Lesson, rarity: _Floats) -> _Row:
    pairs = [(place, weight) for item, weight in items("", lesson.text).items() for place in places(item)]
    where = np.array([place for place, _ in pairs], dtype=np.int64)
    values = np.array([weight for _, weight in pairs]) * rarity[where]
    values /= np.sqrt((values**2).sum())
    said = list(signs(lesson.said))
    where = np.concatenate([where, np.array([place for place, _ in said], dtype=np.int64)])
    values = np.concatenate([values, np.array([value for _, value in said])])
    single, place = np.unique(where, return_inverse=True)
    return _Row(
        single.astype(np.int64), np.bincount(place, weights=values).astype(np.float64), KINDS.index(lesson.kind)
    )


def _descend(rows: Sequence[_Row]) -> tuple[_Floats, _Floats]:
    weights = np.zeros((1 << BITS, len(KINDS)))
    squares = np.full((1 << BITS, len(KINDS)), 1e-2)
    bias = np.zeros(len(KINDS))
    order = np.random.default_rng(_SEED)
    for _ in range(_ROUNDS):
        for place in order.permutation(len(rows)):
            row = rows[place]
            wrong = _wrong(weights[row.where].T @ row.values + bias, row.kind)
            bias -= _BIAS_STEP * wrong
            slope = np.outer(row.values, wrong)
            squares[row.where] += slope**2
            step = _STEP * slope / np.sqrt(squares[row.where])
            weights[row.where] = (weights[row.where] - step) * (1 - _SHRINK)
    return weights, bias


def _wrong(scores: _Floats, kind: int) -> _Floats:
    """By how much each kind is said to be too likely (negative: not likely enough)."""
    powers = np.exp(scores - scores.max())
    wrong: _Floats = powers / powers.sum()
    wrong[kind] -= 1
    return wrong
