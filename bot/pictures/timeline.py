"""A company's deals in time, the newest first."""

from collections.abc import Iterable, Sequence
from math import ceil

from bot.pictures import legend, wording
from bot.pictures.axis import Axis, axis
from bot.pictures.canvas import paint
from bot.pictures.courses import Course, newest_first
from bot.pictures.lettering import printable
from bot.pictures.looks import DETAIL, GRID, MARGIN, SOFT, SUBTITLE, TITLE, WIDTH
from bot.pictures.rows import LANE, Row, row
from bot.pictures.scene import NothingToDraw, Point, Rule, Scene, Words
from bot.pictures.setting import set_words
from bot.pictures.whens import span
from corpus.deals.drafts import Stage

MOST = 25
#: From so many rows on, the axis is told below them too.
_TALL = 9
#: Of more rows each is kept low.
_MANY = 14
_TICK = 40
_GAP = 12


def draw(company: str, courses: Iterable[Course]) -> bytes:
    """The timeline as PNG, 1280 pixels wide.

    Raises:
        NothingToDraw: there are no deals.
    """
    return paint(scene(company, courses))


def scene(company: str, courses: Iterable[Course]) -> Scene:
    """The timeline, not yet painted; raises as `draw` does."""
    ordered = newest_first(courses)
    if not ordered:
        raise NothingToDraw(f"no deals of {company} are known")
    shown = ordered[:MOST]
    title = set_words(_title(company, ordered), MARGIN, MARGIN - 6, WIDTH - 2 * MARGIN, TITLE, bold=True)
    below = _below_title(shown, ordered[MOST:])
    subtitle = set_words(below, MARGIN, title.box.bottom, WIDTH - 2 * MARGIN, SUBTITLE, colour=SOFT)
    dates = [date for course in shown for date, _ in course.dated]
    scale = axis(dates, *LANE) if dates else None
    top = subtitle.box.bottom + 2 * _GAP + _TICK * bool(scale)
    names = 1 if len(shown) > _MANY else 2
    rows: list[Row] = []
    for i, course in enumerate(shown):
        rows.append(row(course, scale, rows[-1].bottom if rows else top, shaded=i % 2 == 0, most=names))
    bottom = rows[-1].bottom
    words = [title, subtitle, *(some for made in rows for some in made.words)]
    if scale:
        words += _ticks(scale, top - _TICK)
        words += _ticks(scale, bottom + _GAP) if len(rows) >= _TALL else []
    entries = [*legend.of_types((course.type for course in shown), arrows=False), *legend.of_marks(_stages(shown))]
    key = legend.legend(entries, max(some.box.bottom for some in words) + 2 * _GAP)
    return Scene(
        WIDTH,
        ceil(key.bottom) + MARGIN - 8,
        panels=tuple(panel for made in rows for panel in made.panels),
        rules=_grid(scale, top, bottom) if scale else (),
        strokes=(*(stroke for made in rows for stroke in made.strokes), *key.strokes),
        marks=(*(mark for made in rows for mark in made.marks), *key.marks),
        words=(*words, *key.words),
    )


def caption(company: str, courses: Iterable[Course], most: int = 3) -> str:
    """The timeline in words, with the newest deals; empty when there are none."""
    ordered = newest_first(courses)
    if not ordered:
        return ""
    newest = "; ".join(f"{course.name} ({course.relation.word}, {course.state})" for course in ordered[:most])
    dates, told = _dates(ordered), wording.spoken()("drawn.newest", deals=newest)
    return printable(f"{company}: {_deals(ordered)}{f', {dates}' if dates else ''}. {told}")


def _title(company: str, courses: Sequence[Course]) -> str:
    if len(courses) > MOST:
        return wording.spoken()("drawn.newest_of", company=company, deals=_deals(courses), n=MOST)
    return f"{company}: {_deals(courses)}"


def _below_title(shown: Sequence[Course], older: Sequence[Course]) -> str:
    parts = [_dates(shown) or wording.spoken()("drawn.no_dates")]
    if older:
        dates = _dates(older)
        parts.append(f"{wording.spoken()('drawn.and_more', n=len(older))}{f', {dates}' if dates else ''}")
    return " · ".join(parts)


def _deals(courses: Sequence[Course]) -> str:
    return wording.spoken().counted("drawn.deals", len(courses))


def _dates(courses: Iterable[Course]) -> str:
    return span(date for course in courses for date, _ in course.dated)


def _stages(courses: Iterable[Course]) -> set[Stage]:
    return {stage for course in courses for stage in (course.stage, *(stage for _, stage in course.dated))}


def _ticks(scale: Axis, top: float) -> list[Words]:
    """The words of the axis: ticks that leave room for one another, and dots where a gap is cut."""
    words: list[Words] = []
    gap = scale.gap()
    for x, text in [*scale.ticks(), *([(gap, "…")] if gap else [])]:
        said = set_words(text, 0, top, LANE[1] - LANE[0], DETAIL, colour=SOFT)
        said = said.moved(x - said.box.width / 2, top)
        if not any(said.box.widened(_GAP).overlaps(other.box) for other in words):
            words.append(said)
    return words


def _grid(scale: Axis, top: float, bottom: float) -> tuple[Rule, ...]:
    return tuple(Rule(Point(x, top), Point(x, bottom), GRID) for x, _ in scale.ticks())
