"""Where the sentences and lines of a text end."""

import re

from bot.core.effective import MONTHS
from bot.core.flat import flat

_ABBREVIATIONS = (
    r"(?<!\btel)(?<!\bnr)(?<!\bno)(?<!\bbte)(?<!\bbt)(?<!\bfax)(?<!\bmob)(?<!\bart)(?<!\bst)(?<!\bmr)(?<!\bdr)(?<!\bmme)(?<!\bmevr)(?<!\bdhr)"
    r"(?<!\bi\.p\.v)(?<!\bt\.a\.v)(?<!\bb\.v)(?<!\bca)(?<!\bmax)(?<!\bnum)(?<!\bresp)(?<!\b[a-z])(?<!\bfam)(?<!\btelef)(?<!\bprof)"
    r"(?<!\bms)(?<!\bmrs)(?<!\bmlle)(?<!\bhrn)"
)
#: In folded text; a full stop behind an abbreviation, or before a month, ends none.
END = re.compile(
    rf"{_ABBREVIATIONS}(?<=[^\W_]|[)\"'»\ue000])\.(?=\s)(?!\s(?:{'|'.join(MONTHS)})\b)\s*|[!?…](?=\s)\s*|\n"
)


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the sentences and lines of a text begin and end."""
    ends = [found.end() for found in END.finditer(flat(text))]
    return tuple(zip([0, *ends], [*ends, len(text)], strict=True))
