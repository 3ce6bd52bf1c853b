"""The schema of what was published, on one page."""

from datetime import datetime

from sqlalchemy import JSON, Double, ForeignKey, Index, String, Text
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


class DealReading(Base):
    """That an article was read for deals as it was at `content_hash`."""

    __tablename__ = "deal_readings"

    #: No foreign key: the row outlives a forgotten article until what it told is taken back.
    article_key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content_hash: Mapped[str] = mapped_column(String(64))
    #: Who read it, and the rules its reports were matched by.
    reader: Mapped[str] = mapped_column(String(300))


class DealRow(Base):
    """A deal as its reports tell it: all of it can be made again from them."""

    __tablename__ = "deals"
    # Keys are never used again: an alert on a deal that is gone must not show another.
    __table_args__ = (
        Index("ix_deals_newest", "background", "newest"),
        Index("ix_deals_type", "type", "newest"),
        Index("ix_deals_stage", "stage", "newest"),
        {"sqlite_autoincrement": True},
    )

    #: Ours, and kept while reports come and go.
    key: Mapped[int] = mapped_column(primary_key=True)
    #: What people see: the handle of its first report. Changes when an earlier report is found.
    id: Mapped[str] = mapped_column(String(40), index=True)
    type: Mapped[str] = mapped_column(String(20))
    stage: Mapped[str] = mapped_column(String(20))
    confirmation: Mapped[str] = mapped_column(String(20))
    #: Known from articles that recall it, never as news.
    background: Mapped[bool]
    product: Mapped[str | None] = mapped_column(Text)
    quantity_amount: Mapped[float | None] = mapped_column(Double)
    quantity_unit: Mapped[str | None] = mapped_column(Text)
    #: Whole currency units.
    value_amount: Mapped[float | None] = mapped_column(Double)
    value_currency: Mapped[str | None] = mapped_column(String(3))
    places: Mapped[list[str]] = mapped_column(JSON)
    announced: Mapped[str | None] = mapped_column(Text)
    start: Mapped[str | None] = mapped_column(Text)
    #: When the world could know of it.
    first_published: Mapped[datetime | None] = mapped_column(UtcTime)
    #: When its newest state was told: what lists are ordered by.
    newest: Mapped[datetime | None] = mapped_column(UtcTime)
    revision: Mapped[int]
    #: How many reports it was made from: fewer are left once an article is forgotten.
    report_count: Mapped[int]


class DealPartyRow(Base):
    """A company in a deal."""

    __tablename__ = "deal_parties"
    __table_args__ = (Index("ix_deal_parties_company", "company", "role"),)

    deal_key: Mapped[int] = mapped_column(ForeignKey("deals.key", ondelete="CASCADE"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    #: Slug.
    company: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(20))


class DealReportRow(Base):
    """One article's telling of a deal, with its quotes."""

    __tablename__ = "deal_reports"

    key: Mapped[int] = mapped_column(primary_key=True)
    article_key: Mapped[int] = mapped_column(ForeignKey("articles.key", ondelete="CASCADE"), index=True)
    #: Its place among the deals that the article tells.
    ordinal: Mapped[int]
    #: None only inside the transaction that records it.
    deal_key: Mapped[int | None] = mapped_column(ForeignKey("deals.key", ondelete="SET NULL"), index=True)
    #: The id of the deal if this is its first report; leads to its deal in any case.
    handle: Mapped[str] = mapped_column(String(40), index=True)
    #: The article's when it was read: the quotes stand where they say in that text only.
    content_hash: Mapped[str] = mapped_column(String(64))
    #: The `DealDraft`, in JSON.
    draft: Mapped[str] = mapped_column(Text)


class DealBlockRow(Base):
    """What two reports of one deal have in common at least, hashed: a pair of company families."""

    __tablename__ = "deal_blocks"

    report_key: Mapped[int] = mapped_column(ForeignKey("deal_reports.key", ondelete="CASCADE"), primary_key=True)
    block: Mapped[str] = mapped_column(String(16), primary_key=True, index=True)


class DealTombstone(Base):
    """An id that was a deal's once."""

    __tablename__ = "deal_tombstones"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    #: The deal that it became part of; None: nothing tells it any more.
    into: Mapped[str | None] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(UtcTime)


class DealCorrection(Base):
    """An admin's word on which reports tell one deal; a later one goes before an earlier one."""

    __tablename__ = "deal_corrections"

    key: Mapped[int] = mapped_column(primary_key=True)
    #: True: all its anchors tell one deal. False: those of one side tell another deal than those of the other.
    same: Mapped[bool]
    at: Mapped[datetime] = mapped_column(UtcTime)


class DealAnchor(Base):
    """A report that a correction is about, named so that reading its article again does not lose it."""

    __tablename__ = "deal_anchors"

    correction_key: Mapped[int] = mapped_column(
        ForeignKey("deal_corrections.key", ondelete="CASCADE"), primary_key=True
    )
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: No foreign key: an article that is forgotten and comes back is the same to the admin.
    article_id: Mapped[str] = mapped_column(String(200), index=True)
    side: Mapped[int]
    type: Mapped[str] = mapped_column(String(20))
    companies: Mapped[list[str]] = mapped_column(JSON)
    product: Mapped[str | None] = mapped_column(Text)
