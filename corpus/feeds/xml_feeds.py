"""RSS, Atom and RDF as listings."""

import re
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from corpus.feeds.listing import MAX_ENTRIES, Listed, Listing, Pace, link
from corpus.readers import feeds
from corpus.text import cleaning, markup

_DAYS = {name: n for n, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8_760}
_LONGEST = timedelta(days=366)
#: feedparser keeps the last of them only.
_SKIPPED = re.compile(rb"<skip(hours|days)>(.{1,2000}?)</skip\1>", re.I | re.S)
_EACH = re.compile(rb"<(?:hour|day)>\s*(\w{1,9})\s*</", re.I)
#: Where a feed speaks of itself, before its entries.
_HEAD_BYTES = 50_000


def read(content: bytes, url: str) -> Listing:
    """
    Raises:
        Refused: it is no feed, or too broken to be read.
    """
    parsed = feeds.parse(content, url, base=url)
    version = str(parsed.version)
    return Listing(
        kind="atom" if version.startswith("atom") else "rdf" if version in ("rss090", "rss10") else "rss",
        title=cleaning.one_line(feeds.shown(parsed.feed.get("title_detail")), 200),
        entries=tuple(_listed(entry, url) for entry in parsed.entries[:MAX_ENTRIES]),
        pace=_pace(parsed.feed, content[:_HEAD_BYTES]),
    )


def _listed(entry: Any, base: str) -> Listed:
    detail, is_content = _longest(entry)
    updated = _moment(entry, "updated_parsed")
    return Listed(
        id=str(entry.get("id") or "").strip(),
        url=next(_links(entry, base), None),
        title=cleaning.one_line(feeds.shown(entry.get("title_detail")), 300),
        # The only date that there is, as `dc:date`, says when it was published.
        published=_moment(entry, "published_parsed") or updated,
        updated=updated,
        raw=str((detail or {}).get("value") or ""),
        is_content=is_content,
        plain=_folded if (detail or {}).get("type") == "text/plain" else markup.plain,
    )


def _longest(entry: Any) -> tuple[Any, bool]:
    """What says most of it, and whether the feed calls that its content."""
    found = [(detail, True) for detail in entry.get("content", [])] + [(entry.get("summary_detail"), False)]
    return max(found, key=lambda each: len((each[0] or {}).get("value") or ""))


def _links(entry: Any, base: str) -> Iterator[str]:
    """Its page: before the stations of a redirecting service, and an id that is an address after all."""
    named = [entry.get("feedburner_origlink"), entry.get("link")]
    named += [each.get("href") for each in entry.get("links", []) if each.get("rel") == "alternate"]
    guid = str(entry.get("id") or "")
    named += [guid] if guid.startswith(("http://", "https://")) and entry.get("guidislink", True) else []
    yield from (found for each in named if each and (found := link(str(each), base)))


def _folded(text: str) -> str:
    return text.strip()


def _moment(entry: Any, key: str) -> datetime | None:
    # dict.get: feedparser's own answers "updated" with "published" and warns.
    moment = dict.get(entry, key)
    try:
        return datetime.fromtimestamp(timegm(moment), UTC) if moment else None
    except (ValueError, OverflowError):  # the year 0, or 10000
        return None


def _pace(feed: Any, head: bytes) -> Pace:
    minutes = _number(feed.get("ttl"))
    hours = _PERIODS.get(str(feed.get("sy_updateperiod") or "").strip().lower(), 0)
    often = _number(feed.get("sy_updatefrequency")) or 1
    every = max(timedelta(minutes=minutes), timedelta(hours=hours / often))
    skipped = {kind.lower(): _EACH.findall(all_.lower()) for kind, all_ in _SKIPPED.findall(head)}
    # 24 is midnight in some versions of RSS.
    hours_off = frozenset(int(hour) % 24 for hour in skipped.get(b"hours", ()) if hour.isdigit() and int(hour) <= 24)
    days_off = frozenset(_DAYS[day.decode()] for day in skipped.get(b"days", ()) if day.decode() in _DAYS)
    return Pace(min(every, _LONGEST), hours_off, days_off)


def _number(value: Any) -> int:
    """0 for what is none."""
    text = str(value or "").strip()
    return int(text[:7]) if text.isascii() and text.isdigit() else 0
