"""Paragraphs broken into rows of words."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.pictures import lettering
from tests.benchmarks.conversation_pictures.bubbles import Line, Run
from tests.benchmarks.conversation_pictures.icons import ICONS
from tests.benchmarks.conversation_pictures.looks import SMALL


@dataclass(frozen=True)
class Piece:
    """A word or a sign where it stands within its line."""

    text: str
    run: Run
    x: float


def broken(line: Line, wide: float, size: int) -> list[list[Piece]]:
    """The words of a paragraph, row by row."""
    rows: list[list[Piece]] = [[]]
    x = 0.0
    for run in line.runs:
        for word in _words(run.text):
            length = _width(word, run, size)
            if word.isspace():
                x += length if rows[-1] else 0
                continue
            if x + length > wide and rows[-1]:
                rows.append([])
                x = 0.0
            rows[-1].append(Piece(word, run, x))
            x += length
    return rows


def _words(text: str) -> Iterator[str]:
    """Words, blanks and signs that are drawn rather than set."""
    word = ""
    for letter in text.replace("\ufe0f", ""):
        if letter.isspace() or letter in ICONS:
            yield from (lettering.legible(word), letter) if word else letter
            word = ""
        else:
            word += letter
    if word:
        yield lettering.legible(word)


def _width(word: str, run: Run, size: int) -> float:
    return size * 1.15 if word in ICONS else lettering.width(word, size, run.is_bold)


def width_of(row: list[Piece], size: int) -> float:
    return row[-1].x + _width(row[-1].text, row[-1].run, size) if row else 0.0


def cut(row: list[Piece], wide: float) -> list[Piece]:
    """What fits on a button, with an ellipsis where it is not all."""
    if width_of(row, SMALL) <= wide:
        return row
    kept = [piece for piece in row if piece.x < wide]
    *others, last = kept
    text = last.text
    while text and last.x + _width(f"{text}…", last.run, SMALL) > wide:
        text = text[:-1]
    return [*others, Piece(f"{text}…", last.run, last.x)]
