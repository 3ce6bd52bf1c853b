"""The axis of a timeline."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.axis import axis
from bot.pictures.whens import When, when

_day = st.dates(date(1800, 1, 1), date(2199, 12, 31))
_days = st.lists(_day.map(lambda day: When(day, day)), min_size=1, max_size=12)


def day(text: str) -> When:
    found = when(text)
    assert found
    return found


@given(days=_days)
def test_axis_keeps_all_dates_in_order_between_its_edges(days: list[When]) -> None:
    scale = axis(days, 100, 600)

    places = [scale.at(when.first) for when in sorted(days)]
    assert places == sorted(places)
    assert places[0] >= 100 and places[-1] <= 600


@given(days=_days)
def test_ticks_are_few_apart_and_on_the_axis(days: list[When]) -> None:
    ticks = axis(days, 100, 600).ticks()

    assert len(ticks) <= 8
    assert all(before < after for (before, _), (after, _) in pairwise(ticks))
    assert all(100 <= x <= 600 for x, _ in ticks)


def test_few_years_are_told_by_year_and_few_months_by_month() -> None:
    of_years = axis([day("2021-03"), day("2024-05")], 0, 500).ticks()
    of_months = axis([day("2024-02-01"), day("2024-05-01")], 0, 500).ticks()

    assert [text for _, text in of_years] == ["2022", "2023", "2024"]
    assert [text for _, text in of_months][:2] == ["Feb 2024", "Mar 2024"]


def test_one_day_alone_is_in_the_middle() -> None:
    assert abs(axis([day("2024-05-17")], 0, 500).at(date(2024, 5, 17)) - 250) < 5


def test_two_deals_far_apart_are_shown_far_apart() -> None:
    assert axis([day("2004-05-01"), day("2024-05-01")], 0, 500).gap() is None


def test_long_gap_is_cut_so_that_the_rest_can_be_told_apart() -> None:
    scale = axis([day("1979-05-01"), *(day(f"2024-{month:02}-01") for month in range(1, 13))], 0, 500)

    assert scale.gap()
    assert scale.at(date(2024, 12, 1)) - scale.at(date(2024, 1, 1)) > 250
    assert not any(text in {"1990", "2000", "2010"} for _, text in scale.ticks())
