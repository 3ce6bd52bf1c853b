"""The cards of a map: a company, and a line of words for each relation with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.pictures import wording
from bot.pictures.looks import CARD, DETAIL, EDGE, HEADING, NAME, SOFT
from bot.pictures.scene import Box, Panel, Words
from bot.pictures.setting import set_words
from bot.pictures.sides import Section
from bot.pictures.ties import Bond, Other

_PAD = 14
_ABOVE = 9
_GAP = 10
_BETWEEN_SECTIONS = 20


@dataclass
class Column:
    """Sections below one another; `bottom` grows as they are added."""

    left: float
    right: float
    top: float
    bottom: float = field(init=False)
    panels: list[Panel] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    #: Where each bond's line meets its card, from top to bottom.
    ports: list[tuple[Bond, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.bottom = self.top

    @property
    def middle(self) -> float:
        """Between the first and the last port."""
        return (self.ports[0][1] + self.ports[-1][1]) / 2 if self.ports else self.top

    def add(self, section: Section) -> None:
        if self.panels:
            self.bottom += _BETWEEN_SECTIONS
        n = len(section.companies)
        named = section.relation.counted(n + section.more).partition(" ")[2]
        self._say(named[:1].upper() + named[1:], bold=True)
        for other in section.companies:
            self._card(other)
        if section.more:
            self._say(wording.spoken()("drawn.and_more", n=section.more))

    def _say(self, text: str, bold: bool = False) -> None:
        words = set_words(text, self.left + _PAD, self.bottom, self._room, HEADING, colour=SOFT, bold=bold, most=2)
        self._put(words)
        self.bottom += _GAP / 2

    def _card(self, other: Other) -> None:
        top = self.bottom
        self.bottom += _ABOVE
        self._put(set_words(other.name, self.left + _PAD, self.bottom, self._room, NAME, bold=True))
        alone = len(other.bonds) == 1
        for bond in other.bonds:
            text = bond.told() if alone else f"{bond.relation.brief}: {bond.told(months=False)}"
            words = set_words(text, self.left + _PAD, self.bottom, self._room, DETAIL, colour=SOFT)
            self._put(words)
            self.ports.append((bond, words.box.middle.y))
        self.bottom += _ABOVE
        if alone:
            self.ports[-1] = (other.bonds[0], (top + self.bottom) / 2)
        self.panels.append(Panel(Box(self.left, top, self.right, self.bottom), CARD, EDGE))
        self.bottom += _GAP

    def _put(self, words: Words) -> None:
        self.words.append(words)
        self.bottom = words.box.bottom

    @property
    def _room(self) -> float:
        return self.right - self.left - 2 * _PAD


def column(sections: Iterable[Section], left: float, right: float, top: float) -> Column:
    """The sections between two edges, below `top`."""
    made = Column(left, right, top)
    for section in sections:
        made.add(section)
    return made
