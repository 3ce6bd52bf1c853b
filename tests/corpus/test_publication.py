from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.web import publication
from corpus.web.publication import Claim
from tests.fakes import NOW

DAY = datetime(2024, 3, 29, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-29T09:30:00+09:00", datetime(2024, 3, 29, 0, 30, tzinfo=UTC)),
        ("2024-03-29T00:30:00.123Z", datetime(2024, 3, 29, 0, 30, tzinfo=UTC)),
        ("Fri, 29 Mar 2024 09:30:00 +0900", datetime(2024, 3, 29, 0, 30, tzinfo=UTC)),
        ("2024/03/29 09:30 JST", datetime(2024, 3, 29, 0, 30, tzinfo=UTC)),
        ("2024年3月29日 09:30", datetime(2024, 3, 29, 9, 30, tzinfo=UTC)),
        ("29.03.2024, 09:30 Uhr", datetime(2024, 3, 29, 9, 30, tzinfo=UTC)),
        ("입력 2024.03.29 09:30", datetime(2024, 3, 29, 9, 30, tzinfo=UTC)),
        ("20240329", DAY),
        ("March 29, 2024", DAY),
        ("29 March 2024", DAY),
        ("1711704600", datetime(2024, 3, 29, 9, 30, tzinfo=UTC)),
        ("1711704600000", datetime(2024, 3, 29, 9, 30, tzinfo=UTC)),
        ("yesterday", None),
        ("03/04/2024", None),
        ("2024-02-31", None),
        ("", None),
    ],
)
def test_dates_are_read_as_pages_write_them(text: str, moment: datetime | None) -> None:
    assert publication.read(text) == moment


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.com/2024/03/29/mazda", DAY),
        ("https://example.com/news/20240329/mazda", DAY),
        ("https://example.com/2024-03-29/doc-1.html", DAY),
        ("https://example.com/2024/13/29/mazda", None),
        ("https://example.com/2024/02/31/mazda", None),
        ("https://example.com/id/120240329123", None),
        ("http://[", None),
        (None, None),
    ],
)
def test_address_tells_the_day(url: str | None, day: datetime | None) -> None:
    assert publication.in_url(url) == day


def test_most_trusted_claim_is_taken_and_a_later_one_gives_its_time() -> None:
    exact = DAY.replace(hour=9, minute=30)

    found = publication.decide([Claim("a", None), Claim("b", DAY), Claim("c", exact), Claim("d", NOW)], NOW)

    assert found == publication.Published(exact)


def test_date_far_ahead_is_passed_over_with_a_note() -> None:
    found = publication.decide([Claim("its JSON-LD", datetime(2099, 1, 1, tzinfo=UTC)), Claim("its address", DAY)], NOW)

    assert found.moment == DAY
    assert found.note == "by its JSON-LD it is of 2099-01-01, which cannot be: taken is 2024-03-29 by its address"


def test_date_of_a_clock_that_was_never_set_leaves_none() -> None:
    found = publication.decide([Claim("its JSON-LD", datetime(1970, 1, 1, tzinfo=UTC))], NOW)

    assert found.moment is None
    assert found.note is not None and "1970-01-01" in found.note


def test_date_a_little_ahead_is_now() -> None:
    found = publication.decide([Claim("its JSON-LD", NOW.replace(hour=20))], NOW)

    assert found.moment == NOW
    assert found.note is not None


@given(st.text() | st.from_regex(r"\d{1,14}([-/. :TZ+]\d{1,6}){0,6}"))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    found = publication.read(text)

    assert found is None or found.tzinfo is UTC
    assert publication.in_url(f"https://example.com/{text}") is None or text


@given(st.lists(st.datetimes(timezones=st.just(UTC)) | st.none()))
def test_what_is_decided_is_never_ahead_nor_before_the_web(moments: list[datetime | None]) -> None:
    found = publication.decide([Claim("x", moment) for moment in moments], NOW)

    assert found.moment is None or publication.EARLIEST <= found.moment <= NOW


def test_time_without_a_zone_is_that_of_a_claim_which_shows_the_same_minute_and_has_one() -> None:
    local, zoned = "2024-03-29T09:30:00", "2024-03-29T09:30:00+09:00"
    claims = [publication.claim("a", local), publication.claim("b", zoned)]

    assert publication.decide(claims, NOW).moment == datetime(2024, 3, 29, 0, 30, tzinfo=UTC)
    assert publication.decide(claims[:1], NOW).moment == datetime(2024, 3, 29, 9, 30, tzinfo=UTC)


def test_time_that_was_told_at_another_minute_stays_what_it_is() -> None:
    claims = [publication.claim("a", "2024-03-29T09:30:00"), publication.claim("b", "2024-03-29T09:37:00+09:00")]

    assert publication.decide(claims, NOW).moment == datetime(2024, 3, 29, 9, 30, tzinfo=UTC)
