"""From an entry's appearing in a feed to its alert, by `dealwire bot`: beside how often it polls.

    python -m tests.benchmarks.alert_latency HOME [--minutes N] [--feeds N] [--api URL --control URL --token T]

HOME is a DEALWIRE_HOME, made where there is none. Sites on this machine publish articles, each with a deal of its own,
at random moments; the bot polls their feeds every two minutes, fetches the pages, reads them and tells a chat that
wants everything. Prints the seconds to the message from the entry's appearing, and from the first poll that could see
it.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise, product
from pathlib import Path
from threading import Lock, Thread

from bot.alerts.places import Place
from corpus.feeds import kept
from tests.benchmarks import alert_crowd
from tests.benchmarks.alert_crowd import Crowd
from tests.benchmarks.telegram_load.process import Bot
from tests.benchmarks.telegram_stage import Stage, arguments, opened
from tests.corpus.feeds.makers import Item, rss

_SELLERS = ("CATL", "Panasonic Energy", "Samsung SDI", "LG Energy Solution", "SK On", "Gotion", "EVE Energy", "CALB")
_BUYERS = ("Mazda", "Toyota", "Ford", "Volkswagen", "Hyundai", "Volvo", "Nissan", "Renault", "Stellantis", "BMW")
#: In each feed from the start, so that its pace is known: as often as it is asked at the most.
_OLD, _PACE = 4, timedelta(minutes=4)
#: Until all has been read that is there from the start, and for what was published last.
_WARM_UP_SECONDS, _PATIENCE_SECONDS = 60.0, 240.0


@dataclass
class Entry:
    site: int
    name: str
    text: str
    published: datetime
    appeared: float
    #: When the feed was asked for the first time since.
    seen: float | None = None

    @property
    def path(self) -> str:
        return f"/{self.site}/{self.name}"


@dataclass
class Sites:
    """Feeds at `/N/feed`, pages at `/N/NAME`."""

    stage: Stage
    port: int = 0
    entries: list[Entry] = field(default_factory=list)
    polls: list[tuple[int, float]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def publish(self, site: int, name: str, text: str, age: timedelta = timedelta()) -> Entry:
        made = Entry(site, name, text, datetime.now(UTC) - age, self.stage.now())
        with self.lock:
            self.entries.append(made)
        return made

    def answer(self, path: str) -> tuple[str, str] | None:
        """Content and its type; None: there is no such page."""
        site, _, name = path.strip("/").partition("/")
        with self.lock:
            entries = [each for each in self.entries if str(each.site) == site]
            if name == "feed":
                return self._feed(int(site), entries), "application/rss+xml"
        found = next((each for each in entries if each.name == name), None)
        return (_page(found), "text/html; charset=utf-8") if found else None

    def _feed(self, site: int, entries: Sequence[Entry]) -> str:
        now = self.stage.now()
        self.polls.append((site, now))
        for each in entries:
            each.seen = each.seen or now
        newest = sorted(entries, key=lambda each: each.published, reverse=True)
        items = [Item(each.text, f"http://127.0.0.1:{self.port}{each.path}", each.published) for each in newest]
        return rss(items, title=f"Site {site}")

    def intervals(self) -> list[float]:
        """Seconds between two polls of a feed."""
        moments = {site: [at for each, at in self.polls if each == site] for site, _ in self.polls}
        return [later - one for some in moments.values() for one, later in pairwise(some)]


def _page(entry: Entry) -> str:
    dated = f'<meta property="article:published_time" content="{entry.published.isoformat()}">'
    more = "The companies gave no further details. Analysts had expected it for some time, as prices have fallen."
    body = f"<article><h1>{entry.text}</h1><p>{entry.text}, both companies said today.</p><p>{more}</p></article>"
    return f"<html lang=en><head><title>{entry.text}</title>{dated}</head><body>{body}</body></html>"


@contextmanager
def serving(sites: Sites) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = sites.answer(self.path)
            if found is None:
                self.send_error(404)
                return
            content = found[0].encode()
            self.send_response(200)
            self.send_header("Content-Type", found[1])
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        sites.port = server.server_address[1]
        Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


def run(stage: Stage, crowd: Crowd, bot: Bot, sites: Sites, options: argparse.Namespace) -> None:
    rng, chat = random.Random(options.seed), int(time.time())
    stage.people(chat, 1)
    crowd.leave()
    crowd.subscribe([Place("telegram", chat)])
    for site, age in product(range(options.feeds), range(1, _OLD + 1)):
        sites.publish(site, f"old{age}", f"The weather in town {site} stayed fair for day {age}", age * _PACE)
    with crowd.sessions.writing() as session:
        for site in range(options.feeds):
            kept.add(session, f"http://127.0.0.1:{sites.port}/{site}/feed", datetime.now(UTC))
    before = len(stage.calls(0))
    bot.start()
    time.sleep(_WARM_UP_SECONDS)
    pairs = list(product(_SELLERS, _BUYERS))
    rng.shuffle(pairs)
    news: list[Entry] = []
    until = time.monotonic() + 60 * options.minutes
    while time.monotonic() < until and pairs:
        seller, buyer = pairs.pop()
        text = f"{seller} will supply {buyer} with cylindrical battery cells from {2027 + len(news) % 4}"
        news.append(sites.publish(rng.randrange(options.feeds), f"new{len(news)}", text))
        time.sleep(rng.uniform(0, 2 * options.pause))
    told: dict[str, float] = {}
    patience = time.monotonic() + _PATIENCE_SECONDS
    while len(told) < len(news) and time.monotonic() < patience:
        time.sleep(2.0)
        for call in stage.calls(before):
            told |= {each.path: call.at for each in news if f'{each.path}"' in call.text and each.path not in told}
    took = bot.end()
    _print("the entry's appearing", [told[each.path] - each.appeared for each in news if each.path in told])
    _print("the poll that saw it", [told[each.path] - each.seen for each in news if each.path in told and each.seen])
    intervals = sites.intervals()
    print(f"between two polls of a feed: median {statistics.median(intervals):.0f} s, most {max(intervals):.0f} s")
    print(f"told {len(told)} of {len(news)}; stopped within {took:.1f} s")


def _print(since: str, seconds: Sequence[float]) -> None:
    if seconds:
        ordered = sorted(seconds)
        median, p95 = statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))]
        print(f"seconds since {since}: median {median:.1f}  p95 {p95:.1f}  most {ordered[-1]:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--minutes", type=float, default=6)
    parser.add_argument("--feeds", type=int, default=6)
    parser.add_argument("--pause", type=float, default=15.0, help="seconds between two articles, on average")
    arguments(parser)
    options = parser.parse_args()
    private = {"DEALWIRE_ALLOW_PRIVATE_ADDRESSES": "true"}
    with (
        tempfile.TemporaryDirectory() as folder,
        alert_crowd.opened(options.home) as crowd,
        opened(options.api, options.control, options.token) as stage,
        serving(sites := Sites(stage)),
    ):
        run(stage, crowd, Bot(stage, options.home, Path(folder) / "bot.log", [], private), sites, options)


if __name__ == "__main__":
    main()
