"""One poll of a feed, and what is kept of it."""

from datetime import timedelta
from itertools import count

import httpx
import pytest

from corpus.db import Sessions
from corpus.feeds import discovery, kept, leases, polling, rounds
from corpus.feeds.discovery import Found
from corpus.feeds.polling import Polled
from corpus.models import Feed
from tests.corpus.feeds.makers import FEED, HOME, NOW, Site, add, all_entries, asking, feed, item, rss

HOUR = timedelta(hours=1)


def poll(sessions: Sessions, site: Site, key: int) -> Polled:
    (polled,) = rounds.poll(asking(sessions, site), [key], workers=1).polls
    return polled


def test_feed_is_read_and_asked_again_by_the_conditions_it_gave(sessions: Sessions) -> None:
    site = Site()
    site.serve(FEED, rss([item(1, NOW - HOUR)]), etag='"v1"', last_modified="Mon, 23 Nov 2026 11:00:00 GMT")
    (key,) = add(sessions, FEED)

    first = poll(sessions, site, key)
    site.pages[FEED] = lambda _: httpx.Response(304, content=b"a body that a 304 must not have")
    second = poll(sessions, site, key)

    assert first.came and first.came.new == 1 and second == Polled(FEED)
    assert site.asked[1].headers["if-none-match"] == '"v1"'
    assert site.asked[1].headers["if-modified-since"] == "Mon, 23 Nov 2026 11:00:00 GMT"
    now = feed(sessions, key)
    assert (now.title, now.kind, now.etag, now.failures, now.leased_by) == ("News", "rss", '"v1"', 0, None)
    assert now.due is not None and now.due > site.clock.now()


def test_same_content_under_ever_another_etag_is_read_once(sessions: Sessions) -> None:
    site, numbers = Site(), count()
    content = rss([item(1, NOW - HOUR)])
    site.pages[FEED] = lambda _: httpx.Response(200, text=content, headers={"etag": f'"{next(numbers)}"'})
    (key,) = add(sessions, FEED)

    assert [poll(sessions, site, key).came is None for _ in range(3)] == [False, True, True]
    assert len(all_entries(sessions)) == 1


def test_pace_that_a_feed_asked_for_holds_while_it_is_unchanged(sessions: Sessions) -> None:
    site = Site()
    site.serve(FEED, rss([item(n, NOW - n * 4 * HOUR) for n in range(5)], "<ttl>180</ttl>"))
    (key,) = add(sessions, FEED)
    poll(sessions, site, key)

    poll(sessions, site, key)

    assert feed(sessions, key).due >= site.clock.now() + 3 * HOUR  # type: ignore[operator]


@pytest.mark.parametrize(("status", "moved"), [(301, True), (308, True), (302, False), (307, False)])
def test_permanent_redirects_alone_are_kept(sessions: Sessions, status: int, moved: bool) -> None:
    site, there = Site(), f"{HOME}/new-feed"
    site.pages[FEED] = lambda _: httpx.Response(status, headers={"location": there})
    site.serve(there, rss([item(1, NOW)]))
    (key,) = add(sessions, FEED)

    poll(sessions, site, key)
    poll(sessions, site, key)

    assert feed(sessions, key).url == (there if moved else FEED)
    assert site.asked_for(FEED) == (1 if moved else 2)


def test_permanent_redirect_to_what_is_no_feed_moves_nothing(sessions: Sessions) -> None:
    site = Site()
    site.serve(FEED, rss([item(1, NOW)]))
    (key,) = add(sessions, FEED)
    poll(sessions, site, key)
    site.pages[FEED] = lambda _: httpx.Response(301, headers={"location": f"{HOME}/login"})
    site.page(f"{HOME}/login", "Sign in")

    polled = poll(sessions, site, key)

    assert polled.problem and "no feed now" in polled.problem and not polled.ended
    assert feed(sessions, key).url == FEED


def test_feed_that_moves_to_one_that_is_kept_ends(sessions: Sessions) -> None:
    site, there = Site(), f"{HOME}/new-feed"
    site.serve(there, rss([item(1, NOW)]))
    site.pages[FEED] = lambda _: httpx.Response(301, headers={"location": there})
    old, new = add(sessions, FEED, there)

    polled = poll(sessions, site, old)

    assert polled.ended and polled.problem and there in polled.problem
    assert feed(sessions, new).ended is None


def test_feed_that_is_gone_ends_and_admins_are_to_be_told_once(sessions: Sessions) -> None:
    site = Site()
    site.serve(FEED, rss([item(1, NOW)]))
    (key,) = add(sessions, FEED)
    poll(sessions, site, key)
    site.serve(FEED, "gone", 410)

    assert poll(sessions, site, key).ended

    with sessions.writing() as session:
        (untold,) = kept.untold(session)
        assert untold.key == key and "gone for good" in (untold.problem or "")
        kept.tell(session, [key])
        assert not kept.untold(session) and not kept.due(session, NOW + timedelta(days=99))


def test_feed_that_fails_waits_longer_each_time_and_ends_after_a_month(sessions: Sessions) -> None:
    site = Site()
    site.serve(FEED, rss([item(1, NOW)]))
    (key,) = add(sessions, FEED)
    poll(sessions, site, key)
    site.serve(FEED, "oops", 500)
    waits = list[timedelta]()

    for _ in range(60):
        now = feed(sessions, key)
        if now.ended:
            break
        assert now.due is not None
        site.clock.at = now.due
        poll(sessions, site, key)
        if due := feed(sessions, key).due:
            waits.append(due - site.clock.now())

    ended = feed(sessions, key)
    assert ended.ended and ended.ended - NOW >= timedelta(days=30)
    assert ended.problem and ended.problem.endswith("given up after 30 days")
    assert waits[:3] == sorted(waits[:3]) and waits[-1] >= timedelta(days=1)


def test_one_good_answer_makes_up_for_all_failures(sessions: Sessions) -> None:
    site = Site()
    site.serve(FEED, "oops", 503)
    (key,) = add(sessions, FEED)
    for _ in range(4):
        poll(sessions, site, key)
    assert feed(sessions, key).failures == 4
    site.serve(FEED, rss([item(1, NOW)]))

    poll(sessions, site, key)

    now = feed(sessions, key)
    assert (now.failures, now.failing_since, now.problem) == (0, None, None)


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_waited_for(sessions: Sessions, status: int) -> None:
    site = Site()
    site.serve(FEED, "later", status, retry_after="7200")
    (key,) = add(sessions, FEED)

    poll(sessions, site, key)

    due = feed(sessions, key).due
    assert due is not None and due >= NOW + 2 * HOUR


def test_host_that_wants_to_be_left_alone_costs_its_other_feeds_no_failure(sessions: Sessions) -> None:
    site, other = Site(), f"{HOME}/other"
    site.serve(FEED, "later", 429, retry_after="7200")
    site.serve(other, rss([item(1, NOW)]))
    first, second = add(sessions, FEED, other)

    rounds.poll(asking(sessions, site), [first, second], workers=1)

    now = feed(sessions, second)
    assert now.failures == 0 and now.due is not None and now.due >= NOW + 2 * HOUR - timedelta(seconds=5)
    assert site.asked_for(other) == 0


def test_what_never_was_a_feed_ends_at_once(sessions: Sessions) -> None:
    site = Site()
    site.serve(FEED, "just text", content_type="text/plain")
    (key, missing) = add(sessions, FEED, f"{HOME}/missing")

    assert poll(sessions, site, key).ended and poll(sessions, site, missing).ended


def test_two_processes_never_poll_one_feed_nor_one_host_at_once(sessions: Sessions) -> None:
    key, same_host, elsewhere = add(sessions, FEED, f"{HOME}/other", "https://other.example/feed")
    keys = [key, same_host, elsewhere]

    with sessions.writing() as session:
        ours = leases.take(session, [key], NOW, "one")
    with sessions.writing() as session:
        theirs = leases.take(session, keys, NOW, "two")
        later = leases.take(session, keys, NOW + leases.LEASE, "three")

    assert [each.key for each in ours] == [key]
    assert [each.key for each in theirs] == [elsewhere]
    assert {each.key for each in later} == set(keys)


def test_who_lost_a_feed_keeps_nothing_of_its_poll(sessions: Sessions) -> None:
    site = Site()
    site.serve(FEED, rss([item(1, NOW)]))
    (key,) = add(sessions, FEED)
    asks = asking(sessions, site, "slow")
    with sessions.writing() as session:
        (taken,) = leases.take(session, [key], NOW, "slow")
    with sessions.writing() as session:
        assert leases.take(session, [key], NOW + leases.LEASE, "quick")

    polling.poll(asks, taken)

    now = feed(sessions, key)
    assert (now.leased_by, now.polled) == ("quick", None)


def test_parser_that_trips_is_a_failure_like_others(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site()
    site.serve(FEED, rss([item(1, NOW)]))
    (key,) = add(sessions, FEED)
    monkeypatch.setattr(discovery, "read", lambda _: dict[str, Found]()["missing"])

    assert poll(sessions, site, key).problem == "it cannot be parsed (KeyError)"
    assert feed(sessions, key).failures == 1


def test_list_of_sitemaps_brings_its_sitemaps_along(sessions: Sessions) -> None:
    site, index = Site(), f"{HOME}/sitemap.xml"

    def serve(*days: int) -> None:
        maps = "".join(f"<sitemap><loc>/map{n}.xml</loc><lastmod>2026-11-{n:02}</lastmod></sitemap>" for n in days)
        site.serve(index, f"<sitemapindex>{maps}</sitemapindex>")

    for n in (1, 2, 3):
        site.serve(f"{HOME}/map{n}.xml", f"<urlset><url><loc>{HOME}/news/a-b-c-{n}</loc></url></urlset>")
    serve(1, 2)
    (key,) = add(sessions, index)

    tally = rounds.until_done(asking(sessions, site), [key], workers=1)

    assert len(tally.polls) == 3 and len(all_entries(sessions)) == 2
    with sessions.reading() as session:
        assert [each.key for each in kept.listed(session)] == [key]
    serve(2, 3)
    poll(sessions, site, key)
    with sessions.reading() as session:
        children = {each.url: each for each in session.query(Feed).where(Feed.parent == key)}
    assert {url.rpartition("/")[2]: child.ended is not None for url, child in children.items()} == {
        "map1.xml": True,
        "map2.xml": False,
        "map3.xml": False,
    }
    with sessions.reading() as session:
        assert not kept.untold(session)


def test_added_twice_is_one_feed_and_one_that_ended_begins_anew(sessions: Sessions) -> None:
    first, second = add(sessions, FEED, "  https://NEWS.example/feed#top ")
    assert first == second

    with sessions.writing() as session:
        again = session.get(Feed, first)
        assert again is not None
        kept.end(again, "gone", NOW)
    add(sessions, FEED, now=NOW + HOUR)

    now = feed(sessions, first)
    assert (now.ended, now.due, now.problem) == (None, NOW + HOUR, None)


def test_site_with_hundreds_of_sitemaps_keeps_no_other_feed_waiting(sessions: Sessions) -> None:
    many = add(sessions, *(f"{HOME}/sitemap-{n}.xml" for n in range(100)))
    (other,) = add(sessions, "https://other.example/feed", now=NOW + timedelta(seconds=1))

    with sessions.writing() as session:
        taken = leases.take(session, [*many, other], NOW + timedelta(minutes=1), "one")

    assert len(taken) == leases.OF_A_HOST + 1 and taken[-1].key == other


def test_however_many_feeds_are_asked_for_all_are_polled(sessions: Sessions) -> None:
    keys = add(sessions, *(f"https://site-{n}.example/feed" for n in range(70)))

    assert len(rounds.poll(asking(sessions, Site()), keys, workers=2).polls) == 70
