"""Two hundred feeds polled over loopback: how many a second, read whole and unchanged, until their articles are read.

    python -m tests.benchmarks.feed_polling [--feeds 200] [--entries 20] [--week]

Each feed has a host of its own, so that politeness keeps none waiting; every answer takes `--milliseconds` as on the
web. `--week`: thirty sites for a week instead, by a clock of its own; what is missed, and the memory held.
"""

import argparse
import gc
import random
import resource
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from sqlalchemy import func, select

from bot import bootstrap
from bot.bootstrap import Corpus
from bot.settings import Settings
from corpus.db import Sessions
from corpus.deals import backlog
from corpus.deals.changes import unheard
from corpus.feeds import kept, rounds
from corpus.feeds.polite import Web
from corpus.feeds.polling import Asking
from corpus.feeds.rounds import Tally
from corpus.feeds.timing import Bounds
from corpus.models import Article
from corpus.web.fetching import Fetcher
from tests.corpus.feeds.makers import Item, rss
from tests.corpus.feeds.week import WORDS, play

GAPS = [0.5, 1, 3, 8, 24, 60]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--entries", type=int, default=20)
    parser.add_argument("--milliseconds", type=float, default=100)
    parser.add_argument("--week", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, bootstrap.corpus(Settings(home=Path(folder))) as opened:
        if given.week:
            week(opened.sessions)
        else:
            polls(opened.sessions, given.feeds, given.entries, given.milliseconds / 1000)
            _caught_up(opened)


def polls(sessions: Sessions, feeds: int, entries: int, seconds: float) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(entries, seconds)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        # Names of one machine: hosts of their own for all that polls.
        fetcher = Fetcher(user_agent="benchmark", allow_private=True, resolve=lambda *_: ["127.0.0.1"])
        asks = Asking(sessions, Web(fetcher), _now, random.Random(1), Bounds(), "benchmark")
        with sessions.writing() as session:
            keys = [kept.add(session, f"http://site{n}.example:{port}/feed", _now()).key for n in range(feeds)]
        _timed("first poll, read whole", lambda: rounds.poll(asks, keys))
        _timed("second poll, unchanged", lambda: rounds.poll(asks, keys))
        _timed("articles saved", lambda: rounds.until_done(asks))
        server.shutdown()


def _caught_up(opened: Corpus) -> None:
    """All that was saved to be found, and read for deals."""
    reader = bootstrap.deal_reader(opened.settings)
    with bootstrap.retriever(opened, "benchmark") as retriever:
        retriever.own()
        n, began = retriever.waiting(), time.perf_counter()
        retriever.update()
        searchable = time.perf_counter()
        backlog.read(opened.sessions, reader, _now, unheard)
        read = time.perf_counter()
    print(f"articles to be found: {60 * n / (searchable - began):.0f} a minute; ", end="")
    print(f"read for deals: {60 * n / (read - searchable):.0f} a minute")


def _handler(entries: int, seconds: float) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            time.sleep(seconds)
            host = str(self.headers.get("Host"))
            if self.path == "/robots.txt":
                self.send_error(404)
            elif self.headers.get("If-None-Match") == '"1"':
                self.send_response(304)
                self.end_headers()
            else:
                content = _feed(host, entries)
                self.send_response(200)
                self.send_header("Content-Type", "application/rss+xml")
                self.send_header("Content-Length", str(len(content)))
                self.send_header("ETag", '"1"')
                self.end_headers()
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


def _feed(host: str, entries: int) -> bytes:
    rng, now = random.Random(host), _now().replace(microsecond=0)
    items = []
    for n in range(entries):
        deal = f"Panasonic Energy will supply Mazda with {n + 1} GWh of battery cells a year from 2027, they said."
        text = f"<p>{deal} {' '.join(rng.choices(WORDS, k=400))}.</p>"
        url = f"http://{host}/news/{n}"
        items.append(Item(f"{host} {n}", url, now - timedelta(hours=n), url, content=text))
    return rss(items, title=host).encode()


def _timed(what: str, do: Callable[[], Tally]) -> None:
    began, cpu = time.perf_counter(), time.process_time()
    tally = do()
    seconds = time.perf_counter() - began
    n = len(tally.polls) or sum(tally.read.values())
    failed = sum(polled.problem is not None for polled in tally.polls)
    spent = time.process_time() - cpu
    print(
        f"{what}: {n} in {seconds:.1f} s ({n / seconds:.1f}/s, {1000 * spent / n:.0f} ms of CPU each), failed {failed}"
    )


def week(sessions: Sessions) -> None:
    tracemalloc.start()
    held: dict[int, int] = {}

    def tell(now: datetime) -> None:
        if (day := now.date().toordinal()) not in held:
            gc.collect()
            held[day] = tracemalloc.get_traced_memory()[0]

    gaps = [timedelta(hours=GAPS[n % len(GAPS)]) for n in range(30)]
    rooms = play(sessions, gaps, timedelta(minutes=10), tell)
    published = {title for room in rooms for title in room.published()}
    with sessions.reading() as session:
        read = set(session.scalars(select(Article.title)))
        n = session.scalar(select(func.count()).select_from(Article))
    print(
        f"{len(published)} published, {n} articles, missed {len(published - read)}; {sum(r.asked for r in rooms)} polls"
    )
    days = [f"{size / 1e6:.1f}" for _, size in sorted(held.items())]
    print(
        f"memory held, MB by day: {' '.join(days)}; peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f}"
    )


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main()
