"""Each feed with what is behind it, for those who look after feeds."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.feeds import kept
from corpus.feeds.entries import PARKED, WAITING
from corpus.feeds.health import FAILING
from corpus.models import Entry, Feed


@dataclass(frozen=True, slots=True)
class State:
    """A feed; entries are those of the sitemaps that it lists, too."""

    feed: Feed
    entries: int
    waiting: int
    parked: int

    @property
    def name(self) -> str:
        """`new`, `fine`, `failing` or `ended`."""
        if self.feed.ended:
            return "ended"
        if self.feed.failures >= FAILING or (self.feed.failures and not self.feed.succeeded):
            return "failing"
        return "fine" if self.feed.succeeded else "new"


def states(session: Session) -> list[State]:
    """All feeds, by title."""
    above = func.coalesce(Feed.parent, Feed.key)
    query = select(above, Entry.state, func.count()).join(Entry, Entry.feed_key == Feed.key)
    counts: Counter[tuple[int, str]] = Counter()
    for key, state, n in session.execute(query.group_by(above, Entry.state)).tuples():
        counts[key, state] += n
        counts[key, ""] += n
    return [
        State(feed, counts[feed.key, ""], counts[feed.key, WAITING], counts[feed.key, PARKED])
        for feed in kept.listed(session)
    ]
