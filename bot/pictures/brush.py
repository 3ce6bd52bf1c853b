"""Shapes painted three times as large and then reduced, so that their edges are smooth."""

from collections.abc import Iterable

from PIL import Image, ImageColor, ImageDraw

from bot.pictures import strokes
from bot.pictures.looks import INK, LOOKS, PAPER, Look, Phase
from bot.pictures.scene import Box, Mark, Panel, Point, Stroke
from corpus.deals.drafts import Stage

_SCALE = 3
_ON, _OFF = 13, 9
_ARROW = 22
_KNOB = 7.5
#: Shorter lines have neither beads nor knobs.
_ADORNED = 40
_CROSS = 9
_MARK = 11


class Brush:
    """Paints on a white sheet, in pixels of the finished picture."""

    def __init__(self, width: int, height: int) -> None:
        self._sheet = Image.new("RGB", (width * _SCALE, height * _SCALE), PAPER)
        self._draw = ImageDraw.Draw(self._sheet)

    def reduced(self) -> Image.Image:
        """The sheet in its size."""
        return self._sheet.reduce(_SCALE)

    def line(self, points: Iterable[Point], width: float, colour: str) -> None:
        self._draw.line([_large(point) for point in points], colour, round(width * _SCALE), joint="curve")

    def panel(self, panel: Panel) -> None:
        corners = [_large(Point(*panel.box[:2])), _large(Point(*panel.box[2:]))]
        edge = 2 * _SCALE if panel.edge else 0
        self._draw.rounded_rectangle(corners, panel.radius * _SCALE, panel.fill, panel.edge, edge)

    def stroke(self, stroke: Stroke) -> None:
        look = LOOKS[stroke.type]
        colour = _paled(look.colour) if stroke.phase is Phase.OVER else look.colour
        inside = PAPER if stroke.phase is Phase.OPEN else colour
        long = strokes.length(stroke.points)
        adorned = long >= _ADORNED and not stroke.bare
        begin = _KNOB if look.knobs and adorned else 0
        body = strokes.piece(stroke.points, begin, long - (_ARROW - 2 if stroke.arrow else begin))
        for track in _tracks(body, look):
            parts = strokes.dashes(track, _ON, _OFF) if stroke.phase is Phase.OPEN else (track,)
            for part in parts:
                self.line(part, look.width, colour)
        for point in _dots(body, look) if adorned else ():
            self._dot(point, _KNOB if look.knobs else 6, inside, colour, 2.5)
        if stroke.arrow:
            head = strokes.arrowhead(stroke.points, _ARROW, 13 + look.width * 1.6)
            self._draw.polygon([_large(point) for point in head], inside, colour, round(2.5 * _SCALE))
        if stroke.phase is Phase.OVER:
            self._cross(strokes.at(stroke.points, long / 2), _CROSS, INK)

    def mark(self, mark: Mark) -> None:
        radius = 7 if mark.stage is Stage.RUMOURED else _MARK
        self._dot(mark.centre, radius + 4, PAPER, PAPER, 0)
        if mark.stage is Stage.ENDED:
            self._cross(mark.centre, _CROSS, mark.colour)
            return
        full = mark.stage in {Stage.AGREED, Stage.COMPLETED}
        self._dot(mark.centre, radius, mark.colour if full else PAPER, mark.colour, 3.5)
        if mark.stage is Stage.MOU:
            self._draw.pieslice(_square(mark.centre, radius), 90, 270, mark.colour)
        elif mark.stage is Stage.COMPLETED:
            self._tick(mark.centre)
        elif mark.stage is Stage.DENIED:
            x, y = mark.centre
            self.line((Point(x - 7, y + 7), Point(x + 7, y - 7)), 3.5, mark.colour)

    def _dot(self, centre: Point, radius: float, fill: str, edge: str, width: float) -> None:
        self._draw.ellipse(_square(centre, radius), fill, edge, round(width * _SCALE))

    def _cross(self, centre: Point, half: float, colour: str) -> None:
        x, y = centre
        for colour_, width in ((PAPER, 9.0), (colour, 4.0)):  # a white rim, to stand out from its line
            for down in (half, -half):
                self.line((Point(x - half, y - down), Point(x + half, y + down)), width, colour_)

    def _tick(self, centre: Point) -> None:
        x, y = centre
        self.line((Point(x - 5.5, y + 0.5), Point(x - 1.5, y + 4.5), Point(x + 5.5, y - 4)), 3, PAPER)


def _tracks(points: tuple[Point, ...], look: Look) -> list[tuple[Point, ...]]:
    if not look.apart:
        return [points]
    return [strokes.beside(points, look.apart), strokes.beside(points, -look.apart)]


def _dots(points: tuple[Point, ...], look: Look) -> list[Point]:
    if look.knobs:
        return [points[0], points[-1]]
    if not look.beads:
        return []
    long = strokes.length(points)
    n = max(int(long / look.beads), 1)
    return [strokes.at(points, long * (i + 0.5) / n) for i in range(n)]


def _paled(colour: str) -> str:
    red, green, blue = (round(part * 0.4 + 255 * 0.6) for part in ImageColor.getrgb(colour)[:3])
    return f"#{red:02x}{green:02x}{blue:02x}"


def _square(centre: Point, radius: float) -> Box:
    (left, top), (right, bottom) = (_large(Point(centre.x + by, centre.y + by)) for by in (-radius, radius))
    return Box(left, top, right, bottom)


def _large(point: Point) -> tuple[float, float]:
    return point.x * _SCALE, point.y * _SCALE
