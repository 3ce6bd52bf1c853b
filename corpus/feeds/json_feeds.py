"""JSON Feed (versions 1 and 1.1) as listings."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from corpus.errors import Refused
from corpus.feeds.listing import MAX_ENTRIES, Listed, Listing, link
from corpus.text import cleaning, dates, decoding, markup


def read(content: bytes, url: str) -> Listing:
    """Entries that are no objects are passed over.

    Raises:
        Refused: it is no JSON Feed.
    """
    text = decoding.decode(content)
    try:
        feed = json.loads(text or "")
    except (ValueError, RecursionError) as error:
        raise Refused(url, "the feed is no JSON") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(feed.get("version")):
        raise Refused(url, "JSON, but no JSON Feed")
    entries = (_listed(item, url) for item in items[:MAX_ENTRIES] if isinstance(item, dict))
    return Listing("json", cleaning.one_line(_text(feed, "title"), 200), tuple(entries))


def _listed(item: Mapping[str, Any], base: str) -> Listed:
    html, plain, summary = (_text(item, key) for key in ("content_html", "content_text", "summary"))
    return Listed(
        id=_id(item.get("id")),
        url=next(_links(item, base), None),
        title=cleaning.one_line(_text(item, "title"), 300),
        published=_moment(_text(item, "date_published")),
        updated=_moment(_text(item, "date_modified")),
        raw=html or plain or summary,
        is_content=bool(html or plain),
        plain=markup.plain if html else str.strip,
    )


def _id(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _links(item: Mapping[str, Any], base: str) -> Iterator[str]:
    """Its own page: `external_url` is what it speaks of."""
    for named in (_text(item, "url"), _text(item, "id"), _text(item, "external_url")):
        is_address = named.startswith(("http://", "https://", "/"))
        if is_address and (found := link(named, base)):
            yield found


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    return value.strip() if isinstance(value, str) else ""


def _moment(text: str) -> datetime | None:
    try:
        return dates.from_iso(text) if text else None
    except ValueError:
        return None
