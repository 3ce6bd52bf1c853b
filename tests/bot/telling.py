"""A reader of deals that knows by heart what articles tell, and the articles to it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from corpus.deals.drafts import DealDraft, Quote, Readable
from corpus.errors import Unavailable
from tests.corpus.deals.makers import deal


@dataclass
class Teller:
    """Reads in an article what was written into it with `tells`."""

    folder: Path
    identity: str = "by heart"
    told: dict[str, Sequence[DealDraft]] = field(default_factory=dict)
    #: Titles in the order they were read.
    seen: list[str] = field(default_factory=list)
    #: Articles that can be read before its server is gone; None: all.
    patience: int | None = None

    def read(self, article: Readable) -> list[DealDraft]:
        if self.patience is not None and len(self.seen) >= self.patience:
            raise Unavailable("http://model", "no answer")
        self.seen.append(article.title)
        return list(self.told.get(article.title, ()))

    def tells(self, id_: str, date: str | None, *drafts: DealDraft, **more: str) -> Path:
        """A file with an article of this id, in whose text the sentences of its deals stand."""
        title = more.pop("title", f"Title of {id_}")
        sentences = [draft.evidence[0].quote for draft in drafts]
        text = " ".join(["News.", *sentences, f"So says {id_}."])
        self.told[title] = [_quoted(draft, text) for draft in drafts]
        article = {"id": id_, "title": title, "text": text, "source": "Paper", **({"date": date} if date else {})}
        path = self.folder / f"{id_}.json"
        path.write_text(json.dumps(article | more))
        return path


def mazda(stage: str = "agreed", **facts: Any) -> DealDraft:
    """Panasonic Energy supplies Mazda."""
    return deal("supplier Panasonic Energy, buyer Mazda", stage=stage, **facts)


def _quoted(draft: DealDraft, text: str) -> DealDraft:
    def placed(quote: Quote) -> Quote:
        start = text.index(quote.quote)
        return replace(quote, start=start, end=start + len(quote.quote))

    return replace(draft, evidence=tuple(placed(quote) for quote in draft.evidence))
