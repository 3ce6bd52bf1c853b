"""How the feeds fare: what fails, what is late, what waits and how long that will take."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.feeds.entries import DONE, PARKED, WAITING
from corpus.models import Entry, Feed

#: Failures in a row from which on a feed is said to fail: one or two are usual on the web.
FAILING = 3
#: A poll later than that is late: a process that polls is missing, or cannot keep up.
_LATE = timedelta(minutes=10)
#: A rate is that of the last hour, or since work began in it; what a few seconds brought says little.
_MEASURED, _LEAST_MEASURED = timedelta(hours=1), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Ill:
    """A feed that fails, or has ended."""

    url: str
    title: str | None
    problem: str
    #: Since when it fails; of one that has ended, since then.
    since: datetime
    ended: bool


@dataclass(frozen=True, slots=True)
class Health:
    """All feeds together, at a moment."""

    #: Not ended; those that lists of sitemaps brought along are not counted.
    feeds: int
    failing: tuple[Ill, ...]
    ended: tuple[Ill, ...]
    #: How long the feed due longest has been due; nothing while all are polled in time.
    late: timedelta
    #: When a feed was polled the last time.
    polled: datetime | None
    #: Entries.
    waiting: int
    parked: int
    #: Entries whose articles were read in the last hour.
    read_last_hour: int
    #: Since the first of these was read.
    reading_for: timedelta

    @property
    def time_left(self) -> timedelta | None:
        """Until all that waits is read, at the rate of the last hour; None while nothing was read."""
        if not self.read_last_hour:
            return None
        return max(self.reading_for, _LEAST_MEASURED) * self.waiting / self.read_last_hour


def health(session: Session, now: datetime) -> Health:
    feeds = session.scalars(select(Feed).where(Feed.parent.is_(None)).order_by(Feed.title, Feed.url)).all()
    living = [feed for feed in feeds if feed.ended is None]
    overdue = [now - feed.due for feed in living if feed.due and now - feed.due > _LATE]
    counts = dict(session.execute(select(Entry.state, func.count()).group_by(Entry.state)).tuples().all())
    lately = select(func.count(), func.min(Entry.finished)).where(Entry.state == DONE, Entry.finished > now - _MEASURED)
    read, first = session.execute(lately).tuples().one()
    return Health(
        feeds=len(living),
        failing=tuple(_ill(feed) for feed in living if feed.failures >= FAILING),
        ended=tuple(_ill(feed) for feed in feeds if feed.ended is not None),
        late=max(overdue, default=timedelta()),
        polled=max((feed.polled for feed in feeds if feed.polled), default=None),
        waiting=counts.get(WAITING, 0),
        parked=counts.get(PARKED, 0),
        read_last_hour=read,
        reading_for=now - first if first else timedelta(),
    )


def _ill(feed: Feed) -> Ill:
    since = feed.ended or feed.failing_since or feed.added
    return Ill(feed.url, feed.title, feed.problem or "", since, feed.ended is not None)
