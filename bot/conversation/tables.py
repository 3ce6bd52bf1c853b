"""What is kept of conversations: settings, who is let in, what was asked and answered, what people think of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from corpus.db import Base, UtcTime


class ChatSettingsRow(Base):
    """What a chat has chosen; None: it has not."""

    __tablename__ = "chat_settings"

    messenger: Mapped[str] = mapped_column(String(20), primary_key=True)
    chat: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    language: Mapped[str | None] = mapped_column(String(10))
    #: IANA name.
    zone: Mapped[str | None] = mapped_column(String(60))
    compact: Mapped[bool | None]


class PairedUser(Base):
    """A person who has given the pairing code."""

    __tablename__ = "paired_users"

    messenger: Mapped[str] = mapped_column(String(20), primary_key=True)
    user: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcTime)


class ExchangeRow(Base):
    """A question and its answer: the memory of a chat, and what buttons below the answer refer to."""

    __tablename__ = "exchanges"
    # Keys are never used again: a button of an exchange that is gone must not show another.
    __table_args__ = (Index("ix_exchanges_place", "messenger", "chat", "at"), {"sqlite_autoincrement": True})

    key: Mapped[int] = mapped_column(primary_key=True)
    messenger: Mapped[str] = mapped_column(String(20))
    chat: Mapped[int] = mapped_column(BigInteger)
    topic: Mapped[int | None] = mapped_column(BigInteger)
    user: Mapped[int] = mapped_column(BigInteger, index=True)
    at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    question: Mapped[str] = mapped_column(Text)
    #: Earlier questions it was read with, the oldest first.
    history: Mapped[list[str]] = mapped_column(JSON)
    answer: Mapped[str] = mapped_column(Text)
    abstained: Mapped[bool]
    mode: Mapped[str] = mapped_column(String(20))
    #: Of each: n, article_id, title, source, url, quote, start, end.
    citations: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class FeedbackRow(Base):
    """A person's verdict on an answer, with all that an evaluation needs of it: it outlives the exchange."""

    __tablename__ = "feedback"
    __table_args__ = (Index("ix_feedback_exchange", "exchange", "messenger", "user", unique=True),)

    key: Mapped[int] = mapped_column(primary_key=True)
    #: The exchange's key; no foreign key, since exchanges are pruned.
    exchange: Mapped[int]
    messenger: Mapped[str] = mapped_column(String(20))
    chat: Mapped[int] = mapped_column(BigInteger)
    user: Mapped[int] = mapped_column(BigInteger, index=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    good: Mapped[bool]
    #: In the person's words; None: not said.
    reason: Mapped[str | None] = mapped_column(Text)
    #: `cases.Expected` of a bad answer; None: not known.
    expected: Mapped[list[list[str]] | None] = mapped_column(JSON(none_as_null=True))
    question: Mapped[str] = mapped_column(Text)
    history: Mapped[list[str]] = mapped_column(JSON)
    answer: Mapped[str] = mapped_column(Text)
    abstained: Mapped[bool]
    mode: Mapped[str] = mapped_column(String(20))
    #: As in an exchange.
    citations: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class DealFlagRow(Base):
    """A person's word that a deal is wrong, told twice or none."""

    __tablename__ = "deal_flags"
    __table_args__ = (Index("ix_deal_flags_deal", "deal", "messenger", "user", "kind", unique=True),)

    key: Mapped[int] = mapped_column(primary_key=True)
    #: The deal's id when it was flagged; it leads to its deal for good.
    deal: Mapped[str] = mapped_column(String(40))
    #: `flags.Kind`.
    kind: Mapped[str] = mapped_column(String(20))
    messenger: Mapped[str] = mapped_column(String(20))
    user: Mapped[int] = mapped_column(BigInteger, index=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    #: `flags.Outcome`; None: no admin has looked yet.
    outcome: Mapped[str | None] = mapped_column(String(20), index=True)
