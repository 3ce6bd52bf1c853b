"""Lines with an area: curves, pieces of them, lines beside them, arrowheads."""

from collections.abc import Iterator
from itertools import pairwise
from math import hypot

from bot.pictures.scene import Point

_STEPS = 36


def curve(start: Point, end: Point) -> tuple[Point, ...]:
    """From one to the other, leaving and arriving level."""
    half = (start.x + end.x) / 2
    points = []
    for step in range(_STEPS + 1):
        t = step / _STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
        points.append(Point((a * start.x) + (b + c) * half + d * end.x, (a + b) * start.y + (c + d) * end.y))
    return tuple(points)


def length(points: tuple[Point, ...]) -> float:
    return sum(hypot(b.x - a.x, b.y - a.y) for a, b in pairwise(points))


def piece(points: tuple[Point, ...], begin: float, end: float) -> tuple[Point, ...]:
    """What lies between two distances along the line; empty if they are beyond it."""
    cut: list[Point] = []
    gone = 0.0
    for a, b in pairwise(points):
        long = hypot(b.x - a.x, b.y - a.y)
        low, high = max(begin - gone, 0.0), min(end - gone, long)
        if long and low < high:
            if not cut:
                cut.append(_between(a, b, low / long))
            cut.append(_between(a, b, high / long))
        gone += long
    return tuple(cut)


def at(points: tuple[Point, ...], distance: float) -> Point:
    """The point at a distance along the line."""
    return (piece(points, distance, distance + 1) or points[-1:])[0]


def beside(points: tuple[Point, ...], by: float) -> tuple[Point, ...]:
    """The line moved to its right by so many pixels."""
    moved = []
    for i, point in enumerate(points):
        before, after = points[max(i - 1, 0)], points[min(i + 1, len(points) - 1)]
        x, y = after.x - before.x, after.y - before.y
        long = hypot(x, y) or 1.0
        moved.append(Point(point.x - y / long * by, point.y + x / long * by))
    return tuple(moved)


def dashes(points: tuple[Point, ...], on: float, off: float) -> Iterator[tuple[Point, ...]]:
    """The line in dashes, one at each end."""
    long = length(points)
    n = max(round((long + off) / (on + off)), 1)
    dash = max((long - (n - 1) * off) / n, 1.0)
    for i in range(n):
        yield piece(points, i * (dash + off), i * (dash + off) + dash)


def arrowhead(points: tuple[Point, ...], long: float, wide: float) -> tuple[Point, Point, Point]:
    """A triangle whose tip is the line's end, lying along its last `long` pixels."""
    tip, foot = points[-1], at(points, length(points) - long)
    x, y = (tip.x - foot.x) / long, (tip.y - foot.y) / long
    half = wide / 2
    return (tip, Point(foot.x - y * half, foot.y + x * half), Point(foot.x + y * half, foot.y - x * half))


def _between(a: Point, b: Point, share: float) -> Point:
    return Point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
