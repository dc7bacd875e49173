"""The date of birth, and which of several values is meant where one of them is impossible."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core import name_cues, relatives
from bot.core.effective import MONTHS
from bot.core.flat import flat
from bot.core.labels import alone_behind
from bot.core.values import Age, Value
from bot.core.wording import any_word

_BIRTH_TOPIC = re.compile(
    r"\b(?:geboortedatum|geb\.? ?-?datum|geb\.(?= ?:)|gebdat\w*|"
    r"geboren|date de naissance|nee? le|naissance|date of birth|birth ?(?:date|day)|"
    r"born|dob|geburtsdatum|geburtstag|verjaardag|anniversaire)\b"
)
_LABELLED = re.compile(
    r"(?:^|\n)[^\n:]{0,12}(?:geb\w*|birth\w*|date of birth|date de naissance|nee? le|dob)[^\n:]{0,12}:[ \t]*$"
)
_ADDED = any_word(
    r"add|missing|toevoeg\w*|toe ?te voegen|aanvul\w*|aan te vullen|ontbreekt|ajout\w*|complet\w*|manque|erganz\w*|"
    r"fehlt|nachtragen|"
    r"instead|statt|ipv|i\.p\.v|moet|should|doit|muss"
)
_BORN = re.compile(
    r"\b(?:suis (?:\w+ )?nee? (?:le|un)|was (?:\w+ )?born (?:on)?|ben (?:ik )?(?:\w+ )?geboren op|"
    r"(?:ich bin|bin ich) (?:\w+ )?(?:am)?|geboren (?:bin ich )?(?:\w+ )?am|born (?:\w+ )?on)\s*(?:the |de )?$"
)
#: "On your form I was born on": the date that we have.
WITH_US = re.compile(
    r"\b(?:(?:chez|selon|d'apres|pour|dans|sur) (?:vous|vos|votre)|vous (?:avez|aviez|indiquez)|avez-vous|"
    r"(?:bij|volgens|voor|in|op) (?:jullie|uw|u)|(?:hebt|heeft) u|u (?:hebt|heeft)|jullie hebben|hebben jullie|"
    r"you(?:'ve| have)?(?: got)? (?:me|my)|have you|(?:according to|in|on) your|your \w+(?: \w+)? (?:has|have|says?|"
    r"shows?|lists?)|"
    r"(?:bei|laut|nach|in|auf) ihne?\w*|haben sie|sie (?:haben|fuhren))\b[^.!?\n]*$"
)
_SAID_OF_DATE = 110  # characters before a date
_DATE = re.compile(
    rf"(?<![\d.])(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|e|\.)?(?:[/.-]|\s(?:of )?)(?P<month>\d{{1,2}}|"
    rf"{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?[ /.-]\s?(?P<year>(?:19|20)\d\d)(?!\d)"
)


def births(text: str, subject: str) -> Iterator[Value]:
    """Yield dates when the mail is about a date of birth; a day that does not exist can only be the wrong one."""
    lower = flat(text)
    if not _BIRTH_TOPIC.search(f"{flat(subject)}\n{lower}"):
        return
    found = [value for value in only_possible(list(_dates(lower))) if not _of_another(lower, value)]
    if not (_only_labelled(lower, found) and not _BIRTH_TOPIC.search(flat(subject))):
        yield from found


def _of_another(lower: str, value: Value) -> bool:
    """Whether the sentence of a date is about another person's birth."""
    said = re.split(r"[.!?;\n]\s", lower[max(0, value.start - _SAID_OF_DATE) : value.start])[-1]
    return relatives.OTHERS.search(said) is not None and not _BORN.search(said)


def _only_labelled(lower: str, found: Sequence[Value]) -> bool:
    """Whether the one date stands on a line of its own behind its label, where nothing is called wrong or missing."""
    return alone_behind(_LABELLED, lower, found) and not (name_cues.WRONG.search(lower) or _ADDED.search(lower))


def only_possible(values: Sequence[Value]) -> list[Value]:
    """Where one value is impossible and one possible one stands beside it, that one is meant."""
    possible = {value.value for value in values if value.age is not Age.OLD}
    settled = len(possible) == 1 and len(possible) < len({value.value for value in values})
    return [replace(value, age=Age.NEW) if settled and value.age is Age.PLAIN else value for value in values]


def _dates(lower: str) -> Iterator[Value]:
    previous = 0
    for found in _DATE.finditer(lower):
        month = MONTHS.get(found["month"]) or int(found["month"])
        day, year = int(found["day"]), int(found["year"])
        exists = 1 <= month <= 12 and 1 <= day <= _days(month, year)
        yield Value(
            field="birth_date",
            value=f"{year}-{month:02d}-{day:02d}",
            start=found.start(),
            end=found.end(),
            age=_age_of_date(lower, found.start(), previous) if exists else Age.OLD,
        )
        previous = found.end()


def _age_of_date(lower: str, start: int, previous: int) -> Age:
    """What the words since the date before say: what we have, or when the writer was born."""
    before = lower[max(previous, start - _SAID_OF_DATE) : start]
    if WITH_US.search(before):
        return Age.OLD
    return Age.NEW if _BORN.search(before) else Age.PLAIN


def _days(month: int, year: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
