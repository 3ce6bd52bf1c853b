"""The words behind a place in a text, as amounts are read: a number's unit, one word or more."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_WORD = re.compile(r"[ \t\n\u00a0\u2009\u202f‑-]?(U\.S\.|m2\b|[^\W\d_]+|[%€£$¥￥₹₩])")


class Word(NamedTuple):
    """A word or a sign, which is a word too: "%", "€"."""

    #: Without the space or hyphen before it.
    start: int
    end: int
    lower: str
    hyphened: bool


def at(text: str, position: int) -> Word | None:
    """The word at `position`, at most one space or hyphen away."""
    match = _WORD.match(text, position)
    if match is None:
        return None
    start, end = match.span(1)
    return Word(start, end, match[1].lower(), start > position and text[position] in "-‑")


def after(text: str, position: int) -> Iterator[Word]:
    """The words from `position` on, until something else comes between."""
    while word := at(text, position):
        yield word
        position = word.end
