"""The schema of what was published, on one page."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from corpus.db import Base, UtcTime


class CorpusIdentity(Base):
    """One row: which corpus this is, so that an index made from another one is never taken for its own."""

    __tablename__ = "corpus_identity"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)


class Article(Base):
    """A page's text as published, at its newest known state."""

    __tablename__ = "articles"
    # Keys are never used again: an index that still holds a forgotten article must not take another for it.
    __table_args__ = ({"sqlite_autoincrement": True},)

    #: Ours and stable; what the index refers to.
    key: Mapped[int] = mapped_column(primary_key=True)
    #: The id that its publisher or file gave it, else derived: the `article_id` that people see.
    id: Mapped[str] = mapped_column(String(200), unique=True)
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    #: As given, without tracking parameters: what citations link to.
    url: Mapped[str | None] = mapped_column(Text)
    #: `url` in the one form that variants of it share (`articles.canonical_url`).
    canonical_url: Mapped[str | None] = mapped_column(Text, index=True)
    source: Mapped[str | None] = mapped_column(Text, index=True)
    published: Mapped[datetime | None] = mapped_column(UtcTime, index=True)
    first_seen: Mapped[datetime] = mapped_column(UtcTime)
    #: SHA-256, hex, of all that the index holds of it: title, text, source, published.
    #: Changes when the publisher edits the article.
    content_hash: Mapped[str] = mapped_column(String(64))
    #: SHA-256, hex, of `text` with white space folded: equal for verbatim copies.
    text_hash: Mapped[str] = mapped_column(String(64), index=True)
    #: The article that this is a verbatim copy of. Copies are kept, not indexed.
    copy_of: Mapped[int | None] = mapped_column(ForeignKey("articles.key", ondelete="SET NULL"), index=True)
