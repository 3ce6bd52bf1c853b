"""A company's map: who supplies it and whom it supplies, its partners, investors and takeovers."""

from collections.abc import Iterable, Sequence
from math import ceil

from bot.pictures import legend, wording
from bot.pictures.canvas import paint
from bot.pictures.cards import Column, column
from bot.pictures.lettering import legible, printable, width
from bot.pictures.looks import INK, MARGIN, PAPER, SOFT, SUBTITLE, TITLE, WIDTH
from bot.pictures.relations import Direction
from bot.pictures.scene import Box, NothingToDraw, Panel, Point, Scene, Stroke, Words
from bot.pictures.setting import centred, set_words
from bot.pictures.sides import Sides, sides
from bot.pictures.strokes import curve
from bot.pictures.ties import Other, Tie, by_relation, others
from bot.pictures.whens import span

#: Widths: of the company in the middle, of a column of cards, and of one that is alone.
_SPINE, _COLUMN, _ALONE = 216, 362, 640
_BELOW_TITLE, _ABOVE_LEGEND = 28, 30
_INSIDE = 22
#: Between a line's end and what it leads to.
_SPACE = 5
#: Sizes of the name in the middle, the largest that fits.
_NAMES = (38, 34, 30, 26)
#: How far apart the lines are at the company in the middle, as a share of how far they are at the others.
_GATHERED = 0.7
_NEAREST = 30


def draw(company: str, ties: Iterable[Tie]) -> bytes:
    """The map as PNG, 1280 pixels wide.

    Raises:
        NothingToDraw: there are no ties.
    """
    return paint(scene(company, ties))


def scene(company: str, ties: Iterable[Tie]) -> Scene:
    """The map, not yet painted; raises as `draw` does."""
    companies = others(ties)
    if not companies:
        raise NothingToDraw(f"no deals of {company} are known")
    shown = sides(companies)
    title = set_words(_title(company, companies), MARGIN, MARGIN - 6, WIDTH - 2 * MARGIN, TITLE, bold=True)
    below = _below_title(companies, len(companies) - len(shown.companies))
    subtitle = set_words(below, MARGIN, title.box.bottom, WIDTH - 2 * MARGIN, SUBTITLE, colour=SOFT)
    left, right, spine, name = _placed(company, shown, subtitle.box.bottom + _BELOW_TITLE)
    bonds = [bond for bond, _ in (*left.ports, *right.ports)]
    entries = [
        *legend.of_types(bond.relation.type for bond in bonds),
        *legend.of_lines((bond.relation.type, bond.stage) for bond in bonds),
    ]
    key = legend.legend(entries, max(left.bottom, right.bottom, spine.bottom) + _ABOVE_LEGEND)
    return Scene(
        WIDTH,
        ceil(key.bottom) + MARGIN - 8,
        panels=(*left.panels, *right.panels, Panel(spine, INK, radius=16)),
        strokes=(
            *_lines(left, left.right + _SPACE, spine.left - _SPACE, spine.middle.y),
            *_lines(right, right.left - _SPACE, spine.right + _SPACE, spine.middle.y),
            *key.strokes,
        ),
        words=(title, subtitle, *left.words, *right.words, name, *key.words),
    )


def caption(company: str, ties: Iterable[Tie], names: int = 3) -> str:
    """The map in words, with the first names of each relation; empty when there are no ties."""
    companies = others(ties)
    if not companies:
        return ""
    parts = []
    for relation, some in by_relation(companies).items():
        named = [other.name for other in some[:names]] + ["…"] * (len(some) > names)
        parts.append(f"{relation.counted(len(some))} ({', '.join(named)})")
    dates = _dates(companies)
    return printable(f"{company}: {', '.join(parts)}. {_deals(companies)}{f', {dates}' if dates else ''}.")


def _title(company: str, companies: Sequence[Other]) -> str:
    n = len(companies)
    return wording.spoken().counted("drawn.with", n, company=company, deals=_deals(companies))


def _below_title(companies: Sequence[Other], more: int) -> str:
    parts = [_dates(companies) or wording.spoken()("drawn.no_dates")]
    if more:
        parts.append(wording.spoken()("drawn.shown", n=len(companies) - more))
    return " · ".join(parts)


def _deals(companies: Sequence[Other]) -> str:
    n = len({tie.deal for other in companies for bond in other.bonds for tie in bond.ties})
    return wording.spoken().counted("drawn.deals", n)


def _dates(companies: Sequence[Other]) -> str:
    return span(date for other in companies for bond in other.bonds for date in bond.dates)


def _placed(company: str, shown: Sides, top: float) -> tuple[Column, Column, Box, Words]:
    """The two columns, the box in the middle and the name in it, all centred on one line."""
    wide = _COLUMN if shown.left and shown.right else _ALONE
    edges = (MARGIN, MARGIN + wide), (WIDTH - MARGIN - wide, WIDTH - MARGIN)
    columns = [column(sections, *edge, 0) for sections, edge in zip((shown.left, shown.right), edges, strict=True)]
    middle = WIDTH / 2
    if not shown.left:
        middle = MARGIN + _SPINE / 2
    elif not shown.right:
        middle = WIDTH - MARGIN - _SPINE / 2
    across = (middle - _SPINE / 2, middle + _SPINE / 2)
    name = _name(company, Box(across[0] + _INSIDE, 0, across[1] - _INSIDE, 0))
    spread = max(_spread(made) for made in columns)
    high = max(name.box.height, spread) + 2 * _INSIDE
    centre = top + max(high / 2, *(made.middle for made in columns))
    left, right = (
        column(sections, *edge, centre - made.middle)
        for sections, edge, made in zip((shown.left, shown.right), edges, columns, strict=True)
    )
    spine = Box(across[0], centre - high / 2, across[1], centre + high / 2)
    return left, right, spine, name.moved(name.box.left, centre - name.box.height / 2)


def _name(company: str, box: Box) -> Words:
    """In the largest letters that break no word of it."""
    longest = max(legible(company).split(" "), key=lambda word: width(word, _NAMES[0], bold=True))
    size = next((size for size in _NAMES if width(longest, size, bold=True) <= box.width), _NAMES[-1])
    return centred(company, box, size, colour=PAPER, bold=True, most=8)


def _spread(column: Column) -> float:
    """How far apart the first and the last of a side's lines are at the company in the middle."""
    if len(column.ports) < 2:
        return 0
    return max(_NEAREST * (len(column.ports) - 1), _GATHERED * (column.ports[-1][1] - column.ports[0][1]))


def _lines(column: Column, outer: float, inner: float, centre: float) -> list[Stroke]:
    """From the cards to the company in the middle, or the other way, in the order of the cards: none cross."""
    spread, n = _spread(column), len(column.ports)
    strokes = []
    for i, (bond, y) in enumerate(column.ports):
        at_spine = centre + (i / (n - 1) - 0.5) * spread if n > 1 else centre
        line = curve(Point(outer, y), Point(inner, at_spine))
        direction = bond.relation.direction
        points = line[::-1] if direction is Direction.TO else line
        strokes.append(Stroke(points, bond.relation.type, bond.phase, direction is not Direction.MUTUAL))
    return strokes
