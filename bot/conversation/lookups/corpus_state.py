"""`/status` and `/sources`: how much there is, how fresh it is, and who published it."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.conversation import blocks
from bot.conversation.replies import Listing, Paragraph, Reply, paragraph
from bot.conversation.turn import Parts, Turn
from corpus.deals import queries
from corpus.deals.queries import Wanted
from corpus.models import Article

#: Sources listed, those with the newest articles.
_SOURCES = 30
_ORIGINALS = Article.copy_of.is_(None)


def status(parts: Parts, turn: Turn, arguments: str) -> Reply:
    waiting = parts.retriever.waiting()
    with parts.sessions.reading() as session:
        lines = tuple(_status(session, turn))
    if waiting:
        lines += (
            blocks.labelled(turn.texts("status.waiting"), turn.texts.counted("status.articles_waiting", waiting)),
        )
    return Reply((blocks.heading(turn.texts("status.title")), Listing(lines)))


def sources(parts: Parts, turn: Turn, arguments: str) -> Reply:
    newest = func.max(Article.published)
    query = select(Article.source, func.count(), newest).where(_ORIGINALS, Article.source.is_not(None))
    ordered = query.group_by(Article.source).order_by(newest.desc().nulls_last(), Article.source)
    with parts.sessions.reading() as session:
        found = session.execute(ordered).tuples().all()
    if not found:
        return Reply((paragraph(turn.texts("status.empty")),))
    named = tuple(_source(turn, source or "", n, published) for source, n, published in found[:_SOURCES])
    title = blocks.heading(turn.texts.counted("sources.title", len(found)))
    return Reply((title, Listing(named)))


def _status(session: Session, turn: Turn) -> Iterator[Paragraph]:
    texts = turn.texts
    articles = session.scalar(select(func.count(Article.key)).where(_ORIGINALS)) or 0
    deals = queries.count(session, Wanted())
    yield blocks.labelled(texts("status.articles"), texts.number(articles))
    yield blocks.labelled(texts("status.deals"), texts.number(deals))
    dated = select(Article).where(_ORIGINALS, Article.published.is_not(None))
    newest = session.scalars(dated.order_by(Article.published.desc()).limit(1)).first()
    if newest:
        named = blocks.article(turn, newest)
        yield Paragraph((*blocks.labelled(texts("status.newest"), "").spans, *named.spans))
    seen = session.scalar(select(func.max(Article.first_seen)))
    if seen:
        yield blocks.labelled(texts("status.last_read"), _moment(turn, seen))


def _source(turn: Turn, source: str, n: int, published: datetime | None) -> Paragraph:
    day = turn.day(published) if published else turn.texts("date.undated")
    told = turn.texts("sources.line", articles=turn.texts.counted("sources.articles", n), day=day)
    return blocks.labelled(blocks.short(blocks.one_line(source), 60), told)


def _moment(turn: Turn, moment: datetime) -> str:
    """With the time: it is ours, and known to the second."""
    here = moment.astimezone(turn.zone)
    return f"{turn.texts.day(here.date())}, {here:%H:%M} {here.tzname() or ''}".rstrip()
