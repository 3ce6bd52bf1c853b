"""What the bot keeps of the messages it sent: what their buttons do, what they were about, which chats are closed."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from bot.conversation.replies import Action
from bot.telegram.tables import TelegramButtonRow, TelegramClosedRow, TelegramContextRow, TelegramUpdateRow
from corpus.db import Sessions

#: How long a button works, and how long a message's context is kept.
KEPT = timedelta(days=30)
_OF_A_CHAT = (TelegramButtonRow, TelegramContextRow, TelegramClosedRow, TelegramUpdateRow)


def keep_buttons(
    sessions: Sessions, chat: int, user: int, actions: Sequence[Action], now: datetime
) -> dict[Action, str]:
    """A token for each action, by which it is found again from this chat alone."""
    with sessions.writing() as session:
        return add_buttons(session, chat, user, actions, now)


def add_buttons(session: Session, chat: int, user: int, actions: Sequence[Action], now: datetime) -> dict[Action, str]:
    """Likewise, for messages of several chats together; never commits."""
    tokens = {action: secrets.token_urlsafe(12) for action in actions}
    for action, token in tokens.items():
        session.add(
            TelegramButtonRow(
                token=token,
                chat=chat,
                user=user,
                name=action.name,
                arguments=list(action.arguments),
                expires=now + KEPT,
            )
        )
    return tokens


def action(sessions: Sessions, token: str, chat: int, now: datetime) -> Action | None:
    """What the button does; None when it was made for another chat, long ago or by nobody."""
    with sessions.reading() as session:
        row = session.get(TelegramButtonRow, token)
    if row is None or row.chat != chat or row.expires <= now:
        return None
    return Action(row.name, tuple(row.arguments))


def keep_context(
    sessions: Sessions, chat: int, user: int, messages: Sequence[int], context: Sequence[str], now: datetime
) -> None:
    if context:
        with sessions.writing() as session:
            add_context(session, chat, user, messages, context, now)


def add_context(
    session: Session, chat: int, user: int, messages: Sequence[int], context: Sequence[str], now: datetime
) -> None:
    """Likewise, for messages of several chats together; never commits."""
    for message in messages if context else ():
        # An edited message is about something else than before.
        session.merge(TelegramContextRow(chat=chat, message=message, user=user, context=list(context), at=now))


def note_number(session: Session, chat: int, message: int, now: datetime) -> None:
    """Keeps that a message is ours, where nothing else is known of it; never commits."""
    if session.get(TelegramContextRow, (chat, message)) is None:
        session.add(TelegramContextRow(chat=chat, message=message, user=max(chat, 0), context=[], at=now))


def context(sessions: Sessions, chat: int, message: int) -> tuple[str, ...]:
    """What a message was about; nothing when it is not ours or too old."""
    with sessions.reading() as session:
        row = session.get(TelegramContextRow, (chat, message))
    return tuple(row.context) if row else ()


def close(session: Session, chat: int, reason: str, now: datetime) -> None:
    """Records that we may not write there any more."""
    session.merge(TelegramClosedRow(chat=chat, reason=reason, since=now))


def reopen(session: Session, chat: int) -> None:
    session.execute(delete(TelegramClosedRow).where(TelegramClosedRow.chat == chat))


def closed(session: Session, chat: int) -> bool:
    """Whether we may not write to a chat: alerts for it need not be tried."""
    return session.get(TelegramClosedRow, chat) is not None


def move(session: Session, old: int, new: int) -> None:
    """The chat has another id from now on: a group became a supergroup."""
    for table in _OF_A_CHAT:
        if table in (TelegramContextRow, TelegramClosedRow):
            # Numbers of messages begin anew there, and we may write to it.
            session.execute(delete(table).where(table.chat == old))
        else:
            session.execute(update(table).where(table.chat == old).values(chat=new))


def forget(session: Session, user: int) -> None:
    """Erases what is kept of what a person was answered, in every chat."""
    for table in (TelegramButtonRow, TelegramContextRow):
        session.execute(delete(table).where(table.user == user))


def prune(sessions: Sessions, now: datetime) -> None:
    with sessions.writing() as session:
        session.execute(delete(TelegramButtonRow).where(TelegramButtonRow.expires <= now))
        session.execute(delete(TelegramContextRow).where(TelegramContextRow.at < now - KEPT))
