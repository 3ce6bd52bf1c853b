"""What a lasting process does beside its conversations: articles indexed and read for deals as they come."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event, Thread
from typing import TYPE_CHECKING

from corpus.db import Sessions
from corpus.deals import backlog

if TYPE_CHECKING:
    from corpus.deals.drafts import Reader
    from index.retrieval import Retriever

log = logging.getLogger(__name__)

#: Between two looks at what waits.
PAUSE_SECONDS = 2.0
#: After a failure, twice as long each time, up to the longest.
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 5.0, 600.0
#: How long what is in work may go on once it is told to stop: all of it may be killed and done again.
_PATIENCE_SECONDS = 1.0


@dataclass(slots=True)
class Job:
    """Work that is looked for again and again. Whatever it raises is logged, and it waits before the next try."""

    name: str
    #: Does what there is to do now; how much it did.
    run: Callable[[], int]
    #: Failures in a row.
    failed: int = field(default=0, init=False)
    not_before: float = field(default=float("-inf"), init=False)


class Jobs:
    """Jobs done in turn by one thread, so that none needs to know of another."""

    def __init__(
        self, jobs: Sequence[Job], clock: Callable[[], float] = time.monotonic, pause: float = PAUSE_SECONDS
    ) -> None:
        self._jobs, self._clock, self._pause = jobs, clock, pause

    def round(self) -> int:
        """Runs each job that need not wait, once; how much was done."""
        return sum(self._one(job) for job in self._jobs if self._clock() >= job.not_before)

    def run(self, stop: Event) -> None:
        """Until told to stop; a round that did something is followed by the next at once."""
        while not stop.is_set():
            if not self.round():
                stop.wait(self._pause)

    def _one(self, job: Job) -> int:
        began = self._clock()
        try:
            done = job.run()
        except Exception:  # one that fails, of whatever, must not end the others
            job.failed += 1
            wait = min(FIRST_WAIT_SECONDS * 2 ** (job.failed - 1), LONGEST_WAIT_SECONDS)
            job.not_before = self._clock() + wait
            log.exception("job=%s failed times=%d, tried again in=%.0f", job.name, job.failed, wait)
            return 0
        job.failed = 0
        if done:
            log.info("job=%s done=%d seconds=%.1f", job.name, done, self._clock() - began)
        return done


def indexing(retriever: "Retriever") -> Job:
    """Articles cut, embedded and put into Chroma; beside another owner of the folder, what its readers need."""

    def run() -> int:
        retriever.own()
        before = retriever.waiting()
        return before - retriever.update()

    return Job("indexing", run)


def deal_reading(sessions: Sessions, make_reader: Callable[[], "Reader"]) -> Job:
    """Articles read for deals. The reader, which takes half a second to make, is made in the jobs' thread."""
    made: list[Reader] = []

    def run() -> int:
        if not made:
            made.append(make_reader())
        if not backlog.waiting(sessions, made[0]):
            return 0
        return backlog.read(sessions, made[0], lambda: datetime.now(UTC)).articles

    return Job("deal reading", run)


@contextmanager
def beside(jobs: Jobs) -> Iterator[None]:
    """The jobs done in a thread of their own meanwhile."""
    stop = Event()
    thread = Thread(target=jobs.run, args=(stop,), name="jobs", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(_PATIENCE_SECONDS)
