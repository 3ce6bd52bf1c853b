"""Rounds of work: feeds that are due polled, entries that wait read, many hosts at a time and each host in turn."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from corpus.feeds import entries, kept, leases, polling, reading
from corpus.feeds.crew import Crew
from corpus.feeds.entries import Turn
from corpus.feeds.leases import Taken
from corpus.feeds.polling import Asking, Polled
from corpus.feeds.reading import Became

#: Hosts asked at a time, for feeds and for pages. Mostly waited for.
WORKERS = 8
#: Entries taken at once; more are when somebody has nothing to do.
_ENTRIES = 64
#: How long a round waits for what is in hand.
_PATIENCE_SECONDS = 0.5


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


class Rounds:
    """What is taken is given back when it is left, done or not: another process need not wait for it.

    `keys`: of these feeds and the sitemaps that they list only.
    """

    def __init__(self, asking: Asking, keys: Sequence[int] | None = None, workers: int = WORKERS) -> None:
        self._asking, self._keys = asking, keys
        self._polls: Crew[Taken, Polled] = Crew(lambda each: polling.poll(asking, each), workers, asking.stopping)
        self._reads: Crew[Turn, Became] = Crew(lambda each: reading.read(asking, each), workers, asking.stopping)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        feeds, turns = self._polls.in_hand, self._reads.in_hand
        if feeds or turns:
            with self._asking.sessions.writing() as session:
                leases.give_back(session, feeds, self._asking.who)
                entries.give_back(session, turns)

    @property
    def in_hand(self) -> int:
        return len(self._polls.in_hand) + len(self._reads.in_hand)

    @property
    def oldest(self) -> float | None:
        """When that was begun which is in work for longest, by `time.monotonic`."""
        return min((at for at in (self._polls.oldest, self._reads.oldest) if at is not None), default=None)

    def round(self) -> Tally:
        """Begins what is to be done now as far as there are hands; what was done since the last round.

        However many entries wait, feeds are polled meanwhile, and what is slow keeps nothing else waiting.
        """
        with self._asking.sessions.reading() as session:
            due = kept.due(session, self._asking.now(), self._keys)
        self.poll(due)
        self.read()
        return self.finished()

    def poll(self, due: Sequence[int]) -> list[int]:
        """Begins with those of these feeds that nobody has in hand; which."""
        if not due or not self._polls.is_free:
            return []
        with self._asking.sessions.writing() as session:
            taken = leases.take(session, due, self._asking.now(), self._asking.who)
        self._polls.begin(taken)
        return [each.key for each in taken]

    def read(self) -> None:
        """Begins with the newest entries that wait."""
        if not self._reads.is_free:
            return
        now = self._asking.now()
        with self._asking.sessions.reading() as session:
            keys = entries.next_up(session, now, _ENTRIES, self._keys)
        if not keys:
            return
        with self._asking.sessions.writing() as session:
            turns = entries.take(session, keys, now)
        self._reads.begin(turns)

    def finished(self, seconds: float = _PATIENCE_SECONDS) -> Tally:
        """What was done since it was asked the last time."""
        return Tally(self._polls.finished(seconds), Counter(self._reads.finished(seconds)))


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
    with Rounds(asking, keys, workers) as rounds:
        while not asking.stopping():
            with asking.sessions.reading() as session:
                due = [key for key in kept.due(session, asking.now(), keys, regardless) if key not in asked]
            begun = rounds.poll(due)
            asked.update(begun)
            rounds.read()
            is_over = not begun and not rounds.in_hand
            done = rounds.finished()
            tally.add(done)
            tell(tally)
            if is_over and not done.done:
                break
    return tally


def poll(asking: Asking, keys: Sequence[int], workers: int = WORKERS) -> Tally:
    """Polls these feeds, due or not, but those that somebody else has in hand."""
    tally, left = Tally(), list(keys)
    with Rounds(asking, workers=workers) as rounds:
        while not asking.stopping():
            begun = rounds.poll(left)
            left = [key for key in left if key not in begun]
            is_over = not begun and not rounds.in_hand
            tally.add(rounds.finished())
            if is_over:
                break
    return tally
