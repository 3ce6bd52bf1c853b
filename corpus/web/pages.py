"""Web pages: page -> text."""

import logging
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from types import MappingProxyType

from lxml.html import HtmlElement

from corpus.errors import Refused
from corpus.text import cleaning, decoding, languages, markup
from corpus.web import bylines, headlines, heads, layouts, publication, walls
from corpus.web.heads import Head
from corpus.web.publication import Claim, Published

#: A larger page is refused: extraction costs about a second per megabyte.
MAX_PAGE_BYTES = 10_000_000

# Above this trafilatura takes seconds to minutes: the plain text has to do.
_MAX_ELEMENTS = 50_000
_SHORT_CHARACTERS = 1_000
_NOTE_CHARACTERS = 300
# How much longer than what trafilatura finds the whole text may be, to be taken instead.
_MOST_AROUND, _MOST_IN_ARTICLE = 1.1, 1.6

# Lines that may stand above a headline: the site's name, where one is, what is shared.
_TOP = 8

_CHARACTER = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_RIGHTS = re.compile(r"\s*(?:©|\(c\) |copyright\b|all rights reserved)", re.I)
_NOT_BODY = frozenset({"nav", "header", "footer", "aside", "button", "select", "textarea"})
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})

_log = logging.getLogger(__name__)
# It warns of what is reported here by name and reason.
for _name in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Page:
    """What a page says, its furniture and whatever its readers do not see left out."""

    #: One line, without the site's name; empty when the page names none.
    title: str
    text: str
    #: Aware, UTC; midnight when the page gives a day only.
    published: datetime | None
    #: The publisher's name, else the site's host.
    source: str | None
    #: Canonical by the page's own account (which may point to another site), else as asked; http(s).
    url: str | None
    #: ISO 639-1, as "en": the page's own account unless its text belies it, else the text's.
    language: str | None
    #: Names, parted by commas.
    author: str | None = None
    #: What was mended, for people.
    note: str | None = None


def page(
    html: str | bytes,
    url: str | None = None,
    *,
    headers: Mapping[str, str] = _NO_HEADERS,
    now: datetime | None = None,
) -> Page | None:
    """The article of a page; None when there is no text in it.

    `headers` are those it came with: content-language and link (canonical) are believed before the page itself.
    A date after `now` (aware; else the clock) is mended.

    Raises:
        Refused: it is larger than `MAX_PAGE_BYTES`.
    """
    size = len(html) if isinstance(html, bytes) else len(html.encode("utf-8", "replace"))
    if size > MAX_PAGE_BYTES:
        limit = MAX_PAGE_BYTES / 1e6
        raise Refused(url or "page", f"the page has {size / 1e6:,.1f} MB, over the limit of {limit:,.0f} MB")
    decoded = decoding.decode(html, markup=True) if isinstance(html, bytes) else html
    tree = markup.parse(decoded) if decoded else None
    if tree is None:
        return None
    markup.empty_hidden(tree)
    # Before the scripts go: JSON-LD is where sites say most of an article.
    head = heads.read(tree, url, headers)
    source = heads.source(head)
    published = _published(head, now or datetime.now(UTC))
    title = headlines.choose(heads.titles(head), heads.names_of_site(head))
    author = heads.authors(head, source)
    markup.empty_scripts(tree)
    walls.empty(tree)
    layouts.untable(tree)
    text = _own_text(cleaning.clean(_body(tree)), title, bylines.about(head.lines))
    if not text:
        return None
    address = next((each for each in heads.canonical_urls(head) if _is_http(each)), None)
    if published.note:
        _log.info("url=%s %s", url, published.note)
    return Page(
        title=title,
        text=text,
        published=published.moment,
        source=source or heads.host(address or url) or None,
        url=address or (url if url and _is_http(url) else None),
        language=_language(head, text),
        author=author,
        note=published.note,
    )


def _body(tree: HtmlElement) -> str:
    """By trafilatura, which knows what is furniture. Short articles are taken as they stand, where hardly more
    stands around them: on these it breaks the text at every link and emphasis, loses paragraphs or finds nothing."""
    text = _extracted(tree)
    if _size(text) >= _SHORT_CHARACTERS:
        return text
    walls.empty_furniture(tree)
    article = _only_article(tree)
    whole = markup.plain_tree(tree if article is None else article, without=_NOT_BODY)
    if not text or not whole:
        return whole  # no text without the furniture: what was found is a menu
    least, most = 0.8, _MOST_AROUND if article is None else _MOST_IN_ARTICLE
    if _size(text) < _NOTE_CHARACTERS:
        least, most = 0.5, 1.5
    return whole if least <= _size(whole) / _size(text) <= most else text


def _only_article(tree: HtmlElement) -> HtmlElement | None:
    found = list(islice(tree.iter("article"), 2))
    return found[0] if len(found) == 1 else None


def _size(text: str) -> int:
    """In letters of an alphabet; a Chinese character says as much as some three of them."""
    return len("".join(text.split())) + 2 * len(_CHARACTER.findall(text)) or 1


def _own_text(text: str, title: str, lines: Collection[str]) -> str:
    """Without the title, which is kept beside it, what stands before that, and the `lines` between it and the text.
    All of a note of a few lines, which may be all about its title."""
    found = text.split("\n")
    first = next((i + 1 for i, line in enumerate(found[:_TOP]) if " ".join(line.split()) == title), 0)
    while first < len(found) - 1 and (not found[first].strip() or " ".join(found[first].split()) in lines):
        first += 1
    last = len(found)
    while last > first and (not found[last - 1].strip() or _RIGHTS.match(found[last - 1])):
        last -= 1
    own = "\n".join(found[first:last]).strip()
    return own if _size(own) > _NOTE_CHARACTERS and _size(own) > _size(text) / 2 else text


def _extracted(tree: HtmlElement) -> str:
    if _is_huge(tree):
        return ""
    from trafilatura import bare_extraction  # here: a third of a second that most commands do not need

    try:
        document = bare_extraction(tree, include_comments=False, with_metadata=False)
    except Exception:  # heuristics trip over odd pages; the plain text is still good
        _log.debug("trafilatura failed on a page", exc_info=True)
        return ""
    return getattr(document, "text", None) or ""


def _is_huge(tree: HtmlElement) -> bool:
    return next(islice(tree.iter(), _MAX_ELEMENTS, None), None) is not None


def _published(head: Head, now: datetime) -> Published:
    found = publication.decide(heads.dates(head), now)
    if found.moment is not None or _is_huge(head.tree):
        return found
    guessed = publication.decide([Claim("its marks of a date", _found_by_htmldate(head))], now)
    return guessed if guessed.moment is not None else found


def _found_by_htmldate(head: Head) -> datetime | None:
    """It knows where many sites put their dates, to the day."""
    from htmldate import find_date  # comes with trafilatura

    try:
        # Not extensively: that takes any date in the text, and a wrong date is worse than none.
        day = find_date(head.tree, url=head.url, original_date=True, extensive_search=False)
    except Exception:
        _log.debug("no date from a page", exc_info=True)
        return None
    return publication.read(day) if day else None


def _language(head: Head, text: str) -> str | None:
    claimed = next((claim for claim in heads.languages(head) if languages.agrees(claim, text)), None)
    return claimed or languages.of(text)


def _is_http(url: str) -> bool:
    return bool(re.match(r"https?://[^/\s]", url, re.I)) and len(url) <= 2_000
