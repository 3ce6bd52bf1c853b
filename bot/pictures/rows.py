"""The rows of a timeline: what a deal is about on the left, its stages on the axis on the right."""

from dataclasses import dataclass
from itertools import pairwise

from bot.pictures import wording
from bot.pictures.axis import Axis
from bot.pictures.courses import Course
from bot.pictures.lettering import keep
from bot.pictures.looks import (
    BAND,
    CARD,
    DETAIL,
    LOOKS,
    MARGIN,
    NAME,
    PHASES,
    SOFT,
    WIDTH,
    Phase,
)  # fmt: skip
from bot.pictures.scene import Box, Mark, Panel, Point, Stroke, Words
from bot.pictures.setting import set_words

#: The axis, and the room behind it for the words of the last mark.
LANE = (560.0, 1088.0)
_BEHIND = WIDTH - MARGIN - LANE[1]
_SAMPLE, _GAP, _ABOVE = 44, 14, 9
_BETWEEN_MARKS = 31
_MARK = 15
_BAND = 9


@dataclass(frozen=True, slots=True)
class Row:
    panels: tuple[Panel, ...]
    strokes: tuple[Stroke, ...]
    marks: tuple[Mark, ...]
    words: tuple[Words, ...]
    bottom: float


def row(course: Course, axis: Axis | None, top: float, shaded: bool, most: int = 2) -> Row:
    """A deal, as tall as its words; its name in `most` lines at most."""
    left = MARGIN + _SAMPLE + _GAP
    room = LANE[0] - 2 * _GAP - left
    name = set_words(course.name, left, top + _ABOVE, room, NAME, bold=True, most=most)
    about = set_words(course.about, left, name.box.bottom, room, DETAIL, colour=SOFT, most=2)
    bottom = about.box.bottom + _ABOVE
    middle = (top + bottom) / 2
    marks = _marks(course, axis, middle)
    sample_y = top + _ABOVE + name.box.height / len(name.lines) / 2
    sample = Stroke((Point(MARGIN, sample_y), Point(MARGIN + _SAMPLE, sample_y)), course.type, Phase.SETTLED)
    shade = [Panel(Box(MARGIN - 12, top, WIDTH - MARGIN + 12, bottom), CARD)] if shaded else []
    return Row(
        (*shade, *_bands(course, axis, middle)),
        (sample, *_lines(course, marks)),
        marks,
        (name, about, _state(course, marks[-1].centre)),
        bottom,
    )


def _marks(course: Course, axis: Axis | None, y: float) -> tuple[Mark, ...]:
    """One for each stage where its date is, moved as little as keeps them apart."""
    dated = course.dated
    colour = LOOKS[course.type].colour
    if axis is None or not dated:
        return (Mark(Point(LANE[0] + _MARK, y), course.stage, colour),)
    places: list[float] = []
    for date, _ in dated:
        places.append(max(axis.at(date.middle), places[-1] + _BETWEEN_MARKS if places else LANE[0]))
    for i in range(len(places)):
        places[-1 - i] = min(places[-1 - i], LANE[1] - i * _BETWEEN_MARKS)
    return tuple(Mark(Point(x, y), stage, colour) for x, (_, stage) in zip(places, dated, strict=True))


def _lines(course: Course, marks: tuple[Mark, ...]) -> list[Stroke]:
    """From stage to stage, dashed until the deal is agreed."""
    strokes = []
    for before, after in pairwise(marks):
        start, end = Point(before.centre.x + _MARK, before.centre.y), Point(after.centre.x - _MARK, after.centre.y)
        if end.x - start.x > 2:
            phase = Phase.SETTLED if PHASES[before.stage] is Phase.SETTLED else Phase.OPEN
            strokes.append(Stroke((start, end), course.type, phase, bare=True))
    return strokes


def _bands(course: Course, axis: Axis | None, y: float) -> list[Panel]:
    """The month or the year in which it was, where the day is not known."""
    if axis is None:
        return []
    spans = [(axis.at(date.first), axis.at(date.last)) for date, _ in course.dated if not date.exact]
    return [Panel(Box(left, y - _BAND, right, y + _BAND), BAND, radius=_BAND) for left, right in spans]


def _state(course: Course, last: Point) -> Words:
    """The last stage and its date, behind the last mark."""
    date = str(course.dated[-1][0]) if course.dated else wording.spoken()("drawn.no_date")
    text = f"{wording.stage(course.stage)} {keep(date)}"
    words = set_words(text, 0, 0, _BEHIND - _MARK - 4, DETAIL, most=2)
    return words.moved(last.x + _MARK + 4, last.y - words.box.height / 2)
