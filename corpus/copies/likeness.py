"""Whether two texts are one: told in the same words, neither with news that the other has not."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.copies.wording import SHINGLE, Wording, is_figure

#: Fewer words are a brief: two of these may say other things in the same words.
MIN_WORDS = 60
#: Share of shingles in common, of all that either has.
MIN_SHARED = 0.4
#: Share of a text's words that the other may not have in that place.
_MAX_OWN = 0.45
#: More words on end are a paragraph of its own: news, or another article around the same boilerplate.
_MAX_RUN = 30
#: What outlets put before the first and after the last sentence of a wire's text, in words.
_HEAD, _TAIL = 14, 45
#: Share of a text that an outlet cuts off its end.
_MAX_CUT = 0.2

#: A dateline has fewer.
_MOST_FIGURES = 4
#: So many words in common on end are no chance: here the text that both have begins and ends.
_SURE = 8
#: Names that an outlet may add: its own, its author's.
_MAX_NAMES = 2

#: Words of the stage that a deal is in, by their beginnings: with another one, or one more, it is another stage.
_TURNS = tuple(
    "denie denial deny cancel scrap abandon terminat withdr complet closed closes closing sign final agree talks "
    "negotiat consider rumo delay postpon halt suspend paus reject fail retract correct".split()
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(
    r"jan|feb|fév|mar|mär|apr|abr|avr|mai$|may$|mayo$|jun|juin|jul|juil|aug|ago|août|sep|o[ck]t|nov|de[cz]|dic|déc|ene"
    r"|[年月日]"
)
_NOTS = frozenset("not no never nor cannot n't without".split())


Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Own:
    """The words of a text that the other has not in that place, but for an outlet's own head and tail."""

    #: Of all its words, head and tail among them.
    share: float
    longest_run: int
    #: In its tail too, where it is not the end that the other lacks.
    figures: bool
    turns: bool
    names: Counter[str]

    @property
    def is_news(self) -> bool:
        """Whether it says by itself that the text is no copy."""
        return (
            self.share > _MAX_OWN
            or self.longest_run > _MAX_RUN
            or self.figures
            or self.turns
            # Named once it may be the outlet itself; more often, somebody whom the other does not speak of.
            or max(self.names.values(), default=0) > 1
        )


def is_copy(one: Wording, other: Wording, cut: Wording | None = None) -> bool:
    """Whether an outlet took the text over, word for word or lightly rewritten; the same in either direction.

    A text that tells another figure, another name in its place, another stage or a paragraph more is none:
    better two articles of one text than an update that nobody sees. `cut` is the one of the two that may lack
    the other's end: the one published later, for a text that grew is an update.
    """
    if min(len(one.words), len(other.words)) < MIN_WORDS or _fills_in_a_form(one, other):
        return False
    if shared(one, other) < MIN_SHARED:
        return False
    mine = _own(one, other, cut is other)
    if mine.is_news:
        return False
    theirs = _own(other, one, cut is one)
    # A name in the place of another is another company's news; one alone may be the outlet or its author.
    named = (mine.names and theirs.names) or len(mine.names) + len(theirs.names) > _MAX_NAMES
    return not (theirs.is_news or named)


def _fills_in_a_form(one: Wording, other: Wording) -> bool:
    """Whether each has many figures that the other has not, as share reports by one template have: soon told."""
    return min(len(one.figures - other.figures), len(other.figures - one.figures)) > _MOST_FIGURES


def shared(one: Wording, other: Wording) -> float:
    """The shingles that both have, of all that either has (Jaccard's index)."""
    both = len(np.intersect1d(one.shingle_set, other.shingle_set, assume_unique=True))
    return both / ((len(one.shingle_set) + len(other.shingle_set) - both) or 1)


def _own(text: Wording, other: Wording, may_be_whole: bool) -> _Own:
    """`may_be_whole`: the other may lack this text's end."""
    length = len(text.words)
    covered = _covered(text, other)
    cut = int(_MAX_CUT * length) if may_be_whole else 0
    first, last = _body(covered, _HEAD, max(_TAIL, cut))
    places = [int(i) for i in np.flatnonzero(~covered)]
    own = [i for i in places if i < last]
    inner = [i for i in own if i >= first]
    turns = Counter(word for word in text.words[:last] if _turns(word))
    return _Own(
        share=len(inner) / length,
        longest_run=_longest_run(own),
        figures=any(_is_new_figure(text, i, other, in_dateline=i < first) for i in (own if may_be_whole else places)),
        turns=any(count > other.counts[word] for word, count in turns.items()),
        names=Counter(text.words[i] for i in inner if _is_new_name(text, i, other)),
    )


def _covered(text: Wording, other: Wording) -> Flags:
    """For each word whether it stands in a shingle that the other has too."""
    known = np.isin(text.shingles, other.shingle_set)
    covered = np.zeros(len(text.words), dtype=bool)
    for i in range(SHINGLE):
        covered[i : i + len(known)] |= known
    return covered


def _body(covered: Flags, head: int, tail: int) -> tuple[int, int]:
    """Where a text begins and ends without the outlet's own words, which may be so many at most."""
    window = np.lib.stride_tricks.sliding_window_view(covered, _SURE).all(axis=1)
    sure = np.flatnonzero(window)
    if not len(sure):
        return 0, len(covered)
    return min(int(sure[0]), head), max(int(sure[-1]) + _SURE, len(covered) - tail)


def _longest_run(places: Sequence[int]) -> int:
    ends = [i for i, (place, following) in enumerate(pairwise(places)) if following != place + 1]
    return max((b - a for a, b in pairwise([-1, *ends, len(places) - 1])), default=0)


def _is_new_figure(text: Wording, place: int, other: Wording, in_dateline: bool) -> bool:
    word = text.words[place]
    if not is_figure(word) or word in other.counts:
        return False
    beside = text.words[max(0, place - 1) : place + 2]
    is_date = _YEAR.fullmatch(word) or any(_MONTH.match(each) for each in beside)
    # "($1 = 151.3 yen)", which wires put at the end.
    is_rate = place >= len(text.words) - _TAIL and text.words[max(0, place - 1)] == "1"
    return not (in_dateline and is_date) and not is_rate and not (word == "1" and is_figure(_next(text, place)))


def _next(text: Wording, place: int) -> str:
    return text.words[place + 1] if place + 1 < len(text.words) else "end"


def _is_new_name(text: Wording, place: int, other: Wording) -> bool:
    """Not only a word that begins a sentence: it is never written small."""
    word = text.words[place]
    return text.written[place][0].isupper() and word not in other.counts and word not in text.written


def _turns(word: str) -> bool:
    return word in _NOTS or word.startswith(_TURNS)
