"""The legend: the types and stages that are in the picture, and no others."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.pictures import wording
from bot.pictures.looks import DETAIL, INK, LOOKS, MARGIN, PHASES, SOFT, WIDTH, Phase
from bot.pictures.relations import DIRECTED
from bot.pictures.scene import Mark, Point, Stroke, Words
from bot.pictures.setting import set_words
from corpus.deals.drafts import DealType, Stage

_SAMPLE = 72
_SIGN = 24
_GAP = 12
_BETWEEN = 40
_ROW = 44


@dataclass(frozen=True, slots=True)
class Legend:
    strokes: tuple[Stroke, ...]
    marks: tuple[Mark, ...]
    words: tuple[Words, ...]
    bottom: float


@dataclass(frozen=True, slots=True)
class Entry:
    """What a sign means: a line, or a mark when `type` is None."""

    text: str
    stage: Stage
    type: DealType | None = None
    arrow: bool = False


def of_types(types: Iterable[DealType], arrows: bool = True) -> list[Entry]:
    """How each type is drawn, and where its arrow leads if there are arrows."""
    drawn = set(types)
    entries = []
    for type_ in LOOKS:
        if type_ in drawn:
            arrow = arrows and type_ in DIRECTED
            word = wording.type_(type_)
            entries.append(Entry(f"{word}: {wording.leads(type_)}" if arrow else word, Stage.AGREED, type_, arrow))
    return entries


def of_lines(lines: Iterable[tuple[DealType, Stage]]) -> list[Entry]:
    """What whole, dashed and crossed lines mean, each in a type that is drawn so."""
    drawn = sorted(lines, key=lambda line: (list(Stage).index(line[1]), list(DealType).index(line[0])))
    entries = []
    for phase in Phase:
        such = [line for line in drawn if PHASES[line[1]] is phase]
        if such:
            words = dict.fromkeys(wording.stage(stage) for _, stage in such)
            entries.append(Entry(", ".join(words), such[0][1], such[0][0]))
    return entries


def of_marks(stages: Iterable[Stage]) -> list[Entry]:
    """The sign of each stage."""
    drawn = set(stages)
    return [Entry(wording.stage(stage), stage) for stage in Stage if stage in drawn]


def legend(entries: Iterable[Entry], top: float) -> Legend:
    """The entries in rows below `top`, as many in a row as fit."""
    strokes, marks, words = [], [], []
    left = float(MARGIN)
    for entry in entries:
        sample = _SAMPLE if entry.type else _SIGN
        text = set_words(entry.text, 0, 0, WIDTH - 2 * MARGIN - sample - _GAP, DETAIL, colour=SOFT, most=1)
        if left > MARGIN and left + sample + _GAP + text.box.width > WIDTH - MARGIN:
            left, top = MARGIN, top + _ROW
        middle = top + _ROW / 2
        if entry.type:
            ends = (Point(left, middle), Point(left + sample, middle))
            strokes.append(Stroke(ends, entry.type, PHASES[entry.stage], entry.arrow))
        else:
            marks.append(Mark(Point(left + sample / 2, middle), entry.stage, INK))
        words.append(text.moved(left + sample + _GAP, middle - text.box.height / 2))
        left += sample + _GAP + text.box.width + _BETWEEN
    return Legend(tuple(strokes), tuple(marks), tuple(words), top + _ROW)
