"""Articles in, alerts in the outbox: with the reader and the matcher that every command has."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot import bootstrap
from bot.alerts import subscriptions
from bot.alerts.outgoing import delivery
from bot.alerts.outgoing.claiming import claim
from bot.alerts.wishes.rules import Rule
from corpus import articles
from corpus.articles import IncomingArticle
from corpus.companies.gazetteer import gazetteer
from corpus.db import Sessions
from corpus.deals import backlog, corrections, queries, recording
from corpus.deals.changes import Change, OnChanges
from corpus.deals.drafts import DealDraft, Readable
from corpus.deals.queries import Wanted
from corpus.deals.reading.offline import OfflineReader
from corpus.models import DealReading
from index.relation_model import BundledRelations
from tests.bot.alerts.makers import alerts, place, states
from tests.fakes import NOW

FIRST = "Panasonic Energy will supply Mazda with cylindrical battery cells from 2027, both companies said."
AGAIN = "Mazda is to buy cylindrical battery cells from Panasonic Energy from 2027, the carmaker said on Monday."
WORTH = "Panasonic Energy will supply Mazda with cylindrical battery cells worth $400 million from 2027, both said."


class OfAnotherVersion(OfflineReader):
    """Reads the same, and is taken for another reader: all articles wait to be read again."""

    identity = "another version"


@pytest.fixture(scope="module")
def reader() -> OfflineReader:
    return OfflineReader(gazetteer(), BundledRelations())


@pytest.fixture
def on_changes() -> Iterator[OnChanges]:
    """That of a process that has just started."""
    bootstrap.on_changes.cache_clear()
    yield bootstrap.on_changes()
    bootstrap.on_changes.cache_clear()


class News:
    """A corpus into which articles come, each read at once."""

    def __init__(self, sessions: Sessions, reader: OfflineReader, on_changes: OnChanges) -> None:
        self.sessions, self.reader, self.on_changes = sessions, reader, on_changes

    def subscribe(self, chat: int, rule: Rule | None = None, made: datetime = NOW - timedelta(days=30)) -> int:
        with self.sessions.writing() as session:
            made_one, _ = subscriptions.add(session, place(chat), 7, rule or Rule(companies=("mazda",)), "said", made)
            return made_one.key

    def save(self, id_: str, text: str, published: datetime = NOW, title: str = "Cells for Mazda") -> None:
        with self.sessions.writing() as session:
            articles.save(session, IncomingArticle(title, text, id=id_, published=published), NOW)

    def read(self, now: datetime = NOW) -> backlog.Read:
        return backlog.read(self.sessions, self.reader, lambda: now, self.on_changes)

    def comes(self, id_: str, text: str, published: datetime = NOW, now: datetime = NOW) -> None:
        self.save(id_, text, published)
        self.read(now)

    def deliver(self, now: datetime) -> None:
        """All that is due, as the bot does."""
        while parcels := claim(self.sessions, now, "bot", 10):
            for number, parcel in enumerate(parcels, 100):
                delivery.sent(self.sessions, parcel.keys, now, number)

    def deal_ids(self) -> list[str]:
        with self.sessions.reading() as session:
            return [deal.id for deal in queries.find(session, Wanted())]


@pytest.fixture
def news(sessions: Sessions, reader: OfflineReader, on_changes: OnChanges) -> News:
    return News(sessions, reader, on_changes)


def test_article_with_a_deal_is_one_alert_for_each_who_asked_for_it(news: News) -> None:
    news.subscribe(1)
    news.subscribe(2, Rule())
    news.subscribe(3, Rule(companies=("toyota",)))
    news.subscribe(4, Rule(question="cylindrical battery cells for Mazda"))

    news.comes("first", FIRST)

    found = alerts(news.sessions)
    assert states(found) == [("new", "waiting")] * 3
    assert [row.chat for row in found] == [1, 2, 4]


def test_second_report_of_a_deal_alerts_nobody(news: News) -> None:
    news.subscribe(1)
    news.comes("first", FIRST)

    news.comes("again", AGAIN)

    assert len(news.deal_ids()) == 1
    assert states(alerts(news.sessions)) == [("new", "waiting")]


def test_new_fact_of_a_deal_is_an_update_for_those_who_were_told(news: News) -> None:
    news.subscribe(1)
    news.comes("first", FIRST)
    news.deliver(NOW)
    later = NOW + timedelta(hours=5)

    news.comes("worth", WORTH, later, later)

    assert [(row.kind, row.state, row.facts) for row in alerts(news.sessions)] == [
        ("new", "sent", []),
        ("update", "waiting", ["value"]),
    ]


def test_deals_made_one_by_an_admin_have_the_later_message_edited(news: News) -> None:
    news.subscribe(1)
    news.comes("first", FIRST)
    news.comes("other", "Mazda and Toyota have agreed to build a plant together in Alabama, the carmakers said.")
    news.deliver(NOW)
    one, other = news.deal_ids()

    with news.sessions.writing() as session:
        corrections.merge(session, one, other, NOW, news.on_changes)

    assert sorted(states(alerts(news.sessions))) == [("merged", "waiting"), ("new", "sent")]


def test_deal_whose_only_article_is_forgotten_is_not_told(news: News) -> None:
    news.subscribe(1)
    news.comes("first", FIRST)

    with news.sessions.writing() as session:
        articles.forget(session, "first")
        news.on_changes(session, recording.settle(session, NOW), NOW)

    assert states(alerts(news.sessions)) == [("new", "dropped")]


def test_article_that_was_forgotten_while_nobody_read_is_settled_with_the_next_reading(news: News) -> None:
    news.subscribe(1)
    news.comes("first", FIRST)
    with news.sessions.writing() as session:
        articles.forget(session, "first")

    news.read()

    assert states(alerts(news.sessions)) == [("new", "dropped")]


def test_old_news_that_is_read_late_alerts_nobody(news: News) -> None:
    news.subscribe(1)

    news.comes("first", FIRST, NOW - timedelta(days=5))

    assert len(news.deal_ids()) == 1
    assert alerts(news.sessions) == []


def test_first_reading_of_a_corpus_tells_only_what_is_news_since_the_subscription(news: News) -> None:
    """Else whoever subscribes, then adds a feed, is told all that the feed has kept."""
    news.subscribe(1, Rule(), made=NOW)
    for day, (supplier, buyer) in enumerate([("CATL", "Toyota"), ("SK On", "Ford"), ("BYD", "Nissan")], 2):
        text = f"{supplier} will supply {buyer} with battery cells from 2027, both companies said."
        news.save(buyer, text, NOW - timedelta(days=day), f"Cells for {buyer}")
    news.save("first", FIRST)

    news.read()

    assert len(news.deal_ids()) == 4
    assert len(alerts(news.sessions)) == 1


def test_reading_the_corpus_again_with_another_reader_alerts_nobody(news: News, sessions: Sessions) -> None:
    news.subscribe(1)
    news.comes("first", FIRST)
    news.comes("worth", WORTH)
    before = [(row.kind, row.revision) for row in alerts(sessions)]
    news.reader = OfAnotherVersion(gazetteer(), BundledRelations())

    done = news.read(NOW + timedelta(hours=1))

    assert done.articles == 2
    assert [(row.kind, row.revision) for row in alerts(sessions)] == before


def test_reading_the_corpus_again_after_its_deals_were_told_edits_nothing(news: News, sessions: Sessions) -> None:
    news.subscribe(1)
    news.comes("first", FIRST)
    news.deliver(NOW)
    with sessions.writing() as session:
        session.execute(update(DealReading).values(reader="of old"))

    done = news.read(NOW + timedelta(hours=1))

    assert done.articles == 1
    assert states(alerts(sessions)) == [("new", "sent")]


def test_two_processes_that_read_the_same_article_make_one_alert(news: News, reader: OfflineReader) -> None:
    news.subscribe(1)
    news.save("first", FIRST)

    class Slow:
        identity = reader.identity

        def read(self, article: Readable) -> list[DealDraft]:
            news.read()  # the other one is faster
            return reader.read(article)

    backlog.read(news.sessions, Slow(), lambda: NOW, news.on_changes)

    assert states(alerts(news.sessions)) == [("new", "waiting")]


def test_process_that_is_stopped_in_between_leaves_neither_deal_nor_alert(news: News) -> None:
    news.subscribe(1)
    news.save("first", FIRST)

    def stopped(session: Session, changes: Sequence[Change], now: datetime) -> None:
        news.on_changes(session, changes, now)
        if changes:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backlog.read(news.sessions, news.reader, lambda: NOW, stopped)

    assert (news.deal_ids(), alerts(news.sessions)) == ([], [])
    news.read()
    assert states(alerts(news.sessions)) == [("new", "waiting")]


def test_while_nobody_subscribes_no_matcher_is_made(news: News, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "_subscribers", lambda: pytest.fail("somebody is asked for"))
    bootstrap.on_changes.cache_clear()
    news.on_changes = bootstrap.on_changes()

    news.comes("first", FIRST)

    assert len(news.deal_ids()) == 1
