"""What feeds list, as a backlog: taken in once, read newest first, tried again ever later, parked with a reason."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, insert, or_, select, update
from sqlalchemy.orm import Session

from corpus.db import batches
from corpus.feeds import dating, timing
from corpus.feeds.listing import Listed
from corpus.feeds.polite import host_of
from corpus.feeds.rows import changed
from corpus.feeds.whole import is_whole
from corpus.models import Entry, Feed

WAITING, DONE, PARKED = "waiting", "done", "parked"
#: Of a host, at a time: the others have their turn too, a large archive beside fresh news.
OF_A_HOST = 4
#: An article that changes is read again once an hour at the most, and not once it is old.
_AGAIN_AFTER, _STILL_EDITED = timedelta(hours=1), timedelta(days=14)
_LEASE = timedelta(minutes=10)
#: Of a feed, from which its pace is taken.
_NEWEST = 10
#: A text beyond that is cut by what reads it, and is not kept twice.
_MAX_TEXT = 2_000_000


@dataclass(frozen=True, slots=True)
class Turn:
    """An entry whose article is to be read now."""

    key: int
    feed_key: int
    identity: str
    url: str | None
    page: str | None
    host: str
    title: str
    published: datetime | None
    text: str
    whole: bool
    seen: datetime
    watched: bool
    attempts: int
    fingerprint: str
    #: The title of its feed.
    source: str | None


@dataclass(frozen=True, slots=True)
class Came:
    new: int
    edited: int


def take_in(session: Session, feed: Feed, listed: Sequence[Listed], watched: bool, now: datetime) -> Came:
    """Keeps what a feed lists; what is new or has changed waits to be read.

    `watched`: it was polled lately, and lists the newest on top.
    """
    unique = {each.identity: each for each in reversed(listed)}
    known = _known(session, feed.key, list(unique))
    edited = [key for identity, each in unique.items() if (key := _edited(known.get(identity), each, now))]
    # On top of what was known: what stands below may have slid into sight when another entry went.
    lowest = max((n for n, each in enumerate(listed) if each.identity in known), default=-1)
    on_top = {each.identity for each in listed[: lowest + 1]} if watched else set()
    rows = [_row(feed.key, each, each.identity in on_top, now) for key, each in unique.items() if key not in known]
    for some in batches(rows):
        session.execute(insert(Entry), some)
    for key, each in edited:
        _again(session, key, each, now)
    return Came(len(rows), len(edited))


def came(session: Session, feed_key: int) -> list[datetime]:
    """When the newest entries of a feed came."""
    query = select(Entry.newest).where(Entry.feed_key == feed_key).order_by(Entry.newest.desc()).limit(_NEWEST)
    return list(session.scalars(query))


def next_up(session: Session, now: datetime, limit: int, feed_keys: Sequence[int] | None = None) -> list[int]:
    """Entries that can be read now, the newest first, few of each host.

    Costs a quarter of a second among 50,000 that wait, and is therefore no part of `take`, for which others wait.
    """
    wanted = [_free(now), Entry.state == WAITING, Entry.due <= now, Entry.host.not_in(_busy(now)), *_of(feed_keys)]
    place = func.row_number().over(partition_by=Entry.host, order_by=(Entry.newest.desc(), Entry.key))
    ranked = select(Entry.key.label("key"), Entry.host, Entry.newest, place.label("place")).where(*wanted).subquery()
    # A text that is there already needs no host.
    few = or_(ranked.c.place <= OF_A_HOST, ranked.c.host == "")
    return list(session.scalars(select(ranked.c.key).where(few).order_by(ranked.c.newest.desc()).limit(limit)))


def take(session: Session, keys: Sequence[int], now: datetime) -> list[Turn]:
    """Of these entries, in their order, those that are still to be had; nobody else gets them for ten minutes."""
    _give_up_on(session, keys, now)
    busy = set(session.scalars(_busy(now)))
    query = select(Entry, Feed.title).join(Feed)
    rows = [row for some in batches(keys) for row in session.execute(query.where(Entry.key.in_(some))).tuples()]
    turns = {entry.key: _turn(entry, title) for entry, title in rows if entry.host not in busy}
    return [turns[key] for key in keys if key in turns and _lease(session, key, now)]


def give_back(session: Session, turns: Sequence[Turn]) -> None:
    """Leases on those that were not read after all."""
    for some in batches(turn.key for turn in turns):
        changed(session, update(Entry).where(Entry.key.in_(some)).values(leased_until=None))


def read_already(session: Session, turn: Turn, now: datetime) -> int | None:
    """The article of the same page, if another feed has led to it lately."""
    if turn.page is None:
        return None
    same = [Entry.page == turn.page, Entry.key != turn.key, Entry.state == DONE, Entry.article_key.is_not(None)]
    query = select(Entry.article_key).where(*same, Entry.finished > now - timedelta(days=1))
    return session.scalar(query.order_by(Entry.finished.desc()).limit(1))


def done(session: Session, turn: Turn, article_key: int | None, now: datetime, note: str | None = None) -> None:
    """Its article is saved; `note` says what is to be known of that."""
    values = {"state": DONE, "article_key": article_key, "finished": now, "problem": note, "attempts": 0, "text": None}
    as_read = update(Entry).where(Entry.key == turn.key, Entry.fingerprint == turn.fingerprint)
    session.execute(as_read.values(**values))
    _change(session, turn, leased_until=None)  # also where its feed lists it otherwise by now: it waits anew


def failed(
    session: Session, turn: Turn, why: str, retry_after: int | None, now: datetime, rng: random.Random, never: bool
) -> bool:
    """Tried again later, or parked with its reason; whether it was parked. `never`: trying again would not help."""
    attempts = turn.attempts + 1
    again = None if never else timing.entry_again(attempts, retry_after, now, rng)
    state = WAITING if again else PARKED
    _change(session, turn, state=state, due=again or now, attempts=attempts, problem=why, leased_until=None)
    return again is None


def later(session: Session, turn: Turn, at: datetime, why: str) -> None:
    """Put off without having been tried: its host wants to be left alone."""
    _change(session, turn, due=at, problem=why, leased_until=None)


def retry(session: Session, now: datetime, feed_keys: Sequence[int] | None = None) -> int:
    """Parked entries wait anew; how many."""
    again = (
        update(Entry)
        .where(Entry.state == PARKED, *_of(feed_keys))
        .values(state=WAITING, due=now, attempts=0, leased_until=None)
    )
    return changed(session, again)


def parked(session: Session, limit: int, feed_keys: Sequence[int] | None = None) -> Sequence[tuple[Entry, Feed]]:
    """The newest first."""
    query = select(Entry, Feed).join(Feed).where(Entry.state == PARKED, *_of(feed_keys))
    return session.execute(query.order_by(Entry.newest.desc()).limit(limit)).tuples().all()


def waiting(session: Session, now: datetime, feed_keys: Sequence[int] | None = None) -> int:
    """How many can be read at this moment."""
    wanted = [Entry.state == WAITING, Entry.due <= now, *_of(feed_keys)]
    return session.scalar(select(func.count()).select_from(Entry).where(*wanted)) or 0


def _of(feed_keys: Sequence[int] | None) -> list[ColumnElement[bool]]:
    """Entries of these feeds and of the sitemaps that they list."""
    if feed_keys is None:
        return []
    return [Entry.feed_key.in_(select(Feed.key).where(or_(Feed.key.in_(feed_keys), Feed.parent.in_(feed_keys))))]


def _known(session: Session, feed_key: int, identities: Sequence[str]) -> dict[str, Any]:
    columns = (Entry.key, Entry.identity, Entry.fingerprint, Entry.finished, Entry.newest, Entry.state)
    query = select(*columns).where(Entry.feed_key == feed_key)
    rows = (row for some in batches(identities) for row in session.execute(query.where(Entry.identity.in_(some))))
    return {row.identity: row for row in rows}


def _edited(known: Any, listed: Listed, now: datetime) -> tuple[Any, Listed] | None:
    if known is None or known.fingerprint == listed.fingerprint:
        return None
    newest = max(known.newest, _newest(listed, known.newest))
    return (known, listed) if newest > now - _STILL_EDITED else None


def _row(feed_key: int, listed: Listed, watched: bool, now: datetime) -> dict[str, Any]:
    return {
        "feed_key": feed_key, "identity": listed.identity, "page": listed.page, "seen": now, "watched": watched,
        "newest": _newest(listed, now), "state": WAITING, "due": now, "attempts": 0, **_content(listed),
    }  # fmt: skip


def _content(listed: Listed) -> dict[str, Any]:
    """What may change in an entry."""
    text = listed.text[:_MAX_TEXT]
    # Without a page, what there is is all.
    whole = bool(text) and (listed.url is None or is_whole(text, listed.is_content))
    return {
        "fingerprint": listed.fingerprint, "url": listed.url, "title": listed.title, "published": listed.published,
        "text": text or None, "whole": whole, "host": "" if whole or not listed.url else host_of(listed.url),
    }  # fmt: skip


def _again(session: Session, known: Any, listed: Listed, now: datetime) -> None:
    due = max(now, known.finished + _AGAIN_AFTER) if known.finished else now
    content = _content(listed) | {"page": listed.page, "state": WAITING, "due": due, "attempts": 0}
    session.execute(update(Entry).where(Entry.key == known.key).values(**content))


def _newest(listed: Listed, now: datetime) -> datetime:
    """An absurd date would stand before all others for ever."""
    said = (dating.sane(moment, now) for moment in (listed.published, listed.updated))
    return next((moment for moment in said if moment), now)


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(Entry.leased_until.is_(None), Entry.leased_until <= now)


def _busy(now: datetime) -> Select[str]:
    """Hosts of which somebody reads pages."""
    return select(Entry.host).where(Entry.leased_until > now, Entry.host != "")


def _give_up_on(session: Session, keys: Sequence[int], now: datetime) -> None:
    """What was taken again and again and never given back: a page that hangs its reader, or kills it."""
    lost = [Entry.state == WAITING, Entry.leased_until <= now, Entry.attempts >= timing.ENTRY_ATTEMPTS - 1]
    values = {"state": PARKED, "due": now, "problem": "reading it never came to an end", "leased_until": None}
    for some in batches(keys):
        session.execute(update(Entry).where(Entry.key.in_(some), *lost).values(**values))


def _lease(session: Session, key: int, now: datetime) -> bool:
    # A lease that ran out was an attempt, though nobody lived to say so.
    attempts = Entry.attempts + case((Entry.leased_until.is_(None), 0), else_=1)
    leased = update(Entry).where(Entry.key == key, Entry.state == WAITING, _free(now))
    return changed(session, leased.values(leased_until=now + _LEASE, attempts=attempts)) == 1


def _turn(entry: Entry, source: str | None) -> Turn:
    named = {each.name for each in fields(Turn)} - {"source", "text"}
    return Turn(**{name: getattr(entry, name) for name in named}, text=entry.text or "", source=source)


def _change(session: Session, turn: Turn, **values: Any) -> None:
    session.execute(update(Entry).where(Entry.key == turn.key).values(**values))
