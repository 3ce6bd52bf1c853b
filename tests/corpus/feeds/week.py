"""A week of news, played by a clock of its own: sites with their tempers, polled as they would be."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx

from corpus.db import Sessions
from corpus.feeds import rounds
from tests.corpus.feeds.makers import NOW, Clock, Item, Site, add, asking, rss

WEEK = timedelta(days=7)
#: Entries that a feed shows.
WINDOW = 15
WORDS = [
    start + end for start in "batt pla cell sup min char mot volt".split() for end in "ery nt ing ply e ger or".split()
]


@dataclass
class Newsroom:
    """A site that publishes at its own pace, shows its newest entries, and is down now and then."""

    name: str
    clock: Clock
    rng: random.Random
    #: When it publishes, drawn beforehand.
    moments: list[datetime]
    down: list[tuple[datetime, datetime]] = field(default_factory=list)
    asked: int = 0

    @property
    def url(self) -> str:
        return f"https://{self.name}.example/feed"

    def published(self) -> dict[str, datetime]:
        """What came in the week so far, by its title."""
        now = self.clock.now()
        return {f"{self.name} {n}": at for n, at in enumerate(self.moments) if NOW < at <= now}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        now = self.clock.now()
        if any(begin <= now < end for begin, end in self.down):
            return httpx.Response(self.rng.choice([500, 502, 503]))
        out = [n for n, moment in enumerate(self.moments) if moment <= now][-WINDOW:]
        etag = f'"{out[-1] if out else 0}"'
        if request.headers.get("if-none-match") == etag:
            return httpx.Response(304)
        content = rss((self._item(n) for n in reversed(out)), title=self.name)
        return httpx.Response(200, text=content, headers={"etag": etag})

    def _item(self, n: int) -> Item:
        name = f"{self.name} {n}"
        words = random.Random(name).choices(WORDS, k=120)
        text = f"{' '.join(words)}. It is {name}."
        return Item(name, f"https://{self.name}.example/news/{n}", self.moments[n], name, content=text)


def newsroom(n: int, gap: timedelta, clock: Clock) -> Newsroom:
    """One that publishes every `gap` on the average; every third is never down, others once or twice, for two hours."""
    rng = random.Random(n)
    at, moments = NOW - 10 * gap, list[datetime]()
    while at < NOW + WEEK:
        moments.append(at.replace(microsecond=0))
        at += gap * rng.expovariate(1)
    begins = [NOW + WEEK * rng.random() for _ in range(n % 3)]
    return Newsroom(f"site{n}", clock, rng, moments, [(begin, begin + timedelta(hours=2)) for begin in begins])


def play(
    sessions: Sessions, gaps: Sequence[timedelta], step: timedelta, tell: Callable[[datetime], None] = lambda _: None
) -> list[Newsroom]:
    """The week, looked at every `step`; at its end all is read that was published."""
    site = Site()
    rooms = [newsroom(n, gap, site.clock) for n, gap in enumerate(gaps)]
    site.pages = {room.url: room for room in rooms}
    add(sessions, *(room.url for room in rooms))
    asks = asking(sessions, site)
    lasting = rounds.Rounds(asks, workers=1)
    while site.clock.now() < NOW + WEEK:
        lasting.round()
        site.clock.pass_(seconds=step.total_seconds())
        site.asked.clear()
        site.times.clear()
        tell(site.clock.now())
    rounds.until_done(asks, regardless=True, workers=1)
    return rooms
