"""One alert, or several in one message, taken to its chat; and what became of it, written down."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import ParamSpec, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from bot.alerts.outgoing import delivery
from bot.alerts.outgoing.attempts import Attempt
from bot.alerts.outgoing.claiming import Alert, Parcel
from bot.alerts.outgoing.waiting import EDITS
from bot.telegram import membership, memory
from bot.telegram.arrivals import Arrivals
from bot.telegram.calls import Closed, Elsewhere, Later, PerhapsDelivered, Sleep, Undelivered
from bot.telegram.gate import Gate, Shut
from bot.telegram.pacing import Lane
from bot.telegram.preparing import Ready, person
from bot.telegram.routing import Place
from bot.telegram.sending import Envelope, NotThere, Sender
from bot.telegram.threads import beside
from corpus.db import Sessions

#: A chat that takes nothing for longer than this (a group takes 20 a minute) is come back to: others must not wait.
_PATIENCE_SECONDS = 5.0
#: What was sent is written down, however long the database is busy: else it would be sent again.
_MARKING_TIMES, _MARKING_PAUSE = 60, 1.0

_P = ParamSpec("_P")
_T = TypeVar("_T")

log = logging.getLogger(__name__)


class Carrying:
    """`worker` is who claimed what is carried."""

    def __init__(
        self,
        sender: Sender,
        arrivals: Arrivals,
        gate: Gate,
        sessions: Sessions,
        worker: str,
        clock: Callable[[], datetime],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._sender = sender
        self._arrivals = arrivals
        self._gate = gate
        self._sessions = sessions
        self._worker = worker
        self._clock = clock
        self._sleep = sleep
        #: Alerts that Telegram may have, and we do not know it yet.
        self._on_the_way: set[int] = set()
        #: Messages sent, and what they were about.
        self._about: list[tuple[int, int, tuple[str, ...]]] = []

    async def carry(self, ready: Ready) -> bool:
        """Whether more can be carried to this chat now. Never raises, and leaves nothing unmarked that was sent.

        A message whose answer got lost is looked for when its time comes again (`Arrivals`), and sent again if it is
        not found.
        """
        parcel = ready.told.parcel
        try:
            goes_on = await self._carry(ready)
        except Shut:  # nothing was sent; whoever shut the gate puts back what is claimed
            goes_on = False
        except Exception as error:
            log.exception("alert failed alerts=%s", parcel.keys)
            await self._failed(parcel, f"{type(error).__name__}: {error}", perhaps=True)
            goes_on = True
        # Unless we are cancelled: then nobody knows what became of it.
        self._on_the_way.difference_update(parcel.keys)
        return goes_on

    async def put_back(self) -> int:
        """All that is claimed waits again; how many. To be called when nothing is carried any more."""
        return await beside(delivery.put_back, self._sessions, self._worker, perhaps=frozenset(self._on_the_way))

    async def remember(self) -> None:
        """Keeps what the messages since the last time were about. Nothing is lost but that when we are killed."""
        about, self._about = self._about, []
        if about:
            await beside(self._keep, about)

    async def _carry(self, ready: Ready) -> bool:
        told, parcel = ready.told, ready.told.parcel
        chat = parcel.place.chat
        for why in dict.fromkeys(told.left_out.values()):
            keys = [key for key, its in told.left_out.items() if its == why]
            await self._mark(delivery.dropped, self._sessions, keys, why)
        if told.problem:
            await self._failed(parcel, told.problem)
        if ready.message is None:
            return True
        if (wait := self._gate.free_in(chat, chat < 0)) > _PATIENCE_SECONDS:
            return await self._later(parcel, wait)
        try:
            if arrived := await self._arrived(parcel):
                return await self._had_arrived(parcel, arrived)
            number = await self._send(ready)
        except Later as error:
            return await self._later(parcel, error.after)
        except Elsewhere as error:
            # It waits under its new id by now, and what it is to edit or answer may be another there: claimed anew.
            await self._mark(delivery.postponed, self._sessions, parcel.place.messenger, error.chat, self._clock())
            return False
        except Closed as error:
            return await self._closed(parcel, str(error))
        except NotThere as error:
            await self._mark(delivery.dropped, self._sessions, parcel.keys, str(error))
        except Undelivered as error:
            perhaps = isinstance(error, PerhapsDelivered)
            await self._failed(parcel, f"{type(error).__name__}: {error}", perhaps)
            if perhaps:
                # First it must be known what became of this: of two, one might be taken for the other.
                return await self._later(parcel, delivery.FIRST_WAIT.total_seconds())
        else:
            keys = [key for key in parcel.keys if key not in told.left_out]
            await self._mark(delivery.sent, self._sessions, keys, self._clock(), number)
            if number is not None and told.reply:
                self._about.append((chat, number, told.reply.context))
        return True

    async def _arrived(self, parcel: Parcel) -> dict[int, int]:
        """The numbers of the messages that brought alerts of it after all, by alert."""
        found: dict[tuple[Attempt, ...], int | None] = {}
        for attempts in {alert.perhaps for alert in parcel.alerts if alert.perhaps and alert.kind not in EDITS}:
            found[attempts] = await self._arrivals.find(attempts, _place(parcel))
        numbers = {alert.key: found.get(alert.perhaps) for alert in parcel.alerts}
        return {key: number for key, number in numbers.items() if number is not None}

    async def _had_arrived(self, parcel: Parcel, numbers: dict[int, int]) -> bool:
        """Marks these; those that are new in the parcel wait for another."""
        log.info("alerts had arrived alerts=%s", tuple(numbers))
        for number in set(numbers.values()):
            keys = [key for key, its in numbers.items() if its == number]
            await self._mark(delivery.sent, self._sessions, keys, self._clock(), number)
        if others := [key for key in parcel.keys if key not in numbers]:
            await self._mark(delivery.put_back, self._sessions, self._worker, others)
        return True

    async def _send(self, ready: Ready) -> int | None:
        """The number of its message; an edit changes the one that was sent, and sends none."""
        parcel, first = ready.told.parcel, ready.told.parcel.alerts[0]
        if first.kind in EDITS and first.message is None:
            raise NotThere("nobody knows which message it was")
        assert ready.message
        self._on_the_way.update(parcel.keys)
        return await self._sender.send_one(ready.message, ready.keys, _to(parcel, first))

    async def _later(self, parcel: Parcel, seconds: float) -> bool:
        until = self._clock() + timedelta(seconds=seconds)
        await self._mark(delivery.postponed, self._sessions, parcel.place.messenger, parcel.place.chat, until)
        return False

    async def _closed(self, parcel: Parcel, reason: str) -> bool:
        """Ends the subscriptions of the chat, or of its topic, with all that waits for it."""
        ending = await self._mark(membership.closed, self._sessions, _place(parcel), reason, self._clock())
        if ending is None:
            await self._failed(parcel, reason)
        # What waits for the chat was dropped; of a topic that is no more, what waits for others was not.
        return ending is None or parcel.place.topic != 0

    async def _failed(self, parcel: Parcel, problem: str, perhaps: bool = False) -> None:
        log.warning("alert not sent alerts=%s problem=%s", parcel.keys, problem)
        failed = delivery.failed
        given_up = await self._mark(failed, self._sessions, parcel.keys, self._clock(), self._worker, problem, perhaps)
        if given_up:
            log.error("alerts given up alerts=%s problem=%s", parcel.keys, problem)

    def _keep(self, about: Sequence[tuple[int, int, tuple[str, ...]]]) -> None:
        now = self._clock()
        with self._sessions.writing() as session:
            for chat, number, context in about:
                memory.add_context(session, chat, person(chat), [number], context, now)

    async def _mark(self, function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Writes it down, when the database is busy again and again."""
        for _ in range(_MARKING_TIMES):
            try:
                return await beside(function, *args, **kwargs)
            except SQLAlchemyError as error:
                log.warning("not written down, tried again what=%s error=%s", function.__name__, type(error).__name__)
            await self._sleep(_MARKING_PAUSE)
        return await beside(function, *args, **kwargs)


def _to(parcel: Parcel, first: Alert) -> Envelope:
    edits = first.kind in EDITS
    return Envelope(
        _place(parcel),
        user=person(parcel.place.chat),
        lane=Lane.BULK,
        replying_to=None if edits or parcel.together else first.earlier,
        instead_of=first.message if edits else None,
        edits_only=True,
    )


def _place(parcel: Parcel) -> Place:
    place = parcel.place
    return Place(place.chat, place.topic or None, place.chat < 0)
