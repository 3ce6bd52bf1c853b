"""Expressions of months, weeks and days, as the periods they mean: "March 29", "on Friday", "two years ago"."""

from datetime import date, timedelta

from corpus.text import periods
from corpus.text.calendar_words import ALSO_WORDS, COUNTS, LEADS, MONTH_NAMES, MONTHS, NEAR_DAYS, STEPS, WEEKDAYS
from corpus.text.expressions import Expression
from corpus.text.periods import Period


def month(expression: Expression) -> Period | None:
    match, published = expression.match, expression.published
    name, month = match["month_name"], MONTHS[match["month_name"][:3]]
    year = expression.year_in("month_year") or expression.year_in("shared_year")
    if year is None:
        if published is None or match["month_year"] or name not in MONTH_NAMES:
            return None
        if name in ALSO_WORDS and not match["month_step"] and expression.word_before() not in LEADS:
            return None
        year = _nearest_year(expression, match["month_step"], month, published)
    return periods.months(year, month, 1, "month")


def numbered_month(expression: Expression) -> Period | None:
    year, month = int(expression.match["iso_year"]), int(expression.match["iso_month"])
    if month == year % 100 + 1:  # "2011-12" is a season
        return periods.year(year, year + 1)
    return periods.months(year, month, 1, "month")


def _nearest_year(expression: Expression, step: str | None, month: int, published: date) -> int:
    if step:
        return periods.stepped_year(step, month, published)
    if expression.is_ahead():
        return published.year + (month < published.month)
    return published.year - (month > published.month)


def day_first(expression: Expression) -> Period | None:
    return _day(expression, "a")


def month_first(expression: Expression) -> Period | None:
    return _day(expression, "b")


def _day(expression: Expression, form: str) -> Period | None:
    """ "29 March 2024" and "March 29, 2024"; without the year the nearest to `published`."""
    match, published = expression.match, expression.published
    month, day = MONTHS[match[f"{form}_month"][:3]], int(match[f"{form}_day"])
    last = int(match[f"{form}_last"] or day)
    year = expression.year_in(f"{form}_year")
    if year is None:
        if published is None or match[f"{form}_year"]:
            return None
        years = range(published.year - 1, published.year + 2)
        days = [date(year, month, day) for year in years if year % 4 == 0 or (month, day) != (2, 29)]
        year = min(days, key=lambda candidate: (abs(candidate - published), candidate)).year
    if last < day:
        return None
    return periods.day(date(year, month, day), date(year, month, last))


def iso_day(expression: Expression) -> Period:
    return _in_figures(expression, "y", "m", "d")


def dotted_day(expression: Expression) -> Period:
    return _in_figures(expression, "dotted_year", "dotted_month", "dotted_day")


def _in_figures(expression: Expression, year: str, month: str, day: str) -> Period:
    match = expression.match
    return periods.day(date(int(match[year]), int(match[month]), int(match[day])))


def weekday(expression: Expression) -> Period | None:
    match, published = expression.match, expression.published
    if published is None or expression.word_before() in {"black", "good", "cyber", "super", "ash"}:
        return None
    ago = (published.weekday() - WEEKDAYS.index(match["weekday_name"])) % 7
    step = (match["weekday_step"] or "").lower()
    if step == "last":
        ago = ago or 7
    elif step in {"next", "this"} or expression.is_ahead():
        ago = ago - 7 if ago or step == "next" else 0
    return periods.day(published - timedelta(days=ago))


def near_day(expression: Expression) -> Period | None:
    """ "yesterday", "this morning"."""
    if expression.published is None:
        return None
    shift = NEAR_DAYS.get(expression.match[0].lower(), 0)
    return periods.day(expression.published + timedelta(days=shift))


def stepped(expression: Expression) -> Period | None:
    """ "last month", "this week", "next quarter", "this decade"."""
    if expression.published is None:
        return None
    step = STEPS[expression.match["step"].lower()]
    return periods.shifted(expression.published, expression.match["unit"], step)


def ago(expression: Expression) -> Period | None:
    """ "three months ago": as exact as its unit."""
    if expression.published is None:
        return None
    written = expression.match["count"].lower()
    count = int(written) if written.isdecimal() else COUNTS[written]
    return periods.shifted(expression.published, expression.match["ago_unit"], -count)
