"""Whether a message arrived whose answer was lost: looked for by its buttons, which no other message has.

Telegram has no way to ask. But it numbers messages in order, those of all chats of persons and basic groups together
and those of each other chat by themselves, and it tells apart a message that is not there from one that already has
the buttons it is to be given. So the numbers after the last one known that no other message of ours has are tried.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice
from threading import Lock
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session
from telegram import Bot, InlineKeyboardMarkup

from bot.alerts.outgoing.attempts import Attempt
from bot.alerts.tables import AlertRow
from bot.telegram import memory
from bot.telegram.calls import Calls, Refused
from bot.telegram.membership import MESSENGER
from bot.telegram.pacing import Lane
from bot.telegram.routing import Place
from bot.telegram.tables import TelegramContextRow
from bot.telegram.threads import beside
from corpus.db import Sessions

#: Numbers remembered of one numbering, and how many numberings.
_NUMBERS, _NUMBERINGS = 2_000, 2_000
#: Numbers tried, each by a call: as many as may have been on the way together, replies too. What others write takes
#: numbers as well: in a lively group it may not be found.
_TRIED = 14
#: A message has one of so many numbers after the last one known when it was made ready: others were sent meanwhile.
_WINDOW = 300
#: Ids of chats that have a numbering of their own are below.
_SUPERGROUPS = -(10**12)


class Numbers:
    """Of the messages that we know we sent since we were started; of any thread."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, OrderedDict[int, None]] = OrderedDict()
        self._lock = Lock()

    def note(self, chat: int, number: int) -> None:
        with self._lock:
            known = self._known.setdefault(_numbering(chat), OrderedDict())
            self._known.move_to_end(_numbering(chat))
            known[number] = None
            if len(known) > _NUMBERS:
                known.popitem(last=False)
            if len(self._known) > _NUMBERINGS:
                self._known.popitem(last=False)

    def known(self, chat: int) -> set[int]:
        with self._lock:
            return set(self._known.get(_numbering(chat), ()))

    def latest(self, chat: int) -> int | None:
        """What a message that is sent now comes after; None: not known."""
        return max(self.known(chat), default=None)


def unknown(known: Collection[int], after: int | None) -> Iterator[int]:
    """What a message sent after that one may have, the likeliest first; None: before we knew any."""
    if after is None and not known:
        return iter(())
    first = min(known) - _TRIED if after is None else after + 1
    last = max((number for number in known if number < first + _WINDOW), default=first)
    return (number for number in range(first, last + _TRIED + 1) if number not in known)


class Arrivals:
    """What may have arrived is kept with the alerts themselves: it outlives the process."""

    def __init__(
        self, bot: Bot, calls: Calls, numbers: Numbers, sessions: Sessions, clock: Callable[[], datetime]
    ) -> None:
        self._bot = bot
        self._calls = calls
        self._numbers = numbers
        self._sessions = sessions
        self._clock = clock

    def before(self, session: Session, chat: int) -> int | None:
        """The newest message known where the chat's are numbered; to be asked before one is sent, in a thread.

        0 for a chat that numbers its own, of which none is known: it may be new.
        """
        if (latest := self._numbers.latest(chat)) is not None:
            return latest
        if (kept := _newest(session, chat)) is not None:
            self._numbers.note(chat, kept)
            return kept
        return 0 if _numbering(chat) else None

    async def find(self, attempts: Iterable[Attempt], place: Place) -> int | None:
        """The number of the message that arrived after all; None: none did, as far as can be told.

        Raises:
            Undelivered: it could not be looked for now.
        """
        for attempt in attempts:
            keys = InlineKeyboardMarkup.de_json(json.loads(attempt.buttons), self._bot)
            known = await beside(self._known, place.chat, attempt.after)
            for number in islice(unknown(known, attempt.after), _TRIED):
                if await self._has(place, number, keys):
                    self._numbers.note(place.chat, number)
                    return number
        return None

    def _known(self, chat: int, after: int | None) -> set[int]:
        """Since we were started and before, as far as it matters."""
        with self._sessions.reading() as session:
            kept = _kept(session, chat, after)
        return self._numbers.known(chat) | kept

    async def _has(self, place: Place, number: int, keys: InlineKeyboardMarkup) -> bool:
        async def give(chat: int) -> object:
            return await self._bot.edit_message_reply_markup(chat, number, reply_markup=keys)

        try:
            # None: it has them already.
            if await self._calls.send(place.chat, place.is_group, give, Lane.BULK, repeatable=True) is None:
                return True
        except Refused:
            return False
        # Another message of ours that we did not know. It has these buttons by now, and must never be taken for ours.
        self._numbers.note(place.chat, number)
        await beside(self._keep, place.chat, number)
        return False

    def _keep(self, chat: int, number: int) -> None:
        with self._sessions.writing() as session:
            memory.note_number(session, chat, number, self._clock())


def _newest(session: Session, chat: int) -> int | None:
    """The last number in the chat's numbering that is kept from before we were started."""
    found = [session.scalar(select(func.max(table.message)).where(*where)) for table, where in _tables(chat)]
    return max((number for number in found if number is not None), default=None)


def _kept(session: Session, chat: int, after: int | None) -> set[int]:
    """Those after that one, or the first ones."""
    kept: set[int] = set()
    for table, where in _tables(chat):
        query = select(table.message).where(*where, table.message > (after or 0)).order_by(table.message)
        kept.update(session.scalars(query.limit(_WINDOW)))
    return kept


def _tables(chat: int) -> Iterator[tuple[Any, list[ColumnElement[bool]]]]:
    """In which numbers of our messages are kept, and those of one numbering in them."""
    for table, where in ((TelegramContextRow, []), (AlertRow, [AlertRow.messenger == MESSENGER])):
        yield table, [*where, table.chat == chat if _numbering(chat) else table.chat >= _SUPERGROUPS]


def _numbering(chat: int) -> int:
    return chat if chat < _SUPERGROUPS else 0
