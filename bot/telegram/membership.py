"""Chats that let us in, shut us out or get another id; what they subscribed to ends, comes back and moves with them."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, update
from sqlalchemy.orm import Session

from bot.alerts import moving, subscriptions
from bot.alerts.subscriptions import Ending
from bot.conversation.tables import ChatSettingsRow, ExchangeRow, FeedbackRow
from bot.telegram import memory
from bot.telegram.routing import Membership, Place
from bot.telegram.threads import beside
from corpus.db import Sessions

#: What the conversation calls us.
MESSENGER = "telegram"
#: What Telegram says of a chat that it takes nothing for, in lower case. Rights that are not among these are about
#: pictures and the like.
_ENDINGS = (
    ("user is deactivated", Ending.DEACTIVATED),
    ("blocked", Ending.BLOCKED),
    ("initiate conversation", Ending.BLOCKED),
    ("kicked", Ending.KICKED),
    ("not a member", Ending.KICKED),
    ("chat_write_forbidden", Ending.KICKED),
    ("no rights to send a message", Ending.KICKED),
    ("rights to send text messages", Ending.KICKED),
    ("need administrator rights", Ending.KICKED),
    ("chat was deactivated", Ending.GONE),
    ("chat was deleted", Ending.GONE),
    ("chat not found", Ending.GONE),
    ("peer_id_invalid", Ending.GONE),
)
_OF_A_TOPIC = ("topic", "thread")

log = logging.getLogger(__name__)


class Chats:
    def __init__(self, sessions: Sessions, clock: Callable[[], datetime]) -> None:
        self._sessions = sessions
        self._clock = clock

    async def membership(self, change: Membership) -> int:
        """How many subscriptions stand again."""
        log.info("membership chat=%d open=%s", change.place.chat, change.is_open)
        if change.is_open:
            return await beside(reopen, self._sessions, change.place.chat)
        why = Ending.KICKED if change.place.is_group else Ending.BLOCKED
        await beside(_close, self._sessions, change.place.chat, why, why.value, self._clock())
        return 0

    async def moved(self, old: int, new: int) -> None:
        """All at once, so that no part of us looks for the chat where it is not."""
        log.info("chat moved old=%d new=%d", old, new)
        await beside(_move, self._sessions, old, new)


def closed(sessions: Sessions, place: Place, said: str, now: datetime) -> Ending | None:
    """Ends what the chat subscribed to, or its topic, and drops what waits, after Telegram `said` why it takes nothing.

    None: nothing ends, it takes something else.
    """
    why, of_topic = _ending(place, said.lower())
    log.info("chat closed chat=%d topic=%s ending=%s reason=%s", place.chat, place.topic, why, said)
    if why and of_topic:
        with sessions.writing() as session:
            subscriptions.end_all(session, MESSENGER, place.chat, why, now, place.topic or 0)
    elif why:
        _close(sessions, place.chat, why, said, now)
    return why


def reopen(sessions: Sessions, chat: int) -> int:
    """We may write there again; how many subscriptions stand again."""
    with sessions.writing() as session:
        memory.reopen(session, chat)
        return subscriptions.revive(session, MESSENGER, chat)


def _ending(place: Place, said: str) -> tuple[Ending | None, bool]:
    """And whether it is of the topic alone."""
    if any(word in said for word in _OF_A_TOPIC):
        return Ending.GONE, True
    known = next((ending for words, ending in _ENDINGS if words in said), None)
    if known or "rights" in said:
        return known, False
    return Ending.KICKED if place.is_group else Ending.BLOCKED, False


def _close(sessions: Sessions, chat: int, why: Ending, reason: str, now: datetime) -> None:
    with sessions.writing() as session:
        memory.close(session, chat, reason, now)
        subscriptions.end_all(session, MESSENGER, chat, why, now)


def _move(sessions: Sessions, old: int, new: int) -> None:
    with sessions.writing() as session:
        memory.move(session, old, new)
        _move_conversation(session, old, new)
        moving.move(session, MESSENGER, old, new)
        # It may have seemed lost in between.
        if not memory.closed(session, new):
            subscriptions.revive(session, MESSENGER, new)


def _move_conversation(session: Session, old: int, new: int) -> None:
    if session.get(ChatSettingsRow, (MESSENGER, new)):
        # Chosen after the move, which we learn of late.
        session.execute(delete(ChatSettingsRow).where(*_in(ChatSettingsRow, old)))
    for table in (ChatSettingsRow, ExchangeRow, FeedbackRow):
        session.execute(update(table).where(*_in(table, old)).values(chat=new))


def _in(table: Any, chat: int) -> tuple[ColumnElement[bool], ...]:
    return table.messenger == MESSENGER, table.chat == chat
