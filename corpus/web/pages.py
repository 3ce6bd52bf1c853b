"""Web pages: page -> text."""

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from corpus.errors import Refused
from corpus.text import cleaning, dates, decoding, markup

#: A larger page is refused: extraction costs about a second per megabyte.
MAX_PAGE_BYTES = 10_000_000

# Above this trafilatura takes seconds to minutes: the plain text and the <title> have to do.
_MAX_ELEMENTS = 50_000
_SHORT_CHARACTERS = 1_000

_NOT_BODY = frozenset({"nav", "header", "footer", "aside", "button", "select", "textarea"})

_LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|[-_])", re.I)

_log = logging.getLogger(__name__)
# It warns of what is reported here by name and reason.
for _name in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Page:
    """What a page says, its furniture and whatever its readers do not see left out."""

    #: One line; empty when the page names none.
    title: str
    text: str
    #: Aware, UTC; midnight when the page gives a day only.
    published: datetime | None
    #: The site's name, else its host.
    source: str | None
    #: Canonical by the page's own account (which may point to another site), else as asked; http(s).
    url: str | None
    #: The page's own account, as "en".
    language: str | None


def page(html: str | bytes, url: str | None = None) -> Page | None:
    """The article of a page; None when there is no text in it.

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
    # Before the scripts go: JSON-LD is where sites say when an article appeared.
    facts, published = _metadata(tree, url), _published(tree)
    markup.empty_scripts(tree)
    text = cleaning.clean(_body(tree))
    if not text:
        return None
    return Page(
        title=cleaning.one_line(facts.get("title") or "", 300),
        text=text,
        published=published or _day(facts.get("date")),
        source=cleaning.one_line(facts.get("sitename") or facts.get("hostname") or "", 200) or None,
        url=_http(facts.get("url")) or _http(url),
        language=_language(tree),
    )


def _body(tree: HtmlElement) -> str:
    """By trafilatura, which knows what is furniture. Small pages with hardly any are taken as they are:
    on these it falls back to breaking the text at every link and emphasis, or finds nothing."""
    text = _extracted(tree)
    if len(text) >= _SHORT_CHARACTERS:
        return text
    whole = markup.plain_tree(tree, without=_NOT_BODY)
    # No text without the furniture: what was found is a menu.
    return whole if not text or not whole or 0.5 <= len(whole) / len(text) <= 1.5 else text


def _extracted(tree: HtmlElement) -> str:
    if _is_huge(tree):
        return ""
    from trafilatura import bare_extraction  # here: a third of a second that most commands do not need

    try:
        document = bare_extraction(tree, include_comments=False)
    except Exception:  # heuristics trip over odd pages; the plain text is still good
        _log.debug("trafilatura failed on a page", exc_info=True)
        return ""
    return getattr(document, "text", None) or ""


def _is_huge(tree: HtmlElement) -> bool:
    return next(islice(tree.iter(), _MAX_ELEMENTS, None), None) is not None


def _metadata(tree: HtmlElement, url: str | None) -> dict[str, Any]:
    if _is_huge(tree):
        return {"title": tree.findtext(".//title")}
    from trafilatura.metadata import extract_metadata

    # Not extensively: that takes any date in the text, and a wrong date is worse than none.
    asked = {"original_date": True, "extensive_search": False}
    try:
        return dict(extract_metadata(tree, default_url=url, date_config=asked).as_dict())
    except Exception:
        _log.debug("no metadata from a page", exc_info=True)
        return {}


def _published(tree: HtmlElement) -> datetime | None:
    """To the minute, where the page says so; trafilatura keeps the day only."""
    for value in _stated_times(tree):
        try:
            return dates.from_iso(value)
        except ValueError:
            continue
    return None


def _stated_times(tree: HtmlElement) -> Iterator[str]:
    for meta in tree.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").lower() == "article:published_time":
            yield meta.get("content") or ""
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json":
            yield from _published_in_json(script.text or "")


def _published_in_json(text: str) -> Iterator[str]:
    """Every `datePublished`, outermost first."""
    try:
        level = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    while level:
        yield from (str(node["datePublished"]) for node in level if isinstance(node, dict) and "datePublished" in node)
        level = [child for node in level for child in _children(node)]


def _children(node: object) -> list[object]:
    if isinstance(node, dict):
        return list(node.values())
    return node if isinstance(node, list) else []


def _day(value: str | None) -> datetime | None:
    try:
        return dates.from_iso(value) if value else None
    except ValueError:
        return None


def _http(url: str | None) -> str | None:
    return url if url and re.match(r"https?://[^/\s]", url, re.I) else None


def _language(tree: HtmlElement) -> str | None:
    match = _LANGUAGE.match((tree.get("lang") or tree.get("xml:lang") or "").strip())
    return match[0].lower() if match else None
