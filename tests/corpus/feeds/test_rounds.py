"""The backlog of entries: what is read, in which order, and what becomes of what cannot be read."""

from datetime import datetime, timedelta
from itertools import pairwise

import httpx
from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.db import Sessions
from corpus.feeds import entries, kept, leases, rounds
from corpus.feeds.entries import Turn
from corpus.feeds.rounds import Tally
from corpus.models import Article, Entry
from tests.corpus.feeds.makers import BODY, FEED, HOME, NOW, Item, Site, add, all_entries, asking, item, rss

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OTHER = "https://other.example"


def run(sessions: Sessions, site: Site, *keys: int) -> Tally:
    return rounds.until_done(asking(sessions, site), list(keys) or None, regardless=bool(keys), workers=1)


def taken(session: Session, now: datetime) -> list[Turn]:
    return entries.take(session, entries.next_up(session, now, 64), now)


def articles(sessions: Sessions) -> list[Article]:
    with sessions.reading() as session:
        return list(session.scalars(select(Article).order_by(Article.key)))


def test_whole_texts_come_from_the_feed_and_others_from_their_pages(sessions: Sessions) -> None:
    site = Site()
    page = f"{HOME}/news/2"
    site.page(page, "Page's title", NOW - 2 * HOUR, BODY + " Only the page says this.")
    site.serve(FEED, rss([item(1, NOW - HOUR, content=BODY), item(2, NOW - HOUR, text="Its beginning…")]))
    add(sessions, FEED)

    tally = run(sessions, site)

    assert tally.read == {"new": 2}
    assert [str(request.url) for request in site.asked] == [FEED, page]
    whole, fetched = sorted(articles(sessions), key=lambda each: each.title)
    assert (whole.title, whole.text, whole.published, whole.source) == ("Article 1", BODY, NOW - HOUR, "News")
    assert whole.url == f"{HOME}/news/1" and "Only the page says this." in fetched.text
    assert (fetched.title, fetched.published) == ("Article 2", NOW - 2 * HOUR)
    assert {entry.text for entry in all_entries(sessions)} == {None}


def test_newest_are_read_first_and_a_large_archive_keeps_nothing_waiting(sessions: Sessions) -> None:
    site = Site()
    archive = [f"{HOME}/archive/old-deal-no-{n}" for n in range(40)]
    days = [NOW - (n + 30) * DAY for n in range(40)]
    for url in archive:
        site.page(url, "Old")
    pages = "".join(
        f"<url><loc>{u}</loc><lastmod>{d.date()}</lastmod></url>" for u, d in zip(archive, days, strict=True)
    )
    site.serve(f"{HOME}/sitemap.xml", f"<urlset>{pages}</urlset>")
    site.serve(f"{OTHER}/feed", rss([Item("Fresh", f"{OTHER}/1", NOW, "1")]))
    site.page(f"{OTHER}/1", "Fresh", NOW)
    asks = asking(sessions, site)
    add(sessions, f"{HOME}/sitemap.xml")
    rounds.Rounds(asks, workers=1).round()

    add(sessions, f"{OTHER}/feed")
    rounds.Rounds(asks, workers=1).round()

    read = [str(request.url) for request in site.asked if "sitemap" not in request.url.path]
    assert read[:4] == archive[:4]
    assert f"{OTHER}/1" in read and len(read) <= 2 * entries.OF_A_HOST + 2
    rounds.until_done(asks, workers=1)
    assert len(articles(sessions)) == 41


def test_page_that_fails_is_tried_ever_later_then_parked_with_its_reason_and_tried_again_on_demand(
    sessions: Sessions,
) -> None:
    site, page = Site(), f"{HOME}/news/1"
    site.serve(FEED, rss([item(1, NOW)]))
    site.serve(page, "down", 500)
    (key,) = add(sessions, FEED)
    run(sessions, site)
    tries = [site.clock.now()]

    while (entry := all_entries(sessions)[0]).state == entries.WAITING:
        site.clock.at = entry.due
        run(sessions, site)
        tries.append(site.clock.now())

    waits = [b - a for a, b in pairwise(tries)]
    assert waits == sorted(waits) and len(tries) == 6
    with sessions.writing() as session:
        ((parked, its_feed),) = entries.parked(session, 10)
        assert (parked.problem, its_feed.key) == ("the server cannot give it now (500)", key)
        assert entries.retry(session, site.clock.now()) == 1
    site.page(page, "Now there", NOW)
    assert run(sessions, site).read == {"new": 1}


def test_page_that_is_forbidden_is_parked_at_once_unless_the_feed_says_enough(sessions: Sessions) -> None:
    site = Site()
    items = [item(1, NOW), item(2, NOW, text=BODY[:300] + "…")]
    site.serve(FEED, rss(items))
    site.serve(f"{HOME}/robots.txt", "User-agent: *\nDisallow: /news/")
    add(sessions, FEED)

    tally = run(sessions, site)

    assert tally.read == {"parked": 1, "new": 1}
    (article,) = articles(sessions)
    assert article.title == "Article 2" and article.text.startswith("Panasonic")
    assert all("robots.txt" in (entry.problem or "") for entry in all_entries(sessions))
    assert [request.url.path for request in site.asked] == ["/feed"]


def test_entry_of_several_feeds_is_one_article_and_fetched_once(sessions: Sessions) -> None:
    site, page = Site(), f"{HOME}/news/1"
    site.page(page, "Cells", NOW)
    for feed, tracker in ((FEED, ""), (f"{OTHER}/feed", "?utm_source=rss")):
        site.serve(feed, rss([Item("Cells", page + tracker, NOW, feed)]))
    site.page(f"{page}?utm_source=rss", "Cells", NOW)
    add(sessions, FEED, f"{OTHER}/feed")

    tally = run(sessions, site)

    assert tally.read == {"new": 1, "known": 1} and len(articles(sessions)) == 1
    assert len({entry.article_key for entry in all_entries(sessions)}) == 1


def test_edited_entry_is_read_again_but_not_more_often_than_once_an_hour(sessions: Sessions) -> None:
    site = Site()
    (key,) = add(sessions, FEED)
    for n in range(3):
        site.serve(FEED, rss([item(1, NOW, content=f"{BODY} Version {n}.")]))
        run(sessions, site, key)

    (article,) = articles(sessions)
    assert article.text.endswith("Version 0.")
    site.clock.pass_(hours=1)
    assert run(sessions, site, key).read == {"edited": 1}
    assert articles(sessions)[0].text.endswith("Version 2.")


def test_edit_of_an_old_article_is_not_read(sessions: Sessions) -> None:
    site = Site()
    (key,) = add(sessions, FEED)
    for n in range(2):
        site.serve(FEED, rss([item(1, NOW - 60 * DAY, content=f"{BODY} Version {n}.")]))
        run(sessions, site, key)

    assert articles(sessions)[0].text.endswith("Version 0.")


def test_undated_entry_on_top_of_a_watched_feed_came_now_and_one_below_may_be_old(sessions: Sessions) -> None:
    site = Site()

    def undated(n: int) -> Item:
        return Item(f"Article {n}", f"{HOME}/news/{n}", None, str(n), content=f"{BODY} Number {n}.")

    site.serve(FEED, rss([undated(2), undated(3)]))
    (key,) = add(sessions, FEED)
    run(sessions, site, key)
    site.clock.pass_(hours=1)
    site.serve(FEED, rss([undated(1), undated(2), undated(4)]))
    run(sessions, site, key)

    known = {article.title: article.published for article in articles(sessions)}
    assert known.pop("Article 1") is not None
    assert set(known.values()) == {None}


def test_backdated_news_is_as_old_as_its_page_says(sessions: Sessions) -> None:
    site = Site()
    site.serve(FEED, rss([item(1, NOW - HOUR)]))
    site.page(f"{HOME}/news/1", "Cells", NOW - 700 * DAY)
    add(sessions, FEED)

    run(sessions, site)

    assert articles(sessions)[0].published == NOW - 700 * DAY


def test_entry_without_a_page_is_known_by_its_feed_and_one_with_nothing_is_parked(sessions: Sessions) -> None:
    site = Site()
    for host in (HOME, OTHER):
        site.serve(
            f"{host}/feed", rss([Item("A note", None, NOW, "17", text=f"Of {host}."), Item("Nothing", None, NOW, "18")])
        )
    add(sessions, f"{HOME}/feed", f"{OTHER}/feed")

    assert run(sessions, site).read == {"new": 2, "parked": 2}
    assert len({article.id for article in articles(sessions)}) == 2


def test_page_with_less_than_the_feed_gives_way(sessions: Sessions) -> None:
    site = Site()
    site.serve(FEED, rss([item(1, NOW, text=BODY[:500] + "…")]))
    site.page(f"{HOME}/news/1", "Please accept our cookies", body="We value your privacy. Accept all cookies to go on.")
    add(sessions, FEED)

    run(sessions, site)

    assert articles(sessions)[0].text.startswith("Panasonic")


def test_two_processes_do_not_read_one_entry(sessions: Sessions) -> None:
    site = Site()
    site.serve(FEED, rss([item(n, NOW - n * HOUR) for n in range(6)]))
    (key,) = add(sessions, FEED)
    rounds.poll(asking(sessions, site), [key])

    with sessions.writing() as session:
        ours = taken(session, NOW + HOUR)
    with sessions.writing() as session:
        theirs = taken(session, NOW + HOUR)
        later = taken(session, NOW + 2 * HOUR)

    assert [turn.title for turn in ours] == [f"Article {n}" for n in range(4)]
    assert theirs == [] and len(later) == 4


def test_stopping_begins_nothing_more_and_gives_back_what_was_taken(sessions: Sessions) -> None:
    site = Site()
    site.serve(FEED, rss([item(n, NOW) for n in range(4)]))
    (key,) = add(sessions, FEED)
    asks = asking(sessions, site)
    rounds.poll(asks, [key])
    stopped = asking(sessions, site, stopping=lambda: True)

    with rounds.Rounds(stopped, workers=1) as begun:
        assert begun.round().done == 0

    with sessions.writing() as session:
        assert len(taken(session, site.clock.now())) == 4
        assert leases.take(session, [key], site.clock.now(), "another")


def test_removed_feed_leaves_its_articles(sessions: Sessions) -> None:
    site = Site()
    site.serve(FEED, rss([item(1, NOW, content=BODY)]))
    add(sessions, FEED)
    run(sessions, site)

    with sessions.writing() as session:
        feed = kept.find(session, "news.example/feed")
        assert feed is not None and kept.find(session, "NEWS") == feed
        kept.remove(session, feed)

    assert all_entries(sessions) == [] and len(articles(sessions)) == 1


def test_page_on_which_a_parser_trips_stops_no_other(sessions: Sessions) -> None:
    site = Site()
    site.serve(FEED, rss([item(1, NOW), item(2, NOW - HOUR)]))

    def trips(_: httpx.Request) -> httpx.Response:
        raise KeyError("odd")

    site.pages[f"{HOME}/news/1"] = trips
    site.page(f"{HOME}/news/2", "Cells", NOW)
    add(sessions, FEED)

    assert run(sessions, site).read == {"again": 1, "new": 1}
    with sessions.reading() as session:
        assert session.scalar(select(Entry.problem).where(Entry.attempts == 1)) == "it cannot be parsed (KeyError)"


def test_page_that_kills_its_reader_again_and_again_is_parked(sessions: Sessions) -> None:
    site = Site()
    site.serve(FEED, rss([item(1, NOW)]))
    (key,) = add(sessions, FEED)
    rounds.poll(asking(sessions, site), [key])

    for _ in range(8):
        with sessions.writing() as session:
            taken(session, site.clock.now())
        site.clock.pass_(minutes=11)

    (entry,) = all_entries(sessions)
    assert (entry.state, entry.problem) == (entries.PARKED, "reading it never came to an end")
