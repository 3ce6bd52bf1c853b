"""Periods: stretches of days as a text may name them, from a day to a decade."""

from datetime import date, timedelta
from typing import Literal, NamedTuple

Precision = Literal["day", "week", "month", "quarter", "season", "half", "year", "decade"]


class Period(NamedTuple):
    first: date
    #: Included: 31 December of a year.
    last: date
    #: How exactly it is put. "Late 2027" is as exact as a year, though its days are fewer.
    precision: Precision


def day(first: date, last: date | None = None) -> Period:
    """One day, or from one to another."""
    return Period(first, last or first, "day")


def year(number: int, last: int | None = None) -> Period:
    """One calendar year, or from one to another."""
    return Period(date(number, 1, 1), date(last or number, 12, 31), "year")


def decade(first_year: int) -> Period:
    return Period(date(first_year, 1, 1), date(first_year + 9, 12, 31), "decade")


def months(year: int, month: int, count: int, precision: Precision) -> Period:
    """`count` months from `month`, which may lie beyond December or before January."""
    return Period(month_start(year, month), month_start(year, month + count) - timedelta(days=1), precision)


def month_start(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def shifted(today: date, unit: str, step: int) -> Period:
    """The day, week, month, quarter, year or decade that lies `step` of them after today's; weeks begin on Monday."""
    if unit == "day":
        return day(today + timedelta(days=step))
    if unit == "week":
        monday = today + timedelta(days=7 * step - today.weekday())
        return Period(monday, monday + timedelta(days=6), "week")
    if unit == "month":
        return months(today.year, today.month + step, 1, "month")
    if unit == "quarter":
        return months(today.year, (today.month - 1) // 3 * 3 + 1 + 3 * step, 3, "quarter")
    if unit == "decade":
        return decade(today.year // 10 * 10 + 10 * step)
    return year(today.year + step)


def stepped_year(step: str, month: int, today: date) -> int:
    """The year of "last June", "this June" or "next June"."""
    year = today.year
    if step.lower() == "last":
        return year if month < today.month else year - 1
    if step.lower() == "next":
        return year if month > today.month else year + 1
    return year
