"""Lines that fit the terminal."""

import shutil
import textwrap
from collections.abc import Iterable, Iterator

_NARROWEST, _WIDEST = 40, 160


def width() -> int:
    """Of the terminal, or 100 into a file; never so little that words stand one below the other."""
    return min(max(shutil.get_terminal_size((100, 24)).columns, _NARROWEST), _WIDEST)


def wrapped(text: str, room: int) -> list[str]:
    """In lines of `room` characters; ids and addresses stay whole, to be copied."""
    return textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False)


def beside(head: str, text: Iterable[str], room: int) -> Iterator[str]:
    """Paragraphs wrapped to the right of a head, and below it: the head's width is the margin."""
    for paragraph in text:
        for line in wrapped(paragraph, room - len(head)):
            yield (head + line).rstrip()
            head = " " * len(head)
