"""A page or a feed of the web -> articles."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from corpus.errors import CorpusError, Refused
from corpus.readers import roots
from corpus.readers.feeds import read_feed
from corpus.readers.reading import Reading, Unreadable, article, first_line
from corpus.readers.records import read_json
from corpus.text import decoding
from corpus.web import pages
from corpus.web.fetching import Fetched, Fetcher


def articles(url: str, fetcher: Fetcher) -> Iterator[Reading]:
    """The article of a page, or the entries of a feed that give their text; a failure is an `Unreadable`."""
    try:
        yield from read(fetcher.get(url), url)
    except CorpusError as error:
        yield Unreadable(error.subject, error.reason)


def read(fetched: Fetched, url: str) -> Iterator[Reading]:
    """What was fetched from `url`, as `articles`.

    Raises:
        Refused: there is no text in it.
    """
    if roots.root(fetched.content) in roots.FEEDS:
        yield from read_feed(fetched.content, url)
    elif fetched.content_type.endswith("json"):
        yield from read_json(fetched.content, url)
    elif fetched.content_type in {"text/plain", "text/markdown"}:
        text = _decoded(fetched, url)
        yield article(url, first_line(text), text, url=fetched.final_url)
    else:
        yield _page(fetched, url)


def _page(fetched: Fetched, url: str) -> Reading:
    page = pages.page(_decoded(fetched, url, markup=True), fetched.final_url, headers=fetched.headers)
    if page is None:
        raise Refused(url, "no article text found: is it a page that a script fills in?")
    return article(
        url,
        page.title or first_line(page.text),
        page.text,
        url=_own_url(fetched.final_url, page.url),
        source=page.source or urlsplit(fetched.final_url).hostname,
        published=page.published,
        language=page.language,
        author=page.author,
        note=page.note,
    )


def _own_url(fetched: str, claimed: str | None) -> str:
    """The page's own word for its address counts only within its site: else it could pose as another's."""
    if claimed and _site(claimed) == _site(fetched):
        return claimed
    return fetched


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _decoded(fetched: Fetched, url: str, markup: bool = False) -> str:
    if fetched.charset:
        try:
            return fetched.content.decode(fetched.charset)
        except (LookupError, UnicodeDecodeError):
            pass  # what the server says is wrong: the page itself may know
    text = decoding.decode(fetched.content, markup=markup)
    if text is None:
        raise Refused(url, "binary, not a page")
    return text
