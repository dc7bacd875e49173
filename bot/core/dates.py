"""Legal periods after Regulation 1182/71: months from arrival, moved over weekends and Belgian public holidays."""

import calendar
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

BRUSSELS = ZoneInfo("Europe/Brussels")


def day_in_brussels(moment: datetime) -> date:
    """Return the Belgian calendar day of an aware datetime."""
    return moment.astimezone(BRUSSELS).date()


@lru_cache(maxsize=32)
def _belgian(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("BE", years=year))


def is_working_day(day: date) -> bool:
    """Whether ``day`` is neither a Saturday, a Sunday nor a Belgian public holiday."""
    return day.weekday() < 5 and day not in _belgian(day.year)


def next_working_day(day: date) -> date:
    """Return ``day`` itself, or the first working day after it (Regulation 1182/71, art. 3(4))."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=32)
def months_after(arrived: date, months: int) -> date:
    """Return the day that ends a period of ``months`` counted from the day of arrival.

    The same day of the later month, its last day when there is none (Regulation 1182/71, art. 3(2)(c)),
    moved to the next working day.
    """
    year, month = divmod(arrived.year * 12 + arrived.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return next_working_day(date(year, month + 1, min(arrived.day, last)))
