"""chats' settings, who is let in, questions with their answers, and what people think of them"""

import sqlalchemy as sa
from alembic import op

from corpus.db import UtcTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "chat_settings",
        sa.Column("messenger", sa.String(20), primary_key=True),
        sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("language", sa.String(10)),
        sa.Column("zone", sa.String(60)),
        sa.Column("compact", sa.Boolean),
    )
    op.create_table(
        "paired_users",
        sa.Column("messenger", sa.String(20), primary_key=True),
        sa.Column("user", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", UtcTime, nullable=False),
    )
    op.create_table(
        "exchanges",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("messenger", sa.String(20), nullable=False),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("topic", sa.BigInteger),
        sa.Column("user", sa.BigInteger, nullable=False, index=True),
        sa.Column("at", UtcTime, nullable=False, index=True),
        *_answered(),
        # Keys are never used again: a button of an exchange that is gone must not show another.
        sqlite_autoincrement=True,
    )
    op.create_index("ix_exchanges_place", "exchanges", ["messenger", "chat", "at"])
    op.create_table(
        "feedback",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("exchange", sa.Integer, nullable=False),
        sa.Column("messenger", sa.String(20), nullable=False),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("user", sa.BigInteger, nullable=False, index=True),
        sa.Column("at", UtcTime, nullable=False),
        sa.Column("good", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text),
        *_answered(),
    )
    op.create_index("ix_feedback_exchange", "feedback", ["exchange", "messenger", "user"], unique=True)


def _answered() -> list[sa.Column[object]]:
    """A question, what it was read with, and its answer."""
    return [
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("history", sa.JSON, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("abstained", sa.Boolean, nullable=False),
        sa.Column("mode", sa.String(20), nullable=False),
        sa.Column("citations", sa.JSON, nullable=False),
    ]
