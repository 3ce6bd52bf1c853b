"""What another company is to the one that is drawn: its supplier, its customer, its partner."""

from enum import StrEnum
from typing import NamedTuple

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
        return _WORDS[self]

    @property
    def plural(self) -> str:
        return f"{self.word[:-1]}ies" if self.word.endswith("y") else f"{self.word}s"

    @property
    def brief(self) -> str:
        """The word, as short as a line needs it that shows the type as well."""
        return self.word.removesuffix(" partner")

    def counted(self, n: int) -> str:
        """`1 supplier`, `3 suppliers`."""
        return f"{n} {self.word if n == 1 else self.plural}"


#: In the order in which they are listed.
_WORDS = {
    Relation(DealType.PARTNERSHIP, Direction.MUTUAL): "partner",
    Relation(DealType.JOINT_VENTURE, Direction.MUTUAL): "joint venture partner",
    Relation(DealType.SUPPLY, Direction.FROM): "supplier",
    Relation(DealType.SUPPLY, Direction.TO): "customer",
    Relation(DealType.LICENSING, Direction.FROM): "licensor",
    Relation(DealType.LICENSING, Direction.TO): "licensee",
    Relation(DealType.INVESTMENT, Direction.FROM): "investor",
    Relation(DealType.INVESTMENT, Direction.TO): "investee",
    Relation(DealType.ACQUISITION, Direction.FROM): "acquirer",
    Relation(DealType.ACQUISITION, Direction.TO): "takeover target",
    Relation(DealType.SUPPLY, Direction.MUTUAL): "trading partner",
    Relation(DealType.LICENSING, Direction.MUTUAL): "cross-licensing partner",
    Relation(DealType.INVESTMENT, Direction.MUTUAL): "co-investor",
    Relation(DealType.ACQUISITION, Direction.MUTUAL): "merger partner",
}
_PLACES = {relation: place for place, relation in enumerate(_WORDS)}


def relation(type_: DealType, direction: Direction) -> Relation:
    """Partnerships and joint ventures have no direction, whatever is said."""
    return Relation(type_, direction if type_ in DIRECTED else Direction.MUTUAL)


def place(relation: Relation) -> int:
    """Where it comes in lists."""
    return _PLACES[relation]
