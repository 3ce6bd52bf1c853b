"""Servers that misbehave: each costs its own feed a failure that is named, bounded in time and memory, and no other."""

import gzip
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count, repeat
from random import Random
from threading import Event

import pytest

from corpus.db import Sessions
from corpus.feeds import rounds
from corpus.feeds.polite import Web
from corpus.feeds.polling import Asking
from corpus.feeds.timing import Bounds
from corpus.models import Article
from corpus.web.fetching import Fetcher
from tests.corpus.feeds.makers import BODY, NOW, Item, add, all_entries, feed, rss
from tests.loopback import Loopback, response

XML = {"Content-Type": "application/rss+xml"}
BOMB = gzip.compress(b" " * 20_000_000)
GOOD = rss([Item("Cells for Mazda", None, NOW, "1", content=BODY)]).encode()


@pytest.fixture
def site() -> Iterator[Loopback]:
    with Loopback() as opened:
        yield opened


@contextmanager
def asking(sessions: Sessions, allow_private: bool = True, seconds: float = 1.0) -> Iterator[Asking]:
    agent = Fetcher(user_agent="test", allow_private=allow_private, read_seconds=seconds, total_seconds=seconds)
    with agent as fetcher:
        yield Asking(sessions, Web(fetcher, gap_seconds=0), lambda: datetime.now(UTC), Random(7), Bounds(), "test")


def drip() -> Iterable[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n"
    for _ in range(1_000):
        Event().wait(0.02)
        yield b" "


def held(until: Event) -> Iterable[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    until.wait(20)


def endless(start: bytes = b"") -> Iterable[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n" + start + b"\r\n"
    yield from repeat(b"<rss>" * 20_000)


def poll(sessions: Sessions, url: str, allow_private: bool = True) -> str | None:
    (key,) = add(sessions, url)
    with asking(sessions, allow_private) as asks:
        rounds.poll(asks, [key])
    return feed(sessions, key).problem


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (drip, "it took too long to come"),
        (endless, "it is larger than the limit of 10 MB"),
        (lambda: response(GOOD, headers=XML, length=len(GOOD) + 10), "its answer is cut off or not proper HTTP"),
        (lambda: response(BOMB, headers={**XML, "Content-Encoding": "gzip"}), "it is larger than the limit of 10 MB"),
        (lambda: response(gzip.compress(GOOD)[:-40], headers={**XML, "Content-Encoding": "gzip"}), "is cut off"),
        (lambda: response(GOOD, headers={**XML, "Content-Encoding": "br"}), "packed in a way that was not asked for"),
        (lambda: response(b"", 304), "the server answers with no page (304)"),
        (lambda: b"SMTP ready\r\n", "its answer is cut off or not proper HTTP"),
        (lambda: response(status=302, headers={"Location": "/feed"}), "it redirects in a circle"),
        (lambda: response(status=301, headers={"Location": "http://169.254.169.254/"}), "a cloud's own address"),
        (lambda: response(status=302, headers={"Location": "file:///etc/passwd"}), "only addresses that begin with"),
    ],
)  # fmt: skip
def test_misbehaviour_is_named_and_bounded(
    sessions: Sessions, site: Loopback, answer: Callable[[], bytes | Iterable[bytes]], problem: str
) -> None:
    url = site.serve("/feed", lambda _: answer())
    tracemalloc.start()
    began = time.perf_counter()

    said = poll(sessions, url)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert said is not None and problem in said
    assert time.perf_counter() - began < 4 and peak < 40e6


def test_redirect_to_a_private_address_is_refused_where_these_are_not_allowed(
    sessions: Sessions, site: Loopback
) -> None:
    url = site.serve("/feed", response(GOOD, headers=XML))

    assert "a loopback address" in (poll(sessions, url, allow_private=False) or "")
    assert not site.requests


def test_wrong_charset_of_the_server_and_changing_etags_do_no_harm(sessions: Sessions, site: Loopback) -> None:
    numbers = count()
    content = rss([Item("Käfer für Škoda", None, NOW, "1", content=BODY)]).encode()
    headers = {"Content-Type": "text/xml; charset=utf-16"}
    url = site.serve("/feed", lambda _: response(content, headers={**headers, "ETag": f'"{next(numbers)}"'}))
    (key,) = add(sessions, url)

    with asking(sessions) as asks:
        came = [rounds.poll(asks, [key]).polls[0].came for _ in range(3)]

    assert [each and each.new for each in came] == [1, None, None]
    assert [entry.title for entry in all_entries(sessions)] == ["Käfer für Škoda"]


def test_304_with_a_body_changes_nothing(sessions: Sessions, site: Loopback) -> None:
    site.serve("/feed", response(GOOD, headers={**XML, "ETag": '"1"'}))
    url = site.url("/feed")
    (key,) = add(sessions, url)
    with asking(sessions) as asks:
        rounds.poll(asks, [key])
        site.serve("/feed", response(b"<rss><channel><title>Other</title></channel></rss>", 304, headers=XML))
        (polled,) = rounds.poll(asks, [key]).polls

    assert polled.problem is None and polled.came is None and len(all_entries(sessions)) == 1


def test_news_is_read_while_another_server_lets_us_wait(sessions: Sessions, site: Loopback) -> None:
    answered = Event()
    with Loopback() as bad, asking(sessions, seconds=20) as asks:
        (slow,) = add(sessions, bad.serve("/feed", lambda _: held(answered)))
        with rounds.Rounds(asks) as lasting:
            while not bad.requests:
                lasting.round()
            add(sessions, site.serve("/feed", response(GOOD, headers=XML)))
            while not lasting.round().read["new"]:
                pass

            assert lasting.in_hand == 1 and feed(sessions, slow).polled is None
        answered.set()
    assert feed(sessions, slow).leased_until is None


def test_bad_ones_do_not_keep_good_ones_waiting(sessions: Sessions, site: Loopback) -> None:
    with Loopback() as bad:
        add(sessions, bad.serve("/drip", lambda _: drip()), site.serve("/feed", response(GOOD, headers=XML)))
        with asking(sessions) as asks:
            began = time.perf_counter()
            tally = rounds.until_done(asks)

    assert tally.read == {"new": 1} and sum(polled.problem is not None for polled in tally.polls) == 1
    assert time.perf_counter() - began < 4
    with sessions.reading() as session:
        article = session.query(Article).one()
        assert article.published is not None and article.published <= datetime.now(UTC) + timedelta(seconds=1)
