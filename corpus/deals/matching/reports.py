"""What matching knows of a report: an article's telling of a deal, and when and where it stood."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from corpus.deals.drafts import DealDraft

_ROUND = re.compile(r"\b(pre-?seed|seed|series [a-k])\b", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Report:
    """One article's telling of a deal. Compared by identity."""

    article_id: str
    #: Its place among the deals that the article tells.
    ordinal: int
    #: Aware, UTC.
    published: datetime | None
    source: str | None
    url: str | None
    draft: DealDraft

    @cached_property
    def order(self) -> tuple[bool, bool, float, str, int]:
        """The one order of reports, whenever each was read: news by date, news without a date, what is recalled."""
        when = self.published.timestamp() if self.published else 0.0
        return (self.draft.background, self.published is None, when, self.article_id, self.ordinal)

    @cached_property
    def funding_round(self) -> str | None:
        """ "series b" when the deal is told as that round."""
        quotes = (quote.quote for quote in self.draft.evidence if quote.field in {"deal", "product"})
        told = (self.draft.product or "", *quotes)
        rounds = {match.lower().replace("-", "") for text in told for match in _ROUND.findall(text)}
        return rounds.pop() if len(rounds) == 1 else None
