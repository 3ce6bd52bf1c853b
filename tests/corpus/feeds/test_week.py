"""A week of news, and not one entry missed."""

from datetime import timedelta

from sqlalchemy import func, select

from corpus.db import Sessions
from corpus.feeds.health import health
from corpus.models import Article, Entry
from tests.corpus.feeds.week import play

HOUR = timedelta(hours=1)


def test_a_week_of_news_is_all_read_soon_after_it_is_published(sessions: Sessions) -> None:
    rooms = play(sessions, [4 * HOUR, 12 * HOUR, 48 * HOUR], step=timedelta(minutes=30))

    published = {title: at for room in rooms for title, at in room.published().items()}
    with sessions.reading() as session:
        read = dict(session.execute(select(Article.title, Article.first_seen)).tuples().all())
        dated = dict(session.execute(select(Article.title, Article.published)).tuples().all())
        states = dict(session.execute(select(Entry.state, func.count()).group_by(Entry.state)).tuples().all())
        how = health(session, rooms[0].clock.now())
    assert len(published) > 40 and published.keys() <= read.keys() and list(states) == ["done"]
    assert all(dated[title] == at for title, at in published.items())
    waited = sorted(read[title] - at for title, at in published.items())
    assert waited[len(waited) // 2] < HOUR and waited[-1] < 6 * HOUR
    assert sum(room.asked for room in rooms) < 3 * 7 * 24 * 2
    assert how.feeds == 3 and not how.ended and not how.failing
