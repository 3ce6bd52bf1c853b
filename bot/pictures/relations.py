"""What another company is to the one that is drawn: its supplier, its customer, its partner."""

from enum import StrEnum
from typing import NamedTuple

from bot.pictures import wording
from corpus.deals.drafts import DealType

#: Types whose parties do not do the same.
DIRECTED = frozenset({DealType.SUPPLY, DealType.ACQUISITION, DealType.INVESTMENT, DealType.LICENSING})


class Direction(StrEnum):
    """Where a deal leads, seen from the company that is drawn: from supplier, acquirer, investor or licensor."""

    TO = "to"  #: to the other one: it is supplied, bought, paid into
    FROM = "from"  #: from the other one
    MUTUAL = "mutual"


class Relation(NamedTuple):
    """A type of deal and where it leads."""

    type: DealType
    direction: Direction

    @property
    def word(self) -> str:
        """What the other company is called."""
        return self._said("one")

    @property
    def plural(self) -> str:
        return self._said("other")

    @property
    def brief(self) -> str:
        """The word, as short as a line needs it that shows the type as well."""
        return self._said("brief")

    def counted(self, n: int) -> str:
        """`1 supplier`, `3 suppliers`."""
        return f"{n} {self.word if n == 1 else self.plural}"

    def _said(self, form: str) -> str:
        return wording.spoken()(f"drawn_relation.{self.type}_{self.direction}.{form}")


#: In the order in which they are listed.
_ORDER = (
    Relation(DealType.PARTNERSHIP, Direction.MUTUAL),
    Relation(DealType.JOINT_VENTURE, Direction.MUTUAL),
    Relation(DealType.SUPPLY, Direction.FROM),
    Relation(DealType.SUPPLY, Direction.TO),
    Relation(DealType.LICENSING, Direction.FROM),
    Relation(DealType.LICENSING, Direction.TO),
    Relation(DealType.INVESTMENT, Direction.FROM),
    Relation(DealType.INVESTMENT, Direction.TO),
    Relation(DealType.ACQUISITION, Direction.FROM),
    Relation(DealType.ACQUISITION, Direction.TO),
    Relation(DealType.SUPPLY, Direction.MUTUAL),
    Relation(DealType.LICENSING, Direction.MUTUAL),
    Relation(DealType.INVESTMENT, Direction.MUTUAL),
    Relation(DealType.ACQUISITION, Direction.MUTUAL),
)
_PLACES = {relation: place for place, relation in enumerate(_ORDER)}


def relation(type_: DealType, direction: Direction) -> Relation:
    """Partnerships and joint ventures have no direction, whatever is said."""
    return Relation(type_, direction if type_ in DIRECTED else Direction.MUTUAL)


def place(relation: Relation) -> int:
    """Where it comes in lists."""
    return _PLACES[relation]
