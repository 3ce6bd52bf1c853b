"""Deals between the same families that are not the same deal, and how they differ."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.companies.families import Families
from corpus.db import batches
from corpus.deals.drafts import DealDraft, DealType, PartyDraft, Stage
from corpus.deals.kept import deal_parties
from corpus.deals.kept.deal_rows import quantity_of, value_of
from corpus.deals.kept.rows import Stored
from corpus.deals.matching.blocks import pair_blocks
from corpus.deals.matching.comparing import compare
from corpus.deals.matching.reports import Report
from corpus.deals.views import Relation
from corpus.models import DealBlockRow, DealReportRow, DealRow

#: Related deals shown of one, the nearest in time: a pair with hundreds has a list of its own.
MOST = 8


@dataclass(frozen=True, slots=True)
class _Other:
    """A deal that shares a pair of families."""

    key: int
    id: str
    newest: datetime | None
    #: Articles that tell of the pair in it.
    articles: set[int] = field(default_factory=set)


def of(
    session: Session, deals: Mapping[int, DealRow], reports: Mapping[int, Sequence[Stored]], families: Families
) -> dict[int, tuple[Relation, ...]]:
    """The deals related to each of these, the nearest in time first."""
    blocks = {
        key: {block for stored in reports[key] for block in pair_blocks(stored.report.draft, families)} for key in deals
    }
    by_block = _by_block(session, {block for some in blocks.values() for block in some})
    near = {key: _nearest(row, blocks[key], by_block) for key, row in deals.items()}
    told = _as_reports(session, {other.key for others in near.values() for other in others} | deals.keys())
    return {
        key: tuple(
            Relation(other.id, _relation(told[key], told[other.key], _together(reports[key], other), families))
            for other in others
        )
        for key, others in near.items()
    }


def _by_block(session: Session, blocks: set[str]) -> dict[str, dict[int, _Other]]:
    found: defaultdict[str, dict[int, _Other]] = defaultdict(dict)
    for some in batches(sorted(blocks)):
        query = (
            select(DealBlockRow.block, DealReportRow.article_key, DealRow.key, DealRow.id, DealRow.newest)
            .join(DealReportRow, DealReportRow.key == DealBlockRow.report_key)
            .join(DealRow, DealRow.key == DealReportRow.deal_key)
            .where(DealBlockRow.block.in_(some))
        )
        for block, article_key, key, id_, newest in session.execute(query):
            found[block].setdefault(key, _Other(key, id_, newest)).articles.add(article_key)
    return found


def _nearest(row: DealRow, blocks: Iterable[str], by_block: Mapping[str, Mapping[int, _Other]]) -> list[_Other]:
    others = {key: other for block in blocks for key, other in by_block.get(block, {}).items() if key != row.key}

    def distance(other: _Other) -> tuple[bool, float, str]:
        if row.newest is None or other.newest is None:
            return (True, 0.0, other.id)
        return (False, abs((row.newest - other.newest).total_seconds()), other.id)

    return sorted(others.values(), key=distance)[:MOST]


def _as_reports(session: Session, keys: Iterable[int]) -> dict[int, Report]:
    """Deals as if each were told by one article, to be compared as reports are."""
    wanted = sorted(keys)
    parties = deal_parties.of(session, wanted)
    return {
        row.key: Report(row.id, 0, row.newest, None, None, _draft(row, parties[row.key]))
        for some in batches(wanted)
        for row in session.scalars(select(DealRow).where(DealRow.key.in_(some)))
    }


def _draft(row: DealRow, parties: tuple[PartyDraft, ...]) -> DealDraft:
    return DealDraft(
        type=DealType(row.type),
        stage=Stage(row.stage),
        background=row.background,
        parties=parties,
        evidence=(),
        product=row.product,
        quantity=quantity_of(row),
        value=value_of(row),
        places=tuple(row.places),
        announced=row.announced,
        start=row.start,
    )


def _together(reports: Sequence[Stored], other: _Other) -> bool:
    return any(stored.article_key in other.articles and not stored.report.draft.background for stored in reports)


def _relation(one: Report, other: Report, together: bool, families: Families) -> str:
    """What the second deal is to the first."""
    reason = compare(one, other, families).verdict.forbidden
    if reason in {"direction", "product", "place", "round"}:
        return f"other {reason}"
    mine, theirs = ({party.company for party in report.draft.parties} for report in (one, other))
    if together and mine != theirs and (mine < theirs or theirs < mine):
        return "includes it" if mine < theirs else "part of it"
    if together:
        return "told together"
    return "other type" if reason == "type" else "same parties"
