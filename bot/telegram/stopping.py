"""`/cancel`: what is being answered in a chat's topic, or waits there, is not answered."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

_T = TypeVar("_T")


class Stopped(Exception):
    """Somebody does not want to know any more."""


class Stopping:
    """Told of a `/cancel` as it arrives, long before its turn in its lane."""

    def __init__(self) -> None:
        #: The last update of a lane that is not to be handled.
        self._last: dict[str, int] = {}
        self._in_work: dict[str, tuple[int, asyncio.Event]] = {}
        #: Lanes in which something was stopped.
        self._stopped: set[str] = set()

    def stop(self, lane: str, before: int) -> None:
        """Nothing older than the update `before` is answered in the lane."""
        self._last[lane] = max(before, self._last.get(lane, before))
        if (working := self._in_work.get(lane)) and working[0] < before:
            working[1].set()

    def done(self, lane: str, before: int) -> bool:
        """It is that `/cancel`'s turn: whether there was anything to stop."""
        if self._last.get(lane) == before:
            del self._last[lane]
        something = lane in self._stopped
        self._stopped.discard(lane)
        return something

    async def unless_stopped(self, lane: str, update_id: int, work: Awaitable[_T]) -> _T:
        """What the work returns.

        Raises:
            Stopped: it was not waited for; a thread of it may go on.
        """
        task, stop = asyncio.ensure_future(work), asyncio.Event()
        self._in_work[lane] = (update_id, stop)
        if update_id < self._last.get(lane, update_id):
            stop.set()
        stopped = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if stop.is_set():
                self._stopped.add(lane)
                raise Stopped
            return task.result()
        finally:
            del self._in_work[lane]
            stopped.cancel()
            task.cancel()
