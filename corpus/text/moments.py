"""The times a text speaks of, as first and last day: "the second half of 2026", "last June"."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from corpus.text import amounts

Precision = Literal["day", "week", "month", "quarter", "season", "half", "year", "decade"]


Days = tuple[date, date, Precision]


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
        names = _patterns()
        match = (names.numeric if text[start].isdecimal() else names.worded).match(text, start)
        if match is None:
            continue
        reached = match.end()
        days = _days(_Context(text, match, published))
        if days:
            first, last, precision = days
            found.append(Moment(*match.span(), match[0], first, last, precision))
    return found


def _starts(text: str) -> Iterator[int]:
    """Where a moment may begin, links left out: a cheap look that spares most words the dear one."""
    if text:
        yield 0
    for hint in _patterns().hint.finditer(text):
        if hint.end() == hint.start() + 1:
            yield hint.end()


def _days(context: "_Context") -> Days | None:
    try:
        return _READERS[context.match.lastgroup or ""](context)
    except (ValueError, OverflowError):  # 31 April; before the year 1
        return None


class _Context(NamedTuple):
    text: str
    match: re.Match[str]
    published: date | None

    def word_before(self) -> str:
        """The word right before the match, lower case."""
        start = self.match.start()
        words = self.text[max(0, start - 20) : start].replace("-", " ").replace("\n", " ").split(" ")
        return words[-2].lower() if len(words) > 1 and not words[-1] else ""

    def is_ahead(self) -> bool:
        """Whether the words before put the match after the day of publication."""
        if self.word_before() in {"by", "until", "till", "next", "coming"}:
            return True
        start = self.match.start()
        clause = self.text[max(0, start - 60) : start].replace("\n", ". ").rpartition(". ")[2]
        return not _FUTURE.isdisjoint(clause.lower().split())

    def year_before(self) -> int | None:
        """The year right before the match: "2024 Q4", "2025's first quarter"."""
        start = self.match.start()
        digits = self.text[max(0, start - 8) : start].removesuffix(" ").rstrip("'’s")[-4:]
        return int(digits) if digits.isdecimal() and "1990" <= digits <= "2060" else None


# --- years ----------------------------------------------------------------------------------------


def _year_of(context: _Context, group: str) -> int | None:
    """The year in `group`: digits, or "last year" beside `published`."""
    written: str | None = context.match[group]
    if written is None:
        return None
    digits = written.lstrip("'’")
    if digits.isdecimal():
        return int(digits) if len(digits) == 4 else 2000 + int(digits)
    if context.published is None:
        return None
    return context.published.year + _STEPS[written.split()[0].lower()]


def _year(context: _Context) -> Days | None:
    text, match = context.text, context.match
    start, year = match.start("year"), int(match["year"])
    if not amounts.is_year(text, start, start + 4):
        return None
    joined = text[max(0, start - 5) : start]
    if joined[-1:] == "-" and joined[-2:-1].isalpha() and not joined.lower().endswith(_JOINS):
        return None  # "ISO-2015"
    if year == 2008 and context.word_before() == "peugeot":
        return None
    if match["short"]:  # "2024-25", "2013-15"
        years = int(match["short"]) - year % 100
        return (date(year, 1, 1), date(year + years, 12, 31), "year") if 0 < years < 20 else None
    return _whole(year)


def _whole(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31), "year"


def _numbered_month(context: _Context) -> Days | None:
    year, month = int(context.match["iso_year"]), int(context.match["iso_month"])
    if month == year % 100 + 1:  # "2011-12" is a season
        return date(year, 1, 1), date(year + 1, 12, 31), "year"
    return _months(year, month, 1, "month")


def _fiscal(context: _Context) -> Days | None:
    year = _year_of(context, "fy")
    return _whole(year) if year else None


def _decade(context: _Context) -> Days:
    first = int(context.match["decade_year"])
    return date(first, 1, 1), date(first + 9, 12, 31), "decade"


def _part_of_year(context: _Context) -> Days | None:
    year = _year_of(context, "part_year")
    if year is None:
        return None
    digits = context.match["part_year"]
    start = context.match.start("part_year")
    if digits.isdecimal() and not amounts.is_year(context.text, start, start + 4):
        return None
    word = (context.match["part"] or context.match["edge"]).lower()
    third = 0 if word[0] in "bs" or word.startswith("ear") else 1 if word[0] == "m" else 2
    return _months(year, 4 * third + 1, 4, "year")


# --- parts of years -------------------------------------------------------------------------------


def _months(year: int, month: int, count: int, precision: Precision) -> Days:
    """`count` months from `month`, which may lie beyond December or before January."""
    return _first_of(year, month), _first_of(year, month + count) - timedelta(days=1), precision


def _first_of(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _quarter(context: _Context) -> Days | None:
    return _part(context, "quarter", 3)


def _half(context: _Context) -> Days | None:
    return _part(context, "half", 6)


def _part(context: _Context, name: Literal["quarter", "half"], length: int) -> Days | None:
    """The n-th quarter or half of a year; a quarter without its year is the latest that has begun."""
    match, published = context.match, context.published
    written = match[f"{name}_number"].lower()
    number = _ORDINALS[written.strip("qh") if len(written) == 2 else written]
    year = _year_of(context, f"{name}_year") or context.year_before()
    if year is None:
        # "Q4" alone may be a car.
        is_car = "q" in written and context.word_before() not in _LEADS
        if match[f"{name}_year"] or published is None or is_car:
            return None
        begins = _first_of(published.year, (number - 1) * length + 1)
        year = published.year - (begins > published and not context.is_ahead())
    return _months(year, (number - 1) * length + 1, length, name)


def _season(context: _Context) -> Days | None:
    match, published = context.match, context.published
    month = _SEASONS[match["season_name"].lower()]
    year = _year_of(context, "season_year")
    if year is None:
        step = match["season_step"]
        if step is None or published is None:
            return None
        year = _stepped_year(step, month, published)
    return _months(year, month, 3, "season")


def _stepped_year(step: str, month: int, published: date) -> int:
    """The year of "last June", "this June" or "next June"."""
    year = published.year
    if step.lower() == "last":
        return year if month < published.month else year - 1
    if step.lower() == "next":
        return year if month > published.month else year + 1
    return year


# --- months and days ------------------------------------------------------------------------------


def _month(context: _Context) -> Days | None:
    match, published = context.match, context.published
    name, month = match["month_name"], _MONTHS[match["month_name"][:3]]
    year = _year_of(context, "month_year") or _year_of(context, "shared_year")
    if year is None:
        if published is None or match["month_year"] or name not in _MONTH_NAMES:
            return None
        if name in _ALSO_WORDS and not match["month_step"] and context.word_before() not in _LEADS:
            return None
        year = _nearest_year(context, match["month_step"], month, published)
    return _months(year, month, 1, "month")


def _nearest_year(context: _Context, step: str | None, month: int, published: date) -> int:
    if step:
        return _stepped_year(step, month, published)
    if context.is_ahead():
        return published.year + (month < published.month)
    return published.year - (month > published.month)


def _day_first(context: _Context) -> Days | None:
    return _day(context, "a")


def _month_first(context: _Context) -> Days | None:
    return _day(context, "b")


def _day(context: _Context, form: str) -> Days | None:
    """ "29 March 2024" and "March 29, 2024"; without the year the nearest to `published`."""
    match, published = context.match, context.published
    month, day = _MONTHS[match[f"{form}_month"][:3]], int(match[f"{form}_day"])
    last = int(match[f"{form}_last"] or day)
    year = _year_of(context, f"{form}_year")
    if year is None:
        if published is None or match[f"{form}_year"]:
            return None
        years = range(published.year - 1, published.year + 2)
        days = [date(year, month, day) for year in years if not (month == 2 and day == 29 and year % 4)]
        year = min(days, key=lambda candidate: (abs(candidate - published), candidate)).year
    if last < day:
        return None
    return date(year, month, day), date(year, month, last), "day"


def _iso_day(context: _Context) -> Days:
    match = context.match
    day = date(*(int(match[name]) for name in ("y", "m", "d")))
    return day, day, "day"


def _dotted_day(context: _Context) -> Days:
    match = context.match
    day = date(*(int(match[name]) for name in ("dotted_year", "dotted_month", "dotted_day")))
    return day, day, "day"


def _weekday(context: _Context) -> Days | None:
    match, published = context.match, context.published
    if published is None or context.word_before() in {"black", "good", "cyber", "super", "ash"}:
        return None
    ago = (published.weekday() - _WEEKDAYS.index(match["weekday_name"])) % 7
    step = (match["weekday_step"] or "").lower()
    if step == "last":
        ago = ago or 7
    elif step in {"next", "this"} or context.is_ahead():
        ago = ago - 7 if ago or step == "next" else 0
    day = published - timedelta(days=ago)
    return day, day, "day"


# --- counted from the day of publication ----------------------------------------------------------


def _near_day(context: _Context) -> Days | None:
    if context.published is None:
        return None
    shift = {"y": -1, "t": 1}[context.match[0][0].lower()] if context.match[0].lower() not in _TODAY else 0
    day = context.published + timedelta(days=shift)
    return day, day, "day"


def _stepped(context: _Context) -> Days | None:
    """ "last month", "this week", "next quarter", "this decade"."""
    if context.published is None:
        return None
    return _shifted(context.published, context.match["unit"].lower(), _STEPS[context.match["step"].lower()])


def _ago(context: _Context) -> Days | None:
    """ "three months ago": as exact as its unit."""
    if context.published is None:
        return None
    written = context.match["count"].lower()
    count = int(written) if written.isdecimal() else _COUNTS[written]
    return _shifted(context.published, context.match["ago_unit"].lower(), -count)


def _shifted(published: date, unit: str, step: int) -> Days:
    year, month = published.year, published.month
    if unit == "day":
        day = published + timedelta(days=step)
        return day, day, "day"
    if unit == "week":
        monday = published + timedelta(days=7 * step - published.weekday())
        return monday, monday + timedelta(days=6), "week"
    if unit == "month":
        return _months(year, month + step, 1, "month")
    if unit == "quarter":
        return _months(year, (month - 1) // 3 * 3 + 1 + 3 * step, 3, "quarter")
    if unit == "decade":
        first = year // 10 * 10 + 10 * step
        return date(first, 1, 1), date(first + 9, 12, 31), "decade"
    return _whole(year + step)


# --- words ----------------------------------------------------------------------------------------

_MONTH_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December".split("|")
_MONTHS = {name[:3]: number for number, name in enumerate(_MONTH_NAMES, 1)}
#: Months that are words or names too; alone they need a word before them that leads to a time.
_ALSO_WORDS = frozenset({"March", "April", "May", "June", "August"})
_LEADS = frozenset(
    "in since by until till from through during for of to before after early mid late between and end".split()
)
#: A month, quarter or weekday after these is the coming one: "will begin in June".
_FUTURE = frozenset("will shall should expects expected plans due scheduled slated upcoming".split())
_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday".split("|")
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
#: What a hyphen joins to a year without making a name of it.
_JOINS = ("pre-", "post-", "end-", "non-")
_STEPS = {"last": -1, "previous": -1, "this": 0, "the": 0, "current": 0, "next": 1, "coming": 1}
_ORDINALS = {
    word: number
    for number, words in enumerate(("1 first 1st", "2 second 2nd", "3 third 3rd", "4 fourth final 4th"), 1)
    for word in words.split()
}
_COUNTS = {
    word: number
    for number, words in enumerate("a|one two three four five six seven eight nine ten".split(), 1)
    for word in words.split("|")
} | {"an": 1}
_TODAY = frozenset({"today", "tonight", "this morning", "this afternoon", "this evening"})

_READERS: dict[str, Callable[[_Context], Days | None]] = {
    "iso_day": _iso_day,
    "dotted": _dotted_day,
    "iso_month_": _numbered_month,
    "decade": _decade,
    "day_first": _day_first,
    "month_first": _month_first,
    "month": _month,
    "quarter": _quarter,
    "half": _half,
    "fiscal": _fiscal,
    "part_": _part_of_year,
    "season": _season,
    "weekday": _weekday,
    "near": _near_day,
    "stepped": _stepped,
    "ago": _ago,
    "bare": _year,
}


class _Patterns(NamedTuple):
    hint: re.Pattern[str]
    numeric: re.Pattern[str]
    worded: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Compiled at the first use, not at import: the command must start fast.

    Each alternative is a group, and the reader of that name in `_READERS` turns it into days. Nothing
    but a link repeats without bound, so that no text makes it slow.
    """
    digits = r"(?:199[0-9]|20[0-5][0-9]|2060)(?!\w|[.,][0-9])"
    stepped = r"(?:[Tt]his|[Ll]ast|[Nn]ext)(?:\s(?:fiscal|financial|calendar))?\syear\b"
    the_year = rf"{digits}|{stepped}|the\syear\b(?!\s(?:before|earlier|ago|to))"
    # Two digits are a year only glued on or with an apostrophe: 1Q25, Q1'25, Q1 FY25.
    short = r"['’][0-9]{2}(?!\w)|(?<=[QHY])[0-9]{2}(?!\w)"
    of = (
        r"(?:(?:,\s|[\s-])(?:of\s|in\s)?(?:the\s)?(?:[Ff]iscal\s(?:year\s)?|FY\s?)?"
        r"|(?<=[1-4])(?=['’])|(?<=[QH]))"
    )
    th = r"(?:st|nd|rd|th)?"
    month = (
        r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun(?:e|\.)?|Jul(?:y|\.)?"
        r"|Aug(?:ust|\.)?|Sep(?:tember|t?\.?)"
        r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![^\W\d_])"
    )
    no_day = (
        r"[.,:]?[0-9]|\s?%"
        r"|[-\s](?:per|million|billion|thousand|[kKMGT]Wh?|km|euro|percent|vehicles|units|cars)"
    )
    step = "[Tt]his|[Ll]ast|[Nn]ext"
    count = r"[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en"
    hint = r"""
        \W(?:(?<=:)//\S+|(?<=\])\(\S*|(?=(?:199|20)[0-9]|[0-9]{1,3}(?:[\s–.QH-]|[snrt][tdh])
          | J(?:an|u[nl])|M(?:ar|ay|on)|Oct|Nov|Dec|Q[1-4]|H[12]
          | [Aa](?:p(?=r)|u[gt]|n?\s(?=[dwmy]))|[Bb]eg|[Cc]los|[Ee](?:ar|nd|ight\s)
          | [Ff](?:i[rns]|eb|ou|al|ri|Y|ive\s)|[Ll]a[st]|[Mm]id|[Nn](?:ex|ine\s)|[Oo]ne\s
          | [Ss](?:e[cpv]|pr|u[mn]|ta|at|ix\s)
          | [Tt](?:hi|o[dmn]|ue|hu|he\s(?=dec)|wo\s|hree\s|en\s)|[Ww](?:in|ed)|[Yy]es))"""
    guard = r"(?<![\w$€£¥₹#=&/])(?<![0-9][.,:])"
    numeric = rf"""{guard}(?:
        (?P<iso_day>(?P<y>[12][0-9]{{3}})(?P<sep>[-/])(?P<m>[01][0-9])(?P=sep)(?P<d>[0-3][0-9])(?![0-9]))
      | (?P<dotted>(?P<dotted_day>[0-3]?[0-9])\.(?P<dotted_month>[01]?[0-9])\.(?P<dotted_year>{digits}))
      | (?P<iso_month_>(?P<iso_year>{digits})-(?P<iso_month>0[1-9]|1[0-2])(?![\w-]))
      | (?P<day_first>(?P<a_day>[0-3]?[0-9]){th}(?:\s?(?:[-–]|to|and)\s?(?P<a_last>[0-3]?[0-9]){th})?
          \s(?:of\s)?(?P<a_month>{month})(?:,?\s(?:of\s)?(?P<a_year>{digits}|{stepped}))?)
      | (?P<decade>(?P<decade_year>(?:19[5-9]|20[0-6])0)['’]?s\b)
      | (?P<bare>(?P<year>{digits})(?:[-–/](?P<short>[0-9]{{2}})(?!\w))?(?![-–/](?!{digits})[0-9]))
      | (?P<quarter>(?P<quarter_number>[1-4]Q|(?:1st|2nd|3rd|4th)(?=[\s-]quarter\b))
          (?:[\s-]quarter\b)?(?:{of}(?P<quarter_year>{the_year}|{short})|\b))
      | (?P<half>(?P<half_number>[12]H|(?:1st|2nd)(?=[\s-]half\b))(?:[\s-]half\b)?{of}
          (?P<half_year>{the_year}|{short}))
      | (?P<ago>(?P<count>[0-9]{{1,3}})\s(?P<ago_unit>day|week|month|year)s?\sago\b)
      )"""
    worded = rf"""{guard}(?:
        (?P<month_first>(?P<b_month>{month})\s(?P<b_day>[0-3]?[0-9])(?![0-9]){th}
          (?:\s?(?:[-–]|to|and)\s?(?P<b_last>[0-3]?[0-9])(?![0-9]){th})?(?!{no_day})
          (?:,?\s(?:of\s)?(?P<b_year>{digits}|{stepped}))?)
      | (?P<season>(?:(?P<season_step>{step})\s)?
          (?P<season_name>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)
          (?:(?:,?\s|\sof\s|-)(?P<season_year>{digits}|{stepped}))?\b)
      | (?P<month>(?:(?P<month_step>{step})\s)?(?P<month_name>{month})
          (?:(?:,?\s(?:of\s)?|-)(?P<month_year>{digits}|{stepped})
            |(?=\s?(?:[-–]|to|and|or|through)\s?{month},?\s(?P<shared_year>{digits})))?)
      | (?P<quarter>(?P<quarter_number>Q[1-4]
            |(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]inal)(?=[\s-]quarter\b))
          (?:[\s-]quarter\b)?(?:{of}(?P<quarter_year>{the_year}|{short})|\b))
      | (?P<half>(?P<half_number>H[12]|(?:[Ff]irst|[Ss]econd)(?=[\s-]half\b))
          (?:[\s-]half\b)?{of}(?P<half_year>{the_year}|{short}))
      | (?P<fiscal>(?:[Ff](?:iscal|inancial)(?:\syear)?|FY)[\s-]?(?P<fy>{digits}|{short})
          (?:[-/][0-9]{{2}}(?!\w))?)
      | (?P<part_>(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[\s-](?:in\s)?
          |(?P<edge>[Ee]nd|[Ss]tart|[Bb]eginning|[Cc]lose|[Mm]iddle)(?:\sof\s|-))(?P<part_year>{the_year}))
      | (?P<weekday>(?:(?P<weekday_step>{step})\s)?(?P<weekday_name>{"|".join(_WEEKDAYS)})\b
          (?!,?\s(?:the\s)?(?:[0-9]{{1,2}}{th}\s)?(?:of\s)?{month}))
      | (?P<near>(?:[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight|[Tt]his\s(?:morning|afternoon|evening))\b)
      | (?P<stepped>(?P<step>{step}|the(?=\sdecade))\s(?P<unit>week|month|quarter|year|decade)\b(?!-))
      | (?P<ago>(?P<count>{count})\s(?P<ago_unit>day|week|month|year)s?\sago\b)
      )"""
    return _Patterns(*(re.compile(pattern, re.VERBOSE) for pattern in (hint, numeric, worded)))
