"""The feeds that are kept: added, found and removed, due and ended."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from corpus.db import batches
from corpus.errors import Refused
from corpus.feeds.listing import Child
from corpus.feeds.polite import host_of
from corpus.feeds.rows import changed
from corpus.models import Feed
from corpus.web import addresses

_FIRST_INTERVAL = timedelta(hours=1)


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


def is_there(session: Session, url: str) -> bool:
    """Whether the feed of this address is kept, and has not ended."""
    feed = get(session, url)
    return feed is not None and feed.ended is None


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
