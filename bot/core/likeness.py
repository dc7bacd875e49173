"""How like the examples of each kind a mail is: a second reader beside the rules, which learned from ``examples.txt``.

It is a linear model over words, neighbours, pieces of words, meanings (core.meanings), pairs of meanings that are near,
two and three of them in their order, and what the rules said, as whole numbers of one byte, so that the same file
gives the same answer everywhere. See ``core.second`` for what its word is worth.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from bot.core.finding import REQUESTS, Kind
from bot.core.folding import fold
from bot.core.linear import Linear, Row, place
from bot.core.linear import dump as dump_linear
from bot.core.linear import parse as parse_linear
from bot.core.meanings import Meanings

#: What it tells apart. Reports and automatic answers are recognised by their headers and the rules.
KINDS: tuple[Kind, ...] = (*REQUESTS, Kind.OTHER, Kind.SPAM, Kind.COMPLEX)
BITS = 20  # of the table's address: features that share an address share a weight
RARITY = 16  # a step of the rarity of a feature, so that it fits into a byte
MOST_WORDS = 220  # of a mail; what comes after it explains, or is a pasted document
_SAID = 0.3  # what a rule of full weight counts beside all words together, which count 1
_FULL = 8.0
_ADDRESS = re.compile(
    r"\S+@\S+|https?://\S+|www\.\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:example|test|be|com|net|org|eu|nl|fr|de|lu|uk)\b"
)
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[a-z0-9']+|[?!@]")
_KNOWN = 60_000  # words and pairs of meanings, kept for the next mail; 20 MB at most
_NEAR = 5  # as many meanings further on the second of a pair may stand
_SQUARES = [(step / RARITY) ** 2 for step in range(256)]
_SIGNS = frozenset({"=", "&", ">"})
#: A word; two neighbours; "=" and a meaning; "&" and two meanings, in any order; ">" and two or three in their order.
Item = str | tuple[str, ...]


def items(subject: str, text: str, meanings: Meanings) -> Counter[Item]:
    """Return what the model sees of a mail, and how often.

    All is folded, all numbers are alike, addresses, links and names of sites are one sign.
    """
    plain = _NUMBER.sub("9", _ADDRESS.sub(" @ ", fold(f"{subject} . {text[:4000]}" if subject else text[:4000])))
    words = ["^", *_WORD.findall(plain)[:MOST_WORDS]]
    found: Counter[Item] = Counter(words[1:])
    found.update(pairwise(words))
    meant = meanings.of(words[1:])
    found.update(("=", meaning) for meaning in meant)
    for apart in range(1, _NEAR + 1):
        near = zip(meant, meant[apart:], strict=False)
        found.update([("&", one, two) if one < two else ("&", two, one) for one, two in near])
    found.update([(">", *two) for two in pairwise(meant)])
    found.update([(">", *three) for three in zip(meant, meant[1:], meant[2:], strict=False)])
    return found


def weight(count: int) -> float:
    """Return what an item counts that is so often there: it grows slower than that."""
    return 1 + math.log(count)


def places(item: Item) -> Iterator[int]:
    """Yield the table addresses of an item; for a word these are its own and those of its pieces of 3 to 5 letters."""
    if isinstance(item, tuple):
        yield place(" ".join(item), BITS)
        return
    marked = f"<{item}>"
    yield place(f"w{item}", BITS)
    for length in (3, 4, 5):
        for start in range(len(marked) - length + 1):
            yield place(marked[start : start + length], BITS)


def signs(said: Mapping[str, float]) -> Iterator[tuple[int, float]]:
    """Yield table address and value of what the rules said: kind or flag with its score."""
    for name, score in said.items():
        yield place(f"said {name}", BITS), _SAID * min(1.0, score / _FULL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Likeness:
    """The learned model; ``rarity`` has a byte for each address of its table."""

    model: Linear
    rarity: bytes = field(repr=False)
    meanings: Meanings = field(repr=False, compare=False)
    _known: dict[Item, tuple[float, Row]] = field(default_factory=dict, repr=False, compare=False)

    def of(self, subject: str, text: str, said: Mapping[str, float]) -> Mapping[Kind, float]:
        """Return how likely each kind is, 0 to 1 and 1 together; nothing for a mail without words.

        ``said``: the scores of the rules by kind and flag, and their verdict.
        """
        seen = items(subject, text, self.meanings)
        if not seen:
            return {}
        alike: dict[int, list[Item]] = {}  # what is there as often is added first: nearly all is there once
        for item, count in seen.items():
            alike.setdefault(count, []).append(item)
        square, sums = 0.0, [0.0] * len(KINDS)
        for count, some in alike.items():
            rarities, rows = zip(*[self._known.get(item) or self._looked_up(item) for item in some], strict=True)
            much = weight(count)
            square += much * much * sum(rarities)
            sums = [total + much * sum(column) for total, column in zip(sums, zip(*rows, strict=True), strict=True)]
        length = math.sqrt(square)
        sums = [total / length for total in sums]
        for where, value in signs(said):
            sums = [total + value * one for total, one in zip(sums, self.model.row(where), strict=True)]
        return {Kind(name): part for name, part in self.model.shares(sums).items()}

    def _looked_up(self, item: Item) -> tuple[float, Row]:
        """As ``_of_places``, kept for the next mail where it is likely to come again."""
        found = self._of_places(item)
        if len(self._known) < _KNOWN and (isinstance(item, str) or item[0] in _SIGNS):
            self._known[item] = found
        return found

    def _of_places(self, item: Item) -> tuple[float, Row]:
        """The square of an item's rarity and its row, both over all its places."""
        if isinstance(item, tuple):
            (only,) = places(item)
            return _SQUARES[self.rarity[only]], self.model.row(only)
        where = list(places(item))
        row = tuple(map(sum, zip(*map(self.model.row, where), strict=True)))
        return sum(_SQUARES[self.rarity[one]] for one in where), row


def dump(likeness: Likeness) -> bytes:
    """Return the file of a model: its rarities below core.linear's."""
    return dump_linear(likeness.model) + likeness.rarity


def parse(raw: bytes, meanings: Meanings) -> Likeness:
    """Read the file of a model; ValueError when it is damaged or was made for other kinds."""
    model = parse_linear(raw[: -1 << BITS], KINDS, BITS)
    return Likeness(model=model, rarity=raw[-1 << BITS :], meanings=meanings)
