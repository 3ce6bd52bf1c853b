"""Synchronous work beside the event loop."""

import asyncio
from collections.abc import Callable
from threading import Thread
from typing import ParamSpec, TypeVar
from weakref import WeakKeyDictionary

_P = ParamSpec("_P")
_T = TypeVar("_T")
#: Pieces of short work at a time. A hundred updates that come at once would start a hundred threads, and whenever the
#: event loop has waited for the network it would have to win the interpreter back from all of them.
_AT_ONCE = 4
_slots: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


async def beside(function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Short work, as with the database: a few pieces at a time, the others after them."""
    slots = _slots.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(_AT_ONCE))
    async with slots:
        return await apart(function, *args, **kwargs)


async def apart(function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """As `asyncio.to_thread`, in a thread that the process does not wait for when it ends.

    A question to a slow model may take a minute more, and we promise to stop within seconds.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[_T] = loop.create_future()

    def tell(result: _T | None, error: BaseException | None) -> None:
        if done.cancelled():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]  # without an error it is a _T

    def work() -> None:
        result, error = None, None
        try:
            result = function(*args, **kwargs)
        except BaseException as raised:
            error = raised
        if not loop.is_closed():
            loop.call_soon_threadsafe(tell, result, error)

    Thread(target=work, daemon=True).start()
    return await done
