"""Names of persons as they stand in a text, and how they belong to the writer's own name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.flat import flat
from bot.core.mail import Mail

_LETTER = r"[\w'’À-ÿŒœ-]"
WORD = rf"[A-ZÀ-ÝŒ]{_LETTER}*"
PARTICLE = (
    r"(?:[Vv]an(?: (?:[Dd]e[rn]?|'t|[Hh]et))?|[Vv]on(?: (?:der|dem))?|[Dd]e[rnls]?|[Dd]u|[Dd]i|[Dd]a|[Ll]e|"
    r"[Ll]a|[Ee]l|[Tt]er|[Tt]en|[Vv]ande[rn]?|[Tt]e|[Zz]u[rm]?|d'|D')"
)
#: One capitalised word or more, with the small words of surnames between them.
#: "Van den" is read in one way only, and few of them: a text of nothing else would be tried in all the ways to part it.
NAME = rf"(?:(?>{PARTICLE}[ ])){{0,3}}{WORD}(?:[ ](?:(?>{PARTICLE}[ ])){{0,3}}{WORD}){{0,3}}"
TITLE = (
    r"(?:M\.|Mr\.?|Mme\.?|Mlle\.?|Mrs\.?|Ms\.?|Monsieur|Madame|Mademoiselle|[Mm]evrouw|[Mm]evr\.?|[Mm]ijnheer|"
    r"[Dd]e heer|[Dd]hr\.?|Frau|Herrn?|Dr\.?|Dokter|Docteur|Doctor|Prof\.?|Ma[iî]tre|Miss)"
)
_SIGNED_LINES = 3
_TITLES = re.compile(rf"^(?:{TITLE}\s+)+")


@dataclass(frozen=True, slots=True)
class Self:
    """The writer's name as he gives it in From: first and last name, "" where it cannot be told."""

    first: str = ""
    last: str = ""

    def words(self) -> set[str]:
        """The words of the name, folded, and the last name as one word."""
        words = [*self.first.split(), *self.last.split(), self.last.replace(" ", "")]
        return {flat(word) for word in words if len(word) > 1}


def writer(mail: Mail) -> Self:
    """Return the writer's name; an address like ``first.last@`` tells the order of "Last First"."""
    return _self(mail.sender.name, mail.sender.address) if mail.sender else Self()


@lru_cache(maxsize=1)  # each look for names in a mail asks who writes it
def _self(name: str, address: str) -> Self:
    words = re.sub(r"\(.*?\)|\".*?\"", "", bare(name)).replace(",", " ").split()
    if not 2 <= len(words) <= 5 or any(re.search(r"[\d&@|]|^\W+$", word) for word in words):
        return Self()
    words = [words[0], *(word for word in words[1:-1] if not re.fullmatch(r"\w\.", word)), words[-1]]
    local = [part for part in re.split(r"[._-]", flat(address.partition("@")[0])) if part]
    turned = len(local) >= 2 and len(words) == 2 and flat(words[1]) == local[0] and flat(words[0]) == local[-1]
    first, last = (words[1], words[0]) if turned else (words[0], " ".join(words[1:]))
    return Self(first=first, last=last)


def signer(mail: Mail) -> Self:
    """Return the writer's name; where From gives one word of it or initials, as he signs, if that fits."""
    who = writer(mail)
    if mail.sender is None or (who.last and len(who.first.strip(".")) > 1):
        return who
    given = [flat(word) for word in re.findall(r"[^\W\d_]+", mail.sender.name)]
    below = [line for line in mail.text.split("\n") if line.strip()][-_SIGNED_LINES:]
    for line in (*reversed(below), *mail.signature.split("\n")[:_SIGNED_LINES]):
        found = re.fullmatch(rf"\W*(?P<name>{NAME})\W*", line)
        words = bare(found["name"]).split() if found else []
        if len(words) > 1 and given and all(_begun(one, words) for one in given):
            return Self(first=words[0], last=" ".join(words[1:]))
    return who


def lone(who: Self, mail: Mail) -> Self:
    """Return the writer's name with the one word of letters in From as the first one, where nothing else tells it."""
    name = mail.sender.name.strip() if mail.sender else ""
    alone = not who.last and re.fullmatch(r"[^\W\d_][^\W\d_'’-]{2,}(?:-[^\W\d_]+)?", name)
    return Self(first=name) if alone else who


def _begun(given: str, words: list[str]) -> bool:
    return any(flat(word) == given or (len(given) == 1 and flat(word).startswith(given)) for word in words)


def bare(name: str) -> str:
    """Return a name without its title."""
    return _TITLES.sub("", name.strip()).strip()


def alike(one: str, other: str) -> bool:
    """Whether two words are spellings of each other: at most two letters differ, in words of at least four."""
    one, other = flat(one), flat(other)
    if one == other:
        return True
    if min(len(one), len(other)) < 3 or abs(len(one) - len(other)) > 3:
        return False
    most = 1 if min(len(one), len(other)) < 5 else 2
    return _distance(one, other, most) <= most or (len(one) > 4 and (one.startswith(other) or other.startswith(one)))


def alike_each(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether there are as many words of one as of the other, each a spelling of its fellow."""
    return len(some) == len(others) and all(alike(one, other) for one, other in zip(some, others, strict=True))


def _distance(one: str, other: str, most: int) -> int:
    """Edit distance, cut off above ``most``."""
    row = list(range(len(other) + 1))
    for place, sign in enumerate(one, start=1):
        above, row = row, [place]
        for column, letter in enumerate(other, start=1):
            row.append(min(row[-1] + 1, above[column] + 1, above[column - 1] + (sign != letter)))
        if min(row) > most:
            return most + 1
    return row[-1]
