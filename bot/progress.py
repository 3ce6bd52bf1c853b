"""Progress on stderr: a bar on a terminal, a line now and then in a log."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

_SECONDS_BETWEEN_LINES = 10.0


class Shown(Protocol):
    def __call__(self, done: int, total: int | None = None) -> None: ...


@contextmanager
def shown(what: str, unit: str = " articles") -> Iterator[Shown]:
    """Gives a function to be told how many are done, and of how many if that is known."""
    if not sys.stderr.isatty():
        yield _lines(what, unit)
        return
    from tqdm import tqdm

    with tqdm(desc=what, unit=unit, file=sys.stderr, leave=False) as bar:

        def tell(done: int, total: int | None = None) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield tell


def _lines(what: str, unit: str) -> Shown:
    began = last = time.monotonic()

    def tell(done: int, total: int | None = None) -> None:
        nonlocal last
        if time.monotonic() - last >= _SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            pace = _pace(done, total, last - began)
            print(f"{what}: {done}{f' of {total}' if total else ''}{unit}{pace}", file=sys.stderr, flush=True)

    return tell


def _pace(done: int, total: int | None, seconds: float) -> str:
    """`, 3.1 a second, 12 minutes left`; nothing while nothing is done."""
    if not done:
        return ""
    rate = done / seconds
    minutes = (total - done) / rate / 60 if total else 0
    left = f", {minutes:,.0f} minutes left" if minutes >= 1 else ""
    return f", {rate:,.1f} a second{left}"
