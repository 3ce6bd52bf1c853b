"""The schema of what was published, on one page."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, Double, ForeignKey, Index, String, Text, UniqueConstraint, and_
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
    #: SHA-256, hex, of `text` with white space folded, and of the title of a brief: equal for verbatim copies.
    text_hash: Mapped[str] = mapped_column(String(64), index=True)
    #: The article that this is a copy of, verbatim or lightly rewritten. Copies are kept, not indexed.
    copy_of: Mapped[int | None] = mapped_column(ForeignKey("articles.key", ondelete="SET NULL"), index=True)
    #: What its text is written in, as "en"; None when nobody says.
    language: Mapped[str | None] = mapped_column(String(12))
    author: Mapped[str | None] = mapped_column(Text)
    #: What was mended in it when it was read, for people.
    note: Mapped[str | None] = mapped_column(Text)
    #: SHA-256, hex, of source and title, the mark of a correction left out: leads from a notice to what it is about.
    headline_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    #: "retracted", "corrected" (by another article) or "copied" (from one that was retracted): not to be cited, nor
    #: read for deals.
    withdrawn: Mapped[str | None] = mapped_column(String(10))

    @classmethod
    def offered(cls) -> ColumnElement[bool]:
        """Neither a copy nor withdrawn: what is indexed, cited and read for deals."""
        return and_(cls.copy_of.is_(None), cls.withdrawn.is_(None))


class ArticleBand(Base):
    """A part of a text's MinHash: articles that share one may be copies."""

    __tablename__ = "article_bands"
    __table_args__ = ({"sqlite_with_rowid": False},)

    band: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    article_key: Mapped[int] = mapped_column(
        ForeignKey("articles.key", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )


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


class Feed(Base):
    """A feed that is polled, or was until it ended."""

    __tablename__ = "feeds"
    # Keys are never used again: a lease on a feed that is gone must not be one on another.
    __table_args__ = ({"sqlite_autoincrement": True},)

    key: Mapped[int] = mapped_column(primary_key=True)
    #: Where it is asked for: as added, or where permanent redirects and a site's own links have led.
    url: Mapped[str] = mapped_column(Text, unique=True)
    #: With the port, where it is not the usual one.
    host: Mapped[str] = mapped_column(String(260), index=True)
    title: Mapped[str | None] = mapped_column(Text)
    #: "rss", "atom", "rdf", "json", "sitemap" or "sitemaps"; None until it was read once.
    kind: Mapped[str | None] = mapped_column(String(10))
    #: The list of sitemaps that names this one; such a feed comes and goes with it.
    parent: Mapped[int | None] = mapped_column(ForeignKey("feeds.key", ondelete="CASCADE"), index=True)
    added: Mapped[datetime] = mapped_column(UtcTime)
    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None] = mapped_column(Text)
    #: SHA-256, hex, of what it held the last time: some servers send the same with another ETag each time.
    content_hash: Mapped[str | None] = mapped_column(String(64))
    #: When to ask again; None once it has ended.
    due: Mapped[datetime | None] = mapped_column(UtcTime, index=True)
    interval_seconds: Mapped[int]
    #: When to ask by its own account, a `Pace`.
    pace: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    polled: Mapped[datetime | None] = mapped_column(UtcTime)
    succeeded: Mapped[datetime | None] = mapped_column(UtcTime)
    #: In a row.
    failures: Mapped[int]
    failing_since: Mapped[datetime | None] = mapped_column(UtcTime)
    #: For people: why it failed the last time, or why it ended.
    problem: Mapped[str | None] = mapped_column(Text)
    ended: Mapped[datetime | None] = mapped_column(UtcTime)
    #: That it ended, to the admins.
    told: Mapped[bool]
    #: Until then, whoever took it polls it alone.
    leased_until: Mapped[datetime | None] = mapped_column(UtcTime)
    leased_by: Mapped[str | None] = mapped_column(String(60))


class Entry(Base):
    """What a feed lists: an article that was read, is to be read, or cannot be read."""

    __tablename__ = "entries"
    __table_args__ = (
        UniqueConstraint("feed_key", "identity", name="uq_entries_identity"),
        Index("ix_entries_next", "state", "due"),
        Index("ix_entries_host", "host", "state", "newest"),
        {"sqlite_autoincrement": True},
    )

    key: Mapped[int] = mapped_column(primary_key=True)
    feed_key: Mapped[int] = mapped_column(ForeignKey("feeds.key", ondelete="CASCADE"))
    #: SHA-256, hex, of its id in the feed, else of its URL, else of its words.
    identity: Mapped[str] = mapped_column(String(64))
    #: SHA-256, hex, of all that the feed says of it. Changes when the publisher edits the article.
    fingerprint: Mapped[str] = mapped_column(String(64))
    url: Mapped[str | None] = mapped_column(Text)
    #: SHA-256, hex, of the canonical URL: the same for all feeds that list it.
    page: Mapped[str | None] = mapped_column(String(64), index=True)
    #: As a feed's; empty when there is no page to be fetched.
    host: Mapped[str] = mapped_column(String(260))
    title: Mapped[str] = mapped_column(Text)
    #: By the feed's account.
    published: Mapped[datetime | None] = mapped_column(UtcTime)
    #: What the feed gives of its text; None once the article is saved.
    text: Mapped[str | None] = mapped_column(Text)
    #: `text` is all of it, not its beginning.
    whole: Mapped[bool]
    #: When it was first listed to us.
    seen: Mapped[datetime] = mapped_column(UtcTime)
    #: It came on top of entries that were known: it is no older than the poll before.
    watched: Mapped[bool]
    #: What the newest are read first by: when it was published or changed, else seen.
    newest: Mapped[datetime] = mapped_column(UtcTime)
    #: "waiting", "done" or "parked".
    state: Mapped[str] = mapped_column(String(10))
    due: Mapped[datetime] = mapped_column(UtcTime)
    #: Failures in a row.
    attempts: Mapped[int]
    #: For people.
    problem: Mapped[str | None] = mapped_column(Text)
    finished: Mapped[datetime | None] = mapped_column(UtcTime, index=True)
    leased_until: Mapped[datetime | None] = mapped_column(UtcTime, index=True)
    article_key: Mapped[int | None] = mapped_column(ForeignKey("articles.key", ondelete="SET NULL"), index=True)
