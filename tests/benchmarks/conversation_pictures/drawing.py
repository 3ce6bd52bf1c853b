"""A chat drawn, from above to below."""

from PIL import Image, ImageDraw

from bot.pictures import lettering
from tests.benchmarks.conversation_pictures.bubbles import Bubble, Line, Press, Run
from tests.benchmarks.conversation_pictures.icons import ICONS
from tests.benchmarks.conversation_pictures.looks import (
    BAR,
    BUBBLE,
    BUTTON,
    FAINT,
    GAP,
    KEY,
    MARGIN,
    OURS,
    PADDING,
    QUOTE,
    ROUND,
    SCALE,
    SIZE,
    SMALL,
    THEIRS,
    WALL,
    WIDE,
)
from tests.benchmarks.conversation_pictures.rows import Piece, broken, cut, width_of

_COLOURS = 64


def drawn(chat: list[Bubble | Press]) -> Image.Image:
    """The whole chat, in few colours."""
    canvas = Canvas(20_000)
    for one in chat:
        if isinstance(one, Press):
            canvas.press(one)
        else:
            canvas.bubble(one)
    whole = canvas.image.crop((0, 0, WIDE, round(canvas.y - GAP + MARGIN)))
    return whole.quantize(_COLOURS)


class Canvas:
    """A chat from above to below, as it fills."""

    def __init__(self, height: int) -> None:
        self.image = Image.new("RGB", (WIDE, height), WALL)
        self._draw = ImageDraw.Draw(self.image)
        self.y = float(MARGIN)

    def press(self, press: Press) -> None:
        """What was pressed is no message: a small word in the middle."""
        line = Line([Run(press.label, colour=FAINT)])
        (row,) = broken(line, WIDE, SMALL)[:1]
        wide = width_of(row, SMALL)
        left, high = (WIDE - wide) / 2, SMALL * 1.9
        box = (left - PADDING, self.y, left + wide + PADDING, self.y + high)
        self._draw.rounded_rectangle(box, high / 2, outline=FAINT, width=SCALE)
        self._row(row, left, self.y + high * 0.16, SMALL)
        self.y += high + GAP

    def bubble(self, bubble: Bubble) -> None:
        inner = BUBBLE - 2 * PADDING
        blocks = [(line, broken(line, inner - (PADDING if line.is_quote else 0), SIZE)) for line in bubble.lines]
        wide = max((width_of(row, SIZE) for _, rows in blocks for row in rows), default=0) + 2 * PADDING
        wide = BUBBLE if bubble.rows else min(BUBBLE, wide)
        left = WIDE - MARGIN - wide if bubble.is_theirs else MARGIN
        high = sum(_block_height(line, rows) for line, rows in blocks) + 1.5 * PADDING
        box = (left, self.y, left + wide, self.y + high)
        self._draw.rounded_rectangle(box, ROUND, fill=THEIRS if bubble.is_theirs else OURS)
        y = self.y + 0.75 * PADDING
        for line, rows in blocks:
            y = self._block(line, rows, left + PADDING, y, inner)
        self.y += high + GAP / 2
        self._keyboard(bubble.rows, left)
        self.y += GAP

    def _block(self, line: Line, rows: list[list[Piece]], left: float, y: float, wide: float) -> float:
        end = y + _block_height(line, rows)
        if line.is_quote:
            self._draw.rectangle((left, y + GAP / 2, left + wide, end - GAP / 4), fill=QUOTE)
            self._draw.rectangle((left, y + GAP / 2, left + 3 * SCALE, end - GAP / 4), fill=BAR)
            left, y = left + PADDING, y + 0.75 * GAP
        for row in rows:
            self._row(row, left, y, SIZE)
            y += lettering.line_height(SIZE)
        return end

    def _row(self, row: list[Piece], left: float, y: float, size: int) -> None:
        for piece in row:
            x = left + piece.x
            if piece.text in ICONS:
                self._icon(piece.text, x, y + size * 0.16, size, piece.run.colour)
                continue
            colour = FAINT if piece.run.is_italic else piece.run.colour
            self._draw.text((x, y), piece.text, colour, lettering.font(size, piece.run.is_bold))

    def _keyboard(self, rows: list[list[str]], left: float) -> None:
        for labels in rows:
            wide = (BUBBLE - (len(labels) - 1) * GAP / 2) / len(labels)
            for place, label in enumerate(labels):
                self._key(label, left + place * (wide + GAP / 2), wide)
            self.y += BUTTON + GAP / 2

    def _key(self, label: str, left: float, wide: float) -> None:
        self._draw.rounded_rectangle((left, self.y, left + wide, self.y + BUTTON), ROUND / 1.6, fill=KEY)
        row = cut(broken(Line([Run(label)]), 10 * WIDE, SMALL)[0], wide - PADDING)
        start = left + (wide - width_of(row, SMALL)) / 2
        self._row(row, start, self.y + (BUTTON - lettering.line_height(SMALL)) / 2, SMALL)

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


def _block_height(line: Line, rows: list[list[Piece]]) -> float:
    # An empty paragraph is half a line: as high as Telegram's look to the eye.
    return lettering.line_height(SIZE) * (len(rows) if line.runs else 0.5) + 1.5 * GAP * line.is_quote
