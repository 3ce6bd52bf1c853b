"""Expressions of time as found in a text, with what around them decides how they are read."""

import re
from datetime import date
from typing import NamedTuple

from corpus.text.calendar_words import FUTURE, STEPS


class Expression(NamedTuple):
    """Where `calendar_words.NUMERIC` or `calendar_words.WORDED` matches a text."""

    text: str
    match: re.Match[str]
    #: What relative ones are counted from; without it they mean nothing.
    published: date | None

    def year_in(self, group: str) -> int | None:
        """The year in `group`: digits, or "last year" beside `published`."""
        written: str | None = self.match[group]
        if written is None:
            return None
        digits = written.lstrip("'’")
        if digits.isdecimal():
            return int(digits) if len(digits) == 4 else 2000 + int(digits)
        if self.published is None:
            return None
        return self.published.year + STEPS[written.split()[0].lower()]

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
        return not FUTURE.isdisjoint(clause.lower().split())

    def year_before(self) -> int | None:
        """The year right before the match: "2024 Q4", "2025's first quarter"."""
        start = self.match.start()
        digits = self.text[max(0, start - 8) : start].removesuffix(" ").rstrip("'’s")[-4:]
        return int(digits) if digits.isdecimal() and "1990" <= digits <= "2060" else None
