"""How the feeds fare, and those worth adding."""

from datetime import timedelta

from corpus.db import Sessions
from corpus.feeds import kept, rounds, states
from corpus.feeds.health import health
from corpus.feeds.suggested import named, suggested
from tests.corpus.feeds.makers import BODY, FEED, HOME, Site, add, asking, item, rss

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


def test_what_fails_is_late_waits_or_is_parked_is_told(sessions: Sessions) -> None:
    site, down, gone = Site(), "https://down.example/feed", "https://gone.example/feed"
    site.serve(FEED, rss([item(1, content=BODY), item(2), item(3)]))
    site.serve(f"{HOME}/news/3", "busy", 503)
    site.serve(down, "oops", 500)
    site.serve(gone, "gone", 410)
    keys = add(sessions, FEED, down, gone)
    for _ in range(3):
        rounds.until_done(asking(sessions, site), keys, regardless=True, workers=1)
    site.clock.pass_(days=2)

    with sessions.reading() as session:
        how = health(session, site.clock.now())
        named_ = {state.feed.url: state.name for state in states.states(session)}

    assert how.feeds == 2 and named_ == {FEED: "fine", down: "failing", gone: "ended"}
    (ill,), (ended,) = how.failing, how.ended
    assert (ill.url, ill.problem) == (down, "the server cannot give it now (500)")
    assert ended.ended and "gone for good" in ended.problem
    assert how.late > timedelta(days=1)
    assert (how.waiting, how.parked) == (2, 0)
    assert how.time_left is None


def test_rate_since_work_began_says_how_long_the_rest_takes(sessions: Sessions) -> None:
    site = Site()
    site.serve(FEED, rss([*(item(n, content=f"{BODY} {n}") for n in range(6)), item(7)]))
    site.serve(f"{HOME}/news/7", "busy", 503)
    add(sessions, FEED)
    rounds.until_done(asking(sessions, site), workers=1)

    with sessions.reading() as session:
        at_once, later = (health(session, site.clock.now() + minutes * MINUTE) for minutes in (0, 30))

    assert (at_once.read_last_hour, at_once.waiting, at_once.late) == (6, 1, timedelta())
    assert at_once.time_left == 10 * SECOND and later.time_left is not None
    assert 5 * MINUTE <= later.time_left < 6 * MINUTE


def test_no_feeds_are_no_trouble(sessions: Sessions) -> None:
    with sessions.reading() as session:
        how = health(session, Site().clock.now())

    assert (how.feeds, how.failing, how.ended, how.late, how.polled) == (0, (), (), timedelta(), None)


def test_suggested_feeds_have_names_to_type_and_addresses_as_they_are_kept() -> None:
    assert len(suggested()) >= 20
    for each in suggested():
        assert named(f" {each.name.upper()} ") == each and " " not in each.name and "." not in each.name
        assert kept.address(each.url) == each.url and each.url.startswith("https://")
    assert len({each.url for each in suggested()}) == len(suggested())
