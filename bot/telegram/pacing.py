"""When a message may go, by Telegram's limits: pure, told the time, so that a test can live through an hour."""

from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field
from enum import IntEnum
from math import inf


class Lane(IntEnum):
    """Who goes first when not all can."""

    #: Somebody waits for it.
    REPLY = 0
    #: Alerts and digests.
    BULK = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What Telegram states: one a second to a chat, twenty a minute to a group, thirty a second in all."""

    chat_seconds: float = 1.0
    group_messages: int = 20
    group_seconds: float = 60.0
    #: One less than stated: other calls may count too.
    all_messages: int = 29
    all_seconds: float = 1.0
    #: Alerts on their way at a time: what a process that is killed may have sent without knowing.
    bulk_on_the_way: int = 8
    #: Between two alerts, so that each is mostly done before the next goes; shorter than the limit asks for, as some
    #: are late.
    bulk_seconds: float = 0.03
    #: So many chats told to wait, the first within so many seconds of the last: all of us is meant, not a chat.
    flooded_chats: int = 3
    flooded_seconds: float = 2.0


@dataclass(slots=True)
class _Sent:
    """Messages on their way, and when the latest ones had arrived, the newest last.

    Telegram counts a message some time between its going and its being done. Counting it from the one to a window
    after the other, no more arrive within any window than are counted at once, however long each takes.
    """

    window: float
    on_the_way: int = 0
    done: deque[float] = field(default_factory=deque)

    def count(self, now: float) -> int:
        while self.done and self.done[0] <= now - self.window:
            self.done.popleft()
        return self.on_the_way + len(self.done)

    def free_at(self, most: int, now: float) -> float:
        """When there is room for one more; never: only once one on its way is done."""
        over = self.count(now) - most
        if over < 0:
            return now
        return self.done[over] + self.window if over < len(self.done) else inf

    def end(self, now: float) -> None:
        self.on_the_way -= 1
        self.done.append(now)


@dataclass(slots=True)
class _Chat:
    last_second: _Sent
    #: Of a group.
    last_minute: _Sent | None
    #: Telegram told us to keep away until then.
    closed_until: float = 0.0
    #: An alert is on its way there.
    has_bulk: bool = False

    @property
    def all(self) -> tuple[_Sent, ...]:
        return (self.last_second, self.last_minute) if self.last_minute else (self.last_second,)


class Pacing:
    """Tickets wait, each for one message; times are seconds of any clock that never goes back."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._chats: dict[int, _Chat] = {}
        self._all = _Sent(self._limits.all_seconds)
        #: Of each lane and chat, the tickets with their order of coming.
        self._queues: dict[tuple[Lane, int], deque[tuple[int, Hashable]]] = {}
        self._count = 0
        self._bulk_on_the_way = 0
        #: Nothing of this lane goes before then, for it was told to wait, or goes one by one.
        self._bulk_closed_until = 0.0
        #: Of the chats told to wait lately: when, which, until when.
        self._told_to_wait: deque[tuple[float, int, float]] = deque()

    def wait(self, ticket: Hashable, chat: int, is_group: bool, lane: Lane) -> None:
        """Lines a ticket up."""
        self._chat(chat, is_group)
        self._count += 1
        self._queues.setdefault((lane, chat), deque()).append((self._count, ticket))

    def leave(self, ticket: Hashable) -> None:
        """The ticket is not wanted any more."""
        for key, queue in list(self._queues.items()):
            kept = deque(entry for entry in queue if entry[1] != ticket)
            if kept:
                self._queues[key] = kept
            else:
                del self._queues[key]

    def go(self, now: float) -> Hashable | None:
        """The ticket whose message goes now, if one may: tell when it is `done`."""
        if self._all_free_at(now) > now:
            return None
        bulk = self._bulk_free_at(now) <= now
        free = [
            (lane, queue[0][0], chat)
            for (lane, chat), queue in self._queues.items()
            if (bulk or lane is not Lane.BULK) and self._free_at(chat, now) <= now
        ]
        if not free:
            return None
        lane, _, chat = min(free)
        queue = self._queues[lane, chat]
        _, ticket = queue.popleft()
        if not queue:
            del self._queues[lane, chat]
        self._send(chat)
        if lane is Lane.BULK:
            self._bulk_closed_until = max(self._bulk_closed_until, now + self._limits.bulk_seconds)
            self._bulk_on_the_way += 1
            self._chats[chat].has_bulk = True
        return ticket

    def go_at_once(self, chat: int, is_group: bool, now: float, spare: int = 0) -> bool:
        """Whether a message that can be left out may go now; if so, tell when it is `done`.

        `spare`: how many of a group's messages it must leave for what cannot be left out.
        """
        state = self._chat(chat, is_group)
        if any(queued == chat for _, queued in self._queues):
            return False
        if max(self._free_at(chat, now), self._all_free_at(now)) > now:
            return False
        if state.last_minute and state.last_minute.count(now) + spare >= self._limits.group_messages:
            return False
        self._send(chat)
        return True

    def done(self, chat: int, now: float) -> None:
        """A message has arrived, or failed."""
        state = self._chats[chat]
        for sent in (*state.all, self._all):
            sent.end(now)
        if state.has_bulk:  # a chat has one message on its way at a time: it was this
            state.has_bulk = False
            self._bulk_on_the_way -= 1

    def next_at(self, now: float) -> float:
        """When `go` will have something to give; infinite when that waits for something else to happen."""
        bulk = self._bulk_free_at(now)
        frees = (max(self._free_at(chat, now), bulk if lane is Lane.BULK else now) for lane, chat in self._queues)
        return max(min(frees, default=inf), self._all_free_at(now))

    def free_at(self, chat: int, is_group: bool, now: float) -> float:
        """When the chat may get a message, were it the only one; infinite: once one on its way there is done."""
        return self._free_at(chat, now) if chat in self._chats else now

    def postpone(self, chat: int, is_group: bool, until: float, now: float) -> None:
        """Telegram wants nothing for this chat until then; others go on.

        When it says so of several chats at once it means all that we send: then alerts wait, too, and replies go on
        by the chat.
        """
        state = self._chat(chat, is_group)
        state.closed_until = max(state.closed_until, until)
        limits, told = self._limits, self._told_to_wait
        told.append((now, chat, until))
        while told[0][0] < now - limits.flooded_seconds:
            told.popleft()
        latest = {each: closed for _, each, closed in told}
        if len(latest) >= limits.flooded_chats:
            # The shortest: one of them may have been told to wait for hours, for reasons of its own.
            self._bulk_closed_until = max(self._bulk_closed_until, min(latest.values()))

    def shut(self, lane: Lane) -> list[Hashable]:
        """The tickets that waited in a lane, and wait no more."""
        kept = {key: queue for key, queue in self._queues.items() if key[0] is not lane}
        gone = [ticket for key, queue in self._queues.items() if key not in kept for _, ticket in queue]
        self._queues = kept
        return gone

    def tidy(self, now: float) -> None:
        """Forgets chats in which nothing went for long."""
        waiting = {chat for _, chat in self._queues}
        for chat, state in list(self._chats.items()):
            if chat not in waiting and state.closed_until <= now and not any(sent.count(now) for sent in state.all):
                del self._chats[chat]

    def _chat(self, chat: int, is_group: bool) -> _Chat:
        if chat not in self._chats:
            limits = self._limits
            minute = _Sent(limits.group_seconds) if is_group else None
            self._chats[chat] = _Chat(_Sent(limits.chat_seconds), minute)
        return self._chats[chat]

    def _send(self, chat: int) -> None:
        for sent in (*self._chats[chat].all, self._all):
            sent.on_the_way += 1

    def _free_at(self, chat: int, now: float) -> float:
        state = self._chats[chat]
        free = max(state.closed_until, state.last_second.free_at(1, now))
        if state.last_minute:
            free = max(free, state.last_minute.free_at(self._limits.group_messages, now))
        return free

    def _bulk_free_at(self, now: float) -> float:
        return inf if self._bulk_on_the_way >= self._limits.bulk_on_the_way else max(self._bulk_closed_until, now)

    def _all_free_at(self, now: float) -> float:
        return self._all.free_at(self._limits.all_messages, now)
