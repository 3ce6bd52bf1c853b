"""Words that say something of a deal, unless the words around them take it back."""

import re
from collections.abc import Iterator
from typing import NamedTuple

Span = tuple[int, int]

#: For a pattern of what stands before: it turns a verb round.
NOT = r"(?:not|n['’]t|never|neither|nor|no longer|cannot|without|refus\w+ to|declin\w+ to|yet to)"


class Cue(NamedTuple):
    """Words that say a stage, unless what stands before or behind them takes it back."""

    pattern: re.Pattern[str]
    unless_after: re.Pattern[str] | None = None
    unless_before: re.Pattern[str] | None = None
    unless_within: re.Pattern[str] | None = None

    def find(self, text: str) -> Iterator[Span]:
        for match in self.pattern.finditer(text):
            before = text[max(0, match.start() - 60) : match.start()]
            if self.unless_after and self.unless_after.search(before):
                continue
            if self.unless_within and self.unless_within.search(match[0]):
                continue
            if self.unless_before and self.unless_before.match(text, match.end()):
                continue
            yield match.span()

    def first(self, text: str) -> Span | None:
        return next(self.find(text), None)
