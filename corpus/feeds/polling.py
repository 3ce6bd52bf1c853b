"""Asking a feed what is new: one conditional request, and what comes of it kept in one transaction."""

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from corpus.db import Sessions
from corpus.errors import CorpusError, NotServed, Refused, Unavailable
from corpus.feeds import discovery, entries, kept, leases, listing, timing
from corpus.feeds.discovery import Found
from corpus.feeds.entries import Came
from corpus.feeds.leases import Answered, Fault, Taken
from corpus.feeds.polite import Paused, Web
from corpus.feeds.timing import Bounds
from corpus.models import Feed
from corpus.web.fetching import Fetched

log = logging.getLogger(__name__)

#: Of a feed that was not asked for longer, nobody knows when what is new in it came.
_WATCHED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Polled:
    """What became of a poll."""

    url: str
    #: None when it failed or nothing has changed.
    came: Came | None = None
    #: For people.
    problem: str | None = None
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """What polls are made with. `who` holds the leases; `now` is asked at the end of a request."""

    sessions: Sessions
    web: Web
    now: Callable[[], datetime]
    rng: random.Random
    bounds: Bounds
    who: str
    #: Whether no more is to be begun.
    stopping: Callable[[], bool] = lambda: False


def poll(asking: Asking, taken: Taken) -> Polled:
    """Polls a feed that was taken by `asking.who`, and gives it back; owns its transactions."""
    try:
        found = _ask(asking.web, taken)
    except CorpusError as error:
        return _failed(asking, taken, error)
    except Exception as error:  # a parser that trips must not stop the others, nor be tried again at once
        log.exception("feed=%d url=%s", taken.key, taken.url)
        return _failed(asking, taken, Unavailable(taken.url, f"it cannot be parsed ({type(error).__name__})"))
    now = asking.now()
    fetched = found.fetched
    unchanged = fetched.status == 304 or _hash(fetched) == taken.content_hash
    answer = Answered(
        kind=found.listing.kind,
        title=found.listing.title,
        url=_next_url(taken, found),
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        content_hash=taken.content_hash if unchanged else _hash(fetched),
        asked=timing.asked_by(fetched.headers, now),
        pace=None if unchanged else found.listing.pace,
    )
    came = None
    with asking.sessions.writing() as session:
        if not unchanged and (feed := session.get(Feed, taken.key)):
            watched = taken.succeeded is not None and now - taken.succeeded < _WATCHED
            in_order = watched and not found.listing.kind.startswith("sitemap")
            came = entries.take_in(session, feed, found.listing.entries, in_order, now)
            kept.adopt_children(session, feed, found.listing.children, now)
        newest = entries.came(session, taken.key)
        feed = leases.answered(session, taken, asking.who, answer, newest, now, asking.bounds, asking.rng)
    return Polled(answer.url, came, feed.problem if feed and feed.ended else None, bool(feed and feed.ended))


def _ask(web: Web, taken: Taken) -> Found:
    """The feed as it is now; one that is unchanged is not read again.

    Raises:
        Refused: it is no feed. Unavailable: trying later may help.
    """
    fetched = web.get(taken.url, etag=taken.etag, last_modified=taken.last_modified, max_bytes=listing.MAX_BYTES)
    if taken.kind and (fetched.status == 304 or _hash(fetched) == taken.content_hash):
        return Found(taken.url, fetched, listing.Listing(taken.kind, ""))
    content = listing.unpacked(fetched.content)
    if taken.kind is None and not listing.is_feed(content, fetched.content_type):
        return discovery.find(fetched, web)
    try:
        return discovery.read(fetched)
    except Refused as error:
        if taken.kind is None:
            raise
        # A page of maintenance, a sign-on: it was a feed, and may be one again.
        raise Unavailable(error.subject, f"it is no feed now: {error.reason}") from error


def _next_url(taken: Taken, found: Found) -> str:
    """Where permanent redirects lead, once they have led to a feed; one found from a page is asked for itself."""
    if found.fetched.url == taken.url:
        return found.fetched.permanent_url or taken.url
    return found.url


def _failed(asking: Asking, taken: Taken, error: CorpusError) -> Polled:
    retry_after = error.retry_after if isinstance(error, Unavailable) else None
    now = asking.now()
    if isinstance(error, Paused):
        with asking.sessions.writing() as session:
            leases.postponed(session, taken, asking.who, now + timedelta(seconds=retry_after or 0))
        return Polled(taken.url)
    with asking.sessions.writing() as session:
        ended = leases.failed(
            session, taken, asking.who, error, _fault(taken, error), retry_after, now, asking.bounds, asking.rng
        )
    return Polled(taken.url, problem=error.reason, ended=ended)


def _fault(taken: Taken, error: CorpusError) -> Fault:
    if isinstance(error, NotServed) and error.status == 410:
        return "gone"
    return "never" if taken.succeeded is None and isinstance(error, Refused) else "again"


def _hash(fetched: Fetched) -> str:
    return sha256(fetched.content).hexdigest()
