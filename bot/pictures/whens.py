"""Dates as precisely as they are known: a day, a month, a year."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.pictures import wording

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])")
#: Others are slips of the pen, and would stretch an axis beyond use.
_YEARS = range(1800, 2200)


@dataclass(frozen=True, slots=True, order=True)
class When:
    """From the first to the last day that is meant; the same for a day."""

    first: date
    last: date

    @property
    def middle(self) -> date:
        return date.fromordinal((self.first.toordinal() + self.last.toordinal()) // 2)

    @property
    def exact(self) -> bool:
        return self.first == self.last

    def __str__(self) -> str:
        """`2024`, `May 2024`, `17 May 2024`."""
        if self.first.year == self.last.year and (self.first.month, self.last.month) == (1, 12):
            return str(self.first.year)
        return wording.spoken().day(self.first) if self.exact else month(self.first)


def when(text: str | None) -> When | None:
    """Of an ISO 8601 date or time, `2024`, `2024-05`, `2024-05-17T08:00:00+00:00`; None of anything else."""
    found = _ISO.match(text or "")
    if not found:
        return None
    year, *rest = (int(part) if part else None for part in found.groups())
    return _when(year or 0, *rest)


def month(day: date) -> str:
    return wording.spoken().month(day)


def span(dates: Iterable[When | None]) -> str:
    """`Mar 2021 – May 2024`; empty when no date is known."""
    known = [d for d in dates if d]
    if not known:
        return ""
    first, last = min(known, key=lambda d: d.first), max(known, key=lambda d: d.last)
    begin, end = _to_the_month(first, at_end=False), _to_the_month(last, at_end=True)
    return begin if begin == end else f"{begin} – {end}"


def years(dates: Iterable[When]) -> str:
    """`2021–2024`; empty when no date is known."""
    days = [day for date in dates for day in (date.first, date.last)]
    if not days:
        return ""
    first, last = min(days).year, max(days).year
    return str(first) if first == last else f"{first}–{last}"


def _to_the_month(when: When, at_end: bool) -> str:
    whole_year = not when.exact and when.first.month != when.last.month
    return str(when.first.year) if whole_year else month(when.last if at_end else when.first)


def _when(year: int, in_month: int | None, day: int | None) -> When | None:
    if year not in _YEARS:
        return None
    try:
        if in_month is None:
            return When(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return When(date(year, in_month, 1), date(year, in_month, monthrange(year, in_month)[1]))
        return When(date(year, in_month, day), date(year, in_month, day))
    except ValueError:  # the 31st of February
        return None
