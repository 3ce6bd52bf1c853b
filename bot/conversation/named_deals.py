"""The deals that an answer names: those it was made from, and those that the sentences it cites tell."""

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from corpus.deals.kept import details
from corpus.deals.views import Deal
from corpus.models import DealReportRow, DealRow

if TYPE_CHECKING:
    from index.answering.answer import Answer, Citation

#: Deals looked at of one article: a round-up of the year's tells dozens.
_OF_ONE_ARTICLE = 12


def of(session: Session, answer: "Answer", most: int) -> list[Deal]:
    """Those that it is about, then those it cites, in that order; each once."""
    ids = answer.deals[:most]
    found = {deal.id: deal for deal in _loaded(session, DealRow.id.in_(ids))} if ids else {}
    found = {id_: found[id_] for id_ in ids if id_ in found}
    for citation in answer.citations if len(found) < most else ():
        for deal in _told_in(session, citation):
            found.setdefault(deal.id, deal)
        if len(found) >= most:
            break
    return list(found.values())[:most]


def _told_in(session: Session, citation: "Citation") -> list[Deal]:
    keys = select(DealReportRow.deal_key).where(DealReportRow.article_key == citation.article.key)
    return [deal for deal in _loaded(session, DealRow.key.in_(keys)) if _is_told_by(deal, citation)]


def _loaded(session: Session, where: ColumnElement[bool]) -> list[Deal]:
    """Together: one by one they would cost four times as much."""
    keys = session.scalars(select(DealRow.key).where(where).order_by(DealRow.key).limit(_OF_ONE_ARTICLE))
    return details.load(session, keys.all())


def _is_told_by(deal: Deal, citation: "Citation") -> bool:
    """Whether the words quoted and those that say who deals overlap."""
    return any(
        evidence.article_id == citation.article.article_id
        and not evidence.quote.in_title
        and (evidence.quote.field == "deal" or evidence.quote.field.startswith("party:"))
        and evidence.quote.start < citation.end
        and citation.start < evidence.quote.end
        for evidence in deal.evidence
    )
