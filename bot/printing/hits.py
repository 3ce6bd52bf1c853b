"""What a search found."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from bot.printing.sources import described, source_json

if TYPE_CHECKING:
    from index.retrieval import Hit


def hit_json(hit: "Hit") -> dict[str, Any]:
    return {
        "rank": hit.rank,
        "score": round(hit.score, 5),
        **source_json(hit.article),
        "passage": hit.passage,
        "start": hit.start,
        "end": hit.end,
    }


def print_hits(hits: Iterable["Hit"]) -> None:
    for hit in hits:
        print(f"{hit.rank}. {described(hit.article)}")
        print(f"   {_shortened(' '.join(hit.passage.split()), 320)}")
        print(f"   {hit.article.url or hit.article.article_id}\n")


def _shortened(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rsplit(" ", 1)[0] + "…"
