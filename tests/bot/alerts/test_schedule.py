"""When alerts go, hour by hour, in the zones of the world, when clocks are put forward and back."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.alerts import schedule
from bot.alerts.schedule import BURST, MOST_TOGETHER, Mode, Slot, Times, Together, next_message, slot

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
#: Whole hours, half ones, quarters; changes at midnight, at two, by half an hour, of the other half of the globe; none.
ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Berlin",
        "America/New_York",
        "America/Santiago",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Africa/Cairo",
        "Asia/Tokyo",
    )
]


def at(text: str, zone: ZoneInfo, fold: int = 0) -> datetime:
    """A time as the clocks there show it, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).astimezone(UTC)


def moments_of_2026(minutes: int = 97) -> Iterator[datetime]:
    """So many minutes apart: a number that lets all minutes of the hour come up."""
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    while moment.year == 2026:
        yield moment
        moment += timedelta(minutes=minutes)


def due(times: Times, now: datetime) -> datetime:
    found = slot(times, now)
    assert found
    return found.due


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_daily_digest_goes_once_on_every_day_of_a_year_at_its_hour(zone: ZoneInfo) -> None:
    times = Times(Mode.DAILY, minute=8 * 60 + 15, zone=zone)

    digests = sorted({due(times, now) for now in moments_of_2026()})

    shown = [moment.astimezone(zone) for moment in digests]
    days = [each.date() for each in shown]
    assert {(each.hour, each.minute) for each in shown} == {(8, 15)}
    assert [b - a for a, b in pairwise(days)] == [timedelta(days=1)] * (len(days) - 1)
    assert len(days) in (365, 366)


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_weekly_digest_goes_on_every_one_of_its_weekdays(zone: ZoneInfo) -> None:
    times = Times(Mode.WEEKLY, minute=30, weekday=6, zone=zone)

    digests = sorted({due(times, now) for now in moments_of_2026()})

    shown = [moment.astimezone(zone) for moment in digests]
    days = [each.date() for each in shown]
    assert {each.weekday() for each in shown} == {6}
    assert [b - a for a, b in pairwise(days)] == [timedelta(days=7)] * (len(days) - 1)
    # In Santiago and Cairo, clocks go forward at midnight: there is no 00:30 that day.
    assert Counter((each.hour, each.minute) for each in shown)[0, 30] >= len(shown) - 1


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize(("begin", "until"), [(22 * 60, 7 * 60), (12 * 60, 14 * 60), (90, 150), (1, 0)])
def test_nothing_goes_in_quiet_hours_and_all_goes_when_they_end(zone: ZoneInfo, begin: int, until: int) -> None:
    times = Times(quiet_from=begin, quiet_until=until, zone=zone)
    for now in moments_of_2026(331):
        found = slot(times, now)

        assert found
        assert schedule.quiet_end(times, found.due) is None
        shown = now.astimezone(zone)
        minute = shown.hour * 60 + shown.minute
        is_quiet = begin <= minute < until if begin < until else minute >= begin or minute < until
        changes = {(shown + timedelta(hours=hours)).utcoffset() for hours in (-26, 26)}
        if len(changes) == 1:  # what clocks show is what it is
            assert (found == Slot(now)) is not is_quiet
            after = found.due.astimezone(zone)
            assert not is_quiet or (after.hour * 60 + after.minute == until and found.together is Together.CATCH_UP)
        assert found.due - now <= timedelta(hours=25, minutes=1)


def test_digest_at_an_hour_that_there_is_not_goes_an_hour_later() -> None:
    times = Times(Mode.DAILY, minute=2 * 60 + 30, zone=BERLIN)

    before = due(times, at("2026-03-28T12:00", BERLIN))

    assert before == at("2026-03-29T03:30", BERLIN)
    assert due(times, before) == at("2026-03-30T02:30", BERLIN)


def test_digest_at_an_hour_that_there_is_twice_goes_the_first_time_alone() -> None:
    times = Times(Mode.DAILY, minute=2 * 60 + 30, zone=BERLIN)

    before = due(times, at("2026-10-24T12:00", BERLIN))

    assert before == at("2026-10-25T02:30", BERLIN, fold=0)
    assert due(times, before) == due(times, at("2026-10-25T02:30", BERLIN, fold=1)) == at("2026-10-26T02:30", BERLIN)


def test_quiet_hours_that_end_in_the_hour_that_there_is_twice_end_once() -> None:
    times = Times(quiet_from=22 * 60, quiet_until=90, zone=NEW_YORK)

    asleep = slot(times, at("2026-11-01T01:15", NEW_YORK, fold=0))
    awake = slot(times, at("2026-11-01T01:15", NEW_YORK, fold=1))

    assert asleep == Slot(at("2026-11-01T01:30", NEW_YORK, fold=0), Together.CATCH_UP)
    assert awake == Slot(at("2026-11-01T01:15", NEW_YORK, fold=1))


def test_night_is_an_hour_longer_or_shorter_when_clocks_change() -> None:
    times = Times(quiet_from=22 * 60, quiet_until=7 * 60, zone=BERLIN)

    nights = {
        day: due(times, at(f"{day}T22:00", BERLIN)) - at(f"{day}T22:00", BERLIN)
        for day in ("2026-03-28", "2026-06-01", "2026-10-24")
    }

    assert [night / timedelta(hours=1) for night in nights.values()] == [8, 9, 10]


def test_digest_whose_hour_is_quiet_goes_when_it_is_not() -> None:
    times = Times(Mode.DAILY, minute=6 * 60, quiet_from=22 * 60, quiet_until=7 * 60, zone=BERLIN)

    assert slot(times, at("2026-06-01T12:00", BERLIN)) == Slot(at("2026-06-02T07:00", BERLIN), Together.DIGEST)


def test_urgent_alert_breaks_quiet_hours_digests_and_the_days_most_but_not_a_pause() -> None:
    now = at("2026-06-01T23:00", BERLIN)
    quiet = Times(quiet_from=22 * 60, quiet_until=7 * 60, zone=BERLIN)

    for times in (quiet, Times(Mode.DAILY), Times(Mode.WEEKLY), Times(most_a_day=0)):
        assert slot(times, now, singles=99, urgent=True) == Slot(now)
    assert slot(Times(paused=True), now, urgent=True) is None


def test_what_is_beyond_the_days_most_goes_in_the_next_digest() -> None:
    now = at("2026-06-01T12:00", BERLIN)
    times = Times(most_a_day=3, zone=BERLIN)

    assert slot(times, now, singles=2) == Slot(now)
    assert slot(times, now, singles=3) == Slot(at("2026-06-02T08:00", BERLIN), Together.DIGEST)


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_day_begins_before_now_and_at_most_25_hours_ago(zone: ZoneInfo) -> None:
    for now in moments_of_2026():
        start = schedule.day_start(now, zone)

        assert timedelta() <= now - start < timedelta(hours=25)
        assert start.astimezone(zone).date() == now.astimezone(zone).date()


@dataclass
class Waiting:
    name: str
    together: str | None = None
    urgent: bool = False
    attempts: int = 0
    edits: bool = False


def messages(*due: Waiting) -> list[tuple[str, str | None]]:
    """All that is due, message by message."""
    left, sent = list(due), []
    while left:
        chosen, together = next_message(left)
        sent.append((" ".join(each.name for each in chosen), together and together.value))
        assert chosen
        left = [each for each in left if each not in chosen]
    return sent


def test_a_few_alerts_go_one_by_one_and_many_at_once_go_in_one_message() -> None:
    few = [Waiting(str(n)) for n in range(BURST)]

    assert messages(*few) == [(str(n), None) for n in range(BURST)]
    assert messages(*few, Waiting("x")) == [("0 1 2 3 4 x", "catch_up")]


def test_digest_is_one_message_and_takes_along_what_came_in_quiet_hours() -> None:
    digest, night = Waiting("d", "digest"), Waiting("n", "catch_up")

    assert messages(digest) == [("d", "digest")]
    assert messages(night, digest, night) == [("n d n", "digest")]


def test_one_alert_after_quiet_hours_goes_as_it_is() -> None:
    assert messages(Waiting("n", "catch_up")) == [("n", None)]
    assert messages(Waiting("n", "catch_up"), Waiting("m", "catch_up")) == [("n m", "catch_up")]


def test_urgent_alerts_go_first_and_by_themselves() -> None:
    digest = [Waiting(str(n), "digest") for n in range(3)]

    assert messages(*digest, Waiting("u", urgent=True)) == [("u", None), ("0 1 2", "digest")]


def test_what_failed_twice_and_what_edits_go_by_themselves_after_the_others() -> None:
    digest = [Waiting(str(n), "digest") for n in range(2)]
    poison, edit = Waiting("p", "digest", attempts=2), Waiting("e", edits=True)

    assert messages(poison, edit, *digest) == [("0 1", "digest"), ("p", None), ("e", None)]


def test_digest_longer_than_a_message_goes_in_several() -> None:
    sent = messages(*(Waiting(str(n), "digest") for n in range(2 * MOST_TOGETHER + 1)))

    assert [len(names.split()) for names, _ in sent] == [MOST_TOGETHER, MOST_TOGETHER, 1]
