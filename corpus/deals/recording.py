"""Recording what an article tells: its reports kept, matched with all they may belong to, deals brought up to them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, insert, or_, select, text, update
from sqlalchemy.orm import Session, aliased

from corpus.companies.gazetteer import Gazetteer, gazetteer
from corpus.db import batches
from corpus.deals.changes import Change
from corpus.deals.drafts import DealDraft
from corpus.deals.kept import deal_rows, rows
from corpus.deals.kept.deal_rows import Moved
from corpus.deals.kept.neighbourhoods import around
from corpus.deals.kept.placing import place
from corpus.deals.kept.rows import Stored
from corpus.deals.matching.clustering import cluster
from corpus.deals.matching.comparing import RULES
from corpus.models import Article, DealReading, DealReportRow, DealRow

# A table, not the class: keeping track of its rows takes longer than writing them.
_READINGS = DealReading.metadata.tables[DealReading.__tablename__]
#: Any number of our own: PostgreSQL's lock that only one transaction at a time records under.
_LOCK = 0x6465616C


def pending(session: Session, reader_identity: str, limit: int) -> list[Article]:
    """Articles that this reader has not read at their present text, the newest first; never copies."""
    query = _unread(reader_identity).order_by(Article.published.desc().nulls_last(), Article.key.desc())
    return list(session.scalars(query.limit(limit)))


def backlog(session: Session, reader_identity: str) -> int:
    """How many articles this reader has to read."""
    return session.scalar(select(func.count()).select_from(_unread(reader_identity).subquery())) or 0


def record(
    session: Session,
    article: Article,
    drafts: Sequence[DealDraft],
    reader_identity: str,
    now: datetime,
    companies: Gazetteer | None = None,
) -> list[Change]:
    """Keeps these deals as what the article tells, instead of what it told before; never commits.

    `drafts` were read from the article as it is in this session. The deals are then the same as if all
    articles had been recorded in any other order. A copy tells nothing, nor does what was withdrawn.
    """
    companies = companies or gazetteer()
    _lock(session)
    read_as = _mark(session, article, reader_identity)
    before = _take_out(session, article) if read_as else []
    is_offered = article.copy_of is None and article.withdrawn is None
    told = rows.keep(session, article, drafts if is_offered else (), companies)
    moved = _follow(before, told)
    edited = read_as not in {None, article.content_hash}
    return _rearrange(session, told, [old.deal_key for old in before], moved, now, companies, edited=edited)


def is_settled(session: Session) -> bool:
    """Whether `settle` has nothing to do."""
    return session.scalar(select(DealReading.article_key).where(~_stands()).limit(1)) is None


def settle(session: Session, now: datetime, companies: Gazetteer | None = None) -> list[Change]:
    """Takes back what articles told that were forgotten, withdrawn or found to be copies; never commits. Quick when
    there are none.

    To be called after `articles.forget` in its transaction, and before reading a backlog.
    """
    gone = list(session.scalars(select(DealReading.article_key).where(~_stands())))
    if not gone:
        return []
    _lock(session)
    for keys in batches(gone):
        session.execute(delete(DealReportRow).where(DealReportRow.article_key.in_(keys)))
        session.execute(delete(DealReading).where(DealReading.article_key.in_(keys)))
    left = select(func.count()).where(DealReportRow.deal_key == DealRow.key).scalar_subquery()
    touched = session.scalars(select(DealRow.key).where(DealRow.report_count != left)).all()
    return _rearrange(session, [], touched, [], now, companies or gazetteer())


def match_again(
    session: Session, deal_keys: Iterable[int], now: datetime, companies: Gazetteer | None = None
) -> list[Change]:
    """Matches the reports of these deals and their neighbours again, after an admin's word; never commits."""
    _lock(session)
    return _rearrange(session, [], deal_keys, [], now, companies or gazetteer())


def _unread(reader_identity: str) -> Select[Article]:
    read = and_(
        DealReading.article_key == Article.key,
        DealReading.content_hash == Article.content_hash,
        DealReading.reader == _reader(reader_identity),
    )
    return select(Article).where(Article.offered(), ~exists().where(read))


def _stands() -> ColumnElement[bool]:
    """Of a reading: its article is offered, or another stands for it that waits to be read: its original or its
    correction. Until that is read the deal stays: made anew, it would be alerted anew."""
    heir, by = aliased(Article), aliased(DealReading)
    is_read = exists().where(by.article_key == heir.key, by.content_hash == heir.content_hash)
    is_heir = or_(
        and_(Article.withdrawn.is_(None), heir.key == Article.copy_of),
        and_(Article.withdrawn == "corrected", heir.headline_hash == Article.headline_hash),
    )
    unread = exists().where(is_heir, heir.copy_of.is_(None), heir.withdrawn.is_(None), ~is_read)
    return exists().where(Article.key == DealReading.article_key, or_(Article.offered(), unread))


def _reader(identity: str) -> str:
    return f"{identity}:{RULES}"


def _lock(session: Session) -> None:
    # Two transactions that each see only their own report of a deal would make two deals of it. SQLite has one
    # writer anyway.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def _mark(session: Session, article: Article, reader_identity: str) -> str | None:
    """Notes that the article was read; its content hash when it was before, None if it was not."""
    session.flush()  # an article just saved: statements on tables do not wait for it
    this = _READINGS.c.article_key == article.key
    read_as: str | None = session.scalar(select(_READINGS.c.content_hash).where(this))
    as_read = {"content_hash": article.content_hash, "reader": _reader(reader_identity)}
    if read_as:
        session.execute(update(_READINGS).where(this), as_read)
    else:
        session.execute(insert(_READINGS), {"article_key": article.key, **as_read})
    return read_as


def _take_out(session: Session, article: Article) -> list[Stored]:
    """Deletes the reports of an article; what they were."""
    before = rows.load(session, DealReportRow.article_key == article.key)
    if before:
        session.execute(delete(DealReportRow).where(DealReportRow.article_key == article.key))
    return before


def _follow(before: Sequence[Stored], told: Sequence[Stored]) -> list[Moved]:
    """Finds what became of each report that the article told before: its heir goes on in its deal."""
    moved: list[Moved] = []
    free = list(told)
    for old in before:
        heir = max(free, key=lambda new: (new.handle == old.handle, _kinship(old, new)), default=None)
        if heir is not None and (heir.handle == old.handle or _kinship(old, heir)):
            free.remove(heir)
            heir.deal_key = old.deal_key
        else:
            heir = None
        if heir is None or heir.handle != old.handle:
            moved.append(Moved(old.handle, old.deal_key, heir.handle if heir else None))
    return moved


def _kinship(old: Stored, new: Stored) -> int:
    a, b = old.report.draft, new.report.draft
    shared = len({party.company for party in a.parties} & {party.company for party in b.parties})
    return 4 * shared + 2 * (a.type is b.type) + (a.product == b.product) if shared > 1 else 0


def _rearrange(
    session: Session,
    told: Sequence[Stored],
    touched: Iterable[int | None],
    moved: Sequence[Moved],
    now: datetime,
    companies: Gazetteer,
    *,
    edited: bool = False,
) -> list[Change]:
    """Brings all deals up to what was `told`, and to the deals `touched` having lost reports."""
    deals = {key for key in touched if key is not None}
    placed = place(session, told, sorted(deals), companies)
    if placed is None:
        placed = _cluster(session, told, deals, companies)
    return deal_rows.bring_up(session, placed, deals, moved, now, companies, edited=edited)


def _cluster(session: Session, told: Sequence[Stored], deals: set[int], companies: Gazetteer) -> list[list[Stored]]:
    """Clusters anew all that these reports and deals may have to do with, as admins ruled."""
    there = around(session, told, companies)
    while left := _left_out(session, deals | there.deals, there.members):
        there = around(session, [*there.members, *left], companies)
    by_report = {stored.report: stored for stored in there.members}
    clusters = cluster(by_report, companies, there.ruled)
    return [[by_report[report] for report in each] for each in clusters]


def _left_out(session: Session, deals: Iterable[int], members: Iterable[Stored]) -> list[Stored]:
    """The other reports of these deals: what parted them from the members may have just been removed."""
    there = {stored.key for stored in members}
    found = (each for some in batches(sorted(deals)) for each in rows.load(session, DealReportRow.deal_key.in_(some)))
    return [stored for stored in found if stored.key not in there]
