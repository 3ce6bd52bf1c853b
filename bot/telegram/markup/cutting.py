"""Where a line that no message holds is cut: after a sentence, else after a word, else between two signs."""

import re
from bisect import bisect_right

from bot.telegram.markup import letters
from bot.telegram.markup.lengths import Size, size
from bot.telegram.markup.lines import Line
from corpus.text import sentences

#: `[1]`, `[1, 2]`: never cut, and left behind by its words only if nothing but citations fits.
_CITATION = re.compile(r"\[\d{1,4}(?:\s?[,;–-]\s?\d{1,4}){0,9}\]")
_CITATION_NEXT = re.compile(rf"\s*{_CITATION.pattern}")
_LONGEST_CITATION = 80
#: All but no-break spaces.
_BLANKS = re.compile(r"[^\S\u00a0\u2007\u202f]+")
#: What is read beyond a cut to know whether a sentence ends there.
_AHEAD = 100


def cut(line: Line, room: Size, anywhere: bool) -> tuple[Line | None, Line | None]:
    """A beginning that fits, and the rest. The beginning is None if not `anywhere` and the first word is too long."""
    fits = _longest_that_fits(line, room)
    text = line.text
    place = _after_sentence(text, fits) or _after_word(text, fits) or (_between_signs(text, fits) if anywhere else 0)
    return line.part(0, place), line.part(place, len(text))


def _longest_that_fits(line: Line, room: Size) -> int:
    # A letter is at least a unit, so no more need be looked at.
    most = max(0, min(len(line.text), room.units))
    window = line.part(0, most)

    def misfits(end: int) -> bool:
        part = window and window.part(0, end)
        return part is not None and not size(part.nodes).fits(room)

    return bisect_right(range(1, most + 1), False, key=misfits)


def _after_sentence(text: str, most: int) -> int:
    """0 if none ends in the last three quarters of what fits: a message of "Yes." would look odd."""
    ends = [end for _, end in sentences.spans(text[: most + _AHEAD])[:-1] if most // 4 < end <= most]
    return next((end for end in reversed(ends) if _may_end(text, end)), 0)


def _after_word(text: str, most: int) -> int:
    blanks = [match.start() for match in _BLANKS.finditer(text, 0, most + 1)]
    return next((end for end in reversed(blanks) if _may_end(text, end)), 0)


def _may_end(text: str, end: int) -> bool:
    return not _CITATION_NEXT.match(text, end) and _before_citation(text, end) == end


def _before_citation(text: str, place: int) -> int:
    """The place, or the beginning of the citation that it is in."""
    for match in _CITATION.finditer(text, max(0, place - _LONGEST_CITATION), place + _LONGEST_CITATION):
        if match.start() < place < match.end():
            return match.start()
    return place


def _between_signs(text: str, most: int) -> int:
    """At least a letter, lest the rest be as long as the whole."""
    return letters.sign_end(text, _before_citation(text, most) or most) or 1
