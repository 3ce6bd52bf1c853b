"""Expressions of years and their parts, as the periods they mean: "FY25", "late 2026", "the third quarter"."""

from typing import Literal

from corpus.text import amounts, periods
from corpus.text.calendar_words import LEADS, ORDINALS, SEASONS, THIRDS
from corpus.text.expressions import Expression
from corpus.text.periods import Period

#: What a hyphen joins to a year without making a name of it.
_JOINS = ("pre-", "post-", "end-", "non-")


def calendar_year(expression: Expression) -> Period | None:
    """ "2024", "2024-25"."""
    text, match = expression.text, expression.match
    start, year = match.start("year"), int(match["year"])
    if not amounts.is_year(text, start, start + 4):
        return None
    joined = text[max(0, start - 5) : start]
    if joined[-1:] == "-" and joined[-2:-1].isalpha() and not joined.lower().endswith(_JOINS):
        return None  # "ISO-2015"
    if year == 2008 and expression.word_before() == "peugeot":
        return None  # a car
    if match["short"]:  # "2024-25", "2013-15"
        years = int(match["short"]) - year % 100
        return periods.year(year, year + years) if 0 < years < 20 else None
    return periods.year(year)


def fiscal_year(expression: Expression) -> Period | None:
    year = expression.year_in("fy")
    return periods.year(year) if year else None


def decade(expression: Expression) -> Period:
    return periods.decade(int(expression.match["decade_year"]))


def third(expression: Expression) -> Period | None:
    """ "early 2026", "the end of 2026"."""
    year = expression.year_in("part_year")
    if year is None:
        return None
    digits = expression.match["part_year"]
    start = expression.match.start("part_year")
    if digits.isdecimal() and not amounts.is_year(expression.text, start, start + 4):
        return None
    written = expression.match["part"] or expression.match["edge"]
    return periods.months(year, 4 * THIRDS[written.lower()] + 1, 4, "year")


def quarter(expression: Expression) -> Period | None:
    return _part(expression, "quarter", 3)


def half(expression: Expression) -> Period | None:
    return _part(expression, "half", 6)


def _part(expression: Expression, name: Literal["quarter", "half"], length: int) -> Period | None:
    """The n-th quarter or half of a year; a quarter without its year is the latest that has begun."""
    match, published = expression.match, expression.published
    written = match[f"{name}_number"].lower()
    month = (ORDINALS[written] - 1) * length + 1
    year = expression.year_in(f"{name}_year") or expression.year_before()
    if year is None:
        # "Q4" alone may be a car.
        is_car = "q" in written and expression.word_before() not in LEADS
        if match[f"{name}_year"] or published is None or is_car:
            return None
        begins = periods.month_start(published.year, month)
        year = published.year - (begins > published and not expression.is_ahead())
    return periods.months(year, month, length, name)


def season(expression: Expression) -> Period | None:
    match, published = expression.match, expression.published
    month = SEASONS[match["season_name"].lower()]
    year = expression.year_in("season_year")
    if year is None:
        step = match["season_step"]
        if step is None or published is None:
            return None
        year = periods.stepped_year(step, month, published)
    return periods.months(year, month, 3, "season")
