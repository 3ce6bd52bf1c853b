"""deals, their parties and reports, which articles were read for them, and what admins put right"""

import sqlalchemy as sa
from alembic import op

from corpus.db import UtcTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "deal_readings",
        sa.Column("article_key", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("reader", sa.String(300), nullable=False),
    )
    op.create_table(
        "deals",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(40), nullable=False, index=True),
        sa.Column("type", sa.String(20), nullable=False),
        sa.Column("stage", sa.String(20), nullable=False),
        sa.Column("confirmation", sa.String(20), nullable=False),
        sa.Column("background", sa.Boolean, nullable=False),
        sa.Column("product", sa.Text),
        sa.Column("quantity_amount", sa.Double),
        sa.Column("quantity_unit", sa.Text),
        sa.Column("value_amount", sa.Double),
        sa.Column("value_currency", sa.String(3)),
        sa.Column("places", sa.JSON, nullable=False),
        sa.Column("announced", sa.Text),
        sa.Column("start", sa.Text),
        sa.Column("first_published", UtcTime),
        sa.Column("newest", UtcTime),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("report_count", sa.Integer, nullable=False),
        # Keys are never used again: an alert on a deal that is gone must not show another.
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deals_newest", "deals", ["background", "newest"])
    op.create_index("ix_deals_type", "deals", ["type", "newest"])
    op.create_index("ix_deals_stage", "deals", ["stage", "newest"])
    op.create_table(
        "deal_parties",
        _of("deals", "deal_key"),
        sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("company", sa.Text, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
    )
    op.create_index("ix_deal_parties_company", "deal_parties", ["company", "role"])
    _create_reports()
    _create_corrections()


def _create_reports() -> None:
    article = sa.ForeignKey("articles.key", ondelete="CASCADE")
    deal = sa.ForeignKey("deals.key", ondelete="SET NULL")
    op.create_table(
        "deal_reports",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("article_key", sa.Integer, article, nullable=False, index=True),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("deal_key", sa.Integer, deal, index=True),
        sa.Column("handle", sa.String(40), nullable=False, index=True),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("draft", sa.Text, nullable=False),
    )
    op.create_table(
        "deal_blocks",
        _of("deal_reports", "report_key"),
        sa.Column("block", sa.String(16), primary_key=True, index=True),
    )


def _create_corrections() -> None:
    op.create_table(
        "deal_tombstones",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("into", sa.String(40)),
        sa.Column("at", UtcTime, nullable=False),
    )
    op.create_table(
        "deal_corrections",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("same", sa.Boolean, nullable=False),
        sa.Column("at", UtcTime, nullable=False),
    )
    op.create_table(
        "deal_anchors",
        _of("deal_corrections", "correction_key"),
        sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("article_id", sa.String(200), nullable=False, index=True),
        sa.Column("side", sa.Integer, nullable=False),
        sa.Column("type", sa.String(20), nullable=False),
        sa.Column("companies", sa.JSON, nullable=False),
        sa.Column("product", sa.Text),
    )


def _of(table: str, name: str) -> sa.Column[int]:
    """Part of the key of what goes with a row of another table."""
    key = sa.ForeignKey(f"{table}.key", ondelete="CASCADE")
    return sa.Column(name, sa.Integer, key, primary_key=True, autoincrement=False)
