"""What is handled at the same time, and what after another."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from bot.telegram.inbox import Waiting

Handle = Callable[[Waiting], Awaitable[None]]


class Lanes:
    """Within a lane one update at a time, in order; lanes never wait for each other. `handle` must not raise."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        self._waiting: dict[str, deque[Waiting]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._in_work: set[int] = set()

    def add(self, one: Waiting) -> None:
        self._waiting.setdefault(one.lane, deque()).append(one)
        if one.lane not in self._tasks:
            self._tasks[one.lane] = asyncio.create_task(self._work(one.lane))

    @property
    def in_work(self) -> frozenset[int]:
        """Updates begun and not ended."""
        return frozenset(self._in_work)

    @property
    def is_idle(self) -> bool:
        return not self._tasks

    async def stop(self, patience_seconds: float) -> None:
        """Begins nothing more, waits so long for what is in work, then gives up on it."""
        self._waiting.clear()
        if tasks := list(self._tasks.values()):
            await asyncio.wait(tasks, timeout=patience_seconds)
        for task in self._tasks.values():
            task.cancel()

    async def _work(self, lane: str) -> None:
        try:
            while queue := self._waiting.get(lane):
                one = queue.popleft()
                self._in_work.add(one.update_id)
                await self._handle(one)
                # Not in a finally: what is cancelled stays in work, so that it can be put back.
                self._in_work.discard(one.update_id)
        finally:
            self._waiting.pop(lane, None)
            del self._tasks[lane]
