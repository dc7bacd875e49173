"""An address under the name of who writes: it only says who that is, where the mail speaks of no address."""

import re

from bot.core.cut import CLOSING
from bot.core.flat import flat
from bot.core.sentences import sentences
from bot.core.stays import STAY

_MOVES = re.compile(
    r"\b(?:demenag\w*|emmenag\w*|verhui\w*|moved?|moving|relocat\w*|umzug\w*|um(?:ge)?z[io]\w+|zieh\w*|gezogen|verplaatst|"
    r"transfere\w*|verlegt)\b"
)
#: What a mail calls an address by; "mail address" is none of it.
_ADDRESS = re.compile(
    r"(?<!mail )(?<!mail-)\b(?!e?-?mail)(?:\w*adres|\w*adresse|address\w*|adress\w*|anschrift\w*|habit\w*|woon\w*|"
    r"wonen|live|wohn\w*|rue|straat\w*|street|\w*strasse|siege|zetel|gevestigd|locaux|pand|premises|raume|coord\w*|contactgegevens|"
    r"kontaktdaten|contact details)\b(?! ?(?:e-?mail|mail|electronique))"
)
#: "All the rest (address, telephone) is unchanged": the brackets tell what is meant by it.
_ASIDE = re.compile(r"\(([^()\n]*)\)")
_LINES, _CLOSING_WORDS = 8, 6


def speaks_of_address(words: str) -> bool:
    """Whether a text says something of a postal address, or of moving, and more than that it stays."""
    lower = flat(words)
    if _MOVES.search(lower):
        return True
    if not _ADDRESS.search(lower):
        return False
    said = [lower[start:end] for start, end in sentences(words)]
    return any(_ADDRESS.search(one) and not STAY.search(_ASIDE.sub(r"\1", one)) for one in said)


def closed_before(text: str, start: int) -> int | None:
    """Where the line of greeting ends that stands some lines above a place of a text at most; None for none."""
    end = text.rfind("\n", 0, start)
    for _ in range(_LINES):
        if end < 0:
            return None
        begin = text.rfind("\n", 0, end) + 1
        if _closes(text[begin:end]):
            return end + 1
        end = begin - 1
    return None


def _closes(line: str) -> bool:
    """Whether a line is a greeting at the end of a letter, or one with a name behind its comma."""
    return bool(CLOSING.match(line)) or (
        len(line.split()) <= _CLOSING_WORDS and bool(CLOSING.match(line.partition(",")[0].strip()))
    )
