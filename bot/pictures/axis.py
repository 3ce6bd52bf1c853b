"""A scale of dates, on which one long time without deals takes little room."""

from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bot.pictures.whens import When, month

#: Days that an axis shows at least.
_SHORTEST = 120
#: A gap of more days than this, and more than half of all, is cut down to this share of the rest,
_LONG_GAP, _CUT_TO = 5 * 365, 0.22
#: if the rest is so many days with deals, which would else lie on one another.
_CROWD = 4
#: Months between ticks, the least that gives no more than so many.
_STEPS, _MOST_TICKS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 1200), 5


@dataclass(frozen=True, slots=True)
class Axis:
    #: Days and where they are, both rising; straight in between.
    knots: tuple[tuple[int, float], ...]
    #: The knot after which a gap is cut.
    cut: int | None

    def at(self, day: date) -> float:
        """Where a day is, in pixels; the nearer end for one outside."""
        days = [knot for knot, _ in self.knots]
        i = min(max(bisect(days, day.toordinal()), 1), len(days) - 1)
        (before, left), (after, right) = self.knots[i - 1], self.knots[i]
        share = (day.toordinal() - before) / (after - before)
        return left + min(max(share, 0.0), 1.0) * (right - left)

    def ticks(self) -> list[tuple[float, str]]:
        """Where first days of years or months are, and what they are called."""
        gaps = (after - before for (before, _), (after, _) in pairwise(self.knots))
        months = sum(gap for i, gap in enumerate(gaps) if i != self.cut) / 30.4
        step = next((step for step in _STEPS if months / step <= _MOST_TICKS), _STEPS[-1])
        return [(self.at(day), str(day.year) if step >= 12 else month(day)) for day in self._days(step)]

    def gap(self) -> float | None:
        """The middle of the gap that is cut."""
        return None if self.cut is None else (self.knots[self.cut][1] + self.knots[self.cut + 1][1]) / 2

    def _days(self, step: int) -> Iterator[date]:
        first, last = (date.fromordinal(self.knots[i][0]) for i in (0, -1))
        months = -(-(first.year * 12 + first.month - 1 + (first.day > 1)) // step) * step
        while (day := date(months // 12, months % 12 + 1, 1)) <= last:
            if self.cut is None or not self.knots[self.cut][0] < day.toordinal() < self.knots[self.cut + 1][0]:
                yield day
            months += step


def axis(dates: Iterable[When], left: float, right: float) -> Axis:
    """An axis that holds all the dates, at least one, between two edges."""
    days = sorted({day.toordinal() for when in dates for day in (when.first, when.last)})
    cut = _cut(days)
    kept = days[-1] - days[0] - (days[cut + 1] - days[cut] if cut is not None else 0)
    room = max(_SHORTEST - kept, kept // 40, 2) // 2
    days = [days[0] - room, *days, days[-1] + room]
    weights = [float(after - before) for before, after in pairwise(days)]
    if cut is not None:
        cut += 1
        weights[cut] = (kept + 2 * room) * _CUT_TO
    scale = (right - left) / sum(weights)
    knots = [(day, left + sum(weights[:i]) * scale) for i, day in enumerate(days)]
    return Axis(tuple(knots), cut)


def _cut(days: list[int]) -> int | None:
    """The day before the gap, if there is one to cut."""
    gap, i = max(((after - before, i) for i, (before, after) in enumerate(pairwise(days))), default=(0, 0))
    long = gap > max(_LONG_GAP, (days[-1] - days[0]) / 2)
    return i if long and len(days) > _CROWD else None
