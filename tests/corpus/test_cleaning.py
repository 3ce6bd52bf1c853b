import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.text import cleaning
from corpus.text.cleaning import clean, one_line

# Letters, and much of what cleaning is about: drawn evenly, these would hardly ever occur.
TRICKY = st.text(
    st.sampled_from(
        "aZ é\n\r\t\x00\x0b\x85\u200b\u202e\u2028\ufeff\ud800\udc00"
        "\u0301\u0316\u0344\u1100\u1161\u212b\U000e0041\U0001d165"
    )
    | st.characters()
)


@given(TRICKY)
@settings(deadline=None, max_examples=300)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)

    assert clean(once) == once


@given(TRICKY)
@settings(deadline=None, max_examples=300)
def test_clean_text_can_be_stored_and_holds_no_controls(text: str) -> None:
    cleaned = clean(text)

    cleaned.encode("utf-8")
    assert not [each for each in cleaned if unicodedata.category(each) == "Cc" and each not in "\n\t"]
    assert unicodedata.is_normalized("NFC", cleaned)


@given(TRICKY)
@settings(deadline=None, max_examples=200)
def test_composing_is_skipped_only_where_it_would_change_nothing(text: str) -> None:
    if not cleaning._MAY_NEED_COMPOSING.search(text):
        assert unicodedata.normalize("NFC", text) == text


@pytest.mark.parametrize(
    ("dirty", "cleaned"),
    [
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("a\x00b\x07c\x9fd", "abcd"),
        ("Maz\u200bda \u202eevil\u202c bat\u00adtery", "Mazda evil battery"),
        ("paid\ufe0f\U000e0049\U000e0067 in full\ufeff", "paid in full"),
        ("half \ud83d a pair", "half \ufffd a pair"),
        ("Citroe\u0308n", "Citroën"),
        ("  spaced\tout \n\n", "spaced\tout"),
    ],
)
def test_what_cannot_be_seen_goes_and_what_can_stays(dirty: str, cleaned: str) -> None:
    assert clean(dirty) == cleaned


@pytest.mark.parametrize(
    "text", ["Škoda, 宁德时代, Ελλάδα – “quoted” €5bn £3 ₩9", "col\tumn\n\n  indented", "50 °C ± 1½"]
)
def test_clean_text_of_any_script_is_left_as_it_is(text: str) -> None:
    assert clean(text) == text


def test_runs_of_combining_marks_are_cut_to_thirty() -> None:
    marked = clean("x" + "\u0301\u0316" * 100_000 + "y")

    assert len(marked) == 1 + cleaning.MAX_MARKS + 1


def test_fifty_megabytes_are_cleaned() -> None:
    text = "Mazda’s deal with Panasonic – worth €5bn.\r\n" * 1_200_000

    cleaned = clean(text)

    assert "\r" not in cleaned
    assert len(cleaned) == len(text) - 1_200_000 - 1


def test_long_line_is_cut_on_a_word_with_an_ellipsis() -> None:
    assert one_line("Mazda and\n Panasonic sign a supply agreement", 30) == "Mazda and Panasonic sign a…"
    assert one_line("short", 30) == "short"
    assert one_line("x" * 50, 10) == "x" * 9 + "…"
