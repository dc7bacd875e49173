"""How the models learn: logistic regression of each class by itself, with numpy (extra ``learn``)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.linear import Linear

_STEP = 1.0
_BIAS_STEP = 0.02
_SEED = 7
Floats = np.typing.NDArray[np.float64]
Places = np.typing.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Row:
    """A lesson as numbers: which addresses of the table, each once, with which value, and the class that is right."""

    where: Places
    values: Floats
    right: int


def descend(
    rows: Sequence[Row], *, classes: int, bits: int, rounds: int, shrink: float, doubt: float = 0.0
) -> tuple[Floats, Floats]:
    """Return the weights by address and class, and each class's bias.

    ``rounds``: how often all lessons are gone through; ``shrink``: the share that every weight loses when a step
    moves it, which keeps what is rare from deciding; ``doubt``: how likely it is held that a lesson is of another
    class than it says, which keeps lessons that are clear already from drowning those that are near misses.
    """
    weights = np.zeros((1 << bits, classes))
    squares = np.full((1 << bits, classes), 1e-2)
    bias = np.zeros(classes)
    order = np.random.default_rng(_SEED)
    for _ in range(rounds):
        for place in order.permutation(len(rows)):
            row = rows[place]
            wrong = _wrong(weights[row.where].T @ row.values + bias, row.right, doubt)
            bias -= _BIAS_STEP * wrong
            slope = np.outer(row.values, wrong)
            squares[row.where] += slope**2
            step = _STEP * slope / np.sqrt(squares[row.where])
            weights[row.where] = (weights[row.where] - step) * (1 - shrink)
    return weights, bias


def _wrong(scores: Floats, right: int, doubt: float) -> Floats:
    """By how much each class, asked about by itself, is said to be too likely (negative: not likely enough)."""
    wrong: Floats = 1 / (1 + np.exp(-scores)) - doubt / len(scores)
    wrong[right] -= 1 - doubt
    return wrong


def model_of(weights: Floats, bias: Floats, classes: Sequence[str], bits: int, fingerprint: str) -> Linear:
    """Return the model, its weights as whole numbers of one byte, so that a file gives the same answer everywhere."""
    scale = float(np.abs(weights).max()) / 127 or 1.0
    return Linear(
        classes=tuple(classes),
        bits=bits,
        table=np.clip(np.rint(weights / scale), -127, 127).astype(np.int8).tobytes(),
        bias=[float(one) for one in bias],
        scale=scale,
        fingerprint=fingerprint,
    )
