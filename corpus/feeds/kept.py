"""The feeds that are kept: added and removed, taken to be polled by one at a time, and what became of a poll."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from corpus.db import batches
from corpus.errors import CorpusError, Refused
from corpus.feeds import timing
from corpus.feeds.listing import Child, Pace
from corpus.feeds.polite import host_of
from corpus.feeds.rows import changed
from corpus.feeds.timing import Bounds
from corpus.models import Feed
from corpus.web import addresses

#: Whoever took a feed and did not come back loses it.
LEASE = timedelta(minutes=10)

_FIRST_INTERVAL = timedelta(hours=1)


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


def address(url: str) -> str:
    """The URL in the form that is kept.

    Raises:
        Refused: it is none that could be fetched.
    """
    spelt = url.strip()
    if "://" not in spelt and "." in spelt.partition("/")[0]:
        spelt = f"https://{spelt}"
    try:
        if len(spelt) > 2_000:
            raise ValueError("it is longer than 2,000 characters")
        return str(addresses.parse(spelt))
    except ValueError as error:
        raise Refused(addresses.without_secrets(url), str(error)) from error


def add(session: Session, url: str, now: datetime, title: str | None = None, parent: int | None = None) -> Feed:
    """The feed at this address, due at once; one that had ended begins anew, one that is there stays as it is.

    Raises:
        Refused: the address is none.
    """
    url = address(url)
    feed = get(session, url)
    if feed is None:
        feed = Feed(url=url, host=host_of(url), title=title, parent=parent, added=now, due=now)
        feed.interval_seconds, feed.failures, feed.told = int(_FIRST_INTERVAL.total_seconds()), 0, False
        session.add(feed)
    elif feed.ended:
        feed.ended = feed.problem = feed.failing_since = None
        feed.failures, feed.told, feed.due = 0, False, now
        feed.etag = feed.last_modified = feed.content_hash = None
    session.flush()
    return feed


def get(session: Session, url: str) -> Feed | None:
    return session.scalar(select(Feed).where(Feed.url == url))


def find(session: Session, wanted: str) -> Feed | None:
    """The one meant by its URL, in any spelling, or by its whole title."""
    try:
        if found := get(session, address(wanted)):
            return found
    except Refused:
        pass
    named = [feed for feed in listed(session) if (feed.title or "").casefold() == wanted.strip().casefold()]
    return named[0] if len(named) == 1 else None


def listed(session: Session) -> Sequence[Feed]:
    """All but those that a list of sitemaps brought along, by title."""
    return session.scalars(select(Feed).where(Feed.parent.is_(None)).order_by(Feed.title, Feed.url)).all()


def remove(session: Session, feed: Feed) -> None:
    """With its entries; the articles that it brought stay."""
    session.execute(delete(Feed).where(Feed.key == feed.key))
    session.expire_all()


def due(session: Session, now: datetime, keys: Sequence[int] | None = None, regardless: bool = False) -> list[int]:
    """The feeds to be polled now, those due longest first; `keys`: of these and the sitemaps they list only.

    `regardless`: those too that are not due.
    """
    wanted: list[ColumnElement[bool]] = [Feed.ended.is_(None)]
    wanted += [] if regardless else [Feed.due <= now]
    wanted += [] if keys is None else [or_(Feed.key.in_(keys), Feed.parent.in_(keys))]
    return list(session.scalars(select(Feed.key).where(*wanted).order_by(Feed.due)))


def take(session: Session, keys: Sequence[int], now: datetime, who: str) -> list[Taken]:
    """Of these feeds, those that `who` alone polls now. A host of which somebody has a feed is left to them."""
    busy = set(session.scalars(select(Feed.host).where(Feed.leased_until > now)))
    rows = (feed for some in batches(keys) for feed in session.scalars(select(Feed).where(Feed.key.in_(some))))
    free = [feed for feed in rows if feed.ended is None and feed.host not in busy]
    return [_taken(feed) for feed in free if _lease(session, feed.key, now, who)]


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
        end(
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


def end(feed: Feed, why: str, now: datetime) -> None:
    feed.ended, feed.problem, feed.due = now, why, None


def adopt_children(session: Session, feed: Feed, children: Sequence[Child], now: datetime) -> None:
    """Keeps the sitemaps of a list as feeds: new ones are due, and those changed since they were read."""
    known = {child.url: child for child in session.scalars(select(Feed).where(Feed.parent == feed.key))}
    for listed_ in children:
        child = known.get(listed_.url)
        if child is None:
            if get(session, listed_.url) is None:
                add(session, listed_.url, now, parent=feed.key)
        elif child.ended is None and listed_.changed and child.succeeded and listed_.changed > child.succeeded:
            child.due = min(child.due or now, now)
    gone = known.keys() - {each.url for each in children}
    for url in gone:
        if known[url].ended is None:
            end(known[url], "the list of sitemaps names it no more", now)
            known[url].told = True


def hurry(session: Session, now: datetime, keys: Sequence[int] | None = None) -> int:
    """Makes feeds due at once; how many."""
    wanted = [Feed.ended.is_(None)] + ([] if keys is None else [Feed.key.in_(keys)])
    return changed(session, update(Feed).where(*wanted).values(due=now))


def untold(session: Session) -> Sequence[Feed]:
    """Those that ended and that the admins do not know of."""
    wanted: list[ColumnElement[bool]] = [Feed.ended.is_not(None), Feed.told.is_(False), Feed.parent.is_(None)]
    return session.scalars(select(Feed).where(*wanted).order_by(Feed.ended)).all()


def tell(session: Session, keys: Sequence[int]) -> None:
    """The admins know of these now."""
    for some in batches(keys):
        session.execute(update(Feed).where(Feed.key.in_(some)).values(told=True))


def _taken(feed: Feed) -> Taken:
    said = (feed.etag, feed.last_modified, feed.content_hash)
    return Taken(feed.key, feed.url, feed.host, feed.kind, *said, feed.succeeded)


def _lease(session: Session, key: int, now: datetime, who: str) -> bool:
    """Whether it is ours now: two processes may have seen it free."""
    free = or_(Feed.leased_until.is_(None), Feed.leased_until <= now)
    leased = update(Feed).where(Feed.key == key, free).values(leased_until=now + LEASE, leased_by=who)
    # The objects loaded stay as they are: what they were taken for is known, and a later transaction reads them anew.
    return changed(session, leased) == 1


def _ours(session: Session, taken: Taken, who: str) -> Feed | None:
    feed = session.get(Feed, taken.key, populate_existing=True)
    return feed if feed and feed.leased_by == who and feed.ended is None else None


def _move(session: Session, feed: Feed, url: str, now: datetime) -> bool:
    """To where it is from now on; if that is a feed already, this one ends."""
    other = get(session, url)
    if other is not None and other.ended is None:
        end(feed, f"it is the same feed as {url}, which is kept", now)
        _release(feed)
        return False
    if other is not None:
        session.delete(other)
        session.flush()
    feed.url, feed.host = url, host_of(url)
    return True


def _release(feed: Feed) -> None:
    feed.leased_until = feed.leased_by = None
