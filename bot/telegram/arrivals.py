"""Whether a message arrived whose answer was lost: looked for by its buttons, which no other message has.

Telegram has no way to ask. But it numbers messages in order, those of all chats of persons and basic groups together
and those of each other chat by themselves, and it tells apart a message that is not there from one that already has
the buttons it is to be given. So the numbers after the last one known that no other message of ours has are tried.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, func, select
from telegram import Bot, InlineKeyboardMarkup

from bot.alerts.tables import AlertRow
from bot.telegram.calls import Calls, Refused
from bot.telegram.pacing import Lane
from bot.telegram.routing import Place
from bot.telegram.tables import TelegramContextRow
from bot.telegram.threads import beside
from corpus.db import Sessions

#: Numbers remembered of one numbering, and how many numberings.
_NUMBERS, _NUMBERINGS = 2_000, 2_000
#: Numbers tried, each by a call. What others write takes numbers, too: in a lively group it may not be found.
_TRIED = 12
#: Ids of chats that have a numbering of their own are below.
_SUPERGROUPS = -(10**12)
#: In which numbers of our messages are kept.
_TABLES = (TelegramContextRow, AlertRow)


class Numbers:
    """Of the messages that we know we sent since we were started."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, OrderedDict[int, None]] = OrderedDict()

    def note(self, chat: int, number: int) -> None:
        known = self._known.setdefault(_numbering(chat), OrderedDict())
        self._known.move_to_end(_numbering(chat))
        known[number] = None
        if len(known) > _NUMBERS:
            known.popitem(last=False)
        if len(self._known) > _NUMBERINGS:
            self._known.popitem(last=False)

    def latest(self, chat: int) -> int | None:
        """What a message that is sent now comes after; None: not known."""
        known = self._known.get(_numbering(chat))
        return max(known) if known else None

    def unknown(self, chat: int, after: int | None) -> Iterator[int]:
        """What a message sent after that one may have, the likeliest first; None: before we knew any."""
        known = self._known.get(_numbering(chat))
        if after is None and not known:
            return iter(())
        first = min(known) - _TRIED if after is None and known else (after or 0) + 1
        last = max(known or [first])
        return (number for number in range(first, last + _TRIED + 1) if not known or number not in known)


@dataclass(frozen=True, slots=True)
class Perhaps:
    """A message that may have arrived."""

    after: int | None
    keys: InlineKeyboardMarkup


class Arrivals:
    """What may have arrived is remembered as long as the process lives."""

    def __init__(self, bot: Bot, calls: Calls, numbers: Numbers, sessions: Sessions) -> None:
        self._bot = bot
        self._calls = calls
        self._numbers = numbers
        self._sessions = sessions
        #: By alert; more than one when it was tried in vain more than once.
        self._perhaps: defaultdict[int, list[Perhaps]] = defaultdict(list)

    async def before(self, chat: int) -> int | None:
        """To be asked before a message is sent, and told `perhaps` afterwards."""
        if self._numbers.latest(chat) is None and (kept := await beside(_kept, self._sessions, chat)) is not None:
            self._numbers.note(chat, kept)
        return self._numbers.latest(chat)

    def perhaps(self, alerts: Iterable[int], after: int | None, keys: InlineKeyboardMarkup | None) -> None:
        """A message of these alerts may have arrived. Without buttons it cannot be found again."""
        if keys is not None:
            for key in alerts:
                self._perhaps[key].append(Perhaps(after, keys))

    async def find(self, alerts: Iterable[int], place: Place) -> int | None:
        """The number of the message that brought these alerts after all; None: none did, as far as can be told.

        Raises:
            Undelivered: it could not be looked for now.
        """
        for one in dict.fromkeys(each for key in alerts for each in self._perhaps.get(key, ())):
            for number in islice(self._numbers.unknown(place.chat, one.after), _TRIED):
                if await self._has(place, number, one.keys):
                    return number
        return None

    def settled(self, alerts: Iterable[int]) -> None:
        """Nobody will ask for these any more."""
        for key in alerts:
            self._perhaps.pop(key, None)

    async def _has(self, place: Place, number: int, keys: InlineKeyboardMarkup) -> bool:
        async def give(chat: int) -> object:
            return await self._bot.edit_message_reply_markup(chat, number, reply_markup=keys)

        try:
            # None: it has them already.
            return await self._calls.send(place.chat, place.is_group, give, Lane.BULK, repeatable=True) is None
        except Refused:
            return False


def _kept(sessions: Sessions, chat: int) -> int | None:
    """The last number in its numbering that is kept from before we were started."""
    with sessions.reading() as session:
        found = [session.scalar(select(func.max(table.message)).where(_with(table, chat))) for table in _TABLES]
    return max((number for number in found if number is not None), default=None)


def _with(table: Any, chat: int) -> ColumnElement[bool]:
    """The chats of one numbering."""
    own: ColumnElement[bool] = table.chat == chat if _numbering(chat) else table.chat >= _SUPERGROUPS
    return own


def _numbering(chat: int) -> int:
    return chat if chat < _SUPERGROUPS else 0
