"""When the world could know of an article: never the day on which we fetched it, if anything else is known."""

from datetime import datetime

from corpus.web.publication import AHEAD, EARLIEST, Published, is_day


def published(feed: datetime | None, page: datetime | None, seen: datetime, watched: bool) -> Published:
    """The earlier of what the feed and the page say; no moment when nobody knows.

    An old article that a feed lists anew is as old as its page says, and one that was worked over as old as its
    feed says. `seen`: when the feed first listed it. `watched`: it was not there at the poll before, above what was;
    then, where nothing else is known, that is when it came.
    """
    moment = _earliest(feed, page, seen) or (seen if watched else None)
    return Published(moment, None if feed is None or sane(feed, seen) == feed else _mended(feed, moment))


def sane(moment: datetime | None, now: datetime) -> datetime | None:
    """The date mended: one a little ahead is now; one far ahead, or before there was a web, is none."""
    if moment is None or moment < EARLIEST or moment > now + AHEAD:
        return None
    return min(moment, now)


def _earliest(feed: datetime | None, page: datetime | None, seen: datetime) -> datetime | None:
    said = [moment for each in (feed, page) if (moment := sane(each, seen))]
    earliest = min(said, default=None)
    if earliest and is_day(earliest):
        # "3 March" and "3 March 09:30" are one day, and the time is worth keeping.
        return min((each for each in said if each.date() == earliest.date() and not is_day(each)), default=earliest)
    return earliest


def _mended(feed: datetime, moment: datetime | None) -> str:
    instead = f"taken is {moment:%Y-%m-%d %H:%M} UTC" if moment else "it is kept without a date"
    return f"by its feed it is of {feed:%Y-%m-%d %H:%M} UTC, which cannot be: {instead}"
