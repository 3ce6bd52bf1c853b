"""Reports as they are kept: a draft as JSON, and the blocks by which its neighbours are found."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, insert, select
from sqlalchemy.orm import Session

from corpus.companies.families import Families
from corpus.db import batches
from corpus.deals.drafts import DealDraft, DealType, PartyDraft, Quantity, Quote, Role, Stage, Value
from corpus.deals.kept.naming import handles
from corpus.deals.matching.blocks import blocks
from corpus.deals.matching.reports import Report
from corpus.models import Article, DealBlockRow, DealReportRow

# Tables, not classes: the session has no use for these rows, and keeping track of them takes longer than writing.
_REPORTS = DealReportRow.metadata.tables[DealReportRow.__tablename__]
_BLOCKS = DealBlockRow.metadata.tables[DealBlockRow.__tablename__]


@dataclass(eq=False, slots=True)
class Stored:
    """A report and its row."""

    key: int
    article_key: int
    #: The deal that it was in when it was loaded.
    deal_key: int | None
    handle: str
    #: Whether its article still reads as it did when its quotes were taken.
    current: bool
    report: Report
    #: Whether its row says so, too: one that was just recorded inherits its deal.
    placed: bool = True


def load(session: Session, where: ColumnElement[bool]) -> list[Stored]:
    """The reports of which this holds, in their order."""
    rows = session.execute(
        select(
            DealReportRow.key,
            DealReportRow.article_key,
            DealReportRow.deal_key,
            DealReportRow.handle,
            DealReportRow.content_hash == Article.content_hash,
            Article.id,
            DealReportRow.ordinal,
            Article.published,
            Article.source,
            Article.url,
            DealReportRow.draft,
        )
        .join(Article, Article.key == DealReportRow.article_key)
        .where(where)
    )
    found = [Stored(*row[:5], _report(*row[5:11])) for row in rows]
    return sorted(found, key=lambda stored: stored.report.order)


def load_keys(session: Session, keys: Iterable[int]) -> list[Stored]:
    """The reports of these keys."""
    return [each for some in batches(keys) for each in load(session, DealReportRow.key.in_(some))]


def sharing(session: Session, reports: Iterable[Report], families: Families) -> set[int]:
    """The keys of all reports that share a block with one of these."""
    wanted = {block for report in reports for block in blocks(report, families)}
    return set[int]().union(*by_block(session, wanted).values())


def by_block(session: Session, wanted: Iterable[str]) -> dict[str, set[int]]:
    """The keys of the reports of each of these blocks."""
    found: dict[str, set[int]] = {block: set() for block in wanted}
    for some in batches(sorted(found)):
        query = select(_BLOCKS.c.block, _BLOCKS.c.report_key).where(_BLOCKS.c.block.in_(some))
        for block, key in session.execute(query):
            found[block].add(key)
    return found


def keep(session: Session, article: Article, drafts: Sequence[DealDraft], families: Families) -> list[Stored]:
    """Keeps these as the reports of the article, which has none."""
    told = [json.dumps(asdict(draft), ensure_ascii=False) for draft in drafts]
    where = (article.published, article.source, article.url)
    reports = [_report(article.id, ordinal, *where, draft) for ordinal, draft in enumerate(told)]
    kept = [
        Stored(_insert(session, article, report, handle, draft), article.key, None, handle, True, report, placed=False)
        for report, handle, draft in zip(reports, handles(reports), told, strict=True)
    ]
    found = [(each.key, block) for each in kept for block in sorted(blocks(each.report, families))]
    if found:
        session.execute(insert(_BLOCKS), [{"report_key": key, "block": block} for key, block in found])
    return kept


def _insert(session: Session, article: Article, report: Report, handle: str, draft: str) -> int:
    """The key of the new row."""
    told = {"ordinal": report.ordinal, "handle": handle, "content_hash": article.content_hash, "draft": draft}
    made = session.connection().execute(insert(_REPORTS).values(article_key=article.key, **told))
    return int(made.inserted_primary_key[0])  # type: ignore[index]  # None only where many rows are inserted


@lru_cache(maxsize=1 << 13)
def _report(
    article_id: str, ordinal: int, published: datetime | None, source: str | None, url: str | None, draft: str
) -> Report:
    """The same object for a report met lately, so that what it was compared with is remembered."""
    return Report(article_id, ordinal, published, source, url, _draft(draft))


def _draft(text: str) -> DealDraft:
    kept = json.loads(text)
    quantity, value = kept["quantity"], kept["value"]
    return DealDraft(
        type=DealType(kept["type"]),
        stage=Stage(kept["stage"]),
        background=kept["background"],
        parties=tuple(PartyDraft(p["name"], p["company"], Role(p["role"])) for p in kept["parties"]),
        evidence=tuple(_quotes(kept["evidence"])),
        product=kept["product"],
        quantity=Quantity(**quantity) if quantity else None,
        value=Value(**value) if value else None,
        places=tuple(kept["places"]),
        announced=kept["announced"],
        start=kept["start"],
    )


def _quotes(kept: Iterable[Mapping[str, Any]]) -> Iterator[Quote]:
    for quote in kept:
        yield Quote(quote["field"], quote["quote"], quote["start"], quote["end"], quote["in_title"])
