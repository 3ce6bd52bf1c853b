"""A web of our own, whose clock stands still until it is moved, and what polls it."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

import httpx
from sqlalchemy import select

from corpus.db import Sessions
from corpus.feeds import kept
from corpus.feeds.polite import Web
from corpus.feeds.polling import Asking
from corpus.feeds.timing import Bounds
from corpus.models import Entry, Feed
from corpus.web.fetching import Fetcher

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOME = "https://news.example"
FEED = f"{HOME}/feed"
#: Long enough to be an article of its own.
BODY = " ".join(
    f"Panasonic Energy said that line {n} of its plant in Osaka will make cells for Mazda." for n in range(12)
)

Answer = Callable[[httpx.Request], httpx.Response]


@dataclass
class Clock:
    at: datetime = NOW

    def now(self) -> datetime:
        return self.at

    def seconds(self) -> float:
        return (self.at - NOW).total_seconds()

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    def pass_(self, **span: float) -> None:
        self.at += timedelta(**span)


@dataclass
class Site:
    """Answers by URL; all else, robots.txt among it, is 404."""

    clock: Clock = field(default_factory=Clock)
    pages: dict[str, Answer] = field(default_factory=dict)
    #: What was asked for, in order, robots.txt left out.
    asked: list[httpx.Request] = field(default_factory=list)
    #: When, by our clock.
    times: list[tuple[str, datetime]] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path != "/robots.txt":
            self.asked.append(request)
            self.times.append((str(request.url), self.clock.now()))
        answer = self.pages.get(str(request.url))
        return answer(request) if answer else httpx.Response(404)

    def serve(self, url: str, content: str | bytes, status: int = 200, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[url] = lambda _: httpx.Response(status, content=content, headers=named)

    def page(self, url: str, title: str, published: datetime | None = None, body: str = BODY) -> None:
        dated = f'<meta property="article:published_time" content="{published.isoformat()}">' if published else ""
        html = f"<html lang=en><head><title>{title}</title>{dated}</head><body><article><h1>{title}</h1><p>{body}</p>"
        self.serve(url, f"{html}</article></body></html>", content_type="text/html; charset=utf-8")

    def asked_for(self, url: str) -> int:
        return sum(str(request.url) == url for request in self.asked)

    def fetcher(self) -> Fetcher:
        return Fetcher(
            user_agent="test", transport=httpx.MockTransport(self), clock=self.clock.seconds, now=self.clock.now
        )


def asking(sessions: Sessions, site: Site, who: str = "test", stopping: Callable[[], bool] = lambda: False) -> Asking:
    clock = site.clock
    web = Web(site.fetcher(), clock.seconds, clock.sleep)
    return Asking(sessions, web, clock.now, random.Random(7), Bounds(), who, stopping)


def add(sessions: Sessions, *urls: str, now: datetime = NOW) -> list[int]:
    """Their keys."""
    with sessions.writing() as session:
        return [kept.add(session, url, now).key for url in urls]


def feed(sessions: Sessions, key: int) -> Feed:
    with sessions.reading() as session:
        found = session.get(Feed, key)
    assert found is not None
    return found


def all_entries(sessions: Sessions) -> list[Entry]:
    with sessions.reading() as session:
        return list(session.scalars(select(Entry).order_by(Entry.key)))


@dataclass(frozen=True)
class Item:
    title: str
    url: str | None = None
    published: datetime | None = None
    guid: str | None = None
    text: str = ""
    content: str = ""


def item(n: int, published: datetime | None = None, **given: str) -> Item:
    return Item(f"Article {n}", f"{HOME}/news/{n}", published, f"guid-{n}", **given)


def rss(items: Iterable[Item], extra: str = "", title: str = "News") -> str:
    written = "".join(
        "<item>"
        f"<title>{escape(each.title)}</title>"
        + (f"<link>{escape(each.url)}</link>" if each.url else "")
        + (f'<guid isPermaLink="false">{escape(each.guid)}</guid>' if each.guid else "")
        + (f"<pubDate>{format_datetime(each.published)}</pubDate>" if each.published else "")
        + (f"<description>{escape(each.text)}</description>" if each.text else "")
        + (f"<content:encoded>{escape(each.content)}</content:encoded>" if each.content else "")
        + "</item>"
        for each in items
    )
    modules = "http://purl.org/rss/1.0/modules"
    spaces = f'xmlns:content="{modules}/content/" xmlns:sy="{modules}/syndication/"'
    channel = f"<channel><title>{title}</title>{extra}{written}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0" {spaces}>{channel}</rss>'
