"""feeds, and what they list"""

import sqlalchemy as sa
from alembic import op

from corpus.db import UtcTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "feeds",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("url", sa.Text, nullable=False, unique=True),
        sa.Column("host", sa.String(260), nullable=False, index=True),
        sa.Column("title", sa.Text),
        sa.Column("kind", sa.String(10)),
        sa.Column("parent", sa.Integer, sa.ForeignKey("feeds.key", ondelete="CASCADE"), index=True),
        sa.Column("added", UtcTime, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("content_hash", sa.String(64)),
        sa.Column("due", UtcTime, index=True),
        sa.Column("interval_seconds", sa.Integer, nullable=False),
        sa.Column("pace", sa.JSON),
        sa.Column("polled", UtcTime),
        sa.Column("succeeded", UtcTime),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("failing_since", UtcTime),
        sa.Column("problem", sa.Text),
        sa.Column("ended", UtcTime),
        sa.Column("told", sa.Boolean, nullable=False),
        sa.Column("leased_until", UtcTime),
        sa.Column("leased_by", sa.String(60)),
        sqlite_autoincrement=True,
    )
    _create_entries()


def _create_entries() -> None:
    op.create_table(
        "entries",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("feed_key", sa.Integer, sa.ForeignKey("feeds.key", ondelete="CASCADE"), nullable=False),
        sa.Column("identity", sa.String(64), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("page", sa.String(64), index=True),
        sa.Column("host", sa.String(260), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("published", UtcTime),
        sa.Column("text", sa.Text),
        sa.Column("whole", sa.Boolean, nullable=False),
        sa.Column("seen", UtcTime, nullable=False),
        sa.Column("watched", sa.Boolean, nullable=False),
        sa.Column("newest", UtcTime, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("due", UtcTime, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("problem", sa.Text),
        sa.Column("finished", UtcTime, index=True),
        sa.Column("leased_until", UtcTime, index=True),
        sa.Column("article_key", sa.Integer, sa.ForeignKey("articles.key", ondelete="SET NULL"), index=True),
        sa.UniqueConstraint("feed_key", "identity", name="uq_entries_identity"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_entries_next", "entries", ["state", "due"])
    op.create_index("ix_entries_host", "entries", ["host", "state", "newest"])
