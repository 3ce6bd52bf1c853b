"""Deals with all that belongs to them, many at once in a few queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, defer

from corpus.companies.gazetteer import Gazetteer, gazetteer
from corpus.db import IN_LIMIT, batches
from corpus.deals.drafts import PartyDraft
from corpus.deals.kept import deal_parties, related, rows
from corpus.deals.kept.deal_rows import quantity_of, value_of
from corpus.deals.kept.rows import Stored
from corpus.deals.kept.sources import Confirmation, is_party
from corpus.deals.kept.states import FACTS, derive, teller
from corpus.deals.matching.reports import Report
from corpus.deals.views import Deal, Evidence, Relation, Telling, Told
from corpus.models import Article, DealReportRow, DealRow


def load(session: Session, keys: Sequence[int], companies: Gazetteer | None = None) -> list[Deal]:
    """The deals of these keys, in their order; those that are gone left out."""
    companies = companies or gazetteer()
    deals = {row.key: row for some in batches(keys) for row in _rows(session, some)}
    parties = deal_parties.of(session, keys)
    reports: defaultdict[int, list[Stored]] = defaultdict(list)
    for some in batches(keys):
        for stored in rows.load(session, DealReportRow.deal_key.in_(some)):
            reports[stored.deal_key or 0].append(stored)
    tellings = _tellings(session, [stored for some in reports.values() for stored in some])
    others = related.of(session, deals, reports, companies)
    return [
        _deal(deals[key], parties[key], reports[key], tellings, others[key], companies)
        for key in keys
        if key in deals and reports[key]
    ]


def _rows(session: Session, keys: Sequence[int]) -> Sequence[DealRow]:
    return session.scalars(select(DealRow).where(DealRow.key.in_(keys))).all()


def _tellings(session: Session, reports: Sequence[Stored]) -> dict[Report, list[Telling]]:
    """Where each report was published: its article, then the copies of that, the earliest first."""
    published: defaultdict[int, list[Article]] = defaultdict(list)
    for some in batches({stored.article_key for stored in reports}, IN_LIMIT // 2):
        query = select(Article).where(or_(Article.key.in_(some), Article.copy_of.in_(some)))
        for article in session.scalars(query.options(defer(Article.text))):
            published[article.copy_of or article.key].append(article)
    return {
        stored.report: [
            _telling(article, stored.report) for article in sorted(published[stored.article_key], key=_order)
        ]
        for stored in reports
    }


def _order(article: Article) -> tuple[bool, bool, float, str]:
    when = article.published
    return (article.copy_of is not None, when is None, when.timestamp() if when else 0.0, article.id)


def _telling(article: Article, report: Report) -> Telling:
    return Telling(
        article_id=article.id,
        title=article.title,
        url=article.url,
        source=article.source,
        published=article.published,
        stage=report.draft.stage.value,
        background=report.draft.background,
        copy=article.copy_of is not None,
    )


def _deal(
    row: DealRow,
    parties: tuple[PartyDraft, ...],
    reports: Sequence[Stored],
    tellings: dict[Report, list[Telling]],
    others: tuple[Relation, ...],
    companies: Gazetteer,
) -> Deal:
    told = tuple(telling for stored in reports for telling in tellings[stored.report])
    steps = derive([stored.report for stored in reports], companies).steps
    return Deal(
        id=row.id,
        type=row.type,
        stage=row.stage,
        confirmation=_confirmation(row, parties, told, companies),
        background=row.background,
        parties=parties,
        product=row.product,
        quantity=quantity_of(row),
        value=value_of(row),
        places=tuple(row.places),
        announced=row.announced,
        start=row.start,
        first_published=row.first_published,
        newest=row.newest,
        revision=row.revision,
        history=tuple(Told(step.report.published, step.stage.value, step.report.article_id) for step in steps),
        reports=told,
        evidence=tuple(_evidence(reports, steps[-1].report)),
        related=others,
    )


def _confirmation(row: DealRow, parties: Sequence[PartyDraft], told: Iterable[Telling], companies: Gazetteer) -> str:
    """A copy is no other source; but a company that publishes the text as its own has said it, too."""
    named = {party.company for party in parties}
    own = any(each.copy and is_party(each.source, each.url, named, companies) for each in told)
    return Confirmation.COMPANY.value if own else row.confirmation


def _evidence(reports: Sequence[Stored], newest_stage: Report) -> Iterator[Evidence]:
    """The sentence of each report, then for each field the words of the report that the deal has it from.

    Quotes of articles edited since they were read are left out: they may not stand there any more.
    """
    current = [stored.report for stored in reports if stored.current]
    sayers: list[tuple[str, Report | None]] = [("deal", report) for report in current]
    sayers.append(("stage", newest_stage))
    sayers += [(field, teller(field, [stored.report for stored in reports])) for field in FACTS]
    for field, report in sayers:
        if report in current and report is not None:
            yield from (Evidence(report.article_id, q) for q in report.draft.evidence if q.field == field)
    seen: set[str] = set()
    for report in current:
        for quote in report.draft.evidence:
            if quote.field.startswith("party:") and quote.field not in seen:
                seen.add(quote.field)
                yield Evidence(report.article_id, quote)
