"""Chats that let us in, shut us out or get another id."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, update
from sqlalchemy.orm import Session

from bot.conversation.tables import ChatSettingsRow, ExchangeRow, FeedbackRow
from bot.telegram import memory
from bot.telegram.routing import Membership
from bot.telegram.threads import beside
from corpus.db import Sessions

#: Moves rows of a chat from its old id to its new one; does not commit.
Move = Callable[[Session, int, int], None]

#: What the conversation calls us.
MESSENGER = "telegram"

log = logging.getLogger(__name__)


class Chats:
    """`moves` are told of a chat's new id besides us: whoever else keeps something of chats has one."""

    def __init__(self, sessions: Sessions, clock: Callable[[], datetime], moves: Sequence[Move] = ()) -> None:
        self._sessions = sessions
        self._clock = clock
        self._moves = (memory.move, _move_conversation, *moves)

    async def membership(self, change: Membership) -> None:
        log.info("membership chat=%d open=%s", change.chat, change.is_open)
        if change.is_open:
            await beside(memory.reopen, self._sessions, change.chat)
        else:
            await beside(memory.close, self._sessions, change.chat, "left", self._clock())

    async def moved(self, old: int, new: int) -> None:
        """All at once, so that no part of us looks for the chat where it is not."""
        log.info("chat moved old=%d new=%d", old, new)
        await beside(self._move, old, new)

    def _move(self, old: int, new: int) -> None:
        with self._sessions.writing() as session:
            for move in self._moves:
                move(session, old, new)


def _move_conversation(session: Session, old: int, new: int) -> None:
    if session.get(ChatSettingsRow, (MESSENGER, new)):
        # Chosen after the move, which we learn of late.
        session.execute(delete(ChatSettingsRow).where(*_in(ChatSettingsRow, old)))
    for table in (ChatSettingsRow, ExchangeRow, FeedbackRow):
        session.execute(update(table).where(*_in(table, old)).values(chat=new))


def _in(table: Any, chat: int) -> tuple[ColumnElement[bool], ...]:
    return table.messenger == MESSENGER, table.chat == chat
