"""The time that a question narrows itself to: "since 2024", "in the last six months", "between May and July 2025"."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.text import moments

_NUMBERS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
_LAST = re.compile(
    r"\b(?:in|over|during|within|for)? ?(?:the )?(?:last|past|previous) (?P<count>\d{1,3}|[a-z]+) "
    r"(?P<unit>day|week|month|year)s\b",
    re.IGNORECASE,
)
#: What stands before a moment; nothing does before "this year" and "yesterday".
_BEFORE = re.compile(
    r"\b(?P<word>since|after|from|before|until|till|by|in|during|within|of|on|between|and|to)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"(?:this|last|yesterday|today)\b", re.IGNORECASE)
_ENDS = frozenset({"before", "until", "till", "by"})


@dataclass(frozen=True, slots=True)
class Span:
    """Days; either end may be open."""

    #: The first.
    since: date | None
    #: The first that is too late.
    until: date | None
    #: The question without the words that say so.
    rest: str

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it. An unknown one lies in none that has an end."""
        if day is None:
            return self.since is None and self.until is None
        return (self.since is None or day >= self.since) and (self.until is None or day < self.until)


def read(question: str, today: date) -> Span:
    """The time a question asks about, counted from `today`; open at both ends where it says none."""
    if (last := _LAST.search(question)) and (count := _count(last["count"])):
        return Span(_back(today, count, last["unit"].lower()), None, _without(question, last.start(), last.end()))
    since, until, rest = None, None, question
    for moment in reversed(moments.find(question, today)):
        before = _BEFORE.search(question[: moment.start])
        word = before["word"].lower() if before else ""
        if not word and not _RELATIVE.match(moment.text):
            continue
        if word in _ENDS:
            until = moment.first
        elif word in ("and", "to"):
            until = moment.last + timedelta(1)
        elif word == "after":
            since = moment.last + timedelta(1)
        else:
            since = moment.first
            if word not in ("since", "from") and until is None:
                until = moment.last + timedelta(1)
        rest = _without(rest, before.start() if before else moment.start, moment.end)
    return Span(since, until, rest)


def _count(word: str) -> int | None:
    return int(word) if word.isdecimal() else _NUMBERS.get(word.lower())


def _back(today: date, count: int, unit: str) -> date:
    if unit in ("day", "week"):
        return today - timedelta(count * (7 if unit == "week" else 1))
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    year = max(1, year)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _without(text: str, start: int, end: int) -> str:
    return f"{text[:start].rstrip()} {text[end:].lstrip()}".strip()
