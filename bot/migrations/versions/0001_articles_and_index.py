"""articles, and the passages, embeddings and marks made from them"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from corpus.db import UtcTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    identity = op.create_table("corpus_identity", sa.Column("id", sa.String(32), primary_key=True))
    op.bulk_insert(identity, [{"id": uuid4().hex}])
    op.create_table(
        "articles",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(200), nullable=False, unique=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("canonical_url", sa.Text, index=True),
        sa.Column("source", sa.Text, index=True),
        sa.Column("published", UtcTime, index=True),
        sa.Column("first_seen", UtcTime, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("text_hash", sa.String(64), nullable=False, index=True),
        sa.Column("copy_of", sa.Integer, sa.ForeignKey("articles.key", ondelete="SET NULL"), index=True),
        # Keys are never used again: an index that still holds a forgotten article must not take
        # another one for it.
        sqlite_autoincrement=True,
    )
    op.create_table(
        "passages",
        sa.Column(
            "article_key",
            sa.Integer,
            sa.ForeignKey("articles.key", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("embedded_hash", sa.String(64), nullable=False, index=True),
    )
    op.create_table(
        "embeddings",
        sa.Column("embedder", sa.String(200), primary_key=True),
        sa.Column("embedded_hash", sa.String(64), primary_key=True),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "marks",
        sa.Column("target", sa.String(300), primary_key=True),
        sa.Column("article_key", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
    )
