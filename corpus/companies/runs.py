"""Runs of capitalised words in a text: what might be a name."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.companies.names import LEGAL, key
from corpus.companies.strangers import ADJECTIVES, CALENDAR
from corpus.companies.surroundings import end_of_suffix
from corpus.companies.vocabulary import ENDS_OF_NAMES, ordinary_words

Span = tuple[int, int]

#: Capitalised, or as in `iRobot`, `1kx` and `3M`; not `kWh`.
_FIRST = r"(?:[A-ZÀ-Þ]\w*|\d+[A-Z]\w*|[a-z]{1,2}[A-Z][a-z]{2}\w*)"
#: `Zelvora-backed` has a name before its hyphen.
_WORD = rf"{_FIRST}(?:[-&.](?!(?:backed|owned|funded|controlled)\b)\w+|[’'](?!s\b)\w+)*"
#: `43 Ventures`, `6th Man Capital`: a number that is part of the name.
_NUMBER = r"(?:\d{1,3}(?:st|nd|rd|th)? (?=(?:[A-Z]\w+ )?(?:Ventures|Capital|Partners|Motors|Energy)\b))?"
_RUN = re.compile(rf"(?<![\w@#/.-]){_NUMBER}{_WORD}(?: (?:& )?{_WORD}){{0,5}}")
_PIECE = re.compile(r"\S+")
_LINE = re.compile(r"[^\n]+")
#: What opens a sentence and never a company's name.
OPENERS = frozenset(
    """
    a after also although an and as at because before both but by during for from however if in instead its
    later meanwhile on since so that the their then these this though today under when while with yesterday
    """.split()
)
#: What a company is, before its name where a headline or a sentence begins: `Start-up Zelvora`.
_TRADES = frozenset("Automaker Carmaker Chipmaker Miner Start-up Startup Truckmaker".split())
_CHIEFS = frozenset("CEO CFO COO CTO Chief President Chairman Chairwoman Founder VP".split())
#: Ends of words that stand before a name and are no part of it: `Boston-based`.
JOINED_ENDS = ("-based", "-headquartered", "-made", "-owned", "-backed", "-listed", "-born", "-led")
#: Loose ends that make part of an unknown company's name.
_WORDS_OF_NAMES = frozenset({"Motor", "Motors"})
#: Words of a line after the first that must be small for it to be a sentence, not a headline.
_SMALL_SHARE = 0.4


class Run(NamedTuple):
    """A possible name: `text[start:end]`, with its legal suffix; without it up to `bare_end`."""

    start: int
    bare_end: int
    end: int
    words: tuple[str, ...]
    #: In a headline every word has a capital, so that capitals say nothing.
    headline: bool

    @property
    def has_suffix(self) -> bool:
        return self.end > self.bare_end


def runs(text: str, taken: Sequence[Span]) -> Iterator[Run]:
    """The runs outside the taken spans (which are sorted and disjoint), in order.

    What only a sentence's beginning, a nationality or a month adds in front is cut off.
    """
    headlines = _headlines(text)
    position = 0
    for start, end in (*taken, (len(text), len(text))):
        for match in _RUN.finditer(text, position, start):
            run = _trimmed(text, match, headlines)
            if run is not None and run.end <= start:
                yield run
        position = end


def _trimmed(text: str, match: re.Match[str], headlines: Sequence[Span]) -> Run | None:
    pieces = [(piece[0], match.start() + piece.start()) for piece in _PIECE.finditer(match[0])]
    registered = end_of_suffix(text, match.end()) > match.end() or key(pieces[-1][0]) in LEGAL
    while pieces and _is_no_part(text, *pieces[0], registered=registered) and not _is_needed(pieces):
        del pieces[0]
    if not pieces:
        return None
    words: list[str] = []
    start = end = pieces[0][1]
    for piece, at in pieces:
        # A run reaches into its own suffix: `Foo Batteries Inc` has two words and an end.
        if words and piece not in _WORDS_OF_NAMES and end_of_suffix(text, end) >= at + len(piece):
            break
        # `Foo Batteries CEO Jo Bar`: the company comes first.
        if words and piece in _CHIEFS:
            break
        words.append(piece)
        end = at + len(piece)
    line = bisect_right(headlines, (start, len(text))) - 1
    headline = line >= 0 and start < headlines[line][1]
    return Run(start, end, end_of_suffix(text, end), tuple(words), headline)


def _is_no_part(text: str, piece: str, start: int, *, registered: bool) -> bool:
    """A word before a name: `Korea-based`, `Chinese`, `May`, or an ordinary one that opens a sentence.

    What opens a sentence and ends in a legal suffix may be all name: `Clean Motion Ltd. said`.
    """
    if piece.endswith(JOINED_ENDS) or piece in ADJECTIVES or piece in CALENDAR:
        return True
    if piece.lower() not in (OPENERS if registered else ordinary_words()) and piece not in _TRADES:
        return False
    before = text[max(0, start - 4) : start].rstrip(" \"“‘'")
    return before == "" or before[-1] in ".!?:;\n•-–—("


def _is_needed(pieces: Sequence[tuple[str, int]]) -> bool:
    """What is left of `Charge Enterprises` without its first word is no name."""
    (first, _), *others = pieces
    if len(others) != 1 or others[0][0].lower() not in ENDS_OF_NAMES:
        return False
    return first.lower() not in OPENERS and first not in ADJECTIVES | CALENDAR | _TRADES and "-" not in first


def _headlines(text: str) -> list[Span]:
    found = []
    for line in _LINE.finditer(text):
        words = line[0].split()[1:]
        small = sum(word[0].islower() for word in words if word[0].isalpha())
        if len(words) > 2 and small < _SMALL_SHARE * len(words):
            found.append(line.span())
    return found
