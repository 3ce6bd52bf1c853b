"""A reading: an article that passed the checks, or why there is none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from corpus.articles import IncomingArticle
from corpus.errors import Refused
from corpus.text import cleaning, dates, languages

#: Longer is no article but a book, and would fill an answer's memory.
MAX_TEXT_CHARACTERS = 2_000_000

MAX_TITLE_CHARACTERS = 300
MAX_ID_CHARACTERS = 200
#: PostgreSQL indexes no value over 2,700 bytes.
MAX_URL_CHARACTERS = 2_000

#: A first line that serves as title is cut here.
MAX_FIRST_LINE_CHARACTERS = 200

_HTTP = re.compile(r"https?://[^/\s?#]+\S*", re.I)


@dataclass(frozen=True)
class Unreadable:
    """A file or a record from which no article could be had; the others are not touched by it."""

    #: A path, or a path and a record in it ("news.jsonl:17").
    source: str
    #: For people: what is wrong and what to do.
    error: str


#: What every reader yields, one for each file, record or entry.
Reading = IncomingArticle | Unreadable


def article(
    origin: str,
    title: str,
    text: str,
    *,
    id: str | None = None,
    url: str | None = None,
    source: str | None = None,
    published: datetime | None = None,
    language: str | None = None,
    author: str | None = None,
    note: str | None = None,
) -> IncomingArticle:
    """The article with its title and text cleaned; without a `language`, in the one that its text tells.

    Raises:
        Refused: the text is too long, or nothing of the title or the text is left.
    """
    if len(text) > MAX_TEXT_CHARACTERS:
        size, limit = f"{len(text):,}", f"{MAX_TEXT_CHARACTERS:,}"
        raise Refused(origin, f"its text has {size} characters, over the limit of {limit}: split it")
    title, text = cleaning.one_line(title, MAX_TITLE_CHARACTERS), cleaning.clean(text)
    if not text:
        raise Refused(origin, 'empty: its "text" holds nothing that can be seen')
    if not title:
        raise Refused(origin, 'its "title" is missing: give it one')
    source = cleaning.one_line(source or "", 200) or None
    return IncomingArticle(
        title,
        text,
        id=id,
        url=url,
        source=source,
        published=published,
        origin=origin,
        language=language or languages.of(text),
        author=cleaning.one_line(author or "", 300) or None,
        note=note,
    )


def from_record(origin: str, record: Mapping[object, object]) -> IncomingArticle:
    """The article of a record with the contract's keys; keys that it does not know are passed over.

    Raises:
        Refused: naming the first key that is not as it should be.
    """
    return article(
        origin,
        _required(origin, record, "title"),
        _required(origin, record, "text"),
        id=_id(origin, record),
        url=_url(origin, record),
        source=_optional(origin, record, "source"),
        published=_date(origin, record),
    )


def first_line(text: str) -> str:
    """The first line with something on it, as a title."""
    line = next((each for each in text.splitlines() if cleaning.clean(each)), "")
    return cleaning.one_line(line, MAX_FIRST_LINE_CHARACTERS)


def is_http(url: str) -> bool:
    return len(url) <= MAX_URL_CHARACTERS and url.isprintable() and bool(_HTTP.fullmatch(url))


def is_usable_id(id: str) -> bool:
    return len(id) <= MAX_ID_CHARACTERS and id.isprintable()


def quoted(value: object) -> str:
    """A value as a message shows it: short, and harmless on a terminal."""
    shown = ascii(value) if not isinstance(value, str) else repr(value)
    return shown if len(shown) <= 80 else shown[:79] + "…"


def _required(origin: str, record: Mapping[object, object], key: str) -> str:
    value = _optional(origin, record, key)
    if value is None:
        raise Refused(origin, f'its "{key}" is {"empty" if key in record else "missing"}: every article needs one')
    return value


def _optional(origin: str, record: Mapping[object, object], key: str) -> str | None:
    """None for a key that is absent, null or blank."""
    value = record.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise Refused(origin, f'its "{key}" is not text but {quoted(value)}: put it in quotes')
    return value if value.strip() else None


def _id(origin: str, record: Mapping[object, object]) -> str | None:
    value = record.get("id")
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    id = str(value) if is_number else _optional(origin, record, "id")
    if id is not None and not is_usable_id(id):
        fault = f"is longer than {MAX_ID_CHARACTERS}" if id.isprintable() else "has invisible"
        raise Refused(origin, f'its "id" {fault} characters: {quoted(id)}')
    return id


def _url(origin: str, record: Mapping[object, object]) -> str | None:
    url = (_optional(origin, record, "url") or "").strip()
    if url and not is_http(url):
        fault = "is longer than 2,000 characters" if len(url) > MAX_URL_CHARACTERS else "is not an http(s) address"
        raise Refused(origin, f'its "url" {fault}: {quoted(url)}')
    return url or None


def _date(origin: str, record: Mapping[object, object]) -> datetime | None:
    text = _optional(origin, record, "date")
    if text is None:
        return None
    try:
        return dates.from_iso(text)
    except ValueError as error:
        reason = f'its "date" is not ISO 8601, as 2024-03-29 or 2024-03-29T09:30:00Z: {quoted(text)}'
        raise Refused(origin, reason) from error
