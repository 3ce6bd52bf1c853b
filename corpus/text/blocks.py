"""The blocks of a text, which no sentence reaches out of: headings, list items, paragraphs on one line or many."""

import re
from collections.abc import Iterator
from itertools import pairwise

from corpus.text import openings

Span = tuple[int, int]

#: Shorter lines are headings, verses and list items; nobody wraps prose as narrow as this.
_NARROWEST_WRAP = 30
#: Longer lines are paragraphs on a line each, not wrapped ones.
_WIDEST_WRAP = 130

_QUOTE_MARK = re.compile(r"(?:>[ \t]?){0,9}")
_LINE_MARK = re.compile(
    r"[-*+–—•●▪■◦‣·✓✔✅❌→➤►▶]\s"  # bullets
    r"|\(?\w{1,3}[.)]\s"  # 1. (b) iv) A.
    r"|#{1,6}\s|[|>=]|\(\(|[-*_=]{3}|\*\*|```"  # heading, table, quotation, speaker, rule, bold, code
)


def find(text: str) -> Iterator[Span]:
    """The blocks in order, as character offsets, without outer white space."""
    lines: list[Span] = []
    position = 0
    for raw in text.splitlines(keepends=True):
        line = raw.strip()
        if line:
            start = position + raw.index(line[0])
            lines.append((start, start + len(line)))
        elif lines:
            yield from _unwrapped(text, lines)
            lines.clear()
        position += len(raw)
    yield from _unwrapped(text, lines)


def _unwrapped(text: str, lines: list[Span]) -> Iterator[Span]:
    """Lines without a blank one between them, joined where a line break is only a hard wrap."""
    if len(lines) < 2:
        yield from lines
        return
    width = max(end - start for start, end in lines)
    flowing = [_flows(text, above, below, width) for above, below in pairwise(lines)]
    wrapped = any(flowing) and width <= _WIDEST_WRAP
    start, end = lines[0]
    for (above, below), flows in zip(pairwise(lines), flowing, strict=True):
        if not (flows or (wrapped and _is_full(text, above, below, width) and not _is_apart(text, above, below))):
            yield start, end
            start = below[0]
        end = below[1]
    yield start, end


def _flows(text: str, above: Span, below: Span, width: int) -> bool:
    """Whether the lower line surely goes on with the upper one's sentence."""
    if above[1] - above[0] < _NARROWEST_WRAP or _is_apart(text, above, below):
        return False
    begin = _body(text, below)
    first = text[begin]
    if first.islower():
        return not openings.SMALL_NAME.match(text, begin)
    # Letters without case (Chinese, Hindi, Arabic) tell nothing; full lines must do.
    caseless = first.isalpha() and not first.isupper()
    return caseless and width <= _WIDEST_WRAP and _is_full(text, above, below, width)


def _is_apart(text: str, above: Span, below: Span) -> bool:
    """Whether marks say that the two lines are no running text: a bullet, heading, row, quotation."""
    quoted_above, quoted_below = text[above[0]] == ">", text[below[0]] == ">"
    return (
        quoted_above != quoted_below
        # Between quoted lines a sentence would hold the mark; better two when the first may be over.
        or (quoted_above and text[above[1] - 1] in '.!?"”:')
        or text[above[0]] in "#|"
        or bool(_LINE_MARK.match(text, _body(text, below)))
        or _body(text, below) >= below[1]
    )


def _body(text: str, line: Span) -> int:
    mark = _QUOTE_MARK.match(text, *line)
    assert mark  # matches the empty string too
    return mark.end()


def _is_full(text: str, above: Span, below: Span, width: int) -> bool:
    """Whether the lower line's first word had no room left on the upper line."""
    # Ideographs break anywhere, so one of them is a word.
    word = 2 if text[below[0]] >= "\u2e80" else len(text[below[0] : min(below[1], below[0] + 30)].split()[0])
    return above[1] - above[0] + 1 + word > width
