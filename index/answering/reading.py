"""The sentences of a passage with what is in them, whatever the question: read once, for it costs the most."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.companies.gazetteer import Gazetteer
from corpus.text import sentences
from index.lexical import words
from index.writing.hostile import quotable_spans

#: Passages kept as read: those of the few articles that people ask about at one time.
_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Words:
    """What a stretch of text holds: its stems, in order and as a set, and the companies it names."""

    written: tuple[str, ...] = ()
    stems: frozenset[str] = frozenset()
    companies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sentence:
    """The passage's text at `start:end`."""

    start: int
    end: int
    words: Words
    #: What it stands under, "" for nothing, and what is in that.
    heading: str
    above: Words


NOTHING = Words()
#: A line of its own, as Markdown has it.
_HEADING = re.compile(r"^[ \t>]*(?:#{1,6} +(?P<title>.+)|\*\*(?P<bold>[^*\n]+)\*\*:?)[ \t]*$", re.MULTILINE)


@lru_cache(_KEPT)
def quotable(passage: str, known: Gazetteer) -> tuple[Sentence, ...]:
    """The sentences that may be quoted, in order."""
    lines = list(_HEADING.finditer(passage))
    above = [line.span() for line in lines]
    # A heading answers nothing itself.
    spans = [
        (start, end)
        for start, end in quotable_spans(passage, sentences.spans(passage))
        if not any(first <= start and end <= last for first, last in above)
    ]
    starts = [start for start, _ in spans]
    named: list[set[str]] = [set() for _ in spans]
    # One pass over the passage: a name is told from an ordinary word by what stands around it.
    for mention in known.find(passage):
        at = bisect_right(starts, mention.start) - 1
        if at >= 0 and mention.end <= spans[at][1]:
            named[at].add(mention.slug)
    headings = [(line.end(), line["title"] or line["bold"]) for line in lines]
    return tuple(
        _sentence(start, end, _words(passage[start:end], frozenset(slugs)), _heading(start, headings), known)
        for (start, end), slugs in zip(spans, named, strict=True)
    )


def _heading(start: int, headings: Sequence[tuple[int, str]]) -> str:
    return next((heading.strip() for end, heading in reversed(headings) if end <= start), "")


def _sentence(start: int, end: int, held: Words, heading: str, known: Gazetteer) -> Sentence:
    return Sentence(start, end, held, heading, line(heading, known) if heading else NOTHING)


@lru_cache(_KEPT)
def line(text: str, known: Gazetteer) -> Words:
    """A title, or another text of one line."""
    return _words(text, frozenset(mention.slug for mention in known.find(text)))


def together(*parts: Words) -> Words:
    """All that is in any of them, in no order."""
    return Words(
        stems=frozenset().union(*(part.stems for part in parts)),
        companies=frozenset().union(*(part.companies for part in parts)),
    )


def _words(text: str, companies: frozenset[str]) -> Words:
    written = tuple(words(text, keep_all=True))
    return Words(written, frozenset(written), companies)
