"""Sitemaps as listings: those of news, those of everything, and lists of sitemaps."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import unquote, urlsplit

from lxml import etree

from corpus.errors import Refused
from corpus.feeds.listing import MAX_ENTRIES, Child, Listed, Listing, link
from corpus.text import cleaning, dates

#: Of a list, its newest.
MAX_CHILDREN = 500

_LONG_AGO = datetime.min.replace(tzinfo=UTC)

# Of all pages of a site, an article's has a name like a sentence, or a number; sections and "about us" have not.
_LIKE_AN_ARTICLE = re.compile(r"[^/]*(?:(?:[-_][^-_/]+){2}|\d{4})[^/]*")


def read(content: bytes, url: str) -> Listing:
    """The pages of a sitemap, or the sitemaps of a list, the newest first. Of a broken one, what stands before.

    Raises:
        Refused: it is no sitemap.
    """
    host = urlsplit(url).hostname or ""
    entries: list[Listed] = []
    children: list[Child] = []
    root = ""
    try:
        for element in _elements(content):
            name = _name(element)
            root = name if element.getparent() is None else root
            if name == "url" and len(entries) < MAX_ENTRIES:
                entries += _listed(element, url)
            elif name == "sitemap" and (child := _child(element, url)):
                children.append(child)
            if name in ("url", "sitemap"):
                _drop(element)
    except etree.XMLSyntaxError as error:
        if not entries and not children:
            raise Refused(url, "the sitemap is too broken to be read") from error
    if not entries and not children and root not in ("urlset", "sitemapindex"):
        raise Refused(url, "XML, but no sitemap")
    # Stable: without dates, as they stand.
    children.sort(key=lambda child: child.changed or _LONG_AGO, reverse=True)
    kind = "sitemaps" if children else "sitemap"
    return Listing(kind, host.removeprefix("www."), tuple(entries), tuple(children[:MAX_CHILDREN]))


def _elements(content: bytes) -> Iterator[etree._Element]:
    """As they end; entities and what stands outside are left alone."""
    yield from (
        element
        for _, element in etree.iterparse(
            BytesIO(content), resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
        )
        if isinstance(element.tag, str)
    )


def _drop(element: etree._Element) -> None:
    """Frees it and what stands before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _listed(element: etree._Element, base: str) -> Iterator[Listed]:
    found = {_name(each): (each.text or "").strip() for each in element.iter(etree.Element)}
    url = link(found.get("loc", ""), base)
    is_news = "publication_date" in found
    if url is None or not (is_news or _is_like_an_article(url)):
        return
    yield Listed(
        id="",
        url=url,
        title=cleaning.one_line(found.get("title", ""), 300),
        published=_moment(found.get("publication_date", "")),
        updated=_moment(found.get("lastmod", "")),
    )


def _child(element: etree._Element, base: str) -> Child | None:
    found = {_name(each): (each.text or "").strip() for each in element.iter(etree.Element)}
    url = link(found.get("loc", ""), base)
    return Child(url, _moment(found.get("lastmod", ""))) if url else None


def _is_like_an_article(url: str) -> bool:
    last = unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2]
    return bool(_LIKE_AN_ARTICLE.fullmatch(last))


def _name(element: etree._Element) -> str:
    # Where a site has forgotten to declare "news:", it stays in the tag.
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()


def _moment(text: str) -> datetime | None:
    try:
        return dates.from_iso(text) if text else None
    except ValueError:
        return None
