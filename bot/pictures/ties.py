"""Which companies a company has deals with: its ties, summed up by the other one and by type."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from bot.pictures import wording
from bot.pictures.looks import PHASES, Phase
from bot.pictures.relations import Direction, Relation, place, relation
from bot.pictures.whens import When, span, when, years
from corpus.deals.drafts import DealType, Stage

#: When deals of one type differ in stage, the line shows the one that came furthest.
_FURTHEST = [
    Stage.COMPLETED, Stage.AGREED, Stage.MOU, Stage.TALKS, Stage.RUMOURED, Stage.ENDED, Stage.DENIED
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tie:
    """One deal as it binds the drawn company to one other; a deal of three companies makes two."""

    #: Id of the deal.
    deal: str
    #: Slug of the other company, and its name to show.
    company: str
    name: str
    type: DealType
    direction: Direction
    stage: Stage
    #: ISO 8601 as precisely as it is known: "2024", "2024-05", "2024-05-17".
    date: str | None = None
    #: Known only from articles that recall it.
    background: bool = False


@dataclass(frozen=True)
class Bond:
    """All deals of one relation with one company."""

    relation: Relation
    ties: tuple[Tie, ...]

    @cached_property
    def stage(self) -> Stage:
        return min((tie.stage for tie in self.ties), key=_FURTHEST.index)

    @property
    def phase(self) -> Phase:
        return PHASES[self.stage]

    @cached_property
    def dates(self) -> tuple[When, ...]:
        return tuple(date for tie in self.ties if (date := when(tie.date)))

    @cached_property
    def count(self) -> int:
        return len({tie.deal for tie in self.ties})

    @cached_property
    def rank(self) -> tuple[bool, bool, int, int, int]:
        """Sorts what matters most first: what lasts, what was news, most deals, the newest."""
        newest = max((date.last.toordinal() for date in self.dates), default=0)
        recalled = all(tie.background for tie in self.ties)
        return (self.phase is Phase.OVER, recalled, -self.count, -newest, place(self.relation))

    def told(self, months: bool = True) -> str:
        """`agreed, May 2024`, `completed, 2 deals, 2019–2024`."""
        deals = wording.spoken().counted("drawn.deals", self.count) if self.count > 1 else ""
        dates = span(self.dates) if months and not deals else years(self.dates)
        return ", ".join(part for part in (wording.stage(self.stage), deals, dates) if part)


@dataclass(frozen=True)
class Other:
    """A company that the drawn one has deals with."""

    company: str
    name: str
    #: What matters most first; at least one.
    bonds: tuple[Bond, ...]

    @property
    def relation(self) -> Relation:
        return self.bonds[0].relation

    @property
    def rank(self) -> tuple[bool, bool, int, int, str, str]:
        """As of what it is above all, but by all its deals."""
        over, recalled, _, newest, _ = self.bonds[0].rank
        return (over, recalled, -sum(bond.count for bond in self.bonds), newest, self.name, self.company)


def others(ties: Iterable[Tie]) -> list[Other]:
    """The companies tied to, what matters most first; the same in whatever order the ties come."""
    by_company: defaultdict[str, defaultdict[Relation, list[Tie]]] = defaultdict(lambda: defaultdict(list))
    for tie in sorted(ties, key=repr):
        by_company[tie.company][relation(tie.type, tie.direction)].append(tie)
    found = [_other(company, relations) for company, relations in by_company.items()]
    return sorted(found, key=lambda other: other.rank)


def by_relation(companies: Iterable[Other]) -> dict[Relation, list[Other]]:
    """The companies by what they are above all, relations in their order."""
    found: defaultdict[Relation, list[Other]] = defaultdict(list)
    for other in companies:
        found[other.relation].append(other)
    return {relation: found[relation] for relation in sorted(found, key=place)}


def _other(company: str, relations: dict[Relation, list[Tie]]) -> Other:
    bonds = sorted((Bond(relation, tuple(ties)) for relation, ties in relations.items()), key=lambda bond: bond.rank)
    names = sorted(tie.name for bond in bonds for tie in bond.ties)
    return Other(company, names[0], tuple(bonds))
