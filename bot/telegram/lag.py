"""How long the event loop kept everybody waiting: measured all the time, told once a minute."""

import asyncio
import logging
from collections.abc import Callable
from time import perf_counter

from bot.telegram.calls import Sleep

#: What a person may wait because of somebody else; more is worth a warning.
MOST_SECONDS = 0.05
_BEAT_SECONDS = 0.1
#: Of how many beats a line in the log tells.
_BEATS = 600

log = logging.getLogger(__name__)


async def watch(sleep: Sleep = asyncio.sleep, clock: Callable[[], float] = perf_counter) -> None:
    """Until cancelled; what it has measured by then is told, too."""
    lags: list[float] = []
    try:
        while True:
            begun = clock()
            await sleep(_BEAT_SECONDS)
            lags.append(max(0.0, clock() - begun - _BEAT_SECONDS))
            if len(lags) == _BEATS:
                _tell(lags)
                lags.clear()
    finally:
        _tell(lags)


def _tell(lags: list[float]) -> None:
    if not lags:
        return
    lags.sort()
    late = sum(lag > MOST_SECONDS for lag in lags)
    log.log(
        logging.WARNING if late else logging.INFO,
        "loop lag beats=%d late=%d p99_ms=%.1f worst_ms=%.1f",
        len(lags),
        late,
        1000 * lags[(len(lags) * 99) // 100],
        1000 * lags[-1],
    )
