"""Text as the rules see it: lower case, without accents, one clause a line."""

import re
import unicodedata

#: Quotes and dashes, and the letters that have no accent to drop and are written with two.
_SIGNS = {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-"} | {
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
_END = re.compile(
    r"(?<=[.!?;])"
    + "".join(rf"(?<!\b{re.escape(word)}\.)" for word in _ABBREVIATIONS.split())
    + rf"(?!(?<=\d\.) (?:{_AFTER_DAY}))\s+|\n+"
)
_WRAPPED = re.compile(r"\n(?<=[^\n.!?;:]{45}\n)(?=[^\n\s*•-])")  # the break first: it is seldom, the letters are not
_SPACES = re.compile(r"[ \t]+")
_PLANES = 0x20000  # beyond them no sign combines
_ACCENTS = dict.fromkeys(code for code in range(_PLANES) if unicodedata.combining(chr(code)))
_SIGN = re.compile(f"[{''.join(_SIGNS)}]")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")  # the rest needs no look-up of each letter, which takes ten times as long


def fold(text: str) -> str:
    """Return text in lower case without accents, with plain quotes and dashes; line breaks stay."""
    plain = unicodedata.normalize("NFKD", _SIGN.sub(lambda found: _SIGNS[found[0]], text))
    return _FOREIGN.sub(lambda found: found[0].translate(_ACCENTS), plain).lower()


def clauses(text: str) -> list[str]:
    """Return the sentences of a folded text; a line that was only wrapped goes on in the next one."""
    parts = _END.split(_WRAPPED.sub(" ", text))
    return [clause for part in parts if (clause := _SPACES.sub(" ", part).strip())]


def fold_lines(text: str) -> list[str]:
    """Return the folded clauses of a text."""
    return clauses(fold(text))
