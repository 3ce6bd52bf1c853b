import asyncio
from threading import Thread, current_thread
from typing import Any

from bot.telegram import inbox
from bot.telegram.inbox import Waiting
from bot.telegram.intake import Intake
from bot.telegram.lanes import Lanes
from bot.telegram.routing import Asked, Meant, Place, Speaker
from corpus.db import Sessions
from tests.fakes import NOW

ASKED = Asked(Place(1), Speaker(1, "en"), "who?", 9)


def take(sessions: Sessions, numbers: list[int], at_once: list[int], readers: list[Thread]) -> list[int]:
    """Takes updates; those that were handled. Even ones concern us."""
    handled: list[int] = []

    def read(raw: dict[str, Any]) -> Meant | None:
        readers.append(current_thread())
        return ASKED if raw["update_id"] % 2 == 0 else None

    async def handle(waiting: Waiting) -> None:
        handled.append(waiting.update_id)

    async def taking() -> None:
        lanes = Lanes(handle)
        intake = Intake(sessions, read, lanes, lambda number, one: at_once.append(number), lambda: NOW)
        await intake.take([{"update_id": number} for number in numbers])
        while not lanes.is_idle:
            await asyncio.sleep(0)

    asyncio.run(taking())
    return handled


def test_new_updates_that_concern_us_are_kept_told_at_once_and_handled_in_order(sessions: Sessions) -> None:
    at_once: list[int] = []

    assert take(sessions, [2, 3, 4], at_once, []) == [2, 4]
    assert take(sessions, [4, 6], at_once, []) == [6]

    assert at_once == [2, 4, 6]
    assert [one.update_id for one in inbox.waiting(sessions)] == [2, 4, 6]


def test_updates_are_not_read_on_the_event_loop(sessions: Sessions) -> None:
    readers: list[Thread] = []

    take(sessions, [2, 4], [], readers)

    assert len(readers) == 2
    assert current_thread() not in readers
