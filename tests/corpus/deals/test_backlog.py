"""Reading the articles that wait, one after the other, and what is said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from corpus.db import Sessions
from corpus.deals import backlog, queries
from corpus.deals.changes import Change, OnChanges, unheard
from corpus.deals.drafts import DealDraft, Readable
from corpus.deals.queries import Wanted
from corpus.errors import Unavailable
from tests.corpus.deals.makers import READER, deal, publish
from tests.fakes import NOW

MAZDA = "supplier Panasonic Energy, buyer Mazda"


@dataclass(frozen=True)
class Reads:
    """Reads what it was told to, by the article's id; raises an error it was told to."""

    told: Mapping[str, DealDraft | Exception]
    identity: str = READER

    def read(self, article: Readable) -> list[DealDraft]:
        found = self.told.get(article.title.removeprefix("Title of "))
        if isinstance(found, Exception):
            raise found
        return [found] if found else []


def read(
    sessions: Sessions,
    told: Mapping[str, DealDraft | Exception],
    on_changes: OnChanges = unheard,
    most: int | None = None,
) -> backlog.Read:
    return backlog.read(sessions, Reads(told), lambda: NOW, on_changes, most=most)


def test_deals_that_an_older_article_joins_count_as_one_new_deal(sessions: Sessions) -> None:
    publish(sessions, "talks", "2023-06-21")
    publish(sessions, "agreement", "2024-03-29")
    publish(sessions, "plants", "2024-09-06")

    done = read(sessions, {"talks": deal(MAZDA, stage="talks"), "agreement": deal(MAZDA), "plants": deal(MAZDA)})

    assert (done.articles, done.new_deals) == (3, 1)


def test_deal_known_before_that_takes_in_a_new_one_is_not_new(sessions: Sessions) -> None:
    publish(sessions, "agreement", "2024-03-29")
    told = {"talks": deal(MAZDA, stage="talks"), "agreement": deal(MAZDA), "plants": deal(MAZDA)}
    first = read(sessions, told)
    publish(sessions, "plants", "2024-09-06")
    publish(sessions, "talks", "2023-06-21")

    second = read(sessions, told)

    assert (first.new_deals, second.new_deals) == (1, 0)


def test_recalled_deal_is_new_once_it_is_told_as_news(sessions: Sessions) -> None:
    publish(sessions, "recalled", "2024-04-29")
    told = {"recalled": deal(MAZDA, background=True), "news": deal(MAZDA)}
    first = read(sessions, told)
    publish(sessions, "news", "2024-03-29")

    second = read(sessions, told)

    assert (first.new_deals, second.new_deals) == (0, 1)


def test_article_that_cannot_be_read_stops_no_other_and_waits_no_more(sessions: Sessions) -> None:
    publish(sessions, "bad", "2024-03-30")
    publish(sessions, "good", "2024-03-29")

    done = read(sessions, {"bad": ValueError("no"), "good": deal(MAZDA)})

    assert (done.articles, done.new_deals) == (2, 1)
    assert backlog.waiting(sessions, Reads({})) == 0


def test_server_that_does_not_answer_stops_reading_and_what_was_read_is_kept(sessions: Sessions) -> None:
    publish(sessions, "first", "2024-03-30")
    publish(sessions, "second", "2024-03-29")

    with pytest.raises(Unavailable):
        read(sessions, {"first": deal(MAZDA), "second": Unavailable("", "no answer")})

    assert backlog.waiting(sessions, Reads({})) == 1


def test_who_is_to_tell_hears_of_changes_in_the_transaction_that_makes_them(sessions: Sessions) -> None:
    publish(sessions, "agreement", "2024-03-29")
    heard: list[tuple[str, int, datetime]] = []

    def on_changes(session: Session, changes: Sequence[Change], now: datetime) -> None:
        heard.extend((change.kind.value, queries.count(session, Wanted()), now) for change in changes)

    read(sessions, {"agreement": deal(MAZDA)}, on_changes)

    assert heard == [("new", 1, NOW)]


def test_deal_that_cannot_be_told_is_not_recorded_and_its_article_waits(sessions: Sessions) -> None:
    publish(sessions, "agreement", "2024-03-29")

    def on_changes(session: Session, changes: Sequence[Change], now: datetime) -> None:
        if changes:
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError, match="killed"):
        read(sessions, {"agreement": deal(MAZDA)}, on_changes)

    with sessions.reading() as session:
        assert queries.count(session, Wanted()) == 0
    assert backlog.waiting(sessions, Reads({})) == 1


def test_no_more_are_read_than_was_said_the_newest_first(sessions: Sessions) -> None:
    for day in (1, 2, 3):
        publish(sessions, f"article {day}", f"2024-03-0{day}")
    newest = {"article 3": deal(MAZDA)}

    done = read(sessions, newest, most=2)

    assert (done.articles, done.new_deals) == (2, 1)
    assert backlog.waiting(sessions, Reads({})) == 1
