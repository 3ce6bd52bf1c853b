"""`/feeds`: an admin looks after the feeds."""

from dataclasses import replace

import pytest

from bot.conversation.lookups import feeds
from bot.conversation.replies import plain
from bot.conversation.texts import LANGUAGES, of
from corpus.feeds import kept, rounds
from tests.bot.conversation.conftest import BEN, Talk
from tests.corpus.feeds.makers import BODY, FEED, NOW, Site, asking, item, rss

ADMIN = replace(BEN, is_admin=True)


def typed(talk: Talk, text: str) -> str:
    return plain(talk.type(text, who=ADMIN))


def polled(talk: Talk, site: Site) -> None:
    rounds.until_done(asking(talk.sessions, site), regardless=True, workers=1)


def test_admin_adds_a_feed_sees_it_polled_and_removes_it(talk: Talk) -> None:
    site = Site()
    site.serve(FEED, rss([item(1, NOW, content=BODY), item(2, NOW)]))
    site.serve("https://news.example/news/2", "no", 403)

    assert "No feed is polled yet" in typed(talk, "/feeds")
    assert f"I will look at {FEED} now" in typed(talk, "/feeds add news.example/feed")
    assert "not polled yet" in typed(talk, "/feeds")
    polled(talk, site)

    said = typed(talk, "/feeds")
    assert "1 feed" in said and "News: polled" in said and "1 given up" in said
    assert "Feeds: 1" in typed(talk, "/status") and "Feeds" not in plain(talk.type("/status"))
    assert "is polled already" in typed(talk, f"/feeds add {FEED}")
    assert typed(talk, "/feeds poll") == "1 feed is asked now. 1 article that had been given up is tried again."
    assert "polled no more" in typed(talk, "/feeds remove news")
    assert "There is no feed" in typed(talk, "/feeds remove news")


def test_what_fails_or_has_ended_is_told_first_with_its_reason(talk: Talk) -> None:
    site, gone = Site(), "https://gone.example/feed"
    site.serve(FEED, rss([item(1, NOW, content=BODY)]))
    site.serve(gone, "gone", 410)
    typed(talk, f"/feeds add {FEED}")
    typed(talk, f"/feeds add {gone}")
    polled(talk, site)

    said = typed(talk, "/feeds")

    assert "ended: the page is gone for good (410)" in said
    assert said.index("gone.example") < said.index("News")


def test_suggested_feeds_are_added_by_name(talk: Talk) -> None:
    assert "electrive" in typed(talk, "/feeds suggested")
    assert "electrive.com/feed" in typed(talk, "/feeds add electrive")
    assert "no address of a feed" in typed(talk, "/feeds add nonsense")


def test_nobody_else_has_the_command(talk: Talk) -> None:
    talk.type(f"/feeds add {FEED}")

    with talk.sessions.reading() as session:
        assert kept.listed(session) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_note_names_the_feed_and_why_it_ended(talk: Talk, language: str) -> None:
    with talk.sessions.writing() as session:
        kept.end(kept.add(session, FEED, NOW, "Battery Day"), "the page is gone for good (410)", NOW)
        note = plain(feeds.ended(kept.untold(session), of(language)))

    assert all(part in note for part in (FEED, "Battery Day", "410", "/feeds add"))
