"""what is known of attempts to send an alert before anybody knows whether they arrived"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("alerts", sa.Column("perhaps", sa.JSON))
