"""When alerts are wanted, in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.alerts import hours
from bot.conversation.alerts.hours import Kind


@pytest.mark.parametrize(
    ("text", "kind", "minutes", "weekday"),
    [
        ("daily 8:00", Kind.DAILY, (480,), None),
        ("every day at 7.30 pm", Kind.DAILY, (1170,), None),
        ("täglich um 7 Uhr", Kind.DAILY, (420,), None),
        ("cada día a las 21:15", Kind.DAILY, (1275,), None),
        ("daily at noon", Kind.DAILY, (720,), None),
        ("12am daily", Kind.DAILY, (0,), None),
        ("8:00", Kind.DAILY, (480,), None),
        ("weekly", Kind.WEEKLY, (), None),
        ("weekly monday 9", Kind.WEEKLY, (540,), 0),
        ("mondays at 9", Kind.WEEKLY, (540,), 0),
        ("freitags 18 Uhr", Kind.WEEKLY, (1080,), 4),
        ("lunes a las 9", Kind.WEEKLY, (540,), 0),
        ("at once", Kind.INSTANT, (), None),
        ("Sofort", Kind.INSTANT, (), None),
        ("al instante", Kind.INSTANT, (), None),
        ("quiet 22-7", Kind.QUIET, (1320, 420), None),
        ("quiet hours from 10pm to 6:30am", Kind.QUIET, (1320, 390), None),
        ("Ruhe von 22 bis 6:30 Uhr", Kind.QUIET, (1320, 390), None),
        ("silencio de 22h a 7h", Kind.QUIET, (1320, 420), None),
        ("quiet 23:00–24:00", Kind.QUIET, (1380, 0), None),
        ("quiet 25-7", Kind.QUIET, (420,), None),
        ("pause", Kind.PAUSE, (), None),
        ("weiter", Kind.RESUME, (), None),
    ],
)
def test_words_say_when(text: str, kind: Kind, minutes: tuple[int, ...], weekday: int | None) -> None:
    asked = hours.asked(text)

    assert asked is not None and (asked.kind, asked.minutes, asked.weekday) == (kind, minutes, weekday)


@pytest.mark.parametrize("text", ["", "blah", "Tesla", "5 apples", "🙂"])
def test_words_that_say_nothing_of_when_are_none(text: str) -> None:
    assert hours.asked(text) is None


@pytest.mark.parametrize("text", ["quiet off", "Ruhe aus", "no quiet hours", "silencio no"])
def test_quiet_hours_are_ended_in_words(text: str) -> None:
    asked = hours.asked(text)

    assert asked is not None and asked.kind is Kind.QUIET and asked.is_off


@given(st.text())
def test_times_of_whatever_is_typed_are_minutes_of_a_day(text: str) -> None:
    asked = hours.asked(text)

    assert asked is None or all(0 <= minute < 24 * 60 for minute in asked.minutes)


@given(st.integers(0, 24 * 60 - 1))
def test_times_are_read_as_they_are_written(minute: int) -> None:
    assert hours.minutes(hours.clock(minute)) == (minute,)
