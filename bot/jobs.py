"""What a lasting process does beside its conversations: articles read for deals and indexed as they come."""

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
    from corpus.deals.changes import OnChanges
    from corpus.deals.drafts import Reader
    from corpus.feeds.polling import Asking
    from index.retrieval import Retriever

log = logging.getLogger(__name__)

#: Between two looks at what waits.
PAUSE_SECONDS = 2.0
#: After a failure, twice as long each time, up to the longest.
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 5.0, 600.0
#: Looking for what is withdrawn takes half a second among 100,000 articles; nobody waits for it as for news.
_SETTLING_SECONDS = 10.0
_HOUSEKEEPING_SECONDS = 3600.0
#: Articles read for deals before the other jobs have their turn.
_READ_AT_ONCE = 50
#: How long what is in work may go on once it is told to stop: all of it may be killed and done again.
_PATIENCE_SECONDS = 1.0


@dataclass(slots=True)
class Job:
    """Work that is looked for again and again. Whatever it raises is logged, and it waits before the next try."""

    name: str
    #: Does what there is to do now; how much it did.
    run: Callable[[], int]
    #: Seconds between two runs.
    every: float = 0.0
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
        if job.every:
            job.not_before = began + job.every
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


def deal_reading(sessions: Sessions, make_reader: Callable[[], "Reader"], on_changes: "OnChanges") -> Job:
    """Articles read for deals. The reader, which takes half a second to make, is made in the jobs' thread."""
    made: list[Reader] = []

    def run() -> int:
        if not made:
            made.append(make_reader())
        if not backlog.waiting(sessions, made[0]):
            return 0
        return backlog.read(sessions, made[0], _now, on_changes, most=_READ_AT_ONCE).articles

    return Job("deal reading", run)


def deal_settling(sessions: Sessions, on_changes: "OnChanges") -> Job:
    """What withdrawn articles told taken back, though nothing new waits to be read."""
    return Job("deal settling", lambda: len(backlog.settle(sessions, _now, on_changes)), every=_SETTLING_SECONDS)


def feed_polling(asking: "Asking") -> Job:
    """Feeds that are due polled, and the articles of what they list saved."""

    def run() -> int:
        from corpus.feeds import rounds

        return rounds.round_(asking).done

    return Job("feeds", run)


def housekeeping(sessions: Sessions) -> Job:
    """What is kept of alerts and subscriptions for a time, forgotten when that is over."""

    def run() -> int:
        from bot.alerts import subscriptions
        from bot.alerts.outgoing import waiting

        now = _now()
        with sessions.writing() as session:
            return waiting.prune(session, now) + subscriptions.prune(session, now)

    return Job("housekeeping", run, every=_HOUSEKEEPING_SECONDS)


def _now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def beside(jobs: Jobs, stop: Event | None = None) -> Iterator[None]:
    """The jobs done in a thread of their own meanwhile; `stop` is set when that is to end."""
    stop = stop or Event()
    thread = Thread(target=jobs.run, args=(stop,), name="jobs", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(_PATIENCE_SECONDS)
