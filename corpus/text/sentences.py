"""The sentences of a text as character offsets, by rule: answers quote them, passages end on them."""

import re
from collections.abc import Iterator

from corpus.text import abbreviations, blocks, openings
from corpus.text.blocks import Span
from corpus.text.openings import Opening

__all__ = ["Span", "spans"]


def spans(text: str) -> list[Span]:
    """The sentences in order: disjoint, no outer white space, together every other character.

    A paragraph, heading, list item or table row ends its sentence without a full stop; a line of
    hard-wrapped prose does not. Marks of lists and quotations (`- `, `> `) stay with what they mark.
    Linear time, whatever the text.
    """
    return [span for start, end in blocks.find(text) for span in _sentences(text, start, end)]


_STOP = re.compile(
    r"""[.!?…。！？｡।॥؟۔።։។•●▪■◦‣](?:
        # Not within a run of stops: each start would read the rest of the run again.
        (?<=[.!?…])(?<![.!?…]{2})(?P<more>[.!?…]*+)
        (?P<close>["'”’“‘»›)\]}*_`]*+)(?:(?<=\])\([^()\s]{0,400}+\)[*_"”)]*+)?(?:\[\d{1,3}\]|[¹²³⁰-⁹])*+(?=\s)
      | (?<=[a-z][a-z][a-z][.!?])(?P<tight>)(?=[A-Z][a-z]+[\s,'’])  # a missing space
      | (?<=[.!?])”?(?P<curly>)(?=“\S) | (?<=[.!?])”(?=[A-Z])
      | (?<=[。！？｡।॥؟۔።։។])(?P<east>[。！？!?…]*+)(?P<shut>["”’」』）)】》〉»]*+)
      | (?<=\s[•●▪■◦‣])(?P<bullet>)(?=\s)
    )""",
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W_]")
_SPACE = re.compile(r"\s*")
#: Names that end in an exclamation mark.
_LOUD_NAMES = frozenset(
    "Yahoo Yum Jeopardy Kahoot Joomla Ahoy Mamma Guess Wham Oklahoma Airplane Panic Moulin Jumanji E".split()
)
_WEB_ENDINGS = frozenset(
    "com net org io ai co app dev gov edu info uk de jp cn eu us tv me html php js json pdf txt py".split()
)
#: "Am 12. März": the dot makes the number an ordinal.
_GERMAN_MONTHS = frozenset(
    "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember".split()
)
_ITEM_NUMBER = re.compile(r"[\W_]{0,10}(?:\d{1,3}|[ivxIVX]{1,5}|[^\W\d_])")
#: A number that counts items within a line: "three steps: 1."
_LED_NUMBER = re.compile(r"[:;(]\s{0,3}\d{1,2}$")


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    unread = start  # where to look on for this sentence's first letter or digit
    worded = False
    for stop in _STOP.finditer(text, start, end):
        cut = stop.end()
        if cut >= end:
            break
        if not worded:
            worded = bool(_WORD.search(text, unread, cut))
            unread = cut
        # "[...]", "1." and "***" alone are no sentence.
        if worded and _ends(text, start, stop):
            if stop["bullet"] is not None:
                cut = start + len(text[start : stop.start()].rstrip())
                yield start, cut
                start = stop.start()
            else:
                yield start, cut
                start = _skip_space(text, cut)
            unread, worded = start, False
    yield start, end


def _skip_space(text: str, position: int) -> int:
    space = _SPACE.match(text, position)
    assert space  # matches the empty string too
    return space.end()


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the stop ends the sentence that began at `start`; something follows it."""
    if stop["bullet"] is not None:
        return True
    if stop["east"] is not None:
        # Japanese goes on after a quotation: 「はい。」と述べた
        return not (stop["shut"] and text[stop.end()] in "とっ、，,")
    following = openings.at(text, _skip_space(text, stop.end()))
    word = following.word
    if word[:1] in {",", ";", ":", "%"}:
        return False
    if word[:1].islower() and not openings.SMALL_NAME.match(word):
        return _is_uncapitalised(text, start, stop, word)
    if stop["tight"] is not None:
        return _is_tight_end(text, start, stop.start(), word)
    if stop["more"] or stop[0][0] != ".":
        return _loud_ends(text, stop, following)
    return _full_stop_ends(text, start, stop.start(), following)


def _is_uncapitalised(text: str, start: int, stop: re.Match[str], word: str) -> bool:
    """Whether the writer begins sentences small ("i like it. it is good."), so that one ends here."""
    if not text[start].islower() or stop["more"] or openings.SMALL_NAME.match(text, start):
        return False
    before = text[max(start, stop.start() - 40) : stop.start()]
    if not before or before[-1].isspace() or "." in word[:-1]:
        return False
    token = _token(before)
    return len(token) > 2 and token.isalpha() and not abbreviations.is_small(token)


def _is_tight_end(text: str, start: int, stop: int, word: str) -> bool:
    """Whether "year.The" is two sentences: not a web address, a file or a Brand.Name."""
    token = text[max(start, stop - 40) : stop].split()[-1]
    return token.isalpha() and token.islower() and word.rstrip(".,'’").lower() not in _WEB_ENDINGS


def _loud_ends(text: str, stop: re.Match[str], following: Opening) -> bool:
    """Whether "!", "?", "…" or a run of them ends a sentence; a capital or a number follows."""
    marks, before = stop[0], text[max(0, stop.start() - 30) : stop.start()]
    if marks[0] in ".…" and not set(marks) & {"!", "?"}:
        # " ... " and "[...]" stand for words left out and may stand inside a sentence.
        return following.begins_sentence() if before[-1:] in {"[", "("} or before[-1:].isspace() else True
    if stop["close"] and set(stop["close"]) & set("\"'”’»") and following.begins_attribution():
        return False
    name = before.split()[-1].lstrip("\"'“‘(") if before.strip() else ""
    return not (marks == "!" and name in _LOUD_NAMES) or following.begins_sentence()


def _full_stop_ends(text: str, start: int, stop: int, following: Opening) -> bool:
    """Whether a single "." ends a sentence; a capital, a number or a letter without case follows."""
    before = text[max(start, stop - 40) : stop]
    if not before or before[-1].isspace():
        return True
    token = _token(before)
    if _is_item_number(text, start, stop, before, token):
        return False
    if token.isdigit() and len(token) < 3:
        return following.word.rstrip(".,") not in _GERMAN_MONTHS
    return abbreviations.may_end(before, token, following)


def _token(before: str) -> str:
    """The word right before a stop, without what it is joined to: "mid-Jan" -> "Jan"."""
    token = before.split()[-1].lstrip("([{\"'“‘«*_#>$€£~")
    return token if "@" in token else re.split(r"[-–—/&]", token)[-1]


def _is_item_number(text: str, start: int, stop: int, before: str, token: str) -> bool:
    """Whether the dot belongs to a list: "2. Nissan", "three steps: 1. Buy 2. Build"."""
    if _ITEM_NUMBER.fullmatch(before):
        return True
    if not (token.isdecimal() and len(token) < 3):
        return False
    one_less = f" {int(token) - 1}. "
    return bool(_LED_NUMBER.search(before)) or one_less in text[max(start, stop - 300) : stop]
