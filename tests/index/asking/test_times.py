"""The time that a question narrows itself to."""

from datetime import date

import pytest

from index.asking import times

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("question", "since", "until", "rest"),
    [
        ("joint ventures announced since 2024", date(2024, 1, 1), None, "joint ventures announced"),
        ("deals in 2025", date(2025, 1, 1), date(2026, 1, 1), "deals"),
        ("takeovers after March 2025?", date(2025, 4, 1), None, "takeovers ?"),
        ("deals before 2023", None, date(2023, 1, 1), "deals"),
        ("deals between May 2024 and June 2025", date(2024, 5, 1), date(2025, 7, 1), "deals"),
        ("deals from 2023 to 2024 with Ford", date(2023, 1, 1), date(2025, 1, 1), "deals with Ford"),
        ("deals this year", date(2026, 1, 1), date(2027, 1, 1), "deals"),
        ("deals in the last six months", date(2026, 5, 23), None, "deals"),
        ("deals over the past 2 years", date(2024, 11, 23), None, "deals"),
        ("deals of the last 10 days", date(2026, 11, 13), None, "deals of"),
        ("who supplies Ford?", None, None, "who supplies Ford?"),
        ("2025 Ford F-150 suppliers", None, None, "2025 Ford F-150 suppliers"),
    ],
)
def test_time_asked_about_is_read_and_taken_out(
    question: str, since: date | None, until: date | None, rest: str
) -> None:
    assert times.read(question, TODAY) == times.Span(since, until, rest)


def test_a_month_back_from_its_last_day_is_the_shorter_months_last() -> None:
    assert times.read("deals in the past one months", date(2025, 3, 31)).since == date(2025, 2, 28)


def test_days_in_a_span_are_those_from_its_first_to_before_its_end() -> None:
    span = times.read("deals in 2025", TODAY)

    assert [
        span.holds(day) for day in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    ] == [
        False,
        True,
        True,
        False,
    ]
    assert not span.holds(None)
    assert times.read("deals", TODAY).holds(None)
