"""Text as the rules see it: lower case, without accents, one clause a line."""

import re
import unicodedata
from functools import lru_cache

#: Quotes and dashes, and the letters that have no accent to drop and are written with two.
_SIGNS = {"’": "'", "‘": "'", "´": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-"} | {
    "ß": "ss",
    "ẞ": "ss",
    "œ": "oe",
    "Œ": "oe",
    "æ": "ae",
    "Æ": "ae",
}
_ABBREVIATIONS = (
    "art nr tel no mr st abs lit bzw bzgl ca dr hr fr str evtl ggf inkl usw zzt z.b z.hd vgl geb gem hausnr sog allg "
    "dhr mevr mw p.v a.v b.t v.m w.z t.e.m o.a m.a.w incl excl evt resp"
)
_AFTER_DAY = "bis|jan|feb|mar|maerz|apr|mai|jun|jul|aug|sep|okt|nov|dez"
#: The blank first: a search passes quickly over what is none, and few blanks stand behind a stop.
_END = re.compile(
    r"\s(?:(?<=[.!?;]\s)"
    + "".join(rf"(?<!\b{re.escape(word)}\.\s)" for word in _ABBREVIATIONS.split())
    + rf"(?!(?<=\d\. )(?:{_AFTER_DAY}))\s*|(?<=\n)\n*)"
)
_WRAPPED = re.compile(r"\n(?<=[^\n.!?;:]{45}\n)(?=[^\n\s*•-])")  # the break first: it is seldom, the letters are not
_SPACES = re.compile(r"[ \t]+")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")


def fold(text: str) -> str:
    """Return text in lower case without accents, with plain quotes and dashes; line breaks stay."""
    plain = text.replace("`", "'")
    return (plain if plain.isascii() else _FOREIGN.sub(_folded, plain)).lower()


def _folded(found: re.Match[str]) -> str:
    """In our languages foreign signs stand alone, and are the same few; whole words of them are other scripts."""
    signs = found[0]
    return _plain_sign(signs) if len(signs) == 1 else _plain(signs)


def _plain(signs: str) -> str:
    """What stands for foreign signs; the accents that follow a letter are signs of their own, and nothing."""
    parts = unicodedata.normalize("NFKD", "".join(_SIGNS.get(sign, sign) for sign in signs))
    return "".join(part for part in parts if not unicodedata.combining(part))


_plain_sign = lru_cache(maxsize=4096)(_plain)


def clauses(text: str) -> list[str]:
    """Return the sentences of a folded text; a line that was only wrapped goes on in the next one."""
    return [clause for part in _END.split(_WRAPPED.sub(" ", text)) if (clause := _spaced(part))]


def _spaced(part: str) -> str:
    return (_SPACES.sub(" ", part) if "  " in part or "\t" in part else part).strip()


def fold_lines(text: str) -> list[str]:
    """Return the folded clauses of a text."""
    return clauses(fold(text))
