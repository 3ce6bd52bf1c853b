"""updates of Telegram until they are handled, what its buttons do, what its messages were about, closed chats"""

import sqlalchemy as sa
from alembic import op

from corpus.db import UtcTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "telegram_updates",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("chat", sa.BigInteger, nullable=False, index=True),
        sa.Column("lane", sa.String(60), nullable=False),
        sa.Column("payload", sa.Text),
        sa.Column("state", sa.String(10), nullable=False, index=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("received", UtcTime, nullable=False, index=True),
    )
    op.create_table(
        "telegram_buttons",
        sa.Column("token", sa.String(32), primary_key=True),
        sa.Column("chat", sa.BigInteger, nullable=False, index=True),
        sa.Column("user", sa.BigInteger, nullable=False, index=True),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("arguments", sa.JSON, nullable=False),
        sa.Column("expires", UtcTime, nullable=False, index=True),
    )
    op.create_table(
        "telegram_contexts",
        sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("message", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("user", sa.BigInteger, nullable=False, index=True),
        sa.Column("context", sa.JSON, nullable=False),
        sa.Column("at", UtcTime, nullable=False, index=True),
    )
    op.create_table(
        "telegram_closed",
        sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("since", UtcTime, nullable=False),
    )
