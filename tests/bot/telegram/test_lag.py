import asyncio
import logging

import pytest

from bot.telegram import lag


def told(lags: list[float], caplog: pytest.LogCaptureFixture) -> list[tuple[int, str]]:
    """What the watch logs of a loop that lags so much at each beat."""
    now = 0.0
    coming = iter(lags)

    async def sleep(seconds: float) -> None:
        nonlocal now
        late = next(coming, None)
        if late is None:
            raise asyncio.CancelledError
        now += seconds + late

    async def watching() -> None:
        await lag.watch(sleep, lambda: now)

    with caplog.at_level(logging.INFO, lag.__name__), pytest.raises(asyncio.CancelledError):
        asyncio.run(watching())
    return [(record.levelno, record.getMessage()) for record in caplog.records if record.name == lag.__name__]


def test_each_minute_is_told_in_one_line_with_the_worst(caplog: pytest.LogCaptureFixture) -> None:
    lines = told([0.001] * 599 + [0.02] + [0.0] * 10, caplog)

    assert lines == [
        (logging.INFO, "loop lag beats=600 late=0 p99_ms=1.0 worst_ms=20.0"),
        (logging.INFO, "loop lag beats=10 late=0 p99_ms=0.0 worst_ms=0.0"),
    ]


def test_waiting_longer_than_anybody_should_is_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    assert told([0.0] * 3 + [0.051, 0.3], caplog) == [
        (logging.WARNING, "loop lag beats=5 late=2 p99_ms=300.0 worst_ms=300.0")
    ]


def test_loop_that_never_beat_has_nothing_to_tell(caplog: pytest.LogCaptureFixture) -> None:
    assert told([], caplog) == []
