"""Which companies a map shows on which side: what comes from them on the left, what goes to them on the right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from bot.pictures.relations import Direction, Relation
from bot.pictures.ties import Other, by_relation

MOST = 30
#: Names and relations together: companies of many relations fill the picture earlier.
_MOST_ROWS = 80
#: More below one another would make a picture too tall for a phone.
_MOST_BESIDE = 16
#: From so many companies on, a side lends half of them to the other if that is empty.
_ALONE = 6
#: In rows: what a heading takes, and what it costs to break a section in two.
_HEADING, _BROKEN = 1, 4


@dataclass(frozen=True, slots=True)
class Section:
    """Companies of one relation on one side, what matters most first."""

    relation: Relation
    companies: tuple[Other, ...]
    #: How many are not shown; told where the last of the relation are.
    more: int


@dataclass(frozen=True, slots=True)
class Sides:
    """Sections from top to bottom."""

    left: tuple[Section, ...]
    right: tuple[Section, ...]

    @property
    def companies(self) -> list[Other]:
        return [other for section in (*self.left, *self.right) for other in section.companies]


def sides(companies: Iterable[Other]) -> Sides:
    """At most thirty companies, those that matter most of each relation, on two sides about as tall."""
    relations = by_relation(companies)
    shown = _shown(relations)
    left, right = _of(shown, Direction.FROM), _of(shown, Direction.TO)
    loose = _of(shown, Direction.MUTUAL)
    if not left and len(right) >= _ALONE:
        loose, right = [*loose, *right], []
    elif not right and len(left) >= _ALONE:
        loose, left = [*loose, *left], []
    cut = min(range(len(loose), -1, -1), key=lambda n: _lopsided(left, right, loose, n))
    more = {relation: len(all_) - len(shown[relation]) for relation, all_ in relations.items()}
    # The right side first, where the rest of a broken section is.
    on_right = _sections([*loose[cut:], *right], more)
    return Sides(_sections([*loose[:cut], *left], more), on_right)


def _shown(relations: dict[Relation, list[Other]]) -> dict[Relation, list[Other]]:
    """The first of each relation, then the second of each, until the picture is full."""
    shown: dict[Relation, list[Other]] = {relation: [] for relation in relations}
    used = {relation.direction for relation in relations}
    one_sided = not {Direction.FROM, Direction.TO} <= used
    for round_ in zip_longest(*relations.values()):
        for other in filter(None, round_):
            beside = _of(shown, other.relation.direction)
            full = other.relation.direction is not Direction.MUTUAL and len(beside) >= _MOST_BESIDE and not one_sided
            if not full and _has_room(shown, other):
                shown[other.relation].append(other)
    return shown


def _has_room(shown: dict[Relation, list[Other]], other: Other) -> bool:
    drawn = [one for some in shown.values() for one in some]
    if not shown[other.relation]:
        return True  # each relation is seen
    return len(drawn) < MOST and _rows([*drawn, other]) <= _MOST_ROWS


def _of(shown: dict[Relation, list[Other]], direction: Direction) -> list[Other]:
    return [other for relation, some in shown.items() if relation.direction is direction for other in some]


def _lopsided(left: Sequence[Other], right: Sequence[Other], loose: Sequence[Other], cut: int) -> int:
    broken = 0 < cut < len(loose) and loose[cut - 1].relation == loose[cut].relation
    return abs(_rows([*loose[:cut], *left]) - _rows([*loose[cut:], *right])) + _BROKEN * broken


def _rows(companies: Sequence[Other]) -> int:
    headings = len({other.relation for other in companies})
    return headings * _HEADING + sum(1 + len(other.bonds) for other in companies)


def _sections(companies: Iterable[Other], more: dict[Relation, int]) -> tuple[Section, ...]:
    return tuple(
        Section(relation, tuple(some), more.pop(relation, 0))
        for relation, some in groupby(companies, lambda other: other.relation)
    )
