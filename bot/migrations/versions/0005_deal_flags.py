"""what readers say is wrong with a deal, and what an evaluation is to expect of an answer"""

import sqlalchemy as sa
from alembic import op

from corpus.db import UtcTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "deal_flags",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("deal", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("messenger", sa.String(20), nullable=False),
        sa.Column("user", sa.BigInteger, nullable=False, index=True),
        sa.Column("at", UtcTime, nullable=False),
        sa.Column("outcome", sa.String(20), index=True),
    )
    op.create_index("ix_deal_flags_deal", "deal_flags", ["deal", "messenger", "user", "kind"], unique=True)
    op.add_column("feedback", sa.Column("expected", sa.JSON))
