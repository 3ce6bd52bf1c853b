"""Calls of the Bot API, paced and repeated as Telegram's errors ask."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import TelegramError

from bot.telegram.failures import Next, verdict
from bot.telegram.gate import Gate
from bot.telegram.pacing import Lane

_T = TypeVar("_T")
#: To a chat, which may be another than at first.
Call = Callable[[int], Awaitable[_T]]
Sleep = Callable[[float], Awaitable[None]]
OnMoved = Callable[[int, int], Awaitable[None]]

_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
#: Answers of 500 and more to one call: over four minutes.
_MOST_FAILURES = 12
#: At a time: a hundred questions at once would have a hundred requests made before the first is answered.
_SIGNS = 4
#: Telegram counts whole seconds.
_MARGIN_SECONDS = 0.3

log = logging.getLogger(__name__)


class Undelivered(Exception):
    """Something was not said, for good."""


class Closed(Undelivered):
    """We may not write to the chat."""


class Refused(Undelivered):
    """Telegram does not take this message."""


class PerhapsDelivered(Undelivered):
    """The connection broke while Telegram had it; of a reply, once more when it was repeated."""


class Later(Undelivered):
    """Of what is not a reply: Telegram wants nothing for this chat before these seconds are over."""

    def __init__(self, after: float) -> None:
        super().__init__(f"not within {after:.0f} seconds")
        self.after = after


class Elsewhere(Undelivered):
    """Of what is not a reply: the chat is another now, as whoever is told of that knows already."""

    def __init__(self, chat: int) -> None:
        super().__init__(f"the chat is {chat} now")
        self.chat = chat


class Calls:
    """`on_moved` is told of a chat's new id before the message goes there.

    Somebody waits for a reply: it is tried here until it arrives. What is not a reply waits in SQL: of that no more is
    done here than cannot show, and the caller is told what to do next.
    """

    def __init__(self, gate: Gate, on_moved: OnMoved, sleep: Sleep = asyncio.sleep) -> None:
        self.gate = gate
        self._on_moved = on_moved
        self._sleep = sleep
        self._signs = asyncio.Semaphore(_SIGNS)

    async def sign(self, call: Callable[[], Awaitable[object]]) -> None:
        """What only shows that something is done: tried once, few at a time."""
        async with self._signs:
            await self.try_(call, 1)

    async def send(
        self, chat: int, is_group: bool, call: Call[_T], lane: Lane = Lane.REPLY, repeatable: bool = False
    ) -> _T | None:
        """What the call returns, once it was carried out; None when there was nothing left to do.

        `repeatable`: doing it twice is as doing it once, as of an edit.

        Raises:
            Undelivered: it was not, and trying further does not help.
            Shut: nothing of this lane is sent any more.
        """
        failures, perhaps, pause = 0, 0, _FIRST_PAUSE
        while True:
            try:
                async with self.gate.turn(chat, is_group, lane):
                    return await call(chat)
            except TelegramError as error:
                found = verdict(error)
                log.info("call failed chat=%s next=%s error=%s", chat, found.next.name, type(error).__name__)
                match found.next:
                    case Next.LATER:
                        after = found.after + _MARGIN_SECONDS
                        self.gate.postpone(chat, is_group, after)
                        if lane is Lane.BULK:
                            raise Later(after) from error
                        continue
                    case Next.ELSEWHERE:
                        await self._on_moved(chat, found.chat)
                        if lane is Lane.BULK:
                            raise Elsewhere(found.chat) from error
                        chat = found.chat
                        continue
                    case Next.DONE | Next.TOO_LATE:
                        return None
                    case Next.CLOSED:
                        raise Closed(error.message) from error
                    case Next.PLAINER | Next.NEVER:
                        raise Refused(error.message) from error
                    case Next.PERHAPS_DONE:
                        perhaps += 1
                        if perhaps > (_MOST_FAILURES if repeatable else 0 if lane is Lane.BULK else 1):
                            raise PerhapsDelivered(error.message) from error
                    case Next.AGAIN:
                        # Without a connection nothing is said to anybody: that ends when it is there again.
                        failures += error.__cause__ is None
                        if failures > _MOST_FAILURES:
                            raise Undelivered(error.message) from error
            await self._sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def try_(self, call: Callable[[], Awaitable[_T]], attempts: int = 3) -> _T | None:
        """What is asked for outside the pace and can be left out; None when it does not succeed."""
        pause = _FIRST_PAUSE
        for attempt in range(1, attempts + 1):
            try:
                return await call()
            except TelegramError as error:
                found = verdict(error).next
                if found not in {Next.AGAIN, Next.PERHAPS_DONE} or attempt == attempts:
                    level = logging.DEBUG if found in {Next.DONE, Next.TOO_LATE} else logging.INFO
                    log.log(level, "call left out next=%s error=%s", found.name, type(error).__name__)
                    return None
            await self._sleep(pause)
            pause *= 2
        return None
