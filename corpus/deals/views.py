"""A deal as people see it, and its JSON."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from corpus.deals.drafts import PartyDraft, Quantity, Quote, Value


@dataclass(frozen=True, slots=True)
class Told:
    """A stage, and the article that was the first to tell it."""

    published: datetime | None
    stage: str
    article_id: str


@dataclass(frozen=True, slots=True)
class Telling:
    """An article that tells the deal."""

    article_id: str
    title: str
    url: str | None
    source: str | None
    published: datetime | None
    stage: str
    #: It only recalls the deal.
    background: bool
    #: It has the text of another telling, as it stands or lightly rewritten.
    copy: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of an article that say one field."""

    article_id: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Relation:
    """Another deal of the same companies."""

    id: str
    #: "same parties", "part of", "other direction", "other product", "other place", "other round", "other type".
    relation: str


@dataclass(frozen=True, slots=True)
class Deal:
    """All that is known of one deal."""

    id: str
    type: str
    stage: str
    confirmation: str
    background: bool
    parties: tuple[PartyDraft, ...]
    product: str | None
    quantity: Quantity | None
    value: Value | None
    places: tuple[str, ...]
    announced: str | None
    start: str | None
    first_published: datetime | None
    #: When its newest fact was told.
    newest: datetime | None
    revision: int
    history: tuple[Told, ...]
    #: Behind each article its copies.
    reports: tuple[Telling, ...]
    evidence: tuple[Evidence, ...]
    related: tuple[Relation, ...]


def tellings(deal: Deal) -> list[tuple[Telling, tuple[Telling, ...]]]:
    """Each article that tells it, with its copies."""
    found: list[tuple[Telling, tuple[Telling, ...]]] = []
    for telling in deal.reports:
        if telling.copy and found:
            found[-1] = (found[-1][0], (*found[-1][1], telling))
        else:
            found.append((telling, ()))
    return found


def as_json(deal: Deal) -> dict[str, Any]:
    """The deal as `dealwire deals --json` prints it; a quote of a title is marked `in_title`."""
    return {
        "id": deal.id,
        "type": deal.type,
        "stage": deal.stage,
        "confirmation": deal.confirmation,
        "parties": [{"name": p.name, "company": p.company, "role": p.role.value} for p in deal.parties],
        "product": deal.product,
        "quantity": asdict(deal.quantity) if deal.quantity else None,
        "value": asdict(deal.value) if deal.value else None,
        "places": list(deal.places),
        "announced": deal.announced,
        "start": deal.start,
        "first_published": _day(deal.first_published),
        "revision": deal.revision,
        "history": [{"date": _day(t.published), "stage": t.stage, "article_id": t.article_id} for t in deal.history],
        "reports": [_report(telling) for telling in deal.reports],
        "evidence": [_evidence(evidence) for evidence in deal.evidence],
        "related": [asdict(relation) for relation in deal.related],
    }


def _report(telling: Telling) -> dict[str, Any]:
    shown = {name: getattr(telling, name) for name in ("article_id", "title", "url", "source")}
    told = {"published": _day(telling.published), "stage": telling.stage, "background": telling.background}
    return {**shown, **told, **({"copy": True} if telling.copy else {})}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    quote = evidence.quote
    found = {"field": quote.field, "article_id": evidence.article_id}
    where = {"quote": quote.quote, "start": quote.start, "end": quote.end}
    return {**found, **where, **({"in_title": True} if quote.in_title else {})}


def _day(moment: datetime | None) -> str | None:
    """Articles dated to the day are stored at midnight: a time nobody published is not shown."""
    if moment is None:
        return None
    midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return moment.date().isoformat() if midnight else moment.isoformat(timespec="seconds")
