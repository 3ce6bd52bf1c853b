"""Alerts made ready to be sent, many together: put into words, drawn, their buttons kept."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup

from bot.alerts.outgoing import attempts
from bot.alerts.outgoing.claiming import Alert, Parcel
from bot.alerts.outgoing.waiting import EDITS
from bot.alerts.telling import teller
from bot.alerts.telling.links import Links
from bot.alerts.telling.teller import Told
from bot.alerts.telling.unwanted import LetsIn, everybody
from bot.conversation.replies import Block, Reply
from bot.telegram import memory
from bot.telegram.arrivals import Arrivals
from bot.telegram.markup.messages import Message, messages
from bot.telegram.sending import actions, markup
from corpus.db import Sessions

#: Texts kept drawn: one deal told to thousands is a few of them, by language and by what the chat was told before.
_DRAWN = 128

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ready:
    """What becomes of a parcel."""

    told: Told
    #: None: there is nothing to send.
    message: Message | None = None
    keys: InlineKeyboardMarkup | None = None


class Preparing:
    """Synchronous: call it in a thread."""

    def __init__(
        self,
        sessions: Sessions,
        links: Links,
        arrivals: Arrivals,
        clock: Callable[[], datetime],
        lets_in: LetsIn = everybody,
    ) -> None:
        self._sessions = sessions
        self._links = links
        self._arrivals = arrivals
        self._clock = clock
        self._lets_in = lets_in

    def __call__(self, parcels: Sequence[Parcel]) -> list[Ready]:
        """Each of them, in their order; one that fails does not keep the others."""
        told = teller.tell(self._sessions, parcels, self._links, self._clock(), self._lets_in)
        ready = [_ready(each) for each in told]
        with self._sessions.writing() as session:
            ready = list(self._with_keys(session, ready))
            attempts.begun(session, self._begun(session, ready))
        return ready

    def _with_keys(self, session: Session, ready: Sequence[Ready]) -> Iterator[Ready]:
        now = self._clock()
        for one in ready:
            chat = one.told.parcel.place.chat
            wanted = actions(one.message) if one.message else []
            tokens = memory.add_buttons(session, chat, person(chat), wanted, now)
            yield replace(one, keys=markup(one.message.buttons, tokens.__getitem__)) if one.message else one

    def _begun(self, session: Session, ready: Sequence[Ready]) -> Iterator[tuple[Sequence[Alert], int | None, str]]:
        """What each can be found by; an edit needs it not, as it shows but once however often it is made."""
        for one in ready:
            alerts = [alert for alert in one.told.parcel.alerts if alert.kind not in EDITS]
            if alerts and one.keys:
                yield alerts, self._arrivals.before(session, one.told.parcel.place.chat), one.keys.to_json()


def person(chat: int) -> int:
    """Whose a message there is, so that they can have it forgotten: the chat of one person has that person's id."""
    return max(chat, 0)


def _ready(told: Told) -> Ready:
    if told.reply is None:
        return Ready(told)
    try:
        return Ready(told, replace(_drawn(told.reply.blocks), buttons=told.reply.buttons))
    except Exception as error:  # one that cannot be drawn must not keep the others
        log.exception("alert not drawn alerts=%s", told.parcel.keys)
        return Ready(replace(told, reply=None, problem=f"not drawn: {type(error).__name__}: {error}"))


@lru_cache(_DRAWN)
def _drawn(blocks: tuple[Block, ...]) -> Message:
    # Whoever puts alerts into words keeps them to one message: of two, one might be sent twice.
    first, *more = messages(Reply(blocks))
    if more:
        log.error("alert cut messages=%d", 1 + len(more))
    return first
