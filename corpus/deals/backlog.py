"""Reading the articles that wait to be read for deals, each in a transaction of its own."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from corpus.db import Sessions
from corpus.deals import recording
from corpus.deals.changes import Change, Kind, OnChanges
from corpus.deals.drafts import Readable, Reader
from corpus.errors import Unavailable
from corpus.models import Article

log = logging.getLogger(__name__)

#: Articles looked up at once; each is read and recorded by itself.
_BATCH = 50

#: How many are done, and of how many.
OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Read:
    """What reading a backlog did."""

    articles: int
    changes: tuple[Change, ...]

    @property
    def new_deals(self) -> int:
        """Deals told as news that were not known before, and were not found to be a part of another meanwhile."""
        found: set[int] = set()
        for change in self.changes:
            if change.kind is Kind.NEW and not change.background:
                found.add(change.deal_key)
            elif change.kind in {Kind.MERGED, Kind.GONE}:
                # The newest articles are read first: an older one may join what seemed two.
                found.discard(change.deal_key)
        return len(found)


def waiting(sessions: Sessions, reader: Reader) -> int:
    """How many articles this reader has to read."""
    with sessions.reading() as session:
        return recording.backlog(session, reader.identity)


def read(
    sessions: Sessions,
    reader: Reader,
    now: Callable[[], datetime],
    on_changes: OnChanges,
    progress: OnProgress | None = None,
    most: int | None = None,
) -> Read:
    """Reads until nothing waits, the newest articles first, or `most` are read. May be stopped and run again.

    An article that cannot be read is logged and marked, so that it does not stop the rest.

    Raises:
        Unavailable: a model's server did not answer; what was read before is kept.
    """
    changes = settle(sessions, now, on_changes)
    total, done = waiting(sessions, reader), 0
    for article in islice(_articles(sessions, reader), most):
        changes += _read_one(sessions, reader, article, now, on_changes)
        done += 1
        if progress:
            progress(done, max(total, done))
    return Read(done, tuple(changes))


def settle(sessions: Sessions, now: Callable[[], datetime], on_changes: OnChanges) -> list[Change]:
    """Takes back what articles told that are no more, or are withdrawn: that needs no reader, and `read` does it."""
    with sessions.reading() as session:
        if recording.is_settled(session):
            return []
    with sessions.writing() as session:
        at = now()
        changes = recording.settle(session, at)
        on_changes(session, changes, at)
        return changes


def _articles(sessions: Sessions, reader: Reader) -> Iterator[Article]:
    """Those that wait, as long as each is marked before the next is asked for."""
    while articles := _batch(sessions, reader):
        yield from articles


def _batch(sessions: Sessions, reader: Reader) -> list[Article]:
    with sessions.reading() as session:
        articles = recording.pending(session, reader.identity, _BATCH)
        session.expunge_all()
        return articles


def _read_one(
    sessions: Sessions, reader: Reader, article: Article, now: Callable[[], datetime], on_changes: OnChanges
) -> list[Change]:
    try:
        drafts = reader.read(Readable(article.title, article.text, article.source, article.published))
    except Unavailable:
        raise
    except Exception:  # one bad article never stops the rest
        log.exception("article_id=%s cannot be read for deals", article.id)
        drafts = []
    with sessions.writing() as session:
        present = session.get(Article, article.key)
        # Edited, forgotten or found to be a copy meanwhile: what was read is of no use, and it waits again.
        if present is None or present.content_hash != article.content_hash:
            return []
        at = now()
        changes = recording.record(session, present, drafts, reader.identity, at)
        on_changes(session, changes, at)
        return changes
