"""When feeds are asked again."""

import random
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.feeds import timing
from corpus.feeds.listing import Pace
from corpus.feeds.timing import Bounds
from tests.corpus.feeds.makers import NOW

BOUNDS = Bounds()
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class NoChance(random.Random):
    def uniform(self, a: float, b: float) -> float:
        return a


def every(gap: timedelta, last: timedelta = timedelta(0)) -> timedelta:
    return timing.interval([NOW - last - n * gap for n in range(10)], NOW, BOUNDS)


def next_(wait: timedelta, asked: timedelta = timedelta(0), pace: Pace | None = None) -> timedelta:
    return timing.next_poll(wait, asked, pace or Pace(), NOW, BOUNDS, NoChance()) - NOW


def test_busy_feeds_are_asked_often_and_silent_ones_seldom() -> None:
    assert every(5 * MINUTE) == 2 * MINUTE
    assert every(2 * HOUR) == 15 * MINUTE
    assert every(3 * DAY) == HOUR
    assert every(2 * HOUR, last=14 * DAY) == 2 * HOUR
    assert every(DAY, last=400 * DAY) == DAY
    assert timing.interval([], NOW, BOUNDS) == HOUR
    assert timing.interval([NOW] * 10, NOW, BOUNDS) == HOUR  # no dates: all came when it was read first
    assert timing.interval([NOW + DAY], NOW, BOUNDS) == HOUR


def test_what_server_and_feed_ask_is_honoured_within_bounds() -> None:
    assert next_(10 * MINUTE) == 10 * MINUTE
    assert next_(10 * MINUTE, asked=30 * MINUTE) == 30 * MINUTE
    assert next_(10 * MINUTE, asked=365 * DAY) == DAY
    assert next_(HOUR, pace=Pace(6 * HOUR)) == 6 * HOUR


def test_feed_that_says_daily_and_brings_one_an_hour_is_asked_once_an_hour() -> None:
    assert next_(HOUR / 8, pace=Pace(DAY)) == HOUR


def test_skipped_hours_and_days_are_slept_through() -> None:
    assert NOW.hour == 12 and NOW.weekday() == 0

    assert timedelta(hours=3) <= next_(HOUR, pace=Pace(skip_hours=frozenset({13, 14}))) < timedelta(hours=3.5)
    assert timedelta(hours=12) <= next_(HOUR, pace=Pace(skip_days=frozenset({0}))) < timedelta(hours=12.5)
    assert next_(HOUR, pace=Pace(skip_hours=frozenset(range(24)))) == HOUR


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache-control": "public, max-age=600"}, 600),
        ({"cache-control": "max-age=600", "age": "500"}, 100),
        ({"cache-control": "s-maxage=900, max-age=\"60\""}, 60),
        ({"cache-control": "no-cache", "expires": "Tue, 24 Nov 2026 12:00:00 GMT"}, 0),
        ({"expires": "Mon, 23 Nov 2026 13:00:00 GMT", "date": "Mon, 23 Nov 2026 12:30:00 GMT"}, 1800),
        ({"expires": "Mon, 23 Nov 2026 13:00:00 GMT"}, 3600),
        ({"expires": "0"}, 0),
        ({"expires": "Mon, 23 Nov 2020 13:00:00 GMT"}, 0),
    ],
)  # fmt: skip
def test_how_long_a_server_says_its_answer_stays(headers: dict[str, str], seconds: int) -> None:
    assert timing.asked_by(headers, NOW) == timedelta(seconds=seconds)


def test_failures_wait_twice_as_long_each_time_up_to_the_bound_and_what_is_asked() -> None:
    waits = [timing.after_failure(n, MINUTE, None, NOW, BOUNDS, NoChance()) - NOW for n in (1, 2, 3, 9, 99)]

    assert waits == [5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 1280 * MINUTE, DAY]
    assert timing.after_failure(1, MINUTE, 7200, NOW, BOUNDS, NoChance()) - NOW == 2 * HOUR


def test_entries_are_tried_for_more_than_a_day_then_no_more() -> None:
    again = [timing.entry_again(n, None, NOW, NoChance()) for n in range(1, 8)]
    waits = [at - NOW for at in again if at]

    assert waits == sorted(waits) and sum(waits, timedelta()) > DAY
    assert again[timing.ENTRY_ATTEMPTS - 1 :] == [None, None]


spans = st.timedeltas(timedelta(0), timedelta(days=4_000))


@given(spans, spans, spans, st.frozensets(st.integers(0, 23)), st.frozensets(st.integers(0, 6)), st.integers(0, 99))
def test_no_feed_is_asked_sooner_than_it_wants_nor_forgotten(
    wait: timedelta, asked: timedelta, ttl: timedelta, hours: frozenset[int], days: frozenset[int], seed: int
) -> None:
    pace = Pace(ttl, hours, days)

    at = timing.next_poll(BOUNDS.within(wait), asked, pace, NOW, BOUNDS, random.Random(seed))

    assert at - NOW >= min(asked, BOUNDS.most) and at - NOW >= BOUNDS.least
    assert at - NOW <= timedelta(days=9)
    if len(hours) < 24 and len(days) < 7:
        assert at.hour not in hours and at.weekday() not in days
