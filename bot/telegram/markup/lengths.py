"""How much a message holds, as Telegram counts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.telegram.markup import html
from bot.telegram.markup.html import Node


@dataclass(frozen=True, slots=True)
class Size:
    """Of a message or a part of it."""

    #: UTF-16 code units of the text that is shown.
    units: int = 0
    #: Stretches that stand out or lead somewhere; what Telegram finds by itself counts, rather too often.
    entities: int = 0
    #: Bytes of the HTML.
    octets: int = 0

    def __add__(self, other: "Size") -> "Size":
        return Size(self.units + other.units, self.entities + other.entities, self.octets + other.octets)

    def __sub__(self, other: "Size") -> "Size":
        return Size(self.units - other.units, self.entities - other.entities, self.octets - other.octets)

    def fits(self, room: "Size") -> bool:
        return self.units <= room.units and self.entities <= room.entities and self.octets <= room.octets


#: Entities over 100 are dropped, so a link would be lost; the rest is refused.
MESSAGE = Size(4_096, 100, 32_000)
CAPTION = Size(1_024, 100, 32_000)

#: @names, #tags, $tags, /commands, addresses and the like, which Telegram makes links of.
#: Begins with a set of letters, by which `re` is four times as fast.
_FOUND_BY_TELEGRAM = re.compile(r"[@#$/.:](?:(?<=[@#$/])\w|(?<=\w\.)(?=[^\W\d_]{2})|(?<=:)//)")


def units(text: str) -> int:
    """UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def size(nodes: Iterable[Node]) -> Size:
    """Of a part of a message."""
    nodes = tuple(nodes)
    return Size(units(html.text(nodes)), _entities(nodes), len(html.written(nodes).encode()))


def _entities(nodes: Iterable[Node]) -> int:
    return sum(
        len(_FOUND_BY_TELEGRAM.findall(node)) if isinstance(node, str) else 1 + _entities(node.children)
        for node in nodes
    )
