"""Layouts of a mail: contact form, tables of old and new values, own signature, wrapped lines."""

import re
from collections.abc import Sequence, Set

from bot.core.flat import flat
from bot.core.folding import fold
from bot.core.wording import word_set

_MESSAGE = re.compile(
    r"^[^\S\n]*(?:votre |uw |ihre |your )?(?:message|bericht|nachricht|boodschap|commentaire|opmerking|"
    r"comment)[^\S\n]*:[^\S\n]*",
    re.I | re.M,
)
_LABEL = re.compile(r"^[^\S\n]*[\w .'/-]{2,30}[^\S\n]*:[^\S\n]*\S", re.M)
_OLD_HEAD = re.compile(
    r"^\W*(?:ancien\w*|avant|jusqu\w*|until .*|tot .*|bis .*|actuel\w*|oud\w*|vroeger|voorheen|huidig\w*|"
    r"nu in .{3,20}|old|former\w*|"
    r"previous\w*|before|current\w*|bisher\w*|alt\w*|vorher|(?:donnee |valeur )?(?:erronee?|inexacte?|"
    r"fautive?)|"
    r"fout\w*|verkeerd\w*|wrong|falsch\w*|incorrect\w*|from|was|van|in (?:your|uw|jullie|vos|votre|"
    r"ihre\w*) \w+|(?:chez|bij|with) \w+|you have|vous avez|u hebt|u heeft|sie haben|is|ist)\b"
)
_NEW_HEAD = re.compile(
    r"^\W*(?:nouve\w+|nieuw\w*|new|neu\w*|(?:donnee |valeur )?(?:exacte?|correct\w*)|maintenant|nu|now|"
    r"jetzt|desormais|juist\w*|correct\w*|right|richtig\w*|apres|wordt|becomes|to|moet zijn|should be|"
    r"doit etre|soll|a partir d.*|des le.*|depuis .*|sinds .*|since .*|seit .*|as (?:of|from) .*|a compter d.*|a mettre|te worden|devient|vanaf.*|ab .*|from .*)\b"
)
_CELLS = re.compile(r"[ ]*\|[ ]*|\s*\t\s*|[ ]{2,}")
_FILLED = re.compile(r"@|:\s*\S|(?:\d\D?){9}")  # a cell that holds a value is no heading
_RULE = re.compile(r"^[\s|+=:_.-]*$")
_SAME = re.compile(
    r"^\W*(?:inchange\w*|ongewijzigd|unchanged|unverandert|idem|bleibt\w*|blijft|reste|same|zelfde|gleich|"
    r"ok|=|-|\"|〃|)\W*$"
)
_GONE = re.compile(
    r"^\W*(?:entfallt|vervalt|supprime\w*|a supprimer|(?:te )?(?:schrappen|verwijderen)|removed?|deleted?|"
    r"none|geen|aucune?|neant|n/a|weg|schrappen|loschen)\b"
)
_OLD_AND_NEW, _NEW_AND_OLD = "  |  old  |  new", "  |  new  |  old"  # the head of a table that has none
_TELLS_OLD = re.compile(
    r"\W*(?:was|were|war|waren|etait|avant|ancien\w*|auparavant|precedemment|au lieu d\w*|voorheen|vroeger|voordien|"
    r"oud\w*|i\.?p\.?v|in plaats van|before|previous\w*|former\w*|old|instead of|bisher\w*|fruher|vorher|vormals|"
    r"alt\w*|statt|anstatt|anstelle|jadis|ex|vorige?|vormals|ehemal\w*|used to be|tot nu toe|until now|remplace|replac\w+|"
    r"vervangt|ersetzt|rather than|a la place|(?:de |het |the |l'|das |die )(?:ancien\w*|oude?|old|alte?))\b\W*\w"
)
_LABEL_AND_TWO = 3  # cells
_SORTS = (re.compile(r"@"), re.compile(r"(?:\d\D{0,2}){4}"))
_TWO_MAILS = re.compile(r"(\S@[\w.-]+) (?=[\w.+-]+@)")
_NEW_MARK = re.compile(
    r"\W(?:nouve(?:au|l|lle|aux|lles)|nieuwe?|new|neue?[rsn]?|attention|let op|achtung|please note|"
    r"a noter|desormais|voortaan|"
    r"(?:nous )?demenag\w+|wij verhuizen|verhuisd|we(?:'ve| have) moved|umzug|umgezogen|changement d\w*|"
    r"adreswijziging)\b"
)
_POSTCODE = re.compile(r"(?:[A-Z]{1,2}-)?\d{4,5}(?: [A-Z]{2})? [A-ZÀ-Ý']")
_TITLES = word_set("dr mr mme mevr dhr ir ing prof frau herr me maitre pour voor for")
_NARROWEST, _WIDEST = 60, 80  # characters: where mail programs wrap
_LONG_WORD, _SEVERAL = 12, 3  # a wrapped text has several lines that are nearly as long as the longest one
_SHORT = 60
_SIGNATURE_LINES = 10
_FEW_WORDS = 3  # where no line above the name has more, the block under it is the letter
_POSTSCRIPT = re.compile(r"\W*(?:P\.? ?-?S\.?|N\.? ?B\.?|Ps|p\.?s\.?|post ?scriptum)(?=[ :.,–—-]+\w)", re.IGNORECASE)
_OF_A_CHANGE = re.compile(
    r"^\W*(?:nouve\w+|nieuwe?|new|neue?\w?|ancien\w*|actuel\w*|oude?|huidige?|old|current|alte?\w?|aktuell\w*|bisherige?\w?)\b"
    r"[^:\n]{0,40}:"
)


def split_form(text: str) -> tuple[str, str]:
    """Return what a web form put above the message, and the message; ("", text) for a mail without a form."""
    found = _MESSAGE.search(text)
    if found is None:
        return "", text
    above = text[: found.start()]
    if len(_LABEL.findall(above)) < 2 or "@" not in above:
        return "", text
    changes = [line for line in above.split("\n") if _OF_A_CHANGE.match(flat(line))]
    return above, "\n".join([*changes, text[found.end() :]])


def unwrapped(text: str) -> str:
    """Return the text with lines that a mail program wrapped joined again; its length stays.

    A line was wrapped when the first word of the next one would not have fitted: the longest lines show how much fits.
    """
    lines = text.split("\n")
    width = max((len(line) for line in lines), default=0)
    full = sum(len(line) > width - _LONG_WORD for line in lines)
    if not _NARROWEST <= width <= _WIDEST or full < _SEVERAL:
        return text
    joined = lines[0]
    for line, above in zip(lines[1:], lines, strict=False):
        word = line.split(" ", 1)[0]
        wrapped = (
            line[:1].isalnum()
            and "->" not in line
            and len(above) + 1 + len(word) > width
            and not above.rstrip().endswith(":")
        )
        joined += (" " if wrapped else "\n") + line
    return joined


def columns(text: str) -> str:
    """Return the text with each row of a table of old and new values written out as ``label: old -> new``."""
    lines = _headed(text.split("\n"))
    written: list[str] = []
    table: tuple[int, int, int] | None = None  # number of cells, place of the old ones, place of the new ones
    above: Sequence[str] = ()  # the row before, as long as the rows have no label
    for line in lines:
        cells = _cells(line)
        head = _head(cells)
        if head is not None:
            table, above = head, ()
            continue
        if table is None:
            written.append(line)
        elif len(cells) >= 2 and not _RULE.match(line):
            if joined := _continued(above, cells):
                written.pop()
            above = (joined or cells) if table[0] == len(cells) == 2 else ()
            written += _row(joined or cells, table)
        elif not _RULE.match(line):
            written.append(line)
            table, above = (table if len(line.split()) <= 3 else None), ()
    return "\n".join(written)


def _headed(lines: Sequence[str]) -> list[str]:
    """Put a head above rows of a label and two values of one sort that have none.

    The old one stands first, but where the words in the second cell call that one the old one.
    """
    made: list[str] = []
    run: list[str] = []
    for line in [*lines, ""]:
        row = _TWO_MAILS.sub(r"\1  ", line)
        if len(_cells(row)) == _LABEL_AND_TWO and _head(_cells(row)) is None:
            run.append(row)
            continue
        rows = [_cells(one) for one in run]
        headless = _compared(rows) and not (made and _head(_cells(made[-1])))
        turned = any(_TELLS_OLD.match(fold(last)) for *_, last in rows)
        made += [*([_NEW_AND_OLD if turned else _OLD_AND_NEW] if headless else []), *run, line]
        run = []
    return made[:-1]


def _compared(rows: Sequence[Sequence[str]]) -> bool:
    """Whether all rows hold two values of one sort behind a label, or say of the second that it is the first."""
    alike = [bool(_SORTS[0].search(old)) == bool(_SORTS[0].search(new)) and _one_sort(old, new) for _, old, new in rows]
    same = [bool(_SAME.match(fold(new))) for _, _, new in rows]
    labels = all(len(label.split()) < _LABEL_AND_TWO + 2 and not re.search(r"\d|@", label) for label, _, _ in rows)
    return labels and sum(alike) > 1 and all(one or other for one, other in zip(alike, same, strict=True))


def _one_sort(one: str, other: str) -> bool:
    """Two addresses, two numbers, or two names with a word in common."""
    if any(sort.search(one) and sort.search(other) for sort in _SORTS):
        return True
    words = [set(re.findall(r"[a-z]{3,}", fold(said))) for said in (one, other)]
    return not any(sort.search(said) for sort in _SORTS for said in (one, other)) and bool(words[0] & words[1])


def _continued(above: Sequence[str], cells: Sequence[str]) -> Sequence[str]:
    """A row of postcodes and places belongs to the streets in the row above it: both as one row; () for another row."""
    if not above or not all(_POSTCODE.match(cell) for cell in cells):
        return ()
    return [f"{upper}, {lower}" for upper, lower in zip(above, cells, strict=True)]


def _cells(line: str) -> list[str]:
    bare = line.strip()
    if bare.startswith("|"):
        return [cell.strip() for cell in bare.strip("|").split("|")]
    return [cell.strip() for cell in _CELLS.split(bare)]


def _head(cells: Sequence[str]) -> tuple[int, int, int] | None:
    """Recognise the line above a table: one cell says old, another one new."""
    if not 2 <= len(cells) <= 4 or any(len(cell) > 40 for cell in cells):
        return None
    if any(_FILLED.search(cell) for cell in cells):
        return None
    folded = [fold(cell) for cell in cells]
    old = next((place for place, cell in enumerate(folded) if _OLD_HEAD.match(cell)), None)
    new = next((place for place, cell in enumerate(folded) if place != old and _NEW_HEAD.match(cell)), None)
    if old is None or new is None:
        return None
    return len(cells), old, new


def _row(cells: Sequence[str], table: tuple[int, int, int]) -> list[str]:
    count, old, new = table
    if len(cells) == count + 1 and min(old, new) == 0:
        old, new, count = old + 1, new + 1, count + 1
    if len(cells) < max(old, new) + 1:
        return [f"{cells[0]}: {' '.join(cells[1:])}"]
    label = f"{cells[0].rstrip(' :')}: " if min(old, new) > 0 else ""
    before, after = cells[old], cells[new]
    if _GONE.match(fold(after)):
        return [f"{label or fold(before).split()[0] + ': '}none"]
    if _SAME.match(fold(after)) or _same_cell(before, after):
        return [f"{label}{before if _SAME.match(fold(after)) else after} (unchanged)"] if after or before else []
    return [f"{label}{before} -> {after}" if before else f"{label}new {after}"]


def _same_cell(before: str, after: str) -> bool:
    """The same value again, perhaps with "(unchanged)" behind it."""
    said = re.sub(r"\s*\([^)]*\)\s*$", "", after)
    return fold(before) == fold(after) or (said != after and fold(before) == fold(said))


#: "Anna, not Ana" is no name under a letter.
_NOT = re.compile(r",\s(?:and |et |en |und )?(?:not|niet|pas|non|nicht|instead|statt|au lieu|in plaats|ipv|i\.p\.v)\b")


def own_signature(text: str, name: str) -> tuple[str, str]:
    """Split off the block under the writer's name at the end of a text: (text, block).

    Lines of the block with a mark such as NEW belong to the text, and so does a postscript.
    """
    lines = text.rstrip().split("\n")
    place = _name_line(lines, name)
    if place is None:
        return text, ""
    after = next((number for number in range(place + 1, len(lines)) if _POSTSCRIPT.match(lines[number])), len(lines))
    block = lines[place + 1 : after]
    return "\n".join([*lines[: place + 1], *marked(block), *lines[after:]]), "\n".join(block)


def _name_line(lines: Sequence[str], name: str) -> int | None:
    """The last line that is the writer's name, when nothing but short lines and a few of them stand below it."""
    words = {word for word in re.findall(r"[a-z]+", fold(name)) if len(word) > 1}
    first, last = max(0, len(lines) - _SIGNATURE_LINES), len(lines) - 1
    for place in range(last, first - 1, -1):
        if len(lines[place]) > 2 * _SHORT and place < last:
            return None
        if _is_name(fold(lines[place]), words):
            above = next((line for line in reversed(lines[:place]) if line.strip()), "")
            said = any(len(line.split()) > _FEW_WORDS for line in lines[:place])
            return None if above.rstrip().endswith(":") or (not said and place < last) else place
    return None


def _is_name(line: str, words: Set[str]) -> bool:
    """A line of the writer's names and initials, with his function behind a comma at most."""
    said = re.findall(r"[a-z]+", line.split(",")[0])
    if not said or len(said) > 5 or re.search(r"[\d@:|!?]", line) or _NOT.search(line):
        return False
    return any(word in words for word in said) and all(_of(word, words) for word in said)


def _of(word: str, words: Set[str]) -> bool:
    """A word of the name, its initial or short form, or a title."""
    return (
        len(word) == 1
        or word in _TITLES
        or word in words
        or (len(word) == 3 and any(name.startswith(word) for name in words))
    )


def marked(lines: Sequence[str]) -> list[str]:
    """Return the lines of a signature that announce something new, with the lines they head."""
    lower = flat("\n".join(["", *lines]))
    if not _NEW_MARK.search(lower):
        return []
    kept: list[str] = []
    heading = False
    for line, folded in zip(lines, lower.split("\n")[1:], strict=True):
        new = bool(_NEW_MARK.search(f"\n{folded}"))
        if new or (heading and line.strip()):
            kept.append(line)
        heading = (new and (line.rstrip().endswith(":") or not re.search(r"\d|@", line))) or (
            heading and bool(line.strip())
        )
    return kept
