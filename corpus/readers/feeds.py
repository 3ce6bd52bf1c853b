"""Feed files (RSS, Atom, RDF) -> articles."""

from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from corpus.errors import Refused
from corpus.readers.reading import Reading, Unreadable, article, first_line, is_http, is_usable_id
from corpus.text import decoding, markup

#: A feed lists tens of entries; this is thousands of whole articles, and feedparser takes 5 s a megabyte.
MAX_FEED_BYTES = 10_000_000


def read_feed(data: bytes, origin: str) -> Iterator[Reading]:
    """The entries, in the feed's order, numbered from 1; a date that cannot be read counts as none,
    because a feed's reader cannot mend it.

    Raises:
        Refused: it is binary, no feed, or a feed without entries.
    """
    text = decoding.decode(data, markup=True)
    if text is None:
        raise Refused(origin, "binary, not text: save it as UTF-8 text")
    if not text.strip():
        raise Refused(origin, "empty: there is no feed in it")
    try:
        parsed = _parsed(text)
    except Exception as error:  # feedparser's parser of broken XML raises KeyError, TypeError and others
        raise Refused(origin, "the feed is too broken to be read") from error
    if not parsed.get("version"):
        raise Refused(origin, "XML, but no feed: RSS, Atom or RDF is wanted")
    if not parsed.entries:
        raise Refused(origin, "the feed lists no entries")
    feed_title = _shown(parsed.feed.get("title_detail"))
    for number, entry in enumerate(parsed.entries, 1):
        yield _reading(f"{origin}:{number}", entry, feed_title)


def _parsed(text: str) -> Any:
    import feedparser  # here: most files are no feeds

    # As a stream: bytes given as they are, feedparser first tries to open as the name of a file.
    # Entities are no danger: it drops declarations that refer to others or to anything outside.
    return feedparser.parse(BytesIO(_without_declaration(text).encode("utf-8", "replace")), sanitize_html=True)


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
            _shown(entry.get("title_detail")) or first_line(text),
            text,
            # Only an id that is a URI: "17" is another entry's too in the next feed.
            id=id if ":" in id and is_usable_id(id) else None,
            url=link if is_http(link) else None,
            source=_shown(entry.get("source", {}).get("title_detail")) or feed_title,
            published=_published(entry),
        )
    except Refused as error:
        return Unreadable(error.subject, error.reason)


def _longest_text(entry: Any) -> str:
    details = [*entry.get("content", []), entry.get("summary_detail")]
    return max((_shown(detail) for detail in details), key=len)


def _shown(detail: Any) -> str:
    """The text of one of feedparser's details ({"type", "value"}), or of none."""
    value = str((detail or {}).get("value") or "")
    return value if (detail or {}).get("type") == "text/plain" else markup.plain(value)


def _published(entry: Any) -> datetime | None:
    for key in ("published_parsed", "updated_parsed"):
        # dict.get: feedparser's own answers "updated" with "published" and warns.
        moment = dict.get(entry, key)
        if moment:
            try:
                return datetime.fromtimestamp(timegm(moment), UTC)
            except (ValueError, OverflowError):  # the year 0, or 10000
                continue
    return None
