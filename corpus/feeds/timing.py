"""When to ask a feed or a page again: how often news comes, what is asked of us, and how long it has failed."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from corpus.feeds.listing import Pace

#: A feed that has failed for so long, so many times, has ended.
GIVEN_UP_AFTER, GIVEN_UP_FAILURES = timedelta(days=30), 10
#: An entry is tried so many times.
ENTRY_ATTEMPTS = 6

#: Of so many newest entries the pace is taken.
_LOOKED_AT = 10
#: Asked so many times between two entries; at least once in a 168th of the time for which nothing came, so that a
#: feed that was silent for a week is asked once an hour, and one that has been for half a year once a day.
_A_GAP, _A_SILENCE = 8, 168
#: While a feed is alive, its next entry is seen within so long.
_ALIVE = timedelta(hours=1)
#: Later than we would, never sooner: up to this part of the wait.
_JITTER = 0.1
_FIRST_WAIT = timedelta(minutes=5)
_FIRST_ENTRY_WAIT, _LONGEST_ENTRY_WAIT = timedelta(minutes=5), timedelta(days=1)
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.I)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How often a feed is asked at the most and at the least, whatever it says and brings."""

    least: timedelta = timedelta(minutes=2)
    most: timedelta = timedelta(days=1)

    def within(self, wait: timedelta) -> timedelta:
        return min(max(wait, self.least), self.most)


def interval(published: Sequence[datetime], now: datetime, bounds: Bounds) -> timedelta:
    """How long to wait after a success, by the moments at which entries came; an hour where there are none."""
    # Several of one moment are no pace: of a feed without dates all came when it was read first.
    newest = sorted({moment for moment in published if moment <= now}, reverse=True)[:_LOOKED_AT]
    if not newest:
        return bounds.within(_ALIVE)
    gap = (newest[0] - newest[-1]) / (len(newest) - 1) if len(newest) > 1 else _ALIVE * _A_GAP
    silence = now - newest[0]
    return bounds.within(max(min(gap / _A_GAP, _ALIVE), silence / _A_SILENCE))


def next_poll(
    wait: timedelta, asked: timedelta, pace: Pace, now: datetime, bounds: Bounds, rng: random.Random
) -> datetime:
    """The later of our `wait` and what the server and the feed ask, `bounds.most` at the most, and a little chance."""
    wait = min(max(wait, asked, _believed(pace, wait)), bounds.most)
    return _outside_skipped(now + _with_chance(wait, rng), pace)


def asked_by(headers: Mapping[str, str], now: datetime) -> timedelta:
    """For how long the server says that its answer stays as it is; nothing where it does not say."""
    control = headers.get("cache-control", "")
    if found := _MAX_AGE.search(control):
        age = headers.get("age", "").strip()
        fresh = int(found[1]) - (int(age[:9]) if age.isascii() and age.isdigit() else 0)
        return timedelta(seconds=max(fresh, 0))
    if "no-cache" in control or "no-store" in control:
        return timedelta()
    expires, sent = _date(headers.get("expires")), _date(headers.get("date"))
    return max(expires - (sent or now), timedelta()) if expires else timedelta()


def after_failure(
    failures: int, wait: timedelta, retry_after: int | None, now: datetime, bounds: Bounds, rng: random.Random
) -> datetime:
    """Twice as long each time, from what the feed is asked anyway; not before the server wants it.

    `failures` in a row, this one included.
    """
    first = max(wait, _FIRST_WAIT).total_seconds()
    grown = min(timedelta(seconds=first * 2.0 ** min(failures - 1, 20)), bounds.most)
    longer = max(grown, timedelta(seconds=retry_after or 0))
    return now + _with_chance(longer, rng)


def entry_again(attempts: int, retry_after: int | None, now: datetime, rng: random.Random) -> datetime | None:
    """When to try an entry again that failed so many times; None: never."""
    if attempts >= ENTRY_ATTEMPTS:
        return None
    wait = min(_FIRST_ENTRY_WAIT * 4.0 ** (attempts - 1), _LONGEST_ENTRY_WAIT)
    return now + _with_chance(max(wait, timedelta(seconds=retry_after or 0)), rng)


def _with_chance(wait: timedelta, rng: random.Random) -> timedelta:
    return wait * (1 + rng.uniform(0, _JITTER))


def _believed(pace: Pace, wait: timedelta) -> timedelta:
    """What the feed says of itself. Many say "daily" and bring ten a day: they are asked once an hour all the same."""
    return min(pace.every, max(_ALIVE, wait * _A_GAP))


def _outside_skipped(at: datetime, pace: Pace) -> datetime:
    """The first moment from `at` on that is in no hour and no day for which the feed announces nothing."""
    if len(pace.skip_hours) >= 24 or len(pace.skip_days) >= 7:
        return at
    while at.hour in pace.skip_hours or at.weekday() in pace.skip_days:
        whole_hour = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        at = whole_hour + timedelta(minutes=at.minute / 4)  # not all feeds at the full hour
    return at


def _date(value: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value) if value else None
    except (ValueError, OverflowError):  # "0" and "-1" are usual: at once
        return None
    return moment and (moment if moment.tzinfo else moment.replace(tzinfo=UTC))
