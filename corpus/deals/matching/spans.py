"""Dates as precise as they are told: "2024", "2024-Q2", "2024-05", "2024-05-17"."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a date may mean, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many they are."""
        return (self.last - self.first).days + 1

    def apart(self, other: "Span") -> int:
        """Days between the two; 0 when they overlap."""
        return max(0, (self.first - other.last).days, (other.first - self.last).days)


def of_day(moment: datetime) -> Span:
    """The one day of this moment."""
    return Span(moment.date(), moment.date())


@lru_cache(maxsize=4096)
def span(told: str | None) -> Span | None:
    """The days of a date in ISO 8601 or of a quarter; None for anything else."""
    if not told:
        return None
    try:
        year, *rest = told.split("-")
        if rest and rest[0][:1] in "QH":
            return _part(int(year), rest[0])
        first_month, last_month = (int(rest[0]),) * 2 if rest else (1, 12)
        if len(rest) > 1:
            return Span(*(date(int(year), first_month, int(rest[1])),) * 2)
        return _months(int(year), first_month, last_month)
    except (ValueError, IndexError):
        return None


def _part(year: int, part: str) -> Span | None:
    """ "Q2" or "H1" of a year."""
    length = 3 if part[0] == "Q" else 6
    number = int(part[1:])
    return _months(year, (number - 1) * length + 1, number * length) if number > 0 else None


def _months(year: int, first: int, last: int) -> Span:
    return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
