"""Deals in time: the stages that each went through, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from bot.pictures import wording
from bot.pictures.lettering import keep
from bot.pictures.relations import Direction, Relation, relation
from bot.pictures.whens import When, when
from corpus.deals.drafts import DealType, Stage


@dataclass(frozen=True, slots=True)
class Step:
    stage: Stage
    #: ISO 8601 as precisely as it is known: "2024", "2024-05", "2024-05-17"; None: not known.
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """One deal of a company, from its first report to its last."""

    #: Id of the deal.
    deal: str
    type: DealType
    direction: Direction
    #: Names of the other companies.
    others: tuple[str, ...]
    #: At least one, in any order.
    steps: tuple[Step, ...]
    product: str | None = None
    #: As people read them: "10 GWh/yr", "€1.2bn".
    quantity: str | None = None
    value: str | None = None

    @property
    def relation(self) -> Relation:
        return relation(self.type, self.direction)

    @property
    def name(self) -> str:
        return ", ".join(self.others) or wording.spoken()("drawn.not_named")

    @property
    def about(self) -> str:
        """`supplier · €1.2bn · 10 GWh/yr · battery cells`: the longest last, if something must be cut off."""
        figures = [keep(figure) for figure in (self.value, self.quantity) if figure]
        return "\u00a0· ".join([self.relation.word, *figures, *([self.product] if self.product else [])])

    @property
    def dated(self) -> tuple[tuple[When, Stage], ...]:
        """Each stage when it was reached, oldest first; later reports of the same stage left out."""
        known = [(date, step.stage) for step in self.steps if (date := when(step.date))]
        known.sort(key=lambda one: (one[0].middle, list(Stage).index(one[1])))
        return tuple(known[:1]) + tuple(after for before, after in pairwise(known) if after[1] is not before[1])

    @property
    def stage(self) -> Stage:
        """The last one; of those without a date the one that came furthest."""
        dated = self.dated
        return dated[-1][1] if dated else max((step.stage for step in self.steps), key=list(Stage).index)

    @property
    def state(self) -> str:
        """`agreed, May 2024`."""
        return ", ".join([wording.stage(self.stage), *(str(date) for date, _ in self.dated[-1:])])


def newest_first(courses: Iterable[Course]) -> list[Course]:
    """By the last date of each; those without one at the end."""

    def order(course: Course) -> tuple[int, str, str]:
        newest = max((date.middle.toordinal() for date, _ in course.dated), default=0)
        return -newest, course.name, course.deal

    return sorted(courses, key=order)
