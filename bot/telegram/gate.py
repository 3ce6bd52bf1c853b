"""The pace of sending, kept: whoever wants to send awaits a turn."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from math import inf
from time import monotonic

from bot.telegram.pacing import Lane, Pacing

_TIDY_EVERY_SECONDS = 60.0


class Shut(Exception):
    """Nothing goes in this lane any more: we are being stopped."""


class Gate:
    """`Pacing` with a clock and waiting; `run` it in a task."""

    def __init__(self, pacing: Pacing | None = None, clock: Callable[[], float] = monotonic) -> None:
        self._pacing = pacing or Pacing()
        self._clock = clock
        self._changed = asyncio.Event()
        self._tidied = clock()
        self._shut: set[Lane] = set()

    @asynccontextmanager
    async def turn(self, chat: int, is_group: bool, lane: Lane = Lane.REPLY) -> AsyncIterator[None]:
        """One message may be sent to the chat in the block.

        Raises:
            Shut: none goes in this lane any more.
        """
        if lane in self._shut:
            raise Shut
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        ticket = (chat, turn)
        self._pacing.wait(ticket, chat, is_group, lane)
        self._changed.set()
        try:
            await turn
        except asyncio.CancelledError:
            self._pacing.leave(ticket)
            if not turn.cancelled():  # it had its turn at the same moment
                self._done(chat)
            raise
        try:
            yield
        finally:
            self._done(chat)

    @asynccontextmanager
    async def at_once(self, chat: int, is_group: bool, spare: int = 0) -> AsyncIterator[bool]:
        """Whether a message that can be left out may be sent in the block (`Pacing.go_at_once`)."""
        may = self._pacing.go_at_once(chat, is_group, self._clock(), spare)
        try:
            yield may
        finally:
            if may:
                self._done(chat)

    def _done(self, chat: int) -> None:
        self._pacing.done(chat, self._clock())
        self._changed.set()

    def postpone(self, chat: int, is_group: bool, seconds: float) -> None:
        now = self._clock()
        self._pacing.postpone(chat, is_group, now + seconds, now)
        self._changed.set()

    def free_in(self, chat: int, is_group: bool) -> float:
        """Seconds until the chat may get a message, were it the only one."""
        now = self._clock()
        return self._pacing.free_at(chat, is_group, now) - now

    def shut(self, lane: Lane) -> None:
        """From now on nothing goes in a lane; what is on its way arrives."""
        self._shut.add(lane)
        for ticket in self._pacing.shut(lane):
            if isinstance(ticket, tuple) and not ticket[1].done():
                ticket[1].set_exception(Shut())

    async def run(self) -> None:
        """Gives turns until cancelled."""
        while True:
            self._changed.clear()
            self._give()
            due = self._pacing.next_at(self._clock())
            timeout = None if due == inf else max(0.0, due - self._clock())
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), timeout)

    def _give(self) -> None:
        now = self._clock()
        while isinstance(ticket := self._pacing.go(now), tuple):
            chat, turn = ticket
            if turn.cancelled():
                self._pacing.done(chat, now)
            else:
                turn.set_result(None)
        if now - self._tidied > _TIDY_EVERY_SECONDS:
            self._tidied = now
            self._pacing.tidy(now)
