"""Words and dates in pictures."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pictures.lettering import legible, width, wrapped
from bot.pictures.whens import span, when, years


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Škoda Győr Şişecam Łódź", "Škoda Győr Şişecam Łódź"),
        ("АвтоВАЗ", "АвтоВАЗ"),
        ("宁德时代", "NingDeShiDai"),
        ("CATL (宁德时代)", "CATL (NingDeShiDai)"),
        ("BYD 🚗\n Auto", "BYD Auto"),
        ("evil\u202eemoc", "evilemoc"),
        ("😀", "?"),
        ("", "?"),
    ],
)
def test_names_are_shown_in_letters_that_the_font_has(name: str, shown: str) -> None:
    assert legible(name) == shown


@settings(deadline=None)  # the first text measured loads the font
@given(text=st.text(max_size=120) | st.lists(st.text("abW", max_size=9)).map(" ".join), most=st.integers(1, 4))
def test_wrapped_lines_fit_and_are_never_too_many(text: str, most: int) -> None:
    lines = wrapped(text, 24, 200, most=most)

    assert 1 <= len(lines) <= most
    assert all(line and width(line, 24) <= 200 for line in lines)


def test_long_name_breaks_between_words_and_a_long_word_inside() -> None:
    assert wrapped("Contemporary Amperex Technology Co. Limited", 28, 330, bold=True) == (
        "Contemporary Amperex",
        "Technology Co. Limited",
    )
    assert "".join(wrapped("Donaudampfschifffahrt", 28, 150)) == "Donaudampfschifffahrt"


def test_what_does_not_fit_is_cut_off_visibly() -> None:
    (line,) = wrapped("Contemporary Amperex Technology", 28, 250, most=1)

    assert line.startswith("Contemporary") and line.endswith("…")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2024", "2024"),
        ("2024-05", "May 2024"),
        ("2024-05-17", "17 May 2024"),
        ("2024-05-17T08:00:00+00:00", "17 May 2024"),
        ("2024-02-31", "None"),
        ("0000", "None"),
        ("9999-12-31", "None"),
        ("lately", "None"),
        ("", "None"),
    ],
)
def test_dates_are_told_as_precisely_as_they_are_known(text: str, shown: str) -> None:
    assert str(when(text)) == shown


def test_spans_are_told_to_the_month_and_by_year() -> None:
    dates = [date for text in ("2021-03-15", "2024", "2022-07") if (date := when(text))]

    assert span(dates) == "Mar 2021 – 2024"
    assert years(dates) == "2021–2024"
    assert span([]) == years([]) == ""
