"""`/status` and `/sources`: how much there is, how fresh it is, and who published it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from bot.alerts.outgoing import dead_letters
from bot.alerts.outgoing.dead_letters import Counts
from bot.conversation import blocks, flags
from bot.conversation.lookups import feeds
from bot.conversation.replies import Block, Listing, Paragraph, Reply, paragraph
from bot.conversation.turn import Parts, Turn
from corpus.deals import queries
from corpus.deals.queries import Wanted
from corpus.models import Article

#: Sources on a page, those with the newest articles first.
_SOURCES = 20


def status(parts: Parts, turn: Turn, arguments: str) -> Reply:
    waiting = parts.retriever.waiting()
    with parts.sessions.reading() as session:
        lines = tuple(_status(session, turn))
        alerts = tuple(_alerts(dead_letters.counts(session, turn.now), turn))
        fed = tuple(feeds.summary(session, turn)) if turn.who.is_admin else ()
    if waiting:
        lines += (
            blocks.labelled(turn.texts("status.waiting"), turn.texts.counted("status.articles_waiting", waiting)),
        )
    lines += alerts + fed
    flagged = _flagged(parts) if turn.who.is_admin else 0
    if flagged:
        lines += (blocks.labelled(turn.texts("status.flagged"), f"{turn.texts.number(flagged)} (/flags)"),)
    return Reply((blocks.heading(turn.texts("status.title")), Listing(lines)))


def sources(parts: Parts, turn: Turn, arguments: str) -> Reply:
    return _sources(parts, turn, 0)


def sources_turned(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """
    Raises:
        ValueError: the button leads nowhere.
    """
    (number,) = arguments
    return replace(_sources(parts, turn, int(number)), replaces=True)


def _sources(parts: Parts, turn: Turn, number: int) -> Reply:
    newest = func.max(Article.published)
    query = select(Article.source, func.count(), newest).where(Article.offered(), Article.source.is_not(None))
    ordered = query.group_by(Article.source).order_by(newest.desc().nulls_last(), Article.source)
    with parts.sessions.reading() as session:
        found = session.execute(ordered).tuples().all()
        others = _others(session)
    if not found:
        return Reply((paragraph(turn.texts("status.empty")),))
    number = max(0, min(number, (len(found) - 1) // _SOURCES))
    first = number * _SOURCES
    shown = found[first : first + _SOURCES]
    named = tuple(_source(turn, source or "", n, published, others) for source, n, published in shown)
    said: list[Block] = [blocks.heading(turn.texts.counted("sources.title", len(found))), Listing(named)]
    if len(found) > _SOURCES:
        told = {name: turn.texts.number(n) for name, n in (("first", first + 1), ("last", first + len(shown)))}
        said.append(paragraph(turn.texts("sources.shown", count=turn.texts.number(len(found)), **told)))
    turns = blocks.turns(turn, "sources", (), number, more=first + len(shown) < len(found))
    return Reply(tuple(said), turns)


def _others(session: Session) -> dict[str, list[str]]:
    """By source, who else publishes its articles: who publishes most of them first."""
    original = aliased(Article)
    carried = select(original.source, Article.source).join(original, original.key == Article.copy_of)
    named = carried.where(Article.withdrawn.is_(None), Article.source.is_not(None), Article.source != original.source)
    ordered = named.group_by(original.source, Article.source).order_by(func.count().desc(), Article.source)
    found: dict[str, list[str]] = {}
    for source, other in session.execute(ordered).tuples():
        found.setdefault(source or "", []).append(other or "")
    return found


def _status(session: Session, turn: Turn) -> Iterator[Paragraph]:
    texts = turn.texts
    articles = session.scalar(select(func.count(Article.key)).where(Article.offered())) or 0
    deals = queries.count(session, Wanted())
    yield blocks.labelled(texts("status.articles"), texts.number(articles))
    yield blocks.labelled(texts("status.deals"), texts.number(deals))
    dated = select(Article).where(Article.offered(), Article.published.is_not(None))
    newest = session.scalars(dated.order_by(Article.published.desc()).limit(1)).first()
    if newest:
        named = blocks.article(turn, newest)
        yield Paragraph((*blocks.labelled(texts("status.newest"), "").spans, *named.spans))
    seen = session.scalar(select(func.max(Article.first_seen)))
    if seen:
        yield blocks.labelled(texts("status.last_read"), _moment(turn, seen))


def _alerts(counts: Counts, turn: Turn) -> Iterator[Paragraph]:
    """Nothing while nobody has subscribed; how many were given up is for those who can retry them."""
    texts = turn.texts
    if counts.subscriptions or counts.waiting or counts.sent_last_day:
        yield blocks.labelled(texts("status.subscriptions"), texts.number(counts.subscriptions))
        told = {"waiting": counts.waiting, "due": counts.due, "sent": counts.sent_last_day}
        numbers = {name: texts.number(n) for name, n in told.items()}
        yield blocks.labelled(texts("status.alerts"), texts("status.alerts_told", **numbers))
    if counts.dead and turn.who.is_admin:
        yield blocks.labelled(texts("status.dead"), f"{texts.number(counts.dead)} (/alerts)")


def _flagged(parts: Parts) -> int:
    with parts.sessions.reading() as session:
        return len(flags.waiting(session))


def _source(turn: Turn, source: str, n: int, published: datetime | None, others: dict[str, list[str]]) -> Paragraph:
    day = turn.day(published) if published else turn.texts("date.undated")
    told = turn.texts("sources.line", articles=turn.texts.counted("sources.articles", n), day=day)
    label = blocks.labelled(blocks.short(blocks.one_line(source), 60), told)
    names = [blocks.short(blocks.one_line(name), 60) for name in others.get(source, ())]
    return Paragraph((*label.spans, *blocks.also_in(turn, names)))


def _moment(turn: Turn, moment: datetime) -> str:
    """With the time: it is ours, and known to the second."""
    here = moment.astimezone(turn.zone)
    return f"{turn.texts.day(here.date())}, {here:%H:%M} {here.tzname() or ''}".rstrip()
