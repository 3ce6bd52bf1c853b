"""An article taken apart for quoting: its sentences with their companies, and where words stand in them."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from corpus.companies.gazetteer import Gazetteer
from corpus.deals.drafts import Quote, Readable
from corpus.deals.parties import mentions
from corpus.deals.parties.mentions import Sentence

#: Places looked at for one quote; a party's name may stand in every sentence.
_MOST = 200
#: Typed for one another; the words are the same.
_SAME = str.maketrans("‘’‚‛′“”„‟″‐‑‒–—−", "'''''\"\"\"\"\"------")
#: What people and models put around a quote that is not in it.
_AROUND = " \t\n\"'“”‘’«».…"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where words stand: offsets into the text, or into the title; the sentences they are in, by their number."""

    start: int
    end: int
    in_title: bool
    first: int
    last: int

    def distance(self, other: "Spot") -> int:
        """How many sentences lie between, and one: 0 in the same, 1 in the next."""
        return max(0, other.first - self.last, self.first - other.last)


class Page:
    """An article whose sentences are numbered in reading order, the title's first."""

    def __init__(self, article: Readable, gazetteer: Gazetteer) -> None:
        self.article, self.sentences = article, mentions.find(article, gazetteer)

    def text(self, sentence: Sentence) -> str:
        """Its words, verbatim."""
        return self._whole(sentence.in_title)[sentence.start : sentence.end]

    def spots(self, words: str) -> list[Spot]:
        """Where the article says these words, the title's first.

        White space and typographic quotes and dashes may differ, nothing else; words are not cut through. An
        empty line is more than white space: what was left out may have stood there.
        """
        wanted = _folded(" ".join(words.strip(_AROUND).split()))[0]
        return [*self._found(wanted, in_title=True), *self._found(wanted, in_title=False)] if wanted else []

    def around(self, spot: Spot) -> Spot:
        """The whole of the sentences that it is in."""
        first, last = self.sentences[spot.first], self.sentences[spot.last]
        return Spot(first.start, last.end, spot.in_title, spot.first, spot.last)

    def within(self, number: int, start: int, end: int) -> Spot:
        """A stretch of one sentence, by offsets into it."""
        sentence = self.sentences[number]
        return Spot(sentence.start + start, sentence.start + end, sentence.in_title, number, number)

    def quote(self, field: str, spot: Spot) -> Quote:
        """What stands there, as the proof of a field."""
        words = self._whole(spot.in_title)[spot.start : spot.end]
        return Quote(field, words, spot.start, spot.end, spot.in_title)

    def _found(self, wanted: str, *, in_title: bool) -> Iterator[Spot]:
        folded, places = self._folded_title if in_title else self._folded_text
        at = folded.find(wanted)
        for _ in range(_MOST):
            if at < 0:
                return
            end = at + len(wanted)
            if _is_cut(folded, at) or _is_cut(folded, end):
                at = folded.find(wanted, at + 1)
                continue
            yield self._spot(places[at], places[end - 1] + 1, in_title=in_title)
            at = folded.find(wanted, end)

    def _spot(self, start: int, end: int, *, in_title: bool) -> Spot:
        first = bisect_right(self._starts, (not in_title, start)) - 1
        last = bisect_right(self._starts, (not in_title, end - 1)) - 1
        return Spot(start, end, in_title, max(first, 0), max(last, 0))

    def _whole(self, in_title: bool) -> str:
        return self.article.title if in_title else self.article.text

    @cached_property
    def _starts(self) -> list[tuple[bool, int]]:
        return [(not sentence.in_title, sentence.start) for sentence in self.sentences]

    @cached_property
    def _folded_title(self) -> tuple[str, list[int]]:
        return _folded(self.article.title)

    @cached_property
    def _folded_text(self) -> tuple[str, list[int]]:
        return _folded(self.article.text)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text with one blank for any white space, plain marks, nothing unseen; and where each sign stood.

    Empty lines stay, as one.
    """
    signs: list[str] = []
    places: list[int] = []
    for match in _PIECE.finditer(text):
        if match[0].isspace():
            signs.append("\n" if match[0].count("\n") > 1 else " ")
            places.append(match.start())
            continue
        for place, sign in enumerate(match[0].translate(_SAME), match.start()):
            if sign.isascii() or unicodedata.category(sign) not in _UNSEEN:
                signs.append(sign)
                places.append(place)
    return "".join(signs), places


_PIECE = re.compile(r"\s+|\S+")
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Cs"})


def _is_cut(text: str, at: int) -> bool:
    """Whether a word goes on there."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
