"""What the bot must not forget when it is stopped: updates, buttons, what its messages were about, closed chats."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from corpus.db import Base, UtcTime


class TelegramUpdateRow(Base):
    """An update that Telegram was told we have: it asks us never again."""

    __tablename__ = "telegram_updates"

    #: Telegram's: rises from one update to the next.
    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    #: 0 once it is handled.
    chat: Mapped[int] = mapped_column(BigInteger, index=True)
    #: What is handled one at a time, in order: a chat's topic, a person's inline queries; "" once it is handled.
    lane: Mapped[str] = mapped_column(String(60))
    #: As JSON, word for word; None once it is handled.
    payload: Mapped[str | None] = mapped_column(Text)
    #: `inbox.State`.
    state: Mapped[str] = mapped_column(String(10), index=True)
    #: How often an answer was begun.
    attempts: Mapped[int]
    received: Mapped[datetime] = mapped_column(UtcTime, index=True)


class TelegramButtonRow(Base):
    """What a button does: Telegram carries its token alone, which says nothing and cannot be guessed."""

    __tablename__ = "telegram_buttons"

    token: Mapped[str] = mapped_column(String(32), primary_key=True)
    #: The only one in which it may be pressed.
    chat: Mapped[int] = mapped_column(BigInteger, index=True)
    #: Who was answered with it.
    user: Mapped[int] = mapped_column(BigInteger, index=True)
    name: Mapped[str] = mapped_column(String(100))
    arguments: Mapped[list[str]] = mapped_column(JSON)
    expires: Mapped[datetime] = mapped_column(UtcTime, index=True)


class TelegramContextRow(Base):
    """What a message of ours was about, in words (`Reply.context`)."""

    __tablename__ = "telegram_contexts"

    chat: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    message: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    #: Who was answered with it.
    user: Mapped[int] = mapped_column(BigInteger, index=True)
    context: Mapped[list[str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(UtcTime, index=True)


class TelegramClosedRow(Base):
    """A chat that we may not write to: it blocked us, removed us or is gone."""

    __tablename__ = "telegram_closed"

    chat: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    #: In Telegram's words.
    reason: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(UtcTime)
