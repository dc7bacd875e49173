"""Layouts of a mail: a contact form above a message, and tables of old and new values."""

import re

from bot.core.folding import fold

_MESSAGE = re.compile(
    r"^[^\S\n]*(?:votre |uw |ihre |your )?(?:message|bericht|nachricht|boodschap|commentaire|opmerking|comment)[^\S\n]*:[^\S\n]*",
    re.I | re.M,
)
_LABEL = re.compile(r"^[^\S\n]*[\w .'/-]{2,30}[^\S\n]*:[^\S\n]*\S", re.M)
_OLD_HEAD = re.compile(
    r"^\W*(?:ancien\w*|avant|oud\w*|old|former|bisher\w*|alt\w*|(?:donnee )?erronee?|fout\w*|wrong|falsch\w*|incorrect\w*)\b"
)
_NEW_HEAD = re.compile(
    r"\b(?:nouve\w+|nieuw\w*|new|neu\w*|(?:donnee )?exacte?|maintenant|nu|now|jetzt|desormais|juist\w*|correct\w*|right|richtig\w*)\W*$"
)
_CELLS = re.compile(r"\s*\|\s*|\t+|\s{3,}")
_RULE = re.compile(r"^[\s|+=_-]*$")
_COMPANY = re.compile(r"\b(?:SA|SRL|SPRL|BV|BVBA|NV|VOF|ASBL|VZW|GmbH|AG|CV|SC|SCRL|SNC|Ltd|PGmbH|EESV)\b")
_SAME = re.compile(r"inchange|ongewijzigd|unchanged|unverandert|idem")
_GONE = re.compile(r"^\W*(?:entfallt|vervalt|supprime\w*|removed|none|geen|aucun\w*|neant)\W*$")


def split_form(text: str) -> tuple[str, str]:
    """Return what a web form put above the message, and the message; ("", text) for a mail without a form."""
    found = _MESSAGE.search(text)
    if found is None:
        return "", text
    above = text[: found.start()]
    if len(_LABEL.findall(above)) < 2 or "@" not in above:
        return "", text
    return above, text[found.end() :]


def columns(text: str) -> str:
    """Return the text with a table of old and new values written out, one value a line with its word."""
    lines = text.split("\n")
    head = next((place for place, line in enumerate(lines) if _is_head(line)), None)
    if head is None:
        return text
    rows = lines[head + 1 :]
    written = [part for row in rows for part in _row(row)]
    return "\n".join([*lines[:head], *written])


def _is_head(line: str) -> bool:
    cells = [cell for cell in _CELLS.split(fold(line).strip(" |")) if cell]
    return len(cells) == 2 and bool(_OLD_HEAD.match(cells[0])) and bool(_NEW_HEAD.search(cells[1]))


def _row(line: str) -> list[str]:
    if _RULE.match(line):
        return []
    cells = [cell for cell in _CELLS.split(line.strip(" |")) if cell]
    if len(cells) == 3:
        return [f"{cells[0]}: {cells[2]}"] if cells[1] != cells[2] and not _SAME.search(fold(cells[2])) else []
    if len(cells) != 2:
        return [line]
    old, new = cells
    if _GONE.match(fold(new)):
        label = fold(old).split()[0]
        return [f"{label}: none"]
    name = "company: " if _COMPANY.search(new) else ""
    return [f"ancien: {old}", f"{name}{new}" if name else f"nouveau: {new}"]
