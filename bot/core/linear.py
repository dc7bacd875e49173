"""A linear model with names for classes: which of them some signs speak for, and the file that it is kept in."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from struct import Struct
from zlib import crc32

_KNOWN = 60_000  # signs, kept for the next mail; 15 MB at most
_LARGEST = 1_000.0  # no number that was learned comes near it; infinity and what is no number are not below it
_DAMAGED = "is damaged: its numbers make no sense"
Row = tuple[int, ...]  # what a sign speaks for, by class


def place(sign: str, bits: int) -> int:
    """Return the table address of a sign; signs that share an address share a weight."""
    return crc32(sign.encode()) & ((1 << bits) - 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Linear:
    """``table`` has a signed byte for each of 2**``bits`` addresses and class; ``fingerprint`` names its lessons."""

    classes: tuple[str, ...]
    bits: int
    table: bytes = field(repr=False)
    bias: Sequence[float]
    scale: float
    fingerprint: str
    _known: dict[str, Row] = field(default_factory=dict, repr=False, compare=False)
    _row: Struct = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Rows are looked up some thousand times a mail."""
        object.__setattr__(self, "_row", Struct(f"{len(self.classes)}b"))

    def likely(self, signs: Iterable[str]) -> Mapping[str, float]:
        """Return how likely each class is, 0 to 1 and 1 together; many signs together count no more than few."""
        rows = [self._known.get(sign) or self._looked_up(sign) for sign in set(signs)]
        length = math.sqrt(len(rows)) or 1.0
        return self.shares([sum(column) / length for column in zip(*rows, strict=True)] or [0.0] * len(self.classes))

    def shares(self, sums: Sequence[float]) -> Mapping[str, float]:
        """Return how likely each class is; ``sums``: its weights, added up."""
        scores = [total * self.scale + bias for total, bias in zip(sums, self.bias, strict=True)]
        alone = [1 / (1 + math.exp(-max(-50.0, min(50.0, score)))) for score in scores]
        return {name: part / sum(alone) for name, part in zip(self.classes, alone, strict=True)}

    def _looked_up(self, sign: str) -> Row:
        row = self.row(place(sign, self.bits))
        if len(self._known) < _KNOWN:
            self._known[sign] = row
        return row

    def row(self, where: int) -> Row:
        """Return the weights at an address of the table."""
        return self._row.unpack_from(self.table, where * len(self.classes))


def dump(model: Linear) -> bytes:
    """Return the file of a model: a line of JSON, then the table."""
    head = {"classes": model.classes, "bits": model.bits, "scale": model.scale, "bias": list(model.bias)}
    return json.dumps({**head, "fingerprint": model.fingerprint}).encode() + b"\n" + model.table


def parse(raw: bytes, classes: Sequence[str], bits: int) -> Linear:
    """Read the file of a model; ValueError when it is damaged, or was made for other classes."""
    line, _, table = raw.partition(b"\n")
    try:
        head = json.loads(line)
        model = Linear(
            classes=tuple(head["classes"]),
            bits=int(head["bits"]),
            table=table,
            bias=[float(one) for one in head["bias"]],
            scale=float(head["scale"]),
            fingerprint=str(head["fingerprint"]),
        )
    except (ValueError, KeyError, TypeError) as problem:
        raise ValueError(f"is damaged: {problem}") from problem
    if (model.classes, model.bits, len(table)) != (tuple(classes), bits, len(classes) << bits):
        raise ValueError("was made by another version: run `privacy-bot rules learn`")
    if len(model.bias) != len(classes) or not all(abs(number) < _LARGEST for number in (*model.bias, model.scale)):
        raise ValueError(_DAMAGED)
    return model
