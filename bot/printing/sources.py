"""Articles as answers and hits name them."""

from typing import TYPE_CHECKING, Any

from bot.printing.output import day

if TYPE_CHECKING:
    from index.retrieval import Source


def source_json(source: "Source") -> dict[str, Any]:
    return {
        "article_id": source.article_id,
        "title": source.title,
        "source": source.source,
        "url": source.url,
        "published": day(source.published),
    }


def described(source: "Source") -> str:
    """Title, source and date, as far as they are known."""
    place = ", ".join(part for part in (source.source, day(source.published)) if part)
    return f"{source.title} ({place})" if place else source.title
