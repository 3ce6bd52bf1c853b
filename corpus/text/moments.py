"""The times a text speaks of, as first and last day: "the second half of 2026", "last June"."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from corpus.text import calendar_words, days, years
from corpus.text.expressions import Expression
from corpus.text.periods import Period, Precision


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of days that a text names."""

    start: int
    end: int
    #: Verbatim, `text[start:end]` of what was read, without "in", "by", "since" before it.
    text: str
    first: date
    #: The last day, included: 31 December of a year.
    last: date
    #: How exactly the text puts it. "Late 2027" is as exact as a year, though its days are fewer.
    precision: Precision


def find(text: str, published: date | None = None) -> list[Moment]:
    """The moments in order, disjoint. Linear time, whatever the text.

    Relative ones ("on Friday", "last month", "in June", "March 29") are counted from `published` and
    left out without it: a weekday or month is the nearest past one, unless "next", "by" or
    "will" and its like put it ahead; a day without its year is the nearest either way.

    Conventions: "early", "mid" and "late" (beginning, middle, end) are the thirds of a year. A fiscal
    year is taken for the calendar year of its number, for companies differ. Winter begins in December
    of its year. "2024-25" is one moment of two years; "from 2027 to 2031" are two moments. "03/04/2024"
    is left out, because countries read it differently; four digits are a year from 1990 to 2060.
    """
    found: list[Moment] = []
    reached = 0
    for start in _starts(text):
        if start < reached:
            continue
        pattern = calendar_words.NUMERIC if text[start].isdecimal() else calendar_words.WORDED
        match = pattern.match(text, start)
        if match is None:
            continue
        reached = match.end()
        period = _period(Expression(text, match, published))
        if period:
            found.append(Moment(*match.span(), match[0], period.first, period.last, period.precision))
    return found


def _starts(text: str) -> Iterator[int]:
    """Where a moment may begin, links left out: a cheap look that spares most words the dear one."""
    if text:
        yield 0
    for hint in calendar_words.HINT.finditer(text):
        if hint.end() == hint.start() + 1:
            yield hint.end()


def _period(expression: Expression) -> Period | None:
    """None when it names no time ("2000 jobs", "Q4" the car), or no day there is."""
    try:
        return _READERS[expression.match.lastgroup or ""](expression)
    except (ValueError, OverflowError):  # 31 April; before the year 1
        return None


#: By the group of the pattern that has matched.
_READERS: dict[str, Callable[[Expression], Period | None]] = {
    "bare": years.calendar_year,
    "fiscal": years.fiscal_year,
    "decade": years.decade,
    "part_": years.third,
    "quarter": years.quarter,
    "half": years.half,
    "season": years.season,
    "iso_month_": days.numbered_month,
    "month": days.month,
    "month_first": days.month_first,
    "day_first": days.day_first,
    "iso_day": days.iso_day,
    "dotted": days.dotted_day,
    "weekday": days.weekday,
    "near": days.near_day,
    "stepped": days.stepped,
    "ago": days.ago,
}
