"""What a crowd that comes at once may not do to the event loop."""

import asyncio
from threading import Barrier, Lock

from bot.telegram.calls import Calls
from bot.telegram.gate import Gate
from bot.telegram.threads import apart, beside

CROWD = 100


def test_short_work_of_a_crowd_is_done_by_few_threads() -> None:
    lock, busy, most = Lock(), 0, 0
    together = Barrier(2, timeout=20)

    def work(number: int) -> int:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        together.wait()  # there are always two at least
        with lock:
            busy -= 1
        return number

    async def crowd() -> list[int]:
        return await asyncio.gather(*(beside(work, number) for number in range(CROWD)))

    assert asyncio.run(crowd()) == list(range(CROWD))
    assert 2 <= most <= 8


def test_short_work_goes_on_while_all_that_takes_long_is_waited_for() -> None:
    together = Barrier(CROWD + 1, timeout=20)

    async def crowd() -> str:
        long = [asyncio.ensure_future(apart(together.wait)) for _ in range(CROWD)]
        short = await beside(str, "short")
        await apart(together.wait)
        await asyncio.gather(*long)
        return short

    assert asyncio.run(crowd()) == "short"


def test_what_fails_in_a_thread_fails_where_it_is_waited_for_and_holds_nobody_up() -> None:
    async def crowd() -> list[object]:
        return await asyncio.gather(*(beside(int, "no number") for _ in range(CROWD)), return_exceptions=True)

    assert all(isinstance(each, ValueError) for each in asyncio.run(crowd()))


def test_signs_of_a_crowd_are_shown_few_at_a_time_and_none_is_left_out() -> None:
    async def moved(old: int, new: int) -> None:
        raise AssertionError((old, new))

    async def crowd() -> tuple[int, int]:
        calls, busy, most, shown = Calls(Gate(), moved), 0, 0, 0

        async def sign() -> None:
            nonlocal busy, most, shown
            busy += 1
            most = max(most, busy)
            await asyncio.sleep(0)
            busy -= 1
            shown += 1

        await asyncio.gather(*(calls.sign(sign) for _ in range(CROWD)))
        return shown, most

    shown, most = asyncio.run(crowd())

    assert shown == CROWD
    assert most <= 8
