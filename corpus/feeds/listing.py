"""What a feed's document lists, whatever it is written in: RSS, Atom, RDF, JSON Feed or a sitemap."""

import gzip
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any, Self

from corpus.articles import canonical_url
from corpus.errors import Refused
from corpus.readers import roots
from corpus.readers.feeds import MAX_FEED_BYTES
from corpus.web import addresses

#: Of a document, from its beginning: as many as a sitemap may hold (sitemaps.org).
MAX_ENTRIES = 50_000
#: A sitemap may hold 50 MB by the standard; ours are those of news.
MAX_BYTES = MAX_FEED_BYTES

_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding", re.I)
_LOOKED_AT = 4096


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry, as its feed gives it."""

    #: Unique in its feed, if the feed is right; "" where it gives none.
    id: str
    #: http(s), or None.
    url: str | None
    title: str
    #: Aware, UTC; as the feed says, however absurd.
    published: datetime | None
    updated: datetime | None = None
    #: Its text as it came, with what marks it up; `plain` makes text of it.
    raw: str = field(default="", repr=False)
    #: The feed calls it the content, not a summary.
    is_content: bool = False
    plain: Callable[[str], str] = field(default=str, repr=False, compare=False)

    @property
    def text(self) -> str:
        """What a reader sees of its text. Costs up to milliseconds."""
        return self.plain(self.raw) if self.raw else ""

    @property
    def identity(self) -> str:
        """SHA-256, hex."""
        return _digest(*(("id", self.id) if self.id else ("url", self.url) if self.url else ("words", self.title)))

    @property
    def fingerprint(self) -> str:
        """SHA-256, hex, of all that may be told of an edit."""
        moments = (str(moment or "") for moment in (self.published, self.updated))
        return _digest(self.url or "", self.title, self.raw, *moments)

    @property
    def page(self) -> str | None:
        """SHA-256, hex, of the canonical URL."""
        return _digest(canonical_url(self.url)) if self.url else None


@dataclass(frozen=True, slots=True)
class Child:
    """A sitemap that a list of sitemaps names."""

    url: str
    changed: datetime | None


@dataclass(frozen=True, slots=True)
class Pace:
    """When to ask again, by the feed's own account; 0 and nothing where it does not say."""

    every: timedelta = timedelta()
    #: Hours of the day (UTC) and days of the week (Monday is 0) at which nothing comes.
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()

    def as_json(self) -> dict[str, Any]:
        hours, days = sorted(self.skip_hours), sorted(self.skip_days)
        return {"every": int(self.every.total_seconds()), "skip_hours": hours, "skip_days": days}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        every = timedelta(seconds=kept.get("every", 0))
        return cls(every, frozenset(kept.get("skip_hours", ())), frozenset(kept.get("skip_days", ())))


@dataclass(frozen=True, slots=True)
class Listing:
    """A feed's document."""

    #: "rss", "atom", "rdf", "json", "sitemap" or "sitemaps".
    kind: str
    title: str
    entries: tuple[Listed, ...] = ()
    children: tuple[Child, ...] = ()
    pace: Pace = Pace()


def unpacked(content: bytes) -> bytes:
    """Of a `.xml.gz`, what is in it, up to `MAX_BYTES`."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        with gzip.open(BytesIO(content)) as packed:
            return packed.read(MAX_BYTES)
    except (OSError, EOFError, zlib.error):
        return b""


def is_feed(content: bytes, content_type: str) -> bool:
    """Whether this is worth reading as a feed; a page is not."""
    return bool(_kind(content, content_type))


def read(content: bytes, content_type: str, charset: str | None, url: str) -> Listing:
    """The document found at `url`.

    Raises:
        Refused: it is no feed, or too broken to be read.
    """
    # Here: each takes a parser along that the others do not need.
    match _kind(content, content_type):
        case "xml":
            from corpus.feeds import xml_feeds

            return xml_feeds.read(_with_charset(content, charset), url)
        case "sitemap":
            from corpus.feeds import sitemaps

            return sitemaps.read(content, url)
        case "json":
            from corpus.feeds import json_feeds

            return json_feeds.read(content, url)
    raise Refused(url, "this is no feed: RSS, Atom, RDF, JSON Feed or a sitemap is wanted")


def link(url: str, base: str) -> str | None:
    """The address that `url` means on the page `base`, if it is one that may be fetched."""
    import httpx

    url = url.strip()
    if not url or len(url) > 2_000:
        return None
    try:
        return str(addresses.parse(url, base=httpx.URL(base)))
    except (ValueError, httpx.InvalidURL):
        return None


def _kind(content: bytes, content_type: str) -> str:
    start = content[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")
    root = roots.root(content)
    if root in roots.FEEDS or root in roots.SITEMAPS:
        return "xml" if root in roots.FEEDS else "sitemap"
    if start.lstrip().startswith(b"{") and (b"jsonfeed.org" in content or content_type.endswith("feed+json")):
        return "json"
    # Broken or in UTF-16: by its name, and never a page, in which feedparser would find an entry too.
    named = content_type.endswith(("rss+xml", "atom+xml", "rdf+xml")) or content_type in ("text/xml", "application/xml")
    return "xml" if named and b"<html" not in start.lower() else ""


def _with_charset(content: bytes, charset: str | None) -> bytes:
    """What the server says of the encoding, put where the document's own word would stand; that goes before it."""
    if charset is None or _DECLARED.match(content[:500]) or content.startswith(b"<?xml"):
        return content
    return b'<?xml version="1.0" encoding="' + charset.encode("ascii", "replace") + b'"?>' + content


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode(errors="replace")).hexdigest()
