"""How like the examples of each kind a text is: a second reader beside the rules, which learned from ``examples.txt``.

It is a linear model over words, pairs of words and pieces of words, as whole numbers of one byte, so that the same file
gives the same answer everywhere. It never acts alone; see ``core.classify`` for what its word is worth.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from bot.core.finding import REQUESTS, Kind
from bot.core.folding import fold

#: What it tells apart. Reports and automatic answers are recognised by their headers and the rules.
KINDS: tuple[Kind, ...] = (*REQUESTS, Kind.OTHER, Kind.SPAM, Kind.COMPLEX)
BITS = 16  # of the table's address: features that share an address share a weight
MOST_WORDS = 220  # of a mail; what comes after it explains, or is a pasted document
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[a-z0-9']+|[?!@]")
_KNOWN_WORDS = 60_000  # kept for the next mail; 20 MB at most


def words(subject: str, text: str) -> list[str]:
    """Return the words of a mail as the model sees them: folded, all numbers alike, addresses and links as one sign."""
    plain = _NUMBER.sub("9", _ADDRESS.sub(" @ ", fold(f"{subject} . {text[:4000]}" if subject else text[:4000])))
    return _WORD.findall(plain)[:MOST_WORDS]


def pieces(word: str) -> Iterator[int]:
    """Yield the table addresses of a word: the word itself and its pieces of three to five letters."""
    marked = f"<{word}>"
    yield _place(f"w{word}")
    for length in (3, 4, 5):
        for start in range(len(marked) - length + 1):
            yield _place(marked[start : start + length])


def pair(before: str, word: str) -> int:
    """Return the table address of two words side by side."""
    return _place(f"b{before} {word}")


def _place(feature: str) -> int:
    return crc32(feature.encode()) & ((1 << BITS) - 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Likeness:
    """The learned model. ``table`` has a signed byte for each address and kind; ``fingerprint`` names the examples."""

    table: bytes
    bias: Sequence[float]
    scale: float
    fingerprint: str
    _words: dict[str, tuple[int, list[int]]] = field(default_factory=dict, repr=False, compare=False)

    def of(self, subject: str, text: str) -> Mapping[Kind, float]:
        """Return how likely each kind is, 0 to 1 and 1 together; nothing for a mail without words."""
        found = words(subject, text)
        if not found:
            return {}
        count, sums = len(found), [0] * len(KINDS)
        before = "^"
        for word in found:
            features, weights = self._word(word)
            count += features
            row = self._row(pair(before, word))
            for kind, weight in enumerate(weights):
                sums[kind] += weight + row[kind]
            before = word
        scores = [total * self.scale / math.sqrt(count) + bias for total, bias in zip(sums, self.bias, strict=True)]
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        return {kind: power / sum(powers) for kind, power in zip(KINDS, powers, strict=True)}

    def _word(self, word: str) -> tuple[int, list[int]]:
        known = self._words.get(word)
        if known is None:
            rows = [self._row(place) for place in pieces(word)]
            known = (len(rows), [sum(column) for column in zip(*rows, strict=True)])
            if len(self._words) < _KNOWN_WORDS:
                self._words[word] = known
        return known

    def _row(self, place: int) -> list[int]:
        start = place * len(KINDS)
        return [byte - 256 if byte > 127 else byte for byte in self.table[start : start + len(KINDS)]]


def dump(model: Likeness) -> bytes:
    """Return the file of a model: a line of JSON, then the table."""
    head = {"kinds": [str(kind) for kind in KINDS], "bits": BITS, "scale": model.scale, "bias": list(model.bias)}
    return json.dumps({**head, "fingerprint": model.fingerprint}).encode() + b"\n" + model.table


def parse(raw: bytes) -> Likeness:
    """Read the file of a model; ValueError when it is damaged or was made for other kinds."""
    line, _, table = raw.partition(b"\n")
    try:
        head = json.loads(line)
        kinds, bits = head["kinds"], head["bits"]
        model = Likeness(
            table=table,
            bias=[float(one) for one in head["bias"]],
            scale=float(head["scale"]),
            fingerprint=str(head["fingerprint"]),
        )
    except (ValueError, KeyError, TypeError) as problem:
        raise ValueError(f"is damaged: {problem}") from problem
    if kinds != [str(kind) for kind in KINDS] or bits != BITS or len(table) != (1 << BITS) * len(KINDS):
        raise ValueError("was made by another version: run `privacy-bot rules learn`")
    return model
