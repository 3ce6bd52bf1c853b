"""What a lasting process does beside its conversations: articles read for deals and indexed as they come."""

import logging
import sys
import threading
import time
import traceback
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
    from corpus.feeds.rounds import Rounds
    from index.retrieval import Retriever

log = logging.getLogger(__name__)

#: Between two looks at what waits.
PAUSE_SECONDS = 2.0
#: After a failure, twice as long each time, up to the longest.
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 5.0, 600.0
#: Looking for what is withdrawn takes half a second among 100,000 articles; nobody waits for it as for news.
_SETTLING_SECONDS = 10.0
_HOUSEKEEPING_SECONDS = 3600.0
#: Articles read for deals before the log has a line of it, and what stands withdrawn is looked for.
_READ_AT_ONCE = 50
#: A job that shows no progress for so long hangs. The longest that is at work shows some every few minutes.
STALLED_SECONDS = 1800.0
_WATCH_SECONDS = 30.0
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
    #: Since when what outlives its runs is in work, by `time.monotonic`; None: nothing is.
    oldest: Callable[[], float | None] = lambda: None
    #: Failures in a row.
    failed: int = field(default=0, init=False)
    not_before: float = field(default=float("-inf"), init=False)
    #: When it last showed that it gets on, by `time.monotonic`; None between two runs.
    alive: float | None = field(default=None, init=False)
    hangs: bool = field(default=False, init=False)

    def get_on(self, *_: object) -> None:
        """Called in the midst of a long run: it does not hang."""
        self.alive = time.monotonic()


class Jobs:
    """Jobs that need not know of each other: one that is slow, or hangs, keeps none of the others waiting."""

    def __init__(
        self, jobs: Sequence[Job], clock: Callable[[], float] = time.monotonic, pause: float = PAUSE_SECONDS
    ) -> None:
        self._jobs, self._clock, self._pause = jobs, clock, pause

    def round(self) -> int:
        """Runs each job that need not wait, once; how much was done."""
        return sum(self._one(job) for job in self._jobs if self._clock() >= job.not_before)

    def run(self, stop: Event, on_stall: Callable[[], None] = lambda: None) -> None:
        """Until told to stop, each in a thread of its own; `on_stall` is called when one hangs, which is logged."""
        threads = [Thread(target=self._again, args=(job, stop), name=job.name, daemon=True) for job in self._jobs]
        for thread in threads:
            thread.start()
        while not stop.wait(_WATCH_SECONDS):
            if self.stalled():
                on_stall()
        for thread in threads:
            thread.join()

    def stalled(self) -> list[Job]:
        """Those that began to hang since the last look, which is logged with what all threads are at."""
        now = self._clock()
        found = list[Job]()
        for job in self._jobs:
            since = min((at for at in (job.alive, job.oldest()) if at is not None), default=now)
            if now - since >= STALLED_SECONDS and not job.hangs:
                found.append(job)
                log.error("job=%s hangs, no progress for seconds=%.0f\n%s", job.name, now - since, _stacks())
            job.hangs = now - since >= STALLED_SECONDS
        return found

    def _again(self, job: Job, stop: Event) -> None:
        """One run that did something is followed by the next at once."""
        while not stop.is_set():
            if self._clock() < job.not_before or not self._one(job):
                stop.wait(self._pause)

    def _one(self, job: Job) -> int:
        began = job.alive = self._clock()
        try:
            done = job.run()
        except Exception:  # one that fails, of whatever, must not end the others
            job.failed += 1
            wait = min(FIRST_WAIT_SECONDS * 2 ** (job.failed - 1), LONGEST_WAIT_SECONDS)
            job.not_before = self._clock() + wait
            log.exception("job=%s failed times=%d, tried again in=%.0f", job.name, job.failed, wait)
            return 0
        finally:
            job.alive = None
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
        return before - retriever.update(job.get_on)

    job = Job("indexing", run)
    return job


def deal_reading(sessions: Sessions, make_reader: Callable[[], "Reader"], on_changes: "OnChanges") -> Job:
    """Articles read for deals. The reader, which takes half a second to make, is made in the jobs' thread."""
    made: list[Reader] = []

    def run() -> int:
        if not made:
            made.append(make_reader())
        if not backlog.waiting(sessions, made[0]):
            return 0
        return backlog.read(sessions, made[0], _now, on_changes, job.get_on, _READ_AT_ONCE).articles

    job = Job("deal reading", run)
    return job


def deal_settling(sessions: Sessions, on_changes: "OnChanges") -> Job:
    """What withdrawn articles told taken back, though nothing new waits to be read."""
    return Job("deal settling", lambda: len(backlog.settle(sessions, _now, on_changes)), every=_SETTLING_SECONDS)


def feed_polling(rounds: "Rounds") -> Job:
    """Feeds that are due polled, and the articles of what they list saved."""
    return Job("feeds", lambda: rounds.round().done, oldest=lambda: rounds.oldest)


def housekeeping(sessions: Sessions) -> Job:
    """What is kept of alerts and subscriptions for a time, forgotten when that is over."""

    def run() -> int:
        from bot.alerts import subscriptions
        from bot.alerts.outgoing import waiting

        now = _now()
        with sessions.writing() as session:
            return waiting.prune(session, now) + subscriptions.prune(session, now)

    return Job("housekeeping", run, every=_HOUSEKEEPING_SECONDS)


def _stacks() -> str:
    frames = sys._current_frames()
    at = ((thread.name, frames.get(thread.ident or 0)) for thread in threading.enumerate())
    return "\n".join(f"thread={name}\n{''.join(traceback.format_stack(frame))}" for name, frame in at if frame)


def _now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def beside(jobs: Jobs, stop: Event | None = None, on_stall: Callable[[], None] = lambda: None) -> Iterator[None]:
    """The jobs done meanwhile; `stop` is set when that is to end, `on_stall` is called when one hangs."""
    stop = stop or Event()
    thread = Thread(target=jobs.run, args=(stop, on_stall), name="jobs", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(_PATIENCE_SECONDS)
