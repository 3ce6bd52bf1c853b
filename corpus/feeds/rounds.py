"""Rounds of work: feeds that are due polled, entries that wait read, many hosts at a time and each host in turn."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Protocol, TypeVar

from corpus.feeds import entries, kept, polling, reading
from corpus.feeds.polling import Asking, Polled
from corpus.feeds.reading import Became


class _Hosted(Protocol):
    @property
    def host(self) -> str: ...


_T = TypeVar("_T", bound=_Hosted)
_R = TypeVar("_R")

#: Hosts asked at a time. Mostly waited for.
WORKERS = 8
#: In a round; the next one begins when the slowest is done.
_FEEDS, _ENTRIES = 64, 64


@dataclass(slots=True)
class Tally:
    """What rounds have done."""

    polls: list[Polled] = field(default_factory=list)
    read: Counter[Became] = field(default_factory=Counter)

    @property
    def done(self) -> int:
        return len(self.polls) + sum(self.read.values())

    def add(self, other: "Tally") -> None:
        self.polls += other.polls
        self.read += other.read


def round_(asking: Asking, workers: int = WORKERS) -> Tally:
    """Some of the feeds that are due, and some of the entries that wait; a lasting process does it again and again.

    However many entries wait, feeds are polled between them.
    """
    with asking.sessions.reading() as session:
        due = kept.due(session, asking.now())
    tally = poll(asking, due[:_FEEDS], workers)
    tally.add(_read(asking, None, workers))
    return tally


def until_done(
    asking: Asking,
    keys: Sequence[int] | None = None,
    regardless: bool = False,
    tell: Callable[[Tally], None] = lambda _: None,
    workers: int = WORKERS,
) -> Tally:
    """All feeds that are due, once each, and all entries that can be read now; may be killed and run again.

    `keys`: of these feeds only. `regardless`: those too that are not due.
    """
    tally, asked = Tally(), set[int]()
    while True:
        with asking.sessions.reading() as session:
            due = [key for key in kept.due(session, asking.now(), keys, regardless) if key not in asked][:_FEEDS]
        asked.update(due)
        done = poll(asking, due, workers)
        done.add(_read(asking, keys, workers))
        tally.add(done)
        tell(tally)
        if asking.stopping() or (not due and not done.done):
            return tally


def poll(asking: Asking, keys: Sequence[int], workers: int = WORKERS) -> Tally:
    """Polls these feeds, but those that somebody else has in hand."""
    if not keys:
        return Tally()
    with asking.sessions.writing() as session:
        taken = kept.take(session, keys, asking.now(), asking.who)
    try:
        return Tally(_by_host(asking, taken, lambda each: polling.poll(asking, each), workers))
    finally:
        with asking.sessions.writing() as session:
            kept.give_back(session, taken, asking.who)


def _read(asking: Asking, feeds: Sequence[int] | None, workers: int) -> Tally:
    """Of these feeds, or of all."""
    with asking.sessions.reading() as session:
        if not entries.any_waits(session, asking.now()):
            return Tally()
    with asking.sessions.writing() as session:
        turns = entries.take(session, asking.now(), _ENTRIES, feeds)
    try:
        return Tally(read=Counter(_by_host(asking, turns, lambda each: reading.read(asking, each), workers)))
    finally:
        with asking.sessions.writing() as session:
            entries.give_back(session, turns)


def _by_host(asking: Asking, items: Sequence[_T], do: Callable[[_T], _R], workers: int) -> list[_R]:
    """What came of each. One host is asked by one thread, in the order given; once we are to stop, of no more."""
    hosts: dict[str, list[_T]] = {}
    for item in items:
        hosts.setdefault(item.host or f"none {len(hosts)}", []).append(item)
    waiting: SimpleQueue[list[_T]] = SimpleQueue()
    for group in hosts.values():
        waiting.put(group)
    done, faults = list[_R](), list[Exception]()

    def work() -> None:
        with suppress(Empty):
            while True:
                for item in waiting.get_nowait():
                    try:
                        done.extend([] if asking.stopping() else [do(item)])
                    except Exception as error:  # the others go on; who waits for us is told
                        faults.append(error)

    if len(hosts) == 1 or workers == 1:
        work()
    else:
        # Daemons, for one that waits for a slow server must not hold the process up when it is told to stop.
        threads = [Thread(target=work, name=f"feeds-{n}", daemon=True) for n in range(min(workers, len(hosts)))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    if faults:
        raise faults[0]
    return done
