"""How often a person or a chat may ask, and how many answers of a day a model writes for one person."""

from collections import defaultdict, deque
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock


@dataclass(frozen=True, slots=True)
class Rate:
    """So many in any time so long."""

    most: int
    every: timedelta = timedelta(minutes=1)


class Throttle:
    """Counts what each key did lately, in memory. Safe to share between threads."""

    #: Keys beyond which those that did nothing lately are let go.
    _MANY = 10_000

    def __init__(self, rate: Rate) -> None:
        self._rate, self._lock = rate, Lock()
        self._done: defaultdict[Hashable, deque[datetime]] = defaultdict(deque)

    def wait(self, key: Hashable, now: datetime) -> timedelta | None:
        """Counts one more; or how long to wait until it may be done, when it may not now."""
        with self._lock:
            done = self._done[key]
            while done and done[0] <= now - self._rate.every:
                done.popleft()
            if len(done) >= self._rate.most:
                return done[0] + self._rate.every - now
            done.append(now)
            if len(self._done) > self._MANY:
                self._let_go(now)
            return None

    def _let_go(self, now: datetime) -> None:
        idle = [key for key, done in self._done.items() if not done or done[-1] <= now - self._rate.every]
        for key in idle:
            del self._done[key]


class DailyCalls:
    """How many answers a model writes for each person on one day (UTC), in memory."""

    def __init__(self, most: int | None) -> None:
        """`most` None: no end."""
        self._most, self._lock = most, Lock()
        self._day = ""
        self._calls: defaultdict[Hashable, int] = defaultdict(int)

    def take(self, key: Hashable, now: datetime) -> bool:
        """Takes one, if one is left."""
        if self._most is None:
            return True
        with self._lock:
            if (today := now.date().isoformat()) != self._day:
                self._day = today
                self._calls.clear()
            if self._calls[key] >= self._most:
                return False
            self._calls[key] += 1
            return True
