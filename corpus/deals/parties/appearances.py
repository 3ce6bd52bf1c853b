"""A company's place in a sentence: by which words it is meant, and what it does there."""

from dataclasses import dataclass
from enum import StrEnum


class Use(StrEnum):
    """What a company's name stands for in one place."""

    PARTY = "party"
    PRODUCT = "product"  #: its maker's name in a product's: `the Hyundai Kona`
    RELATIVE = "relative"  #: it only says whose unit or parent the one beside it is: `Volkswagen's PowerCo`
    SOURCE = "source"  #: `told Reuters`, `analysts at Bernstein`
    ADVISER = "adviser"  #: to a party: `Lazard acted as financial adviser`
    EMPLOYER = "employer"  #: it says where a person comes from: `a former Tesla engineer`
    MARKET = "market"  #: where shares are traded: `listed on Nasdaq`


@dataclass(frozen=True, slots=True)
class Appearance:
    """A company in a text, by its name or by a reference: `the Korean battery maker`, `both companies`."""

    start: int
    end: int
    text: str
    #: One company; two or more for `the two companies`.
    slugs: tuple[str, ...]
    use: Use = Use.PARTY
    #: False for a reference, which says less surely whom it means.
    by_name: bool = True
