"""What a deal's reports add up to: its type, parties, stage, sums and dates, and how it came there."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from operator import attrgetter
from typing import TypeVar

from corpus.companies.gazetteer import Gazetteer
from corpus.deals.drafts import DealDraft, DealType, PartyDraft, Quantity, Role, Stage, Value
from corpus.deals.kept.sources import Confirmation, confirmation
from corpus.deals.matching import figures
from corpus.deals.matching.reports import Report
from corpus.deals.matching.spans import span
from corpus.deals.matching.timing import ENDS, advances

_T = TypeVar("_T")

#: The fields that quotes are about, and the attribute of a draft that each says.
FACTS = {
    "product": "product",
    "quantity": "quantity",
    "value": "value",
    "place": "places",
    "announced": "announced",
    "start": "start",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A stage that a report was the first to tell."""

    report: Report
    stage: Stage


@dataclass(frozen=True, slots=True)
class State:
    """A deal as all its reports tell it."""

    type: DealType
    stage: Stage
    confirmation: Confirmation
    background: bool
    parties: tuple[PartyDraft, ...]
    product: str | None
    quantity: Quantity | None
    value: Value | None
    places: tuple[str, ...]
    announced: str | None
    start: str | None
    #: When the world could know; of a deal that is only recalled, the first day it may have been announced.
    first_published: datetime | None
    #: When its newest fact was told.
    newest: datetime | None
    #: 1, and one more with every new stage, value or quantity, in the order of publication.
    revision: int
    steps: tuple[Step, ...]


def derive(reports: Sequence[Report], companies: Gazetteer) -> State:
    """The state of the deal that these reports tell, which are in their order; at least one."""
    telling = _telling(reports)
    drafts = [report.draft for report in _newest_first(reports)]
    type_ = _type(telling)
    steps = tuple(_steps(telling))
    told = list(_new_facts(telling))
    return State(
        type=type_,
        stage=steps[-1].stage,
        confirmation=confirmation(reports, companies),
        background=telling[0].draft.background,
        parties=_parties(telling, type_, companies),
        product=_first(drafts, "product", lambda draft: draft.product),
        quantity=_first(drafts, "quantity", lambda draft: draft.quantity),
        value=_first(drafts, "value", lambda draft: draft.value),
        places=_first(drafts, "place", lambda draft: draft.places or None) or (),
        announced=_first(drafts, "announced", lambda draft: draft.announced),
        start=_first(drafts, "start", lambda draft: draft.start),
        first_published=_first_published(telling),
        newest=told[-1].published,
        revision=len(told),
        steps=steps,
    )


def teller(field: str, reports: Sequence[Report]) -> Report | None:
    """The report whose words the state has of this field: "product", "value", "place"..."""
    fact = attrgetter(FACTS[field])
    return next(
        (report for report in _newest_first(reports) if fact(report.draft) and _says(report.draft, field)), None
    )


def _telling(reports: Sequence[Report]) -> list[Report]:
    """The reports that say how it stands: dated news, else news without a date, else what recalls it."""
    best = min(report.order[:2] for report in reports)
    return [report for report in reports if report.order[:2] == best]


def _newest_first(reports: Sequence[Report]) -> list[Report]:
    """News before what is recalled, and the newest of it first."""
    telling = _telling(reports)
    return [*reversed(telling), *(report for report in reversed(reports) if report not in telling)]


def _says(draft: DealDraft, field: str) -> bool:
    return any(quote.field == field for quote in draft.evidence)


def _first(drafts: Iterable[DealDraft], field: str, fact: Callable[[DealDraft], _T | None]) -> _T | None:
    """No quote, no field."""
    return next((found for draft in drafts if (found := fact(draft)) is not None and _says(draft, field)), None)


def _type(telling: Sequence[Report]) -> DealType:
    votes = Counter(report.draft.type for report in telling)
    # A partnership is what any of the others may be called.
    if len(votes) > 1:
        del votes[DealType.PARTNERSHIP]
    return max(votes, key=lambda type_: votes[type_])


def _steps(telling: Sequence[Report]) -> Iterator[Step]:
    """A later article that tells an earlier stage is behind the news, unless the deal had come to its end."""
    last: Step | None = None
    for report in telling:
        stage = report.draft.stage
        if last is None or advances(last.stage, stage) or _taken_up_again(last, report):
            last = Step(report, stage)
            yield last


def _taken_up_again(last: Step, report: Report) -> bool:
    before, now = last.report.published, report.published
    if last.stage not in ENDS or report.draft.stage in (*ENDS, Stage.RUMOURED) or not before or not now:
        return False
    return (now - before).days > 14


def _new_facts(telling: Sequence[Report]) -> Iterator[Report]:
    """The reports that told a stage, a value or a quantity first, or told it otherwise."""
    new_stages = {step.report for step in _steps(telling)}
    value: Value | None = None
    quantity: Quantity | None = None
    for report in telling:
        draft = report.draft
        news = report in new_stages
        if draft.value and _says(draft, "value"):
            news |= value is None or figures.same_value(value, draft.value) is False
            value = draft.value
        if draft.quantity and _says(draft, "quantity"):
            news |= quantity is None or figures.same_quantity(quantity, draft.quantity) is False
            quantity = draft.quantity
        if news:
            yield report


def _parties(telling: Sequence[Report], type_: DealType, companies: Gazetteer) -> tuple[PartyDraft, ...]:
    """Every company told, in the order first told; of a parent and its subsidiary the one told oftener."""
    roles: defaultdict[str, Counter[Role]] = defaultdict(Counter)
    names: dict[str, str] = {}
    mentions: Counter[str] = Counter()
    # What its role is, those know best who call the deal what it is.
    for report in sorted(telling, key=lambda report: report.draft.type is not type_):
        for party in report.draft.parties:
            names.setdefault(party.company, party.name)
            mentions[party.company] += 1
            if report.draft.type is type_ or not roles[party.company]:
                roles[party.company][party.role] += 1
    place: dict[str, int] = {}
    for slug in sorted(names, key=lambda slug: (-mentions[slug], -len(companies.ancestors(slug)))):
        # Two of one group in one report are two parties: Hyundai and Kia.
        same = [k for k in place if companies.related(slug, k) and not _together(slug, k, telling)]
        for kept in same or [slug]:
            place[kept] = min(place.get(kept, len(names)), list(names).index(slug))
    in_order = sorted(place, key=lambda slug: place[slug])
    return tuple(PartyDraft(names[slug], slug, roles[slug].most_common(1)[0][0]) for slug in in_order)


def _together(one: str, other: str, telling: Sequence[Report]) -> bool:
    return any({one, other} <= {party.company for party in report.draft.parties} for report in telling)


def _first_published(telling: Sequence[Report]) -> datetime | None:
    if not telling[0].draft.background:
        return telling[0].published
    told = [days.first for report in telling if (days := span(_first([report.draft], "announced", _announced)))]
    return datetime.combine(min(told), time(), UTC) if told else None


def _announced(draft: DealDraft) -> str | None:
    return draft.announced
