"""When the world could know of an article: never the day on which we fetched it, if anything else is known."""

from datetime import UTC, datetime, timedelta

#: The first feeds are of 1999; an older date of an article on the web is a clock that was never set.
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
#: A clock that goes wrong, or a time zone left out; beyond, it is no date of publication.
_AHEAD = timedelta(hours=15)


def published(feed: datetime | None, page: datetime | None, seen: datetime, watched: bool) -> datetime | None:
    """The earlier of what the feed and the page say; None when nobody knows.

    An old article that a feed lists anew is as old as its page says, and one that was worked over as old as its
    feed says. `seen`: when the feed first listed it. `watched`: it was not there at the poll before, above what was;
    then, where nothing else is known, that is when it came.
    """
    said = [moment for each in (feed, page) if (moment := sane(each, seen))]
    if not said:
        return seen if watched else None
    earliest = min(said)
    if _is_day(earliest):
        # "3 March" and "3 March 09:30" are one day, and the time is worth keeping.
        return min((each for each in said if each.date() == earliest.date() and not _is_day(each)), default=earliest)
    return earliest


def sane(moment: datetime | None, now: datetime) -> datetime | None:
    """The date mended: one a little ahead is now; one far ahead, or before there was a web, is none."""
    if moment is None or moment < _EARLIEST or moment > now + _AHEAD:
        return None
    return min(moment, now)


def _is_day(moment: datetime) -> bool:
    utc = moment.astimezone(UTC)
    return (utc.hour, utc.minute, utc.second) == (0, 0, 0)
