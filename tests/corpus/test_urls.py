from collections.abc import Iterator

import pytest

from corpus.articles import IncomingArticle
from corpus.readers import urls
from corpus.readers.files import Unreadable
from corpus.web.fetching import Fetcher
from tests.loopback import Loopback, response

PAGE = (
    "<html><head><title>Cells for Hiroshima</title>{head}</head><body><article>"
    "<p>Panasonic Energy will supply the carmaker with cylindrical cells, both said on Friday.</p>"
    "<p>Neither told the price of the agreement or the number of cells.</p></article></body></html>"
)
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>'
    "<item><title>One</title><link>https://example.com/1</link><description>Text of one.</description></item>"
    "<item><title>Two</title><link>https://example.com/2</link></item></channel></rss>"
)


@pytest.fixture
def site() -> Iterator[Loopback]:
    with Loopback() as made:
        yield made


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(user_agent="test", allow_private=True) as made:
        yield made


def read_one(url: str, fetcher: Fetcher) -> IncomingArticle:
    (found,) = urls.articles(url, fetcher)
    assert isinstance(found, IncomingArticle), found
    return found


def html(body: str, charset: str = "utf-8") -> bytes:
    return response(body.encode(charset), headers={"Content-Type": f"text/html; charset={charset}"})


def test_page_becomes_an_article_at_the_address_it_was_found_at(site: Loopback, fetcher: Fetcher) -> None:
    site.redirect("/old", "/new", 301)
    site.serve("/new", html(PAGE.format(head="")))

    found = read_one(site.url("/old"), fetcher)

    assert found.title == "Cells for Hiroshima"
    assert found.url == site.url("/new")
    assert "Panasonic Energy will supply" in found.text


def test_page_cannot_pose_as_a_page_of_another_site(site: Loopback, fetcher: Fetcher) -> None:
    head = '<link rel="canonical" href="https://reuters.com/real-story">'
    site.serve("/a", html(PAGE.format(head=head)))

    assert read_one(site.url("/a"), fetcher).url == site.url("/a")


def test_charset_that_the_server_names_is_believed(site: Loopback, fetcher: Fetcher) -> None:
    site.serve("/a", html(PAGE.format(head="").replace("Hiroshima", "Düsseldorf"), "iso-8859-1"))

    assert read_one(site.url("/a"), fetcher).title == "Cells for Düsseldorf"


def test_feed_gives_its_entries_and_names_those_without_text(site: Loopback, fetcher: Fetcher) -> None:
    site.serve("/feed", response(FEED.encode(), headers={"Content-Type": "text/html"}))

    first, second = urls.articles(site.url("/feed"), fetcher)

    assert isinstance(first, IncomingArticle) and first.url == "https://example.com/1"
    assert isinstance(second, Unreadable)


def test_page_that_is_not_there_is_a_failure_by_name(site: Loopback, fetcher: Fetcher) -> None:
    site.serve("/gone", response(b"", 404))

    (found,) = urls.articles(site.url("/gone"), fetcher)

    assert isinstance(found, Unreadable)
    assert found.source == site.url("/gone") and "404" in found.error


def test_private_address_is_refused_unless_allowed(site: Loopback) -> None:
    site.serve("/a", html(PAGE.format(head="")))

    with Fetcher(user_agent="test") as careful:
        (found,) = urls.articles(site.url("/a"), careful)

    assert isinstance(found, Unreadable)
    assert not site.requests
