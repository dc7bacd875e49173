"""Examples -> the second reader (core.likeness): logistic regression by small steps, with numpy (extra ``learn``)."""

import math
from collections.abc import Sequence

import numpy as np

from bot.core.examples import Example, fingerprint
from bot.core.likeness import BITS, KINDS, Likeness, pair, pieces, words

_ROUNDS = 12
_STEP = 0.6
_SHRINK = 2e-6  # of every weight at each step, which keeps rare words from deciding
_SEED = 7


def learn(examples: Sequence[Example]) -> Likeness:
    """Return the model of the examples."""
    rows = [(_places(example.text), KINDS.index(example.kind)) for example in examples]
    rows = [(places, kind) for places, kind in rows if places.size]
    weights = np.zeros((1 << BITS, len(KINDS)))
    squares = np.full((1 << BITS, len(KINDS)), 1e-2)
    bias = np.zeros(len(KINDS))
    order = np.random.default_rng(_SEED)
    for _ in range(_ROUNDS):
        for place in order.permutation(len(rows)):
            places, kind = rows[place]
            wrong = _wrong(weights, bias, places, kind)
            bias -= 0.02 * wrong
            slope = wrong / math.sqrt(places.size)
            np.add.at(squares, places, slope**2)
            np.subtract.at(weights, places, _STEP * slope / np.sqrt(squares[places]))
            weights[places] *= 1 - _SHRINK * len(rows)
    scale = float(np.abs(weights).max()) / 127 or 1.0
    table = np.clip(np.rint(weights / scale), -127, 127).astype(np.int8).tobytes()
    return Likeness(table=table, bias=[float(one) for one in bias], scale=scale, fingerprint=fingerprint(examples))


def _places(text: str) -> "np.typing.NDArray[np.int64]":
    found = words("", text)
    pairs = [pair(before, word) for before, word in zip(["^", *found], found, strict=False)]
    return np.array([*pairs, *(place for word in found for place in pieces(word))], dtype=np.int64)


def _wrong(
    weights: "np.typing.NDArray[np.float64]",
    bias: "np.typing.NDArray[np.float64]",
    places: "np.typing.NDArray[np.int64]",
    kind: int,
) -> "np.typing.NDArray[np.float64]":
    """By how much each kind is said to be too likely (negative: not likely enough)."""
    scores = weights[places].sum(axis=0) / math.sqrt(places.size) + bias
    powers = np.exp(scores - scores.max())
    wrong: np.typing.NDArray[np.float64] = powers / powers.sum()
    wrong[kind] -= 1
    return wrong
