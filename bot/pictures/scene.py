"""A picture before it is painted: what is where, in pixels from the top left corner."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.pictures.looks import Phase
from corpus.deals.drafts import DealType, Stage


class NothingToDraw(ValueError):
    """There is no deal to make a picture of."""


class Point(NamedTuple):
    x: float
    y: float


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> Point:
        return Point((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    def widened(self, by: float) -> "Box":
        """With so much more on its left and on its right."""
        return Box(self.left - by, self.top, self.right + by, self.bottom)

    def overlaps(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of one size, all their ink inside `box`."""

    lines: tuple[str, ...]
    box: Box
    size: int
    colour: str
    bold: bool = False
    centred: bool = False

    def moved(self, left: float, top: float) -> "Words":
        """The same with its corner there."""
        box = Box(left, top, left + self.box.width, top + self.box.height)
        return replace(self, box=box)


@dataclass(frozen=True, slots=True)
class Panel:
    """A filled rectangle with round corners, and an edge if it has a colour for one."""

    box: Box
    fill: str
    edge: str | None = None
    radius: float = 10


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line that stands for deals: its look says their type, its dashes how far they have come."""

    points: tuple[Point, ...]
    type: DealType
    phase: Phase
    #: An arrowhead at the last point.
    arrow: bool = False
    #: Without beads and knobs, where they could be taken for marks.
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin straight line of the axis or the grid."""

    start: Point
    end: Point
    colour: str
    width: float = 1.5


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign for a stage: hollow, half, full, ringed, crossed out or struck through."""

    centre: Point
    stage: Stage
    colour: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Painted in the order of these fields, so that words lie on top."""

    width: int
    height: int
    panels: tuple[Panel, ...] = ()
    rules: tuple[Rule, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    marks: tuple[Mark, ...] = ()
    words: tuple[Words, ...] = ()
