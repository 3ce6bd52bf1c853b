"""Two reports compared: what speaks for one deal, what against, and what forbids it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.companies.families import Families
from corpus.deals.drafts import DealDraft, DealType, Stage
from corpus.deals.matching import figures, parties, places, products, timing
from corpus.deals.matching.reports import Report
from corpus.deals.matching.spans import Span, span

#: Bump when the same reports would be matched otherwise: every article is then read and matched again.
RULES = "2"
#: Hundredths that two reports of one deal have at least.
ENOUGH = 80

_YEAR = 365
_QUARTER = 92

#: Types that two articles may give one deal, and what that is worth beside the same type.
_KIN = {
    frozenset((DealType.SUPPLY, DealType.PARTNERSHIP)): 10,
    frozenset((DealType.PARTNERSHIP, DealType.JOINT_VENTURE)): 10,
    frozenset((DealType.ACQUISITION, DealType.INVESTMENT)): 5,
    frozenset((DealType.PARTNERSHIP, DealType.LICENSING)): 0,
    frozenset((DealType.PARTNERSHIP, DealType.INVESTMENT)): -20,
    frozenset((DealType.JOINT_VENTURE, DealType.INVESTMENT)): -25,
}


@dataclass(frozen=True, slots=True)
class Factor:
    """One thing looked at: "parties", "type", "direction", "product", "round", "value", "quantity", "place"..."""

    name: str
    #: Hundredths for one deal, or against.
    points: int
    note: str
    #: It forbids that they are one deal.
    forbids: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a comparison comes to."""

    #: Hundredths.
    score: int
    #: The first factor that forbids one deal: "direction", "product"...
    forbidden: str | None

    @property
    def same(self) -> bool:
        """Whether these two, taken alone, tell one deal."""
        return self.score >= ENOUGH and self.forbidden is None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that two reports were compared by."""

    factors: tuple[Factor, ...]

    @property
    def verdict(self) -> Verdict:
        return Verdict(
            score=sum(factor.points for factor in self.factors),
            forbidden=next((factor.name for factor in self.factors if factor.forbids), None),
        )


@lru_cache(maxsize=1 << 16)
def verdict(one: Report, other: Report, families: Families) -> Verdict:
    """What comparing the two comes to.

    Remembered: each new report of a deal told by a hundred articles sets all of them beside each other again.
    """
    return compare(one, other, families).verdict


def compare(one: Report, other: Report, families: Families) -> Comparison:
    """How well two reports fit one deal; the order of the two makes no difference.

    Stops at parties or types that no deal shares.
    """
    one, other = sorted((one, other), key=lambda report: report.order)
    if one.article_id == other.article_id:
        return Comparison((Factor("article", -50, "told as two by one article", forbids=True),))
    a, b = one.draft, other.draft
    kin = 20 if a.type is b.type else _KIN.get(frozenset((a.type, b.type)))
    types = " and ".join(sorted({a.type.value, b.type.value}))
    if kin is None:
        return Comparison((Factor("type", -50, types, forbids=True),))
    found = parties.align(a, b, families)
    shared = parties.points(a, b, found)
    if shared is None:
        return Comparison((Factor("parties", -50, _names(found), forbids=True),))
    return Comparison(
        (Factor("parties", shared, _names(found)), Factor("type", kin, types), *_facts(one, other, found))
    )


def _facts(one: Report, other: Report, found: parties.Alignment) -> Iterator[Factor]:
    a, b = one.draft, other.draft
    yield _direction(found)
    figure_factors = list(_figures(a, b))
    time = timing.compare(one, other)
    yield Factor("time", time.points, time.note, time.contradiction)
    yield from _step(one, other)
    yield from _round(one, other)
    yield from _product(a, b)
    yield from figure_factors
    yield from _start(one, other)
    # Two tellings of one sum within days are one deal, though each names another of its places.
    sure = time.points >= 40 and any(factor.points > 0 for factor in figure_factors)
    yield from _place(a, b, sure)


def _direction(found: parties.Alignment) -> Factor:
    if parties.opposed(found):
        return Factor("direction", -50, "the other way round", forbids=True)
    agreed = any(a.role is b.role for a, b in found.pairs)
    return Factor("direction", 10 if agreed else 0, "the same" if agreed else "not told by one")


def _step(one: Report, other: Report) -> Iterator[Factor]:
    """A memorandum and a contract of one day are two papers, unless told as one type."""
    a, b = one.draft, other.draft
    papers = {a.stage, b.stage} == {Stage.MOU, Stage.AGREED} and a.type is not b.type
    if papers and one.published and other.published and abs((one.published - other.published).days) <= 10:
        yield Factor("step", -40, "a memorandum and a contract")


def _round(one: Report, other: Report) -> Iterator[Factor]:
    first, second = one.funding_round, other.funding_round
    if first and second:
        same = first == second
        yield Factor("round", 30 if same else -50, first if same else f"{first}, {second}", forbids=not same)


def _product(a: DealDraft, b: DealDraft) -> Iterator[Factor]:
    likeness = products.compare(a.product, b.product)
    if likeness.agree is not None:
        points = round(40 * likeness.agree) if likeness.agree else -30
        note = likeness.contradiction or f"{a.product}, {b.product}"
        yield Factor("product", points, note, forbids=likeness.contradiction is not None)


def _figures(a: DealDraft, b: DealDraft) -> Iterator[Factor]:
    value, quantity = figures.same_value(a.value, b.value), figures.same_quantity(a.quantity, b.quantity)
    if value is not None and a.value and b.value:
        # A company is bought once; its price is raised, lowered and told with or without debt.
        against = -20 if a.type is b.type is DealType.ACQUISITION else -50
        yield Factor("value", 50 if value else against, f"{a.value.amount:g} and {b.value.amount:g} {a.value.currency}")
    if quantity is not None and a.quantity and b.quantity:
        told = f"{a.quantity.amount:g} and {b.quantity.amount:g} {a.quantity.unit}"
        yield Factor("quantity", 40 if quantity else -50, told)


def _start(one: Report, other: Report) -> Iterator[Factor]:
    first, second = span(one.draft.start), span(other.draft.start)
    if first and second:
        days = first.apart(second)
        if days == 0 or days > _YEAR:
            # Two contracts may well start in one year, hardly in one month.
            exact = first == second and first.days <= _QUARTER
            yield Factor("start", -20 if days else 30 if exact else 20, f"{one.draft.start} and {other.draft.start}")
    for begins, recall in ((first, other), (second, one)):
        if begins and not recall.draft.start and _recalled_before(recall, begins):
            yield Factor("start", -35, "recalled as running long before the other starts")


def _place(a: DealDraft, b: DealDraft, sure: bool) -> Iterator[Factor]:
    same = places.compare(a.places, b.places)
    if same is not None:
        told = f"{', '.join(a.places)} and {', '.join(b.places)}"
        yield Factor("place", 20 if same else -30, told, forbids=not same and not sure)


def _recalled_before(recall: Report, start: Span) -> bool:
    published = recall.published
    return recall.draft.background and published is not None and (start.first - published.date()).days > _YEAR


def _names(found: parties.Alignment) -> str:
    pairs = (a.company if a.company == b.company else f"{a.company} as {b.company}" for a, b in found.pairs)
    return ", ".join(pairs) or "none in common"
