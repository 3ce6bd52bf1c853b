"""How hosts are asked: one request at a time, with pauses, as their robots.txt allows."""

from contextlib import suppress
from itertools import pairwise
from threading import Barrier, BrokenBarrierError, Thread

import httpx
import pytest

from corpus.errors import Unavailable
from corpus.feeds.polite import Disallowed, Paused, Web, host_of
from tests.corpus.feeds.makers import HOME, Site

ROBOTS = f"{HOME}/robots.txt"


def web(site: Site) -> Web:
    return Web(site.fetcher(), site.clock.seconds, site.clock.sleep)


def test_a_host_is_left_a_second_and_another_is_not_waited_for() -> None:
    site = Site()
    pages = [f"{HOME}/1", f"{HOME}/2", "https://other.example/1", f"{HOME}/3"]
    for url in pages:
        site.serve(url, "page")
    polite = web(site)

    for url in pages:
        polite.get(url)

    times = dict(site.times)
    gaps = [(times[b] - times[a]).total_seconds() for a, b in pairwise(pages)]
    assert gaps == [1, 0, 1]


def test_robots_txt_is_asked_once_a_day_and_obeyed() -> None:
    site, asked = Site(), list[str]()

    def rules(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(200, text="User-agent: *\nDisallow: /private\nCrawl-delay: 5")

    site.pages[ROBOTS] = rules
    site.serve(f"{HOME}/1", "page")
    polite = web(site)

    polite.get(f"{HOME}/1")
    polite.get(f"{HOME}/1")
    with pytest.raises(Disallowed, match=r"robots\.txt"):
        polite.get(f"{HOME}/private/1")

    assert len(asked) == 1 and len(site.asked) == 2
    assert (site.times[1][1] - site.times[0][1]).total_seconds() == 5
    site.clock.pass_(days=1)
    polite.get(f"{HOME}/1")
    assert len(asked) == 2


def test_site_whose_robots_txt_fails_is_not_read_until_it_can_be_had() -> None:
    site = Site()
    site.serve(f"{HOME}/1", "page")
    site.serve(ROBOTS, "down", 503)
    polite = web(site)

    with pytest.raises(Unavailable, match=r"robots\.txt"):
        polite.get(f"{HOME}/1")
    assert not site.asked

    del site.pages[ROBOTS]
    site.clock.pass_(minutes=10)
    assert polite.get(f"{HOME}/1").content == b"page"


def test_host_that_asks_for_patience_is_not_asked_meanwhile() -> None:
    site = Site()
    site.serve(f"{HOME}/1", "later", 429, retry_after="300")
    polite = web(site)

    with pytest.raises(Unavailable) as first:
        polite.get(f"{HOME}/1")
    with pytest.raises(Paused) as second:
        polite.get(f"{HOME}/2")

    assert (first.value.retry_after, second.value.retry_after) == (300, 300)
    assert len(site.asked) == 1
    site.serve(f"{HOME}/1", "page")
    site.clock.pass_(minutes=5)
    assert polite.get(f"{HOME}/1").status == 200


def test_no_host_is_asked_twice_at_a_time() -> None:
    site, met, asked = Site(), list[int](), Barrier(2)

    def slow(_: httpx.Request) -> httpx.Response:
        with suppress(BrokenBarrierError):
            met.append(asked.wait(0.05))  # passes only where another one asks meanwhile
        asked.reset()
        return httpx.Response(200, text="page")

    for n in range(4):
        site.pages[f"{HOME}/{n}"] = slow
    polite = web(site)
    threads = [Thread(target=polite.get, args=(f"{HOME}/{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert met == [] and len(site.asked) == 4


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://a.example/x", "a.example"), ("http://a.example:80/", "a.example"),
     ("http://a.example:8080/", "a.example:8080"), ("http://A.example", "a.example"), ("nonsense", ""),
     ("http://a.example:99999/", "")],
)  # fmt: skip
def test_hosts(url: str, host: str) -> None:
    assert host_of(url) == host
