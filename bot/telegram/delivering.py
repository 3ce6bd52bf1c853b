"""Alerts taken out of the outbox as they fall due, in several chats at a time, until we are stopped.

At the very edge an alert arrives twice rather than never: when we are killed between Telegram's taking a message and
our writing that down, or the answer to a message is lost, and the message is not found afterwards (`arrivals`). Of one
place nothing else is sent meanwhile, so that is at most one message of each place that had one on its way: one in all
while Telegram answers and we write down faster than alerts follow each other, and not many more than
`pacing.Limits.bulk_on_the_way` when either is slow. Being told to stop is no such case: what is on its way is waited
for.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from bot.alerts.outgoing import claiming, delivery
from bot.alerts.outgoing.claiming import LEASE, Parcel
from bot.alerts.telling.teller import Told
from bot.telegram.carrying import Carrying
from bot.telegram.gate import Gate
from bot.telegram.pacing import Lane
from bot.telegram.preparing import Ready
from bot.telegram.threads import beside
from corpus.db import Sessions

#: Chats that are sent to at a time. More than can be on the way at once, as some of them have to wait for their pace.
_CHATS = 40
#: More is claimed when fewer are left, so that the next ones are ready when these are done.
_LOW = 20
#: Between two looks at an outbox in which nothing is due.
_PAUSE_SECONDS = 1.0
_RENEW_SECONDS = LEASE.total_seconds() / 3

log = logging.getLogger(__name__)


class Delivering:
    """`run` it in a task, and `stop` it before that is cancelled. `prepare` is called in threads."""

    def __init__(
        self,
        sessions: Sessions,
        prepare: Callable[[Sequence[Parcel]], list[Ready]],
        carrying: Carrying,
        gate: Gate,
        worker: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._sessions = sessions
        self._prepare = prepare
        self._carrying = carrying
        self._gate = gate
        self._worker = worker
        self._clock = clock
        #: What is claimed, by chat: its topics after one another, as Telegram may tell the chat to wait.
        self._waiting: dict[int, deque[Ready]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._changed = asyncio.Event()
        self._stopping = False
        self._looking: asyncio.Future[bool] | None = None

    async def run(self) -> None:
        """Until cancelled, or stopped."""
        renewing = asyncio.create_task(self._renew())
        try:
            while not self._stopping:
                self._looking = asyncio.ensure_future(self._take())
                if not await asyncio.shield(self._looking):
                    await self._wait(_PAUSE_SECONDS)
                while len(self._waiting) > _LOW and not self._stopping:
                    await self._wait(_PAUSE_SECONDS)
        finally:
            renewing.cancel()

    async def stop(self, patience_seconds: float) -> None:
        """Begins nothing more, waits so long for what is on its way, and puts back what is not."""
        self._stopping = True
        self._changed.set()
        self._gate.shut(Lane.BULK)
        works: list[asyncio.Future[Any]] = [*self._tasks, *([self._looking] if self._looking else [])]
        if works:
            await asyncio.wait(works, timeout=patience_seconds)
        for task in self._tasks:
            task.cancel()
        put_back = await self._carrying.put_back()
        await self._carrying.remember()
        log.info("delivering stopped put_back=%d", put_back)

    async def _take(self) -> bool:
        """Claims what is due; whether anything was. Whatever goes wrong is logged, and tried again soon."""
        try:
            room = _CHATS - len(self._waiting)
            parcels = await beside(claiming.claim, self._sessions, self._clock(), self._worker, room)
            for ready in await self._prepared(parcels) if parcels else ():
                self._add(ready)
            await self._carrying.remember()
            return bool(parcels)
        except Exception:
            log.exception("nothing claimed")
            return False

    async def _prepared(self, parcels: Sequence[Parcel]) -> list[Ready]:
        try:
            return await beside(self._prepare, parcels)
        except Exception as error:
            log.exception("nothing prepared parcels=%d", len(parcels))
            problem = f"not prepared: {type(error).__name__}: {error}"
            return [Ready(Told(parcel, problem=problem)) for parcel in parcels]

    def _add(self, ready: Ready) -> None:
        if self._stopping:
            return
        chat = ready.told.parcel.place.chat
        if chat in self._waiting:
            self._waiting[chat].append(ready)
            return
        self._waiting[chat] = deque([ready])
        task = asyncio.create_task(self._work(chat))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work(self, chat: int) -> None:
        try:
            while queue := self._waiting[chat]:
                if not await self._carrying.carry(queue.popleft()):
                    # All that is claimed for the chat waits again, or was dropped.
                    queue.clear()
        finally:
            del self._waiting[chat]
            self._changed.set()

    async def _wait(self, seconds: float) -> None:
        """Until a chat is done, but no longer."""
        self._changed.clear()
        if not self._stopping:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), seconds)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(_RENEW_SECONDS)
            if self._waiting:
                try:
                    await beside(delivery.renew, self._sessions, self._clock(), self._worker)
                except Exception:  # tried again well before the lease is over
                    log.exception("leases not renewed")
