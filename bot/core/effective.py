"""The day from which a change holds, as people write it; "" when the mail names none."""

import re
from datetime import date, datetime, timedelta

from bot.core.dates import day_in_brussels
from bot.core.folding import fold

_MONTHS = (
    ("janvier", "januari", "january", "januar", "jan"),
    ("fevrier", "februari", "february", "februar", "feb"),
    ("mars", "maart", "march", "marz", "maerz"),
    ("avril", "april", "april", "april", "apr"),
    ("mai", "mei", "may", "mai"),
    ("juin", "juni", "june", "juni"),
    ("juillet", "juli", "july", "juli"),
    ("aout", "augustus", "august", "august", "aug"),
    ("septembre", "september", "september", "september", "sept"),
    ("octobre", "oktober", "october", "oktober", "oct", "okt"),
    ("novembre", "november", "november", "november", "nov"),
    ("decembre", "december", "december", "dezember", "dec", "dez"),
)
#: Pieces of a pattern, in folded text.
WEEKDAYS = (
    r"(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|(?:maan|dins|woens|donder|vrij|zater|zon)dag|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
)
MONTHS = {name: place for place, names in enumerate(_MONTHS, start=1) for name in names}
_FROM = (
    r"(?:a partir d[ue]|a compter d[ue]|a dater d[ue]|des le|depuis le|le|vanaf|met ingang van|per|op|ab dem|ab|zum|am|"
    r"as of|as from|effective(?: from)?|from|starting|on|with effect from)\s+(?:(?:the|de|du|le)\s+)?"
)
_WORDED = re.compile(
    rf"\b{_FROM}(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|e|\.)?\s+(?:of\s+)?(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b"
    r"\.?(?!\s+1[89]\d\d)(?:\s+(?P<year>20\d\d))?"
)
_MONTH_FIRST = re.compile(
    rf"\b(?:as of|as from|from|effective(?: from)?|starting|on)\s+(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\s+"
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<year>20\d\d))?\b"
)
_DIGITS = re.compile(rf"\b{_FROM}(?P<day>\d{{1,2}})[/.-](?P<month>\d{{1,2}})[/.-](?P<year>20\d\d|\d\d)\b")
_RECENT = timedelta(days=90)


def effective_date(text: str, written: datetime | None) -> str:
    """Return the ISO day; a day without a year is the next one after the mail, unless it was in the last 90 days."""
    lower = fold(text)
    found = _WORDED.search(lower) or _MONTH_FIRST.search(lower) or _DIGITS.search(lower)
    if found is None:
        return ""
    month = MONTHS.get(found["month"]) or int(found["month"])
    year = found["year"]
    try:
        if year:
            return date(int(year) if len(year) == 4 else 2000 + int(year), month, int(found["day"])).isoformat()
        if written is None:
            return ""
        sent = day_in_brussels(written)
        day = date(sent.year, month, int(found["day"]))
        if day < sent - _RECENT:
            day = day.replace(year=sent.year + 1)
        return day.isoformat()
    except ValueError:
        return ""
