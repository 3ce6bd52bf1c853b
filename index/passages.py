"""Cutting an article into passages: a few whole sentences each, counted in the model's own tokens."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from corpus.text import sentences
from corpus.text.sentences import Span

#: The character offsets of each token of a text, in order, special tokens left out.
TokenSpans = Callable[[str], Sequence[Span]]

#: A longer title is shortened where it is embedded. Estimated, so that the same text comes out without
#: a tokenizer: three letters or digits to a token (headlines have over four), other signs one each.
TITLE_TOKENS = 64
#: What the model puts around every text ([CLS] and [SEP]).
SPECIAL_TOKENS = 2
#: No passage is longer, whatever its tokens: a word without end is a single unknown one.
MOST_CHARACTERS = 8_000


#: Measured by BM25 on 500 questions over 1,400 articles. The sentence that answers is among the first
#: 10 passages (among the first 600 words) for 46% (45%) with 96, 49% (43%) with 128, 48% (39%) with 160
#: and 52% (37%) with 192: 128 loses little of either. One sentence of overlap adds 0.6 points.
AIM_TOKENS = 128


@dataclass(frozen=True)
class Passage:
    """Neighbouring sentences of an article; `text` is the article's `text[start:end]`."""

    #: Its place among the article's passages, from 0.
    ordinal: int
    start: int
    end: int
    text: str


def embedded_text(title: str, passage: Passage | str) -> str:
    """What is embedded for a passage: its article's title, shortened to `TITLE_TOKENS`, and its text."""
    text = passage if isinstance(passage, str) else passage.text
    short = _shortened(title)
    return f"{short}\n{text}" if short else text


def cut(
    title: str, text: str, token_spans: TokenSpans, max_tokens: int = 256, aim_tokens: int = AIM_TOKENS
) -> list[Passage]:
    """The passages of an article in order; none when `text` is empty or white.

    A passage ends with a sentence, rather with a paragraph, at about `aim_tokens` of its own. With its
    title and the special tokens it never has more than `max_tokens`. A heading stays with what follows.
    Where a seam parts a paragraph, the later passage begins with the earlier one's last sentence again.
    A sentence too long for one passage is cut at a comma or a white space. Every character but white
    space is in a passage.

    Raises:
        ValueError: the title leaves no room; cannot be with a `max_tokens` of 256.
    """
    budget = max_tokens - SPECIAL_TOKENS - len(token_spans(_shortened(title)))
    if budget < 16:
        raise ValueError(f"max_tokens is {max_tokens}, and the title leaves {budget} of them")
    units = _units(text, token_spans, budget)
    spans = _packed(units, min(aim_tokens, budget), budget)
    fitting = (part for span in spans for part in _fitting(text, span, token_spans, budget))
    return [Passage(ordinal, start, end, text[start:end]) for ordinal, (start, end) in enumerate(fitting)]


def _shortened(title: str) -> str:
    title = " ".join(title.split())
    # In thirds of a token. Each is an upper bound but for letters and digits, so a title takes at most
    # 3 * TITLE_TOKENS tokens, were it all consonants.
    thirds = accumulate(map(_thirds, title))
    fitting = sum(1 for total in thirds if total <= 3 * TITLE_TOKENS)
    if fitting == len(title):
        return title
    return title[: title.rfind(" ", 1, fitting + 1)] if " " in title[1 : fitting + 1] else title[:fitting]


def _thirds(character: str) -> int:
    if character == " ":
        return 0
    if "\uac00" <= character <= "\ud7a3":
        return 9  # the model takes a Korean syllable apart
    return 1 if character < "\u0250" and character.isalnum() else 3


# --- text -> units --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Unit:
    """A sentence, or a piece of one that is too long for a passage."""

    start: int
    end: int
    #: Its tokens are the text's from this one to before that one.
    first_token: int
    past_token: int
    is_heading: bool
    ends_paragraph: bool
    #: Another piece of the same sentence comes next, or came before.
    is_piece: bool


def _units(text: str, token_spans: TokenSpans, budget: int) -> list[_Unit]:
    starts = [start for start, _ in token_spans(text)]
    found = sentences.spans(text)
    befores = [0, *(end for _, end in found)]
    afters = [*(start for start, _ in found[1:]), len(text)]
    units: list[_Unit] = []
    for before, (start, end), after in zip(befores, found, afters, strict=False):
        alone = (not before or "\n" in text[before:start]) and "\n" in text[end:after]
        pieces = list(_pieces(text, (start, end), starts, budget))
        units += (
            _Unit(
                *piece,
                first_token=bisect_left(starts, piece[0]),
                past_token=bisect_left(starts, piece[1]),
                is_heading=alone and _reads_as_heading(text[start:end]),
                ends_paragraph=text.count("\n", end, after) > 1 or after == len(text),
                is_piece=len(pieces) > 1,
            )
            for piece in pieces
        )
    return units


def _reads_as_heading(line: str) -> bool:
    """Whether a line of its own leads to what follows: "# Cells", "Cells", "The partners:"."""
    if line.startswith("#"):
        return True
    return len(line) < 80 and line[0] not in "-*+•|>" and line[-1] not in ".!…。！”\"')]|;,"


def _pieces(text: str, span: Span, starts: Sequence[int], budget: int) -> Iterator[Span]:
    """The sentence itself, or pieces of it that each fit the budget."""
    start, end = span
    last = bisect_left(starts, end)
    while start < end:
        first = bisect_left(starts, start)
        if last - first <= budget and end - start <= MOST_CHARACTERS:
            yield start, end
            return
        limit = min(end, start + MOST_CHARACTERS)
        if last - first > budget:
            limit = min(limit, max(starts[first + budget], start + 1))
        seam = _seam(text, start, limit)
        yield start, _before_space(text, start, seam)
        start = _after_space(text, seam, end)


#: Where a long sentence is best cut: with their spaces, so that "1,234" and "10:30" stay whole.
_SEAMS = ((", ", "; ", ": ", "| ", "— ", "– ", "、", "，", "。"), (" ", "\t", "\n", "\u00a0"))


def _seam(text: str, start: int, limit: int) -> int:
    """Where to cut a long sentence: after a comma, else after a white space, else at the limit."""
    middle = start + (limit - start) // 2
    for marks in _SEAMS:
        mark = max(marks, key=lambda mark: text.rfind(mark, middle, limit))
        if (seam := text.rfind(mark, middle, limit)) > start:
            return seam + len(mark)
    return limit


def _before_space(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end


def _after_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


# --- units -> passages ----------------------------------------------------------------------------


def _packed(units: Sequence[_Unit], aim: int, budget: int) -> Iterator[Span]:
    """Neighbouring units together, each passage about `aim` and never above `budget` tokens."""
    first = done = 0
    while done < len(units):
        last = _last(units, first, done, aim, budget)
        yield units[first].start, units[last - 1].end
        again = last - 1
        first = done = last
        if last < len(units) and _says_again(units, again, aim):
            first = again


def _last(units: Sequence[_Unit], first: int, done: int, aim: int, budget: int) -> int:
    """One past the last unit of the passage that begins with `first` and must go beyond `done`."""
    bound = units[first].start + MOST_CHARACTERS

    def fits(last: int, tokens: int) -> bool:
        return last <= len(units) and _tokens(units, first, last) <= tokens and units[last - 1].end <= bound

    # A remnant of a quarter is no passage of its own.
    if fits(len(units), min(budget, aim + aim // 4)):
        return len(units)
    last = done + 1
    while fits(last + 1, aim) or (units[last - 1].is_heading and fits(last + 1, budget)):
        last += 1
    for paragraph_end in range(last, done, -1):
        if _tokens(units, first, paragraph_end) < aim * 6 // 10:
            break
        if units[paragraph_end - 1].ends_paragraph and not units[paragraph_end - 1].is_heading:
            return paragraph_end
    return _before_headings(units, last, done + 1)


def _tokens(units: Sequence[_Unit], first: int, last: int) -> int:
    """How many tokens there are from one unit to before another, any in between the units included."""
    return units[last - 1].past_token - units[first].first_token


def _before_headings(units: Sequence[_Unit], last: int, least: int) -> int:
    """`last`, or before the headings that would end the passage there.

    Only before two: many short lines in a row are a list without marks, not headings.
    """
    for before in range(last, max(least, last - 2) - 1, -1):
        if not units[before - 1].is_heading:
            return before
    return last


def _says_again(units: Sequence[_Unit], again: int, aim: int) -> bool:
    """Whether the next passage begins with this one's last unit: short, and parted from its paragraph."""
    unit, following = units[again], units[again + 1]
    apart = unit.ends_paragraph or unit.is_heading or unit.is_piece or following.is_piece
    short = _tokens(units, again, again + 1) <= aim // 3
    return short and not apart and _tokens(units, again, again + 2) <= aim


def _fitting(text: str, span: Span, token_spans: TokenSpans, budget: int) -> Iterator[Span]:
    """The span, or halves of it: part of a word may have more tokens than it had within the word."""
    start, end = span
    whole = end - start < 2 or (_parts_words(text, start) and _parts_words(text, end))
    if whole or len(token_spans(text[start:end])) <= budget:
        yield span
    else:
        seam = _seam(text, start, start + (end - start + 1) // 2)
        for half in ((start, _before_space(text, start, seam)), (_after_space(text, seam, end), end)):
            yield from _fitting(text, half, token_spans, budget)


def _parts_words(text: str, position: int) -> bool:
    """Whether no word reaches over this place for a tokenizer either; some drop control codes."""
    around = text[max(0, position - 1) : position + 1]
    return position in {0, len(text)} or any(c in "\t\n\r " or (c.isspace() and c > "\x85") for c in around)
