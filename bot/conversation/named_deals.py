"""The deals that an answer names: those it was made from, and those that the sentences it cites tell."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.deals.drafts import DealDraft
from corpus.deals.kept import details, rows
from corpus.deals.views import Deal
from corpus.models import DealReportRow, DealRow

if TYPE_CHECKING:
    from index.answering.answer import Answer, Citation


def of(session: Session, answer: "Answer", most: int) -> list[Deal]:
    """Those that it is about, then those it cites, in that order; each once."""
    keys = _about(session, answer.deals[:most])
    if len(keys) < most:
        keys += _cited(session, answer)
    # Together, and only those that are shown: one by one they would cost four times as much.
    return details.load(session, list(dict.fromkeys(keys))[:most])


def _about(session: Session, ids: tuple[str, ...]) -> list[int]:
    found = select(DealRow.id, DealRow.key).where(DealRow.id.in_(ids))
    key_of = dict(session.execute(found).tuples().all()) if ids else {}
    return [key_of[id_] for id_ in ids if id_ in key_of]


def _cited(session: Session, answer: "Answer") -> Iterator[int]:
    """Keys. A round-up of the year's deals tells dozens: their reports are looked at, none of them is put together."""
    articles = {citation.article.key for citation in answer.citations}
    reports = rows.load(session, DealReportRow.article_key.in_(articles)) if articles else []
    for citation in answer.citations:
        told = (each for each in reports if each.article_key == citation.article.key and each.current)
        yield from sorted(each.deal_key for each in told if each.deal_key and _tells(each.report.draft, citation))


def _tells(draft: DealDraft, citation: "Citation") -> bool:
    """Whether the words quoted and those that say who deals overlap."""
    return any(
        not quote.in_title
        and (quote.field == "deal" or quote.field.startswith("party:"))
        and quote.start < citation.end
        and citation.start < quote.end
        for quote in draft.evidence
    )
