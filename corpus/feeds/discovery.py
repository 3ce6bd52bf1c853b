"""The feeds of a site, found from any of its pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from corpus.errors import CorpusError, NotServed, Refused
from corpus.feeds import listing
from corpus.feeds.listing import Listing
from corpus.feeds.polite import Web
from corpus.text import decoding, markup
from corpus.web.fetching import Fetched

_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")
_USUAL = ("/feed/", "/rss.xml", "/feed.xml", "/atom.xml", "/rss", "/index.xml", "/feed.json", "/news-sitemap.xml")
#: What a site is asked for at the most: each costs it a request.
_MOST = 12
#: Feeds of a page's readers, not of its writers.
_COMMENTS = ("comment", "kommentar", "/replies")


@dataclass(frozen=True, slots=True)
class Found:
    """A feed, read once."""

    #: Where to ask from now on.
    url: str
    fetched: Fetched
    listing: Listing


def find(page: Fetched, web: Web) -> Found:
    """The feed of this page, which is none itself: what it links to, else what stands in the usual places.

    Raises:
        Refused: there is none.
        Unavailable: the site cannot be asked any more now.
    """
    for url in _candidates(page, web)[:_MOST]:
        try:
            return read(web.get(url, max_bytes=listing.MAX_BYTES))
        except Refused as error:
            if isinstance(error, NotServed) and error.status in (401, 403):
                raise
    raise Refused(page.url, "there is no feed, and none is found from there: give the address of the feed itself")


def read(fetched: Fetched) -> Found:
    """
    Raises:
        Refused: it is no feed.
    """
    read_ = listing.read(listing.unpacked(fetched.content), fetched.content_type, fetched.charset, fetched.final_url)
    return Found(fetched.permanent_url or fetched.url, fetched, read_)


def links(page: Fetched) -> list[str]:
    """The feeds that a page says are its own, then those it links to; each once."""
    text = decoding.decode(page.content, markup=True)
    tree = markup.parse(text) if text else None
    if tree is None:
        return []
    base = tree.find(".//base[@href]")
    at = urljoin(page.final_url, base.get("href", "")) if base is not None else page.final_url
    found = (listing.link(href, at) for href in [*_declared(tree), *_linked(tree)])
    return list(dict.fromkeys(url for url in found if url and not any(word in url.lower() for word in _COMMENTS)))


def _candidates(page: Fetched, web: Web) -> list[str]:
    named = links(page)
    usual = [urljoin(page.final_url, place) for place in _USUAL]
    # Below the page too, as for example.com/blog.
    path = urlsplit(page.final_url).path.rstrip("/")
    below = [urljoin(page.final_url, f"{path}/feed/")] if path and "." not in path.rpartition("/")[2] else []
    return list(dict.fromkeys([*named[: _MOST // 2], *below, *usual[:-1], *_news_sitemaps(page, web), usual[-1]]))


def _news_sitemaps(page: Fetched, web: Web) -> list[str]:
    try:
        return [url for url in web.sitemaps(page.final_url) if "news" in url.lower()][:2]
    except CorpusError:
        return []


def _declared(tree: HtmlElement) -> Iterator[str]:
    for each in tree.iter("link"):
        rel, kind = (each.get("rel") or "").lower().split(), (each.get("type") or "").lower()
        is_comments = any(word in (each.get("title") or "").lower() for word in _COMMENTS)
        if "alternate" in rel and kind.partition(";")[0].strip() in _TYPES and not is_comments:
            yield each.get("href") or ""


def _linked(tree: HtmlElement) -> Iterator[str]:
    for each in tree.iter("a"):
        href = each.get("href") or ""
        path = href.partition("?")[0].rstrip("/").lower()
        if path.endswith((".rss", ".atom", "/rss", "/feed", "/atom", "rss.xml", "feed.xml", "atom.xml", ".rdf")):
            yield href
