"""The feeds of a site, found from its pages."""

import httpx
import pytest

from corpus.db import Sessions
from corpus.feeds import rounds
from tests.corpus.feeds.makers import FEED, HOME, NOW, Site, add, asking, feed, item, rss


def poll(sessions: Sessions, site: Site, url: str = f"{HOME}/") -> int:
    (key,) = add(sessions, url)
    rounds.poll(asking(sessions, site), [key], workers=1)
    return key


def page(site: Site, head: str = "", body: str = "News", url: str = f"{HOME}/") -> None:
    site.serve(url, f"<html><head>{head}</head><body>{body}</body></html>", content_type="text/html")


def test_feed_that_a_page_declares_is_taken_and_that_of_its_comments_is_not(sessions: Sessions) -> None:
    site = Site()
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">'
        for title, href in (("Comments", "/all-comments"), ("x", "/comments/feed"), ("News", "/feed"))
    )
    page(site, links)
    site.serve(FEED, rss([item(1, NOW)]))

    found = feed(sessions, poll(sessions, site))

    assert (found.url, found.kind, found.title, found.ended) == (FEED, "rss", "News", None)
    assert len(site.asked) == 2


def test_linked_feed_and_base_are_followed(sessions: Sessions) -> None:
    site = Site()
    page(site, '<base href="https://feeds.example/">', '<a href="news/rss.xml">RSS</a>')
    site.serve("https://feeds.example/news/rss.xml", rss([item(1, NOW)]))

    assert feed(sessions, poll(sessions, site)).url == "https://feeds.example/news/rss.xml"


def test_usual_places_are_tried_and_broken_promises_passed_over(sessions: Sessions) -> None:
    site = Site()
    page(site, '<link rel="alternate" type="application/rss+xml" href="/gone">', url=f"{HOME}/blog")
    page(site, url=f"{HOME}/feed/")
    site.serve(f"{HOME}/atom.xml", rss([item(1, NOW)]))

    assert feed(sessions, poll(sessions, site, f"{HOME}/blog")).url == f"{HOME}/atom.xml"


def test_sitemap_of_news_in_robots_txt_is_found(sessions: Sessions) -> None:
    site = Site()
    page(site)
    site.serve(f"{HOME}/robots.txt", f"Sitemap: {HOME}/all.xml\nSitemap: {HOME}/maps/news.xml")
    site.serve(f"{HOME}/maps/news.xml", f"<urlset><url><loc>{HOME}/a-b-c</loc></url></urlset>")

    assert feed(sessions, poll(sessions, site)).kind == "sitemap"


def test_site_without_feeds_is_told_so_after_a_bounded_number_of_requests(sessions: Sessions) -> None:
    site = Site()
    page(site, body="".join(f'<a href="/{n}/feed">x</a>' for n in range(99)))

    found = feed(sessions, poll(sessions, site))

    assert found.ended and "no feed" in (found.problem or "")
    assert len(site.asked) <= 13


@pytest.mark.parametrize("status", [401, 403])
def test_site_that_wants_no_programs_is_not_asked_twelve_times(sessions: Sessions, status: int) -> None:
    site = Site()
    page(site)
    site.pages |= {f"{HOME}{path}": lambda _: httpx.Response(status) for path in ("/feed/", "/rss.xml")}

    found = feed(sessions, poll(sessions, site))

    assert found.ended and str(status) in (found.problem or "") and len(site.asked) == 2
