"""What a reader hands over: the deals that one article tells, each field with its quote."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class DealType(StrEnum):
    """What kind of deal it is. A company acting alone has made none."""

    SUPPLY = "supply"  #: orders and contract wins too
    PARTNERSHIP = "partnership"
    JOINT_VENTURE = "joint_venture"
    ACQUISITION = "acquisition"
    INVESTMENT = "investment"  #: stakes, rounds, loans and grants to a named company
    LICENSING = "licensing"


class Stage(StrEnum):
    """How far a deal has come, from the least to the most, then its two ends."""

    RUMOURED = "rumoured"  #: by unnamed sources
    TALKS = "talks"
    MOU = "mou"
    AGREED = "agreed"
    COMPLETED = "completed"
    ENDED = "ended"
    DENIED = "denied"


class Role(StrEnum):
    """What a party does in a deal."""

    SUPPLIER = "supplier"
    BUYER = "buyer"
    PARTNER = "partner"
    ACQUIRER = "acquirer"
    TARGET = "target"
    SELLER = "seller"
    INVESTOR = "investor"
    INVESTEE = "investee"
    LICENSOR = "licensor"
    LICENSEE = "licensee"


@dataclass(frozen=True, slots=True)
class Readable:
    """An article as a reader gets it. Offsets of quotes are into `text`, or into `title`."""

    title: str
    text: str
    source: str | None
    published: datetime | None  #: aware, UTC


@dataclass(frozen=True, slots=True)
class Quote:
    """The words that say one field: `quote == (title if in_title else text)[start:end]`."""

    #: "deal" (the sentence that tells it), "stage", "value", "quantity", "product", "announced", "start",
    #: "place", or "party:" and a company's slug.
    field: str
    quote: str
    start: int
    end: int
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class PartyDraft:
    """A company in a deal: `name` as the article writes it, `company` the slug it was resolved to."""

    name: str
    company: str
    role: Role


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much of the deal's product, in plain numbers: (10, "GWh/yr"), (160_000, "vehicles"), (5_000, "t")."""

    amount: float
    unit: str


@dataclass(frozen=True, slots=True)
class Value:
    """What a deal is worth in whole currency units, the main sum stated: (1.2e9, "EUR")."""

    amount: float
    currency: str  #: ISO 4217


@dataclass(frozen=True, slots=True)
class DealDraft:
    """One deal as one article tells it. Nothing in it is guessed: what the article leaves out is None or empty."""

    type: DealType
    stage: Stage
    #: The article only recalls this deal; its news is another.
    background: bool
    #: In the order the article names them; at least two, of different companies.
    parties: tuple[PartyDraft, ...]
    evidence: tuple[Quote, ...]
    product: str | None = None
    quantity: Quantity | None = None
    value: Value | None = None
    places: tuple[str, ...] = ()
    #: ISO 8601 as precisely as it is told: "2024", "2024-05", "2024-05-17".
    announced: str | None = None
    start: str | None = None  #: of supply or production, likewise


class Reader(Protocol):
    """Reads deals out of articles. What it returns for one article depends on that article alone."""

    @property
    def identity(self) -> str:
        """Changes whenever the reader would read otherwise; articles read by another are read again."""

    def read(self, article: Readable) -> list[DealDraft]:
        """The deals told in an article, the news before the background, none twice.

        Raises:
            Unavailable: a model's server did not answer; try again later.
        """
