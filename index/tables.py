"""The index's own tables: all of it can be made again from the articles."""

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from corpus.db import Base


class PassageRow(Base):
    """Where a passage stands in its article, as cut at `content_hash`.

    Rows of an older hash are ghosts: readers join on the article's present hash.
    """

    __tablename__ = "passages"

    article_key: Mapped[int] = mapped_column(
        ForeignKey("articles.key", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: Character offsets into the article's text.
    start: Mapped[int]
    end: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    #: SHA-256, hex, of what was embedded: title and passage.
    embedded_hash: Mapped[str] = mapped_column(String(64), index=True)


class EmbeddingRow(Base):
    """A text's embedding by one embedder: an edit, a copy or a lost Chroma folder costs no second one."""

    __tablename__ = "embeddings"

    embedder: Mapped[str] = mapped_column(String(200), primary_key=True)
    embedded_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    #: float32, little endian, unit length.
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class Mark(Base):
    """That `target` holds an article as it was at `content_hash`."""

    __tablename__ = "marks"

    #: Which index: its kind and its own identity, which changes when it is lost and made anew.
    target: Mapped[str] = mapped_column(String(300), primary_key=True)
    #: No foreign key: the mark outlives a forgotten article until the target has forgotten it too.
    article_key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content_hash: Mapped[str] = mapped_column(String(64))
