"""Lines dealt out to messages: whole ones where they fit, so that a message ends where a thought does."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from bot.telegram.markup import cutting
from bot.telegram.markup.html import Element, Node
from bot.telegram.markup.lengths import MESSAGE, Size, size
from bot.telegram.markup.lines import Line


@dataclass
class _Page:
    """A message as it fills."""

    limit: Size
    lines: list[Line] = field(default_factory=list)
    used: Size = field(default_factory=Size)

    def room(self, line: Line) -> Size:
        """For this line, what comes around it taken off."""
        return self.limit - self.used - self._around(line)

    def takes(self, line: Line) -> bool:
        room = self.room(line)
        return sum(len(run.text) for run in line.runs) <= room.units and size(line.nodes).fits(room)

    def add(self, line: Line) -> None:
        self.used += self._around(line) + size(line.nodes)
        self.lines.append(line)

    def is_nearly_full(self) -> bool:
        """A part of a line is not worth putting here."""
        return bool(self.lines) and self.used.units > self.limit.units * 3 // 4

    def ends_in_heading(self) -> bool:
        """One that can go over with what it heads."""
        return len(self.lines) > 1 and self.lines[-1].is_heading and not self.lines[-2].is_heading

    def _around(self, line: Line) -> Size:
        above = self.lines[-1] if self.lines else None
        opens = line.quote and not (above and above.block == line.block)
        return size([line.gap] if above else []) + size([Element(line.quote, ())] if opens and line.quote else [])


def paged(lines: Iterable[Line], first: Size = MESSAGE) -> Iterator[list[Line]]:
    """The lines of each message, never none; `first` is what the first one holds."""
    page = _Page(first)
    for line in lines:
        rest: Line | None = line
        while rest and not page.takes(rest):
            head = None
            if not (page.lines and (_Page(MESSAGE).takes(rest) or page.is_nearly_full())):
                head, rest = cutting.cut(rest, page.room(rest), anywhere=not page.lines)
            following = _Page(MESSAGE)
            if head:
                page.add(head)
            elif page.ends_in_heading():
                following.add(page.lines.pop())
            if page.lines:
                yield page.lines
            page = following
        if rest:
            page.add(rest)
    if page.lines:
        yield page.lines


def nodes(lines: Iterable[Line]) -> tuple[Node, ...]:
    """The tree of one message."""
    made: list[Node] = []
    for _, group in groupby(lines, key=lambda line: line.block):
        first, *more = group
        inner = [*first.nodes, *(node for line in more for node in (line.gap, *line.nodes))]
        made += [first.gap] if made else []
        made += [Element(first.quote, tuple(inner))] if first.quote else inner
    return tuple(made)
