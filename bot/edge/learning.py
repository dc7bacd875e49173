"""Lessons -> the second reader (core.likeness): a logistic regression of each kind, with numpy (extra ``learn``)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.examples import Lesson
from bot.core.likeness import BITS, KINDS, RARITY, Item, Likeness, items, places, signs
from bot.core.meanings import Meanings

_ROUNDS = 12
_STEP = 1.0
_SHRINK = 2e-4  # of every weight that a step moves, which keeps rare words from deciding
_BIAS_STEP = 0.02
_SEED = 7
_Floats = np.typing.NDArray[np.float64]
_Places = np.typing.NDArray[np.int64]
_Told = tuple[Lesson, Mapping[Item, float]]  # and what the model sees of it


@dataclass(frozen=True, slots=True)
class _Row:
    """A lesson as numbers: which addresses of the table, with which value, and the kind that is right."""

    where: _Places
    values: _Floats
    kind: int


def learn(lessons: Sequence[Lesson], fingerprint: str, meanings: Meanings) -> Likeness:
    """Return the model of the lessons; ``fingerprint`` names what they were made of."""
    seen = [(lesson, found) for lesson in lessons if (found := items("", lesson.text, meanings))]
    rarity = _rarity(seen)
    rows = [_row(lesson, found, rarity) for lesson, found in seen]
    weights, bias = _descend(rows)
    weights *= rarity[:, None]
    scale = float(np.abs(weights).max()) / 127 or 1.0
    return Likeness(
        table=np.clip(np.rint(weights / scale), -127, 127).astype(np.int8).tobytes(),
        rarity=np.rint(rarity * RARITY).astype(np.uint8).tobytes(),
        bias=[float(one) for one in bias],
        scale=scale,
        fingerprint=fingerprint,
        meanings=meanings,
    )


def _rarity(seen: Sequence[_Told]) -> _Floats:
    """Of each address how seldom it is in a lesson (inverse document frequency); 1 for what the rules say."""
    count = np.zeros(1 << BITS)
    for _, found in seen:
        count[list({place for item in found for place in places(item)})] += 1
    rare: _Floats = np.log((1 + len(seen)) / (1 + count)) + 1
    rare = np.rint(rare * RARITY) / RARITY
    rare[list({place for lesson, _ in seen for place, _ in signs(lesson.said)})] = 1
    return rare


def _row(lesson: Lesson, found: Mapping[Item, float], rarity: _Floats) -> _Row:
    pairs = [(place, weight) for item, weight in found.items() for place in places(item)]
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
    """By how much each kind, asked about by itself, is said to be too likely (negative: not likely enough)."""
    wrong: _Floats = 1 / (1 + np.exp(-scores))
    wrong[kind] -= 1
    return wrong
