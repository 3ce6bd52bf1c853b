"""Pictures of conversations, drawn from what was said and called in a real run.

    python -m tests.benchmarks.telegram_load HOME show --keep FOLDER
    python -m tests.benchmarks.conversation_pictures FOLDER/show.json docs asking lookups german

One picture a chat, in the order in which the chats began, each with the name given for it.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from bot.pictures import lettering

#: Pixels for one of a telephone's points: sharp, and small enough.
_SCALE = 2
_WIDE, _MARGIN, _PADDING, _GAP = 460 * _SCALE, 14 * _SCALE, 12 * _SCALE, 8 * _SCALE
_BUBBLE, _ROUND, _BUTTON = 400 * _SCALE, 13 * _SCALE, 32 * _SCALE
_SIZE, _SMALL = 15 * _SCALE, 13 * _SCALE
_COLOURS = 64

_WALL, _OURS, _THEIRS = "#dce6e4", "#ffffff", "#dcf3cf"
_INK, _LINK, _FAINT, _CODE, _KEY = "#1b2327", "#1f6fb2", "#5d6b70", "#8a3b1f", "#c3d3d4"
_QUOTE, _BAR = "#edf4fa", "#4c94c9"


@dataclass(frozen=True)
class Run:
    text: str
    is_bold: bool = False
    is_italic: bool = False
    colour: str = _INK
    is_link: bool = False


@dataclass
class Line:
    """A paragraph, not broken yet."""

    runs: list[Run] = field(default_factory=list)
    is_quote: bool = False


@dataclass
class Bubble:
    """A message as it looks in the end."""

    lines: list[Line]
    is_theirs: bool
    rows: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Press:
    label: str


class _Reading(HTMLParser):
    """Telegram's HTML as lines."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = [Line()]
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._open.append(tag)
        if tag == "blockquote":
            self._next_line()

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote":
            self._open.remove(tag)
            self._next_line()
        else:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        for place, text in enumerate(data.split("\n")):
            if place:
                self.lines.append(Line(is_quote="blockquote" in self._open))
            if text:
                self.lines[-1].runs.append(self._run(text))

    def _next_line(self) -> None:
        if self.lines[-1].runs:
            self.lines.append(Line())
        self.lines[-1].is_quote = "blockquote" in self._open

    def _run(self, text: str) -> Run:
        colour = _LINK if "a" in self._open else _CODE if "code" in self._open else _INK
        return Run(text, "b" in self._open, "i" in self._open, colour, "a" in self._open)


def read(text: str) -> list[Line]:
    reading = _Reading()
    reading.feed(text)
    reading.close()
    while reading.lines and not reading.lines[-1].runs:
        reading.lines.pop()
    return reading.lines


def chats(kept: dict[str, Any]) -> list[list[Bubble | Press]]:
    """What stands in each chat at the end."""
    events = [(one["at"], int(one["chat"]), one) for one in kept["said"]]
    people = {chat for _, chat, _ in events}
    events += [(one["at"], int(one["params"]["chat_id"]), one) for one in kept["calls"] if _shows(one)]
    events = [event for event in events if event[1] in people]
    made: dict[int, list[Bubble | Press]] = {}
    sent: dict[tuple[int, int], Bubble] = {}
    for _, chat, one in sorted(events, key=lambda event: event[0]):
        place = made.setdefault(chat, [])
        if "pressed" in one:
            place.append(Press(one["pressed"]))
        elif "method" not in one:
            place.append(Bubble([Line([Run(one["text"])])], is_theirs=True))
        elif one["method"] == "editMessageText":
            bubble = _bubble(one["params"])
            sent[chat, one["message"]].lines, sent[chat, one["message"]].rows = bubble.lines, bubble.rows
        else:
            sent[chat, one["message"]] = bubble = _bubble(one["params"])
            place.append(bubble)
    return list(made.values())


def _shows(call: dict[str, Any]) -> bool:
    return not call["error"] and call["method"] in ("sendMessage", "editMessageText")


def _bubble(params: dict[str, Any]) -> Bubble:
    rows = (params.get("reply_markup") or {}).get("inline_keyboard", [])
    return Bubble(read(params["text"]), False, [[button["text"] for button in row] for row in rows])


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


class Canvas:
    """A chat from above to below, as it fills."""

    def __init__(self, height: int) -> None:
        self.image = Image.new("RGB", (_WIDE, height), _WALL)
        self._draw = ImageDraw.Draw(self.image)
        self.y = float(_MARGIN)

    def press(self, press: Press) -> None:
        """What was pressed is no message: a small word in the middle."""
        line = Line([Run(press.label, colour=_FAINT)])
        (row,) = broken(line, _WIDE, _SMALL)[:1]
        wide = _row_width(row, _SMALL)
        left, high = (_WIDE - wide) / 2, _SMALL * 1.9
        box = (left - _PADDING, self.y, left + wide + _PADDING, self.y + high)
        self._draw.rounded_rectangle(box, high / 2, outline=_FAINT, width=_SCALE)
        self._row(row, left, self.y + high * 0.16, _SMALL)
        self.y += high + _GAP

    def bubble(self, bubble: Bubble) -> None:
        inner = _BUBBLE - 2 * _PADDING
        blocks = [(line, broken(line, inner - (_PADDING if line.is_quote else 0), _SIZE)) for line in bubble.lines]
        wide = max((_row_width(row, _SIZE) for _, rows in blocks for row in rows), default=0) + 2 * _PADDING
        wide = _BUBBLE if bubble.rows else min(_BUBBLE, wide)
        left = _WIDE - _MARGIN - wide if bubble.is_theirs else _MARGIN
        high = sum(_block_height(line, rows) for line, rows in blocks) + 1.5 * _PADDING
        box = (left, self.y, left + wide, self.y + high)
        self._draw.rounded_rectangle(box, _ROUND, fill=_THEIRS if bubble.is_theirs else _OURS)
        y = self.y + 0.75 * _PADDING
        for line, rows in blocks:
            y = self._block(line, rows, left + _PADDING, y, inner)
        self.y += high + _GAP / 2
        self._keyboard(bubble.rows, left)
        self.y += _GAP

    def _block(self, line: Line, rows: list[list[Piece]], left: float, y: float, wide: float) -> float:
        end = y + _block_height(line, rows)
        if line.is_quote:
            self._draw.rectangle((left, y + _GAP / 2, left + wide, end - _GAP / 4), fill=_QUOTE)
            self._draw.rectangle((left, y + _GAP / 2, left + 3 * _SCALE, end - _GAP / 4), fill=_BAR)
            left, y = left + _PADDING, y + 0.75 * _GAP
        for row in rows:
            self._row(row, left, y, _SIZE)
            y += lettering.line_height(_SIZE)
        return end

    def _row(self, row: list[Piece], left: float, y: float, size: int) -> None:
        for piece in row:
            x = left + piece.x
            if piece.text in ICONS:
                self._icon(piece.text, x, y + size * 0.16, size, piece.run.colour)
                continue
            colour = _FAINT if piece.run.is_italic else piece.run.colour
            self._draw.text((x, y), piece.text, colour, lettering.font(size, piece.run.is_bold))

    def _keyboard(self, rows: list[list[str]], left: float) -> None:
        for labels in rows:
            wide = (_BUBBLE - (len(labels) - 1) * _GAP / 2) / len(labels)
            for place, label in enumerate(labels):
                self._key(label, left + place * (wide + _GAP / 2), wide)
            self.y += _BUTTON + _GAP / 2

    def _key(self, label: str, left: float, wide: float) -> None:
        self._draw.rounded_rectangle((left, self.y, left + wide, self.y + _BUTTON), _ROUND / 1.6, fill=_KEY)
        row = _cut(broken(Line([Run(label)]), 10 * _WIDE, _SMALL)[0], wide - _PADDING)
        start = left + (wide - _row_width(row, _SMALL)) / 2
        self._row(row, start, self.y + (_BUTTON - lettering.line_height(_SMALL)) / 2, _SMALL)

    def _icon(self, icon: str, x: float, y: float, size: int, colour: str) -> None:
        """Shapes on a square of one by one; the font has no pictures."""
        for kind, points in ICONS[icon]:
            placed = [(x + size * px, y + size * py) for px, py in points]
            if kind == "fill":
                self._draw.polygon(placed, fill=colour)
            elif kind == "ring":
                self._draw.ellipse((*placed[0], *placed[1]), outline=colour, width=round(size * 0.1))
            else:
                self._draw.line(placed, fill=colour, width=round(size * 0.13))


_THUMB = [
    ("fill", [(0.0, 0.5), (0.2, 0.5), (0.2, 1.0), (0.0, 1.0)]),
    ("fill", [(0.26, 0.52), (0.48, 0.0), (0.62, 0.08), (0.56, 0.4), (0.98, 0.4), (0.9, 0.98), (0.26, 0.98)]),
]
#: Of each sign that the font does not have, lines and surfaces.
ICONS: dict[str, list[tuple[str, list[tuple[float, float]]]]] = {
    "👍": _THUMB,
    "👎": [(kind, [(x, 1 - y) for x, y in points]) for kind, points in _THUMB],
    "🔎": [("ring", [(0.05, 0.1), (0.68, 0.73)]), ("line", [(0.62, 0.66), (0.95, 1.0)])],
    "⬇": [
        ("line", [(0.5, 0.05), (0.5, 0.6)]),
        ("fill", [(0.2, 0.5), (0.8, 0.5), (0.5, 0.82)]),
        ("line", [(0.1, 0.95), (0.9, 0.95)]),
    ],
    "🕒": [("ring", [(0.05, 0.05), (0.95, 0.95)]), ("line", [(0.5, 0.2), (0.5, 0.5), (0.75, 0.5)])],
    "⚠": [("line", [(0.5, 0.08), (0.95, 0.92), (0.05, 0.92), (0.5, 0.08)]), ("line", [(0.5, 0.38), (0.5, 0.66)])],
}


def _row_width(row: list[Piece], size: int) -> float:
    return row[-1].x + _width(row[-1].text, row[-1].run, size) if row else 0.0


def _block_height(line: Line, rows: list[list[Piece]]) -> float:
    # An empty paragraph is half a line: as high as Telegram's look to the eye.
    return lettering.line_height(_SIZE) * (len(rows) if line.runs else 0.5) + 1.5 * _GAP * line.is_quote


def _cut(row: list[Piece], wide: float) -> list[Piece]:
    """What fits on a button, with an ellipsis where it is not all."""
    if _row_width(row, _SMALL) <= wide:
        return row
    kept = [piece for piece in row if piece.x < wide]
    *others, last = kept
    text = last.text
    while text and last.x + _width(f"{text}…", last.run, _SMALL) > wide:
        text = text[:-1]
    return [*others, Piece(f"{text}…", last.run, last.x)]


def drawn(chat: list[Bubble | Press]) -> Image.Image:
    """The whole chat, in few colours."""
    canvas = Canvas(20_000)
    for one in chat:
        if isinstance(one, Press):
            canvas.press(one)
        else:
            canvas.bubble(one)
    whole = canvas.image.crop((0, 0, _WIDE, round(canvas.y - _GAP + _MARGIN)))
    return whole.quantize(_COLOURS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kept", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="+")
    arguments = parser.parse_args()
    arguments.folder.mkdir(exist_ok=True)
    for name, chat in zip(arguments.names, chats(json.loads(arguments.kept.read_text())), strict=True):
        path = arguments.folder / f"{name}.png"
        drawn(chat).save(path, optimize=True)
        print(f"{path} {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
