"""What is shown of an answer while it is being written."""

import re
from dataclasses import replace

from bot.telegram.markup import letters
from bot.telegram.markup.lengths import MESSAGE, size
from bot.telegram.markup.lines import Run, lines, paragraphs
from bot.telegram.markup.messages import Message, message
from bot.telegram.markup.paging import paged
from corpus.text import sentences

_MARK = Run(" …")
#: What might come next: if it would begin a sentence, the one before has ended, and "Mr." has not.
_NEXT = " Xyz"
#: "5." may be about to become "5.2"; a year will not.
_NUMBER = re.compile(r"(?<!\d)\d{1,3}\.$")
_CITATIONS = re.compile(r"(?:\s?\[\d{1,4}\])*")


def so_far(text: str) -> Message | None:
    """The whole sentences of an unfinished answer, and "…"; None before there is one.

    Of an answer too long for one message, its first message: readers have not come further yet.
    """
    # Twice what fits, that the end of what is looked at is never the end of what is shown.
    finished = _finished(letters.seen(text[: 2 * MESSAGE.units]))
    page = next(paged(lines(paragraphs(finished)), MESSAGE - size([_MARK.node])), None)
    if page is None:
        return None
    *above, last = page
    return message([*above, replace(last, runs=(*last.runs, _MARK))])


def _finished(text: str) -> str:
    ends = [end for _, end in sentences.spans(text + _NEXT)[:-1]]
    if ends and ends[-1] == len(text) and _NUMBER.search(text):
        ends.pop()
    if not ends:
        return ""
    # They stand behind the stop, and a sentence too many otherwise: "Yes. [1] And"
    citations = _CITATIONS.match(text, ends[-1])
    assert citations  # matches the empty string too
    return text[: citations.end()]
