"""Feed files (RSS, Atom, RDF) -> articles."""

from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from corpus.errors import Refused
from corpus.readers.reading import Reading, Unreadable, article, first_line, is_http, is_usable_id
from corpus.text import decoding, markup

#: A feed lists tens of entries; this is thousands of whole articles, and reading them takes 3 s a megabyte.
MAX_FEED_BYTES = 10_000_000


def read_feed(data: bytes, origin: str) -> Iterator[Reading]:
    """The entries, in the feed's order, numbered from 1; a date that cannot be read counts as none,
    because a feed's reader cannot mend it.

    Raises:
        Refused: it is binary, no feed, or a feed without entries.
    """
    parsed = parse(data, origin)
    if not parsed.entries:
        raise Refused(origin, "the feed lists no entries")
    feed_title = shown(parsed.feed.get("title_detail"))
    for number, entry in enumerate(parsed.entries, 1):
        yield _reading(f"{origin}:{number}", entry, feed_title)


def parse(data: bytes, origin: str, base: str = "") -> Any:
    """What feedparser makes of the feed: its texts are HTML as it came, hidden text and scripts included.

    `base` is where it was found: what its relative links are meant to.

    Raises:
        Refused: it is binary or no feed.
    """
    text = decoding.decode(data, markup=True)
    if text is None:
        raise Refused(origin, "binary, not text: save it as UTF-8 text")
    if not text.strip():
        raise Refused(origin, "empty: there is no feed in it")
    try:
        parsed = _parsed(text, base)
    except Exception as error:  # feedparser's parser of broken XML raises KeyError, TypeError and others
        raise Refused(origin, "the feed is too broken to be read") from error
    if not parsed.get("version"):
        raise Refused(origin, "XML, but no feed: RSS, Atom or RDF is wanted")
    return parsed


def _parsed(text: str, base: str) -> Any:
    import feedparser  # here: most files are no feeds

    # As a stream: bytes given as they are, feedparser first tries to open as the name of a file.
    # Entities are no danger: it drops declarations that refer to others or to anything outside.
    return feedparser.parse(
        BytesIO(_without_declaration(text).encode("utf-8", "replace")),
        response_headers={"content-location": base} if base else None,
        # Of a HTML text we take what is seen, without links and images: cleaning it first takes ten times as long.
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _without_declaration(text: str) -> str:
    """Without `<?xml … ?>`: the encoding it names is no longer true."""
    text = text.lstrip()
    return text.partition("?>")[2].lstrip() if text.startswith("<?xml") and "?>" in text[:500] else text


def _reading(place: str, entry: Any, feed_title: str) -> Reading:
    text = _longest_text(entry)
    if not text:
        return Unreadable(place, "the entry has no text of its own, only a title and a link")
    id, link = str(entry.get("id", "")), str(entry.get("link", "")).strip()
    try:
        return article(
            place,
            shown(entry.get("title_detail")) or first_line(text),
            text,
            # Only an id that is a URI: "17" is another entry's too in the next feed.
            id=id if ":" in id and is_usable_id(id) else None,
            url=link if is_http(link) else None,
            source=shown(entry.get("source", {}).get("title_detail")) or feed_title,
            published=published_at(entry),
        )
    except Refused as error:
        return Unreadable(error.subject, error.reason)


def _longest_text(entry: Any) -> str:
    details = [*entry.get("content", []), entry.get("summary_detail")]
    return max((shown(detail) for detail in details), key=len)


def shown(detail: Any) -> str:
    """The text of one of feedparser's details ({"type", "value"}), or of none."""
    value = str((detail or {}).get("value") or "")
    return value if (detail or {}).get("type") == "text/plain" else markup.plain(value)


def published_at(entry: Any) -> datetime | None:
    for key in ("published_parsed", "updated_parsed"):
        # dict.get: feedparser's own answers "updated" with "published" and warns.
        moment = dict.get(entry, key)
        if moment:
            try:
                return datetime.fromtimestamp(timegm(moment), UTC)
            except (ValueError, OverflowError):  # the year 0, or 10000
                continue
    return None
