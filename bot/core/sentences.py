"""Where the sentences and lines of a text end."""

import re

from bot.core.effective import MONTHS
from bot.core.flat import flat
from bot.core.wording import word_set

#: Abbreviations whose full stop ends no sentence; looked for when the stop is found, which is seldom.
_ABBREVIATIONS = "".join(
    rf"(?<!\b{word}\.)"
    for word in sorted(
        word_set(
            r"""
            tel nr no bte bt fax mob art st mr dr mme mevr dhr i\.p\.v t\.a\.v b\.v ca max num resp [a-z] fam telef prof
            ms mrs mlle hrn
            """
        )
    )
)
#: In folded text; a full stop behind an abbreviation, or before a month, ends none.
END = re.compile(
    rf"[.!?…\n](?:(?<=\n)|(?=\s)(?:(?<!\.)|(?<=[^\W_]\.|[)\"'»\ue000]\.)(?!\s(?:{'|'.join(MONTHS)})\b){_ABBREVIATIONS})\s*)"
)


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the sentences and lines of a text begin and end."""
    ends = [found.end() for found in END.finditer(flat(text))]
    return tuple(zip([0, *ends], [*ends, len(text)], strict=True))
