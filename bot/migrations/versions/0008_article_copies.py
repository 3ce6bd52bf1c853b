"""copies that are not verbatim; an article's language, author, note and withdrawal; URLs in a new canonical form"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session

from bot import progress
from corpus import articles

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("articles", sa.Column("language", sa.String(12)))
    op.add_column("articles", sa.Column("author", sa.Text))
    op.add_column("articles", sa.Column("note", sa.Text))
    op.add_column("articles", sa.Column("headline_hash", sa.String(64)))
    op.add_column("articles", sa.Column("withdrawn", sa.String(10)))
    op.create_index("ix_articles_headline_hash", "articles", ["headline_hash"])
    op.create_table(
        "article_bands",
        sa.Column("band", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column(
            "article_key",
            sa.Integer,
            sa.ForeignKey("articles.key", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
            index=True,
        ),
        sqlite_with_rowid=False,
    )
    # 2 ms an article. Without it an article read again would not be known by its new canonical URL.
    with (
        Session(op.get_bind(), join_transaction_mode="create_savepoint") as session,
        progress.shown("Preparing articles of an older version, once") as tell,
    ):
        articles.derive_again(session, tell)
        session.commit()
