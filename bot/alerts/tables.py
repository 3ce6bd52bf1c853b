"""What is kept of alerts: who wants to be told of what, when, and what each chat was told or is about to be."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Float, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from corpus.db import Base, UtcTime


class SubscriptionRow(Base):
    """A chat, or a topic of it, that wants to be told of deals that meet a rule."""

    __tablename__ = "subscriptions"
    __table_args__ = (
        Index("ix_subscriptions_rule", "messenger", "chat", "topic", "fingerprint", unique=True),
        {"sqlite_autoincrement": True},
    )

    key: Mapped[int] = mapped_column(primary_key=True)
    messenger: Mapped[str] = mapped_column(String(20))
    chat: Mapped[int] = mapped_column(BigInteger)
    #: 0 for none: a part of a unique key must not be null.
    topic: Mapped[int] = mapped_column(BigInteger, default=0)
    #: Who made it.
    user: Mapped[int] = mapped_column(BigInteger, index=True)
    rule: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: The same of rules that ask for the same: a place has each but once.
    fingerprint: Mapped[str] = mapped_column(String(64))
    #: In the person's words.
    said: Mapped[str] = mapped_column(Text)
    made: Mapped[datetime] = mapped_column(UtcTime)
    paused: Mapped[bool] = mapped_column(default=False)
    #: When it was deleted, or its chat was lost; None: it stands. Kept for undo, and for a chat that comes back.
    ended: Mapped[datetime | None] = mapped_column(UtcTime, index=True)
    #: `subscriptions.Ending`; None: it stands.
    why_ended: Mapped[str | None] = mapped_column(String(20))


class SubscriptionCompanyRow(Base):
    """A company that a subscription names, so that those a deal may concern are found without reading all."""

    __tablename__ = "subscription_companies"

    subscription: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: Slug; "" for a subscription that names none.
    company: Mapped[str] = mapped_column(String(120), primary_key=True, index=True)


class AlertTimesRow(Base):
    """When a chat, or a topic of it, wants its alerts. No row: at once, whatever the hour."""

    __tablename__ = "alert_times"

    messenger: Mapped[str] = mapped_column(String(20), primary_key=True)
    chat: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    topic: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    #: `schedule.Mode`.
    mode: Mapped[str] = mapped_column(String(10), default="instant")
    #: Minute of the chat's day at which a digest goes.
    minute: Mapped[int] = mapped_column(Integer, default=8 * 60)
    #: 0 is Monday; of a weekly digest.
    weekday: Mapped[int] = mapped_column(Integer, default=0)
    #: Minutes of the chat's day; equal or None: no quiet hours.
    quiet_from: Mapped[int | None]
    quiet_until: Mapped[int | None]
    #: Alerts of this value (in US dollars) or more, or of these companies, break the quiet.
    urgent_value: Mapped[float | None] = mapped_column(Float)
    urgent_companies: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: Single alerts a day; the rest goes in one message.
    most_a_day: Mapped[int] = mapped_column(Integer, default=30)
    #: Slugs of companies of which this chat wants to hear nothing.
    muted: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: All of them.
    paused: Mapped[bool] = mapped_column(default=False)


class AlertRow(Base):
    """One thing to tell one chat, or told: the outbox. Unique for each deal revision and place."""

    __tablename__ = "alerts"
    __table_args__ = (
        Index("ix_alerts_once", "messenger", "chat", "topic", "deal_key", "revision", unique=True),
        Index("ix_alerts_due", "state", "due"),
        Index("ix_alerts_place", "messenger", "chat", "topic", "state", "due"),
        # A deal may be told 20,000 places.
        Index("ix_alerts_deal", "deal_now", "messenger", "chat", "topic"),
        {"sqlite_autoincrement": True},
    )

    key: Mapped[int] = mapped_column(primary_key=True)
    messenger: Mapped[str] = mapped_column(String(20))
    chat: Mapped[int] = mapped_column(BigInteger)
    topic: Mapped[int] = mapped_column(BigInteger)
    #: `DealRow.key` as it was when this was made.
    deal_key: Mapped[int]
    #: Of the deal that this one is part of by now; `deal_key` until two turn out to be one.
    deal_now: Mapped[int]
    revision: Mapped[int]
    #: `waiting.Kind`: what is to be done, or was done last.
    kind: Mapped[str] = mapped_column(String(10))
    #: What an update tells anew: "stage", "value", "quantity".
    facts: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: Keys of the subscriptions that asked for it, the first one first.
    subscriptions: Mapped[list[int]] = mapped_column(JSON)
    #: Breaks quiet hours and digests.
    urgent: Mapped[bool] = mapped_column(default=False)
    #: `waiting.State`.
    state: Mapped[str] = mapped_column(String(10))
    made: Mapped[datetime] = mapped_column(UtcTime)
    #: When it may go.
    due: Mapped[datetime] = mapped_column(UtcTime)
    #: `schedule.Together`: goes with others in one message; None: by itself.
    together: Mapped[str | None] = mapped_column(String(10))
    #: Whoever claimed it has until then; the process that did.
    leased_until: Mapped[datetime | None] = mapped_column(UtcTime)
    leased_by: Mapped[str | None] = mapped_column(String(60))
    attempts: Mapped[int] = mapped_column(default=0)
    #: `attempts.Attempt`: those of which nobody knows whether they arrived; None: there is none.
    perhaps: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    #: Why the latest attempt failed, or why it was dropped.
    problem: Mapped[str | None] = mapped_column(Text)
    sent: Mapped[datetime | None] = mapped_column(UtcTime, index=True)
    #: Number of the message in which it went.
    message: Mapped[int | None] = mapped_column(BigInteger)
