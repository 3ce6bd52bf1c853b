"""`dealwire status`: what there is, how new it is, what still waits."""

import argparse
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import bootstrap, settings
from bot.exits import DONE
from bot.printing import output
from corpus.deals import backlog, queries
from corpus.deals.queries import Wanted
from corpus.models import Article
from index.tables import PassageRow


def run(arguments: argparse.Namespace) -> int:
    with bootstrap.corpus(settings.load()) as opened:
        with bootstrap.retriever(opened, "status") as retriever:
            unindexed = retriever.waiting()
        unread = backlog.waiting(opened.sessions, bootstrap.deal_reader(opened.settings))
        with opened.sessions.reading() as session:
            found = _status(session) | {"lag": {"unindexed": unindexed, "unread": unread}}
        found["home"] = str(opened.settings.home)
    if arguments.json:
        output.as_json(found)
    else:
        _print(found)
    return DONE


def _status(session: Session) -> dict[str, Any]:
    newest = session.scalars(
        select(Article).where(Article.published.is_not(None)).order_by(Article.published.desc()).limit(1)
    ).first()
    deals = queries.count(session, Wanted())
    return {
        "articles": _count(session, select(func.count(Article.key)).where(Article.copy_of.is_(None))),
        "copies": _count(session, select(func.count(Article.key)).where(Article.copy_of.is_not(None))),
        "passages": _count(session, select(func.count()).select_from(PassageRow)),
        "deals": deals,
        "recalled_deals": queries.count(session, Wanted(background=True)) - deals,
        "newest_article": newest
        and {"article_id": newest.id, "title": newest.title, "published": output.day(newest.published)},
        "failing_feeds": [],
    }


def _count(session: Session, query: Any) -> int:
    return int(session.scalar(query) or 0)


def _print(found: dict[str, Any]) -> None:
    newest, lag = found["newest_article"], found["lag"]
    print(f"articles   {found['articles']:,} and {found['copies']:,} copies")
    print(f"passages   {found['passages']:,}")
    print(f"deals      {found['deals']:,}, and {found['recalled_deals']:,} that articles only recall")
    print(f"newest     {newest['published']}  {newest['title']}" if newest else "newest     none has a date")
    print(f"waiting    {lag['unindexed']:,} articles to be indexed, {lag['unread']:,} to be read for deals")
    print(f"data in    {found['home']}")
