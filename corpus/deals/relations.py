"""What holds between two companies that one sentence names, as a model judges it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol


class Relation(StrEnum):
    """Read from the company named first: `SUPPLIES` when the first supplies the second."""

    NONE = "none"
    SUPPLIES = "supplies"
    IS_SUPPLIED = "is supplied"
    PARTNERS = "partners"
    VENTURE = "venture"
    MERGES = "merges"
    ACQUIRES = "acquires"
    IS_ACQUIRED = "is acquired"
    SELLS_TO = "sells to"  #: a third company, or a part of the first; the second acquires it
    BUYS_FROM = "buys from"
    INVESTS = "invests"
    IS_INVESTED = "is invested in"
    LICENSES = "licenses"
    IS_LICENSED = "is licensed"
    OWNS = "owns"  #: a state, no deal
    IS_OWNED = "is owned"


class Telling(StrEnum):
    """How a sentence tells of a relation."""

    FACT = "fact"
    RUMOURED = "rumoured"
    TALKS = "talks"
    MOU = "mou"
    ENDED = "ended"
    DENIED = "denied"
    IMAGINED = "imagined"  #: a wish, a forecast, an advice of the writer: no deal


class Pair(NamedTuple):
    """Two companies of one sentence. Spans are (start, end) into `text`; a company may be named more than once."""

    text: str
    first: tuple[tuple[int, int], ...]
    second: tuple[tuple[int, int], ...]
    #: Names of other companies.
    others: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Probabilities; those of `relations` add up to 1, those of `tellings` too."""

    relations: Mapping[Relation, float]
    tellings: Mapping[Telling, float]
    #: That the sentence recalls what is old or standing.
    background: float


#: Of two companies that a model cannot read together: nothing is told of them.
UNTOLD = Judgement(
    {each: float(each is Relation.NONE) for each in Relation},
    {each: float(each is Telling.FACT) for each in Telling},
    0.0,
)


class RelationModel(Protocol):
    """Judges pairs. Safe to share between threads; the judgement of a pair does not depend on the others."""

    @property
    def identity(self) -> str:
        """Changes whenever the judgements do."""

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """One judgement a pair, in order."""
