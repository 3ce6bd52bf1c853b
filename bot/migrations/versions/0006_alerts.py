"""what chats want to be told of deals, when, and what each was told or is about to be"""

import sqlalchemy as sa
from alembic import op

from corpus.db import UtcTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("messenger", sa.String(20), nullable=False),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("topic", sa.BigInteger, nullable=False),
        sa.Column("user", sa.BigInteger, nullable=False, index=True),
        sa.Column("rule", sa.JSON, nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("made", UtcTime, nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("ended", UtcTime, index=True),
        sa.Column("why_ended", sa.String(20)),
        sqlite_autoincrement=True,
    )
    place = ["messenger", "chat", "topic"]
    op.create_index("ix_subscriptions_rule", "subscriptions", [*place, "fingerprint"], unique=True)
    op.create_table(
        "subscription_companies",
        sa.Column("subscription", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("company", sa.String(120), primary_key=True, index=True),
    )
    op.create_table(
        "alert_times",
        sa.Column("messenger", sa.String(20), primary_key=True),
        sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("topic", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("mode", sa.String(10), nullable=False),
        sa.Column("minute", sa.Integer, nullable=False),
        sa.Column("weekday", sa.Integer, nullable=False),
        sa.Column("quiet_from", sa.Integer),
        sa.Column("quiet_until", sa.Integer),
        sa.Column("urgent_value", sa.Float),
        sa.Column("urgent_companies", sa.JSON, nullable=False),
        sa.Column("most_a_day", sa.Integer, nullable=False),
        sa.Column("muted", sa.JSON, nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False),
    )
    _create_alerts(place)


def _create_alerts(place: list[str]) -> None:
    op.create_table(
        "alerts",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("messenger", sa.String(20), nullable=False),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("topic", sa.BigInteger, nullable=False),
        sa.Column("deal_key", sa.Integer, nullable=False),
        sa.Column("deal_now", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("subscriptions", sa.JSON, nullable=False),
        sa.Column("urgent", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("made", UtcTime, nullable=False),
        sa.Column("due", UtcTime, nullable=False),
        sa.Column("together", sa.String(10)),
        sa.Column("leased_until", UtcTime),
        sa.Column("leased_by", sa.String(60)),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("problem", sa.Text),
        sa.Column("sent", UtcTime, index=True),
        sa.Column("message", sa.BigInteger),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alerts_once", "alerts", [*place, "deal_key", "revision"], unique=True)
    op.create_index("ix_alerts_due", "alerts", ["state", "due"])
    op.create_index("ix_alerts_place", "alerts", [*place, "state", "due"])
    op.create_index("ix_alerts_deal", "alerts", ["deal_now", *place])
