"""`dealwire status`: what there is, how new it is, what still waits."""

import argparse
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import bootstrap, settings
from bot.alerts.outgoing import dead_letters
from bot.alerts.outgoing.dead_letters import Counts
from bot.exits import DONE
from bot.printing import output
from corpus.deals import backlog, queries
from corpus.deals.queries import Wanted
from corpus.feeds.health import Health, Ill, health
from corpus.models import Article
from index.tables import PassageRow


def run(arguments: argparse.Namespace) -> int:
    with bootstrap.corpus(settings.load()) as opened:
        with bootstrap.retriever(opened, "status") as retriever:
            unindexed = retriever.waiting()
        unread = backlog.waiting(opened.sessions, bootstrap.deal_reader(opened.settings))
        with opened.sessions.reading() as session:
            lag = {"lag": {"unindexed": unindexed, "unread": unread}}
            now = datetime.now(UTC)
            found = _status(session) | lag | _feeds(health(session, now)) | _alerts(dead_letters.counts(session, now))
        found["home"] = str(opened.settings.home)
    if arguments.json:
        output.as_json(found)
    else:
        _print(found)
    return DONE


def _status(session: Session) -> dict[str, Any]:
    dated = select(Article).where(Article.offered(), Article.published.is_not(None))
    newest = session.scalars(dated.order_by(Article.published.desc()).limit(1)).first()
    deals = queries.count(session, Wanted())
    is_copy = Article.copy_of.is_not(None)
    return {
        "articles": _count(session, select(func.count(Article.key)).where(Article.offered())),
        "copies": _count(session, select(func.count(Article.key)).where(is_copy)),
        "withdrawn": _count(session, select(func.count(Article.key)).where(~Article.offered(), ~is_copy)),
        "passages": _count(session, select(func.count()).select_from(PassageRow)),
        "deals": deals,
        "recalled_deals": queries.count(session, Wanted(background=True)) - deals,
        "newest_article": newest
        and {"article_id": newest.id, "title": newest.title, "published": output.day(newest.published)},
    }


def _feeds(how: Health) -> dict[str, Any]:
    left = how.time_left
    return {
        "feeds": how.feeds,
        "failing_feeds": [_ill(feed) for feed in (*how.failing, *how.ended)],
        "polls_late_minutes": round(how.late.total_seconds() / 60),
        "last_poll": how.polled and how.polled.isoformat(timespec="seconds"),
        "entries": {
            "waiting": how.waiting,
            "parked": how.parked,
            "read_last_hour": how.read_last_hour,
            "minutes_left": round(left.total_seconds() / 60) if left is not None else None,
        },
    }


def _ill(feed: Ill) -> dict[str, Any]:
    since = feed.since.isoformat(timespec="seconds")
    return {"url": feed.url, "title": feed.title, "problem": feed.problem, "since": since, "ended": feed.ended}


def _alerts(counts: Counts) -> dict[str, Any]:
    oldest = counts.oldest_due
    return {
        "subscriptions": counts.subscriptions,
        "alerts": {
            "waiting": counts.waiting,
            "overdue": counts.due,
            "oldest_due": oldest and oldest.isoformat(timespec="seconds"),
            "sent_last_day": counts.sent_last_day,
            "dead": counts.dead,
        },
    }


def _count(session: Session, query: Any) -> int:
    return int(session.scalar(query) or 0)


def _print(found: dict[str, Any]) -> None:
    newest, lag = found["newest_article"], found["lag"]
    withdrawn = f", {found['withdrawn']:,} withdrawn" if found["withdrawn"] else ""
    print(f"articles   {found['articles']:,} and {found['copies']:,} copies{withdrawn}")
    print(f"passages   {found['passages']:,}")
    print(f"deals      {found['deals']:,}, and {found['recalled_deals']:,} that articles only recall")
    print(f"newest     {newest['published']}  {newest['title']}" if newest else "newest     none has a date")
    print(f"waiting    {lag['unindexed']:,} articles to be indexed, {lag['unread']:,} to be read for deals")
    _print_feeds(found)
    _print_alerts(found["subscriptions"], found["alerts"])
    print(f"data in    {found['home']}")


def _print_feeds(found: dict[str, Any]) -> None:
    entries, ill = found["entries"], found["failing_feeds"]
    late = f", polled {found['polls_late_minutes']:,} minutes late: is `dealwire bot` or `work` running?"
    print(f"feeds      {found['feeds']:,}{late if found['polls_late_minutes'] else ''}")
    for feed in ill:
        print(f"           {'ended' if feed['ended'] else 'failing'}: {feed['url']}: {feed['problem']}")
    if entries["waiting"]:
        rate = f"{entries['read_last_hour']:,} read in the last hour"
        left = f", {entries['minutes_left']:,} minutes left" if entries["minutes_left"] is not None else ""
        print(f"entries    {entries['waiting']:,} to be read ({rate}{left})")
    if entries["parked"]:
        print(f"           {entries['parked']:,} parked: `dealwire feeds list --parked` tells why")


def _print_alerts(subscriptions: int, alerts: dict[str, Any]) -> None:
    waiting = f"{alerts['waiting']:,} waiting, {alerts['overdue']:,} of them overdue"
    since = f" since {alerts['oldest_due']}" if alerts["overdue"] else ""
    print(f"alerts     {subscriptions:,} subscriptions; {waiting}{since}; {alerts['sent_last_day']:,} sent in 24 hours")
    if alerts["dead"]:
        print(f"           {alerts['dead']:,} given up: `dealwire alerts` tells why and sends them again")
