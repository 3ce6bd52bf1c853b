"""Threads that work for many hosts at a time and for each in turn: a slow one keeps no other waiting."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from threading import Condition, Thread
from typing import Generic, Protocol, TypeVar


class Hosted(Protocol):
    @property
    def host(self) -> str: ...


_T = TypeVar("_T", bound=Hosted)
_R = TypeVar("_R")


class Crew(Generic[_T, _R]):
    """Does the same with each item, those of a host in the order given; once it is to stop, it begins no more."""

    def __init__(self, do: Callable[[_T], _R], workers: int, stopping: Callable[[], bool]) -> None:
        self._do, self._workers, self._stopping = do, workers, stopping
        self._groups: deque[list[_T]] = deque()
        self._threads = 0
        self._in_hand: list[_T] = []
        #: When that was begun which is in work, by `time.monotonic`.
        self._began: list[float] = []
        self._done: list[_R] = []
        self._faults: list[Exception] = []
        self._changed = Condition()

    @property
    def is_free(self) -> bool:
        """Whether somebody has nothing to do."""
        with self._changed:
            return not self._groups and self._threads < self._workers

    @property
    def in_hand(self) -> list[_T]:
        """What is not done yet, begun or not."""
        with self._changed:
            return list(self._in_hand)

    @property
    def oldest(self) -> float | None:
        """When that was begun which is in work for longest, by `time.monotonic`."""
        with self._changed:
            return min(self._began, default=None)

    def begin(self, items: Sequence[_T]) -> None:
        """With a single worker all is done when this returns."""
        hosts: dict[str, list[_T]] = {}
        for item in items:
            hosts.setdefault(item.host or f"none {len(hosts)}", []).append(item)
        with self._changed:
            self._groups.extend(hosts.values())
            self._in_hand += items
            more = min(self._workers - self._threads, len(self._groups))
            self._threads += more
        for n in range(more):
            if self._workers == 1:
                self._work()
            else:
                # Daemons, for one that waits for a slow server must not hold up the process that is told to stop.
                Thread(target=self._work, name=f"feeds-{n}", daemon=True).start()

    def finished(self, seconds: float) -> list[_R]:
        """What was done since the last call; returns after so many seconds, or as soon as all is done.

        Raises:
            Exception: the first that was raised meanwhile; the rest went on.
        """
        with self._changed:
            self._changed.wait_for(lambda: not self._threads, seconds)
            done, self._done = self._done, []
            faults, self._faults = self._faults, []
        if faults:
            raise faults[0]
        return done

    def _work(self) -> None:
        while group := self._next():
            for item in group:
                if not self._stopping():
                    self._one(item)

    def _next(self) -> list[_T] | None:
        with self._changed:
            if self._groups and not self._stopping():
                return self._groups.popleft()
            self._threads -= 1
            self._changed.notify_all()
            return None

    def _one(self, item: _T) -> None:
        done, faults, began = list[_R](), list[Exception](), time.monotonic()
        with self._changed:
            self._began.append(began)
        try:
            done.append(self._do(item))
        except Exception as error:  # the others go on; who asks what is finished is told
            faults.append(error)
        with self._changed:
            self._in_hand.remove(item)
            self._began.remove(began)
            self._done += done
            self._faults += faults
