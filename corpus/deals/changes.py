"""What recording changed, for those who tell people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session


class Kind(StrEnum):
    """What became of a deal."""

    NEW = "new"  #: not known before, or only from what recalled it
    REVISED = "revised"
    MERGED = "merged"
    GONE = "gone"  #: nothing tells it any more


@dataclass(frozen=True, slots=True)
class Change:
    """One deal changed. `deal_key` outlives a change of its id."""

    kind: Kind
    deal_key: int
    deal_id: str
    revision: int
    #: "stage", "value", "quantity": what is told anew, otherwise or no more; of an edited article also "product",
    #: "place", "announced", "start", "party". Empty for the other kinds.
    facts: tuple[str, ...] = ()
    #: The deal that this one is part of now.
    into: str | None = None
    background: bool = False
    #: When the newest fact was published; None: nobody knows. Old news is not new because it was read now.
    told: datetime | None = None


#: Called in the transaction that made these changes, at this time: what it writes is stored with them or not at all.
OnChanges = Callable[[Session, Sequence[Change], datetime], object]


def unheard(session: Session, changes: Sequence[Change], now: datetime) -> None:
    """The `OnChanges` of whoever has nobody to tell."""
