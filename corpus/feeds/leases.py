"""Feeds taken to be polled, by one at a time, and what became of the poll."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from corpus.db import batches
from corpus.errors import CorpusError
from corpus.feeds import kept, timing
from corpus.feeds.listing import Pace
from corpus.feeds.polite import host_of
from corpus.feeds.rows import changed
from corpus.feeds.timing import Bounds
from corpus.models import Feed

#: Whoever took a feed and did not come back loses it.
LEASE = timedelta(minutes=10)
#: Of a host, at a time: a site with hundreds of sitemaps keeps nobody else waiting.
OF_A_HOST = 4


@dataclass(frozen=True, slots=True)
class Taken:
    """A feed as it was when it was taken to be polled."""

    key: int
    url: str
    host: str
    kind: str | None
    etag: str | None
    last_modified: str | None
    content_hash: str | None
    #: When it was read the last time.
    succeeded: datetime | None


@dataclass(frozen=True, slots=True)
class Answered:
    """What is to be kept of an answer."""

    kind: str
    title: str
    #: Where to ask from now on.
    url: str
    etag: str | None
    last_modified: str | None
    content_hash: str | None
    #: For how long the server says that nothing will change.
    asked: timedelta
    #: By the feed's own account; None: as it was, for it is unchanged.
    pace: Pace | None


def take(session: Session, keys: Sequence[int], now: datetime, who: str, most: int = 64) -> list[Taken]:
    """Of these feeds, those that `who` alone polls now: those due longest, `most` of all and few of each host.

    A host of which somebody has a feed is left to them.
    """
    columns = select(Feed.key, Feed.host, Feed.due).where(Feed.ended.is_(None))
    rows = [row for some in batches(keys) for row in session.execute(columns.where(Feed.key.in_(some)))]
    busy = set(session.scalars(select(Feed.host).where(Feed.leased_until > now)))
    ours = list[int]()
    of_host = Counter[str]()
    for key, host, _ in sorted(rows, key=lambda row: (row.due, row.key)):
        if host in busy or of_host[host] >= OF_A_HOST or len(ours) >= most or not _lease(session, key, now, who):
            continue
        ours.append(key)
        of_host[host] += 1
    taken = {feed.key: _taken(feed) for feed in session.scalars(select(Feed).where(Feed.key.in_(ours)))}
    return [taken[key] for key in ours]


def give_back(session: Session, taken: Sequence[Taken], who: str) -> None:
    """Leases on those that were not polled after all."""
    for some in batches(each.key for each in taken):
        ours = update(Feed).where(Feed.key.in_(some), Feed.leased_by == who)
        changed(session, ours.values(leased_until=None, leased_by=None))


def answered(
    session: Session,
    taken: Taken,
    who: str,
    answer: Answered,
    came: Sequence[datetime],
    now: datetime,
    bounds: Bounds,
    rng: random.Random,
) -> Feed | None:
    """Keeps that a poll succeeded, and when to poll again; None: the feed is not ours any more.

    `came`: when its newest entries were published.
    """
    feed = _ours(session, taken, who)
    if feed is None:
        return None
    if answer.url != feed.url and not _move(session, feed, answer.url, now):
        return feed
    wait = timing.interval(came, now, bounds)
    feed.kind, feed.title = answer.kind, feed.title or answer.title or None
    feed.etag, feed.last_modified, feed.content_hash = answer.etag, answer.last_modified, answer.content_hash
    feed.polled = feed.succeeded = now
    feed.interval_seconds = int(wait.total_seconds())
    feed.failures, feed.failing_since, feed.problem = 0, None, None
    if answer.pace is not None:
        feed.pace = answer.pace.as_json()
    pace = Pace.from_json(feed.pace or {})
    feed.due = timing.next_poll(wait, answer.asked, pace, now, bounds, rng)
    _release(feed)
    return feed


Fault = Literal["again", "gone", "never"]


def failed(
    session: Session,
    taken: Taken,
    who: str,
    error: CorpusError,
    fault: Fault,
    retry_after: int | None,
    now: datetime,
    bounds: Bounds,
    rng: random.Random,
) -> bool:
    """Keeps that a poll failed; whether the feed has ended by it.

    "gone": its server says so. "never": there was no feed there from the beginning.
    """
    feed = _ours(session, taken, who)
    if feed is None:
        return False
    feed.polled, feed.problem = now, error.reason
    feed.failures += 1
    feed.failing_since = feed.failing_since or now
    too_long = now - feed.failing_since >= timing.GIVEN_UP_AFTER and feed.failures >= timing.GIVEN_UP_FAILURES
    if fault != "again" or too_long:
        kept.end(
            feed, f"{error.reason}; given up after {timing.GIVEN_UP_AFTER.days} days" if too_long else error.reason, now
        )
    else:
        wait = timedelta(seconds=feed.interval_seconds)
        feed.due = timing.after_failure(feed.failures, wait, retry_after, now, bounds, rng)
    _release(feed)
    return feed.ended is not None


def postponed(session: Session, taken: Taken, who: str, until: datetime) -> None:
    """It was not asked: its host wants to be left alone."""
    if feed := _ours(session, taken, who):
        feed.due = until
        _release(feed)


def _taken(feed: Feed) -> Taken:
    said = (feed.etag, feed.last_modified, feed.content_hash)
    return Taken(feed.key, feed.url, feed.host, feed.kind, *said, feed.succeeded)


def _lease(session: Session, key: int, now: datetime, who: str) -> bool:
    """Whether it is ours now: two processes may have seen it free."""
    free = or_(Feed.leased_until.is_(None), Feed.leased_until <= now)
    leased = update(Feed).where(Feed.key == key, free).values(leased_until=now + LEASE, leased_by=who)
    return changed(session, leased) == 1


def _ours(session: Session, taken: Taken, who: str) -> Feed | None:
    feed = session.get(Feed, taken.key, populate_existing=True)
    return feed if feed and feed.leased_by == who and feed.ended is None else None


def _move(session: Session, feed: Feed, url: str, now: datetime) -> bool:
    """To where it is from now on; if that is a feed already, this one ends."""
    other = kept.get(session, url)
    if other is not None and other.ended is None:
        kept.end(feed, f"it is the same feed as {url}, which is kept", now)
        _release(feed)
        return False
    if other is not None:
        session.delete(other)
        session.flush()
    feed.url, feed.host = url, host_of(url)
    return True


def _release(feed: Feed) -> None:
    feed.leased_until = feed.leased_by = None
