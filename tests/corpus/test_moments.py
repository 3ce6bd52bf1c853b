from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.moments import find

FRIDAY = date(2024, 3, 22)

# Text, first day, last day ("" for the same), precision.
ABSOLUTE = [
    ("on 29 March 2024", "2024-03-29", "", "day"),
    ("on 29th March 2024", "2024-03-29", "", "day"),
    ("on the 29th of March, 2024", "2024-03-29", "", "day"),
    ("on March 29, 2024", "2024-03-29", "", "day"),
    ("on March 29th, 2024", "2024-03-29", "", "day"),
    ("on Mar. 29, 2024", "2024-03-29", "", "day"),
    ("on Sept 9 2024", "2024-09-09", "", "day"),
    ("on 2024-03-29", "2024-03-29", "", "day"),
    ("at 2024-03-29T10:00:00Z", "2024-03-29", "", "day"),
    ("am 29.03.2024", "2024-03-29", "", "day"),
    ("on March 29-30, 2024", "2024-03-29", "2024-03-30", "day"),
    ("on 29-30 March 2024", "2024-03-29", "2024-03-30", "day"),
    ("Friday, March 29, 2024", "2024-03-29", "", "day"),
    ("in March 2024", "2024-03-01", "2024-03-31", "month"),
    ("in March, 2024", "2024-03-01", "2024-03-31", "month"),
    ("in Feb. 2024", "2024-02-01", "2024-02-29", "month"),
    ("in 2024-03 it", "2024-03-01", "2024-03-31", "month"),
    ("in Q1 2025", "2025-01-01", "2025-03-31", "quarter"),
    ("in Q4-2025", "2025-10-01", "2025-12-31", "quarter"),
    ("in 1Q25", "2025-01-01", "2025-03-31", "quarter"),
    ("in Q1'25", "2025-01-01", "2025-03-31", "quarter"),
    ("in Q1 FY25", "2025-01-01", "2025-03-31", "quarter"),
    ("in the first quarter of 2025", "2025-01-01", "2025-03-31", "quarter"),
    ("its fourth-quarter 2025 report", "2025-10-01", "2025-12-31", "quarter"),
    ("in the first quarter of fiscal 2025", "2025-01-01", "2025-03-31", "quarter"),
    ("in the second half of 2026", "2026-07-01", "2026-12-31", "half"),
    ("in H2 2026", "2026-07-01", "2026-12-31", "half"),
    ("in 2H26", "2026-07-01", "2026-12-31", "half"),
    ("in spring 2024", "2024-03-01", "2024-05-31", "season"),
    ("in the summer of 2025", "2025-06-01", "2025-08-31", "season"),
    ("in winter 2025", "2025-12-01", "2026-02-28", "season"),
    ("in early 2027", "2027-01-01", "2027-04-30", "year"),
    ("in mid-2027", "2027-05-01", "2027-08-31", "year"),
    ("in late 2027", "2027-09-01", "2027-12-31", "year"),
    ("by the end of 2025", "2025-09-01", "2025-12-31", "year"),
    ("in the middle of 2025", "2025-05-01", "2025-08-31", "year"),
    ("due to start in 2025", "2025-01-01", "2025-12-31", "year"),
    ("in 2025", "2025-01-01", "2025-12-31", "year"),
    ("by 2030", "2030-01-01", "2030-12-31", "year"),
    ("(2021)", "2021-01-01", "2021-12-31", "year"),
    ("below pre-2020 norms", "2020-01-01", "2020-12-31", "year"),
    ("in fiscal 2025", "2025-01-01", "2025-12-31", "year"),
    ("in fiscal year 2025", "2025-01-01", "2025-12-31", "year"),
    ("in FY2025", "2025-01-01", "2025-12-31", "year"),
    ("in FY25", "2025-01-01", "2025-12-31", "year"),
    ("in 2024-25", "2024-01-01", "2025-12-31", "year"),
    ("in 2013–15", "2013-01-01", "2015-12-31", "year"),
    ("the 2025 models", "2025-01-01", "2025-12-31", "year"),
    ("in 2024 units fell", "2024-01-01", "2024-12-31", "year"),
    ("in the 2020s", "2020-01-01", "2029-12-31", "decade"),
]
RELATIVE = [
    ("on Friday", "2024-03-22", "", "day"),
    ("on Thursday", "2024-03-21", "", "day"),
    ("last Friday", "2024-03-15", "", "day"),
    ("next Friday", "2024-03-29", "", "day"),
    ("this Monday", "2024-03-25", "", "day"),
    ("They will meet on Monday", "2024-03-25", "", "day"),
    ("yesterday", "2024-03-21", "", "day"),
    ("today", "2024-03-22", "", "day"),
    ("tomorrow", "2024-03-23", "", "day"),
    ("on Mar. 29", "2024-03-29", "", "day"),
    ("on 1 December", "2023-12-01", "", "day"),
    ("three days ago", "2024-03-19", "", "day"),
    ("last week", "2024-03-11", "2024-03-17", "week"),
    ("last month", "2024-02-01", "2024-02-29", "month"),
    ("three months ago", "2023-12-01", "2023-12-31", "month"),
    ("last June", "2023-06-01", "2023-06-30", "month"),
    ("in June", "2023-06-01", "2023-06-30", "month"),
    ("in May", "2023-05-01", "2023-05-31", "month"),
    ("in March", "2024-03-01", "2024-03-31", "month"),
    ("next March", "2025-03-01", "2025-03-31", "month"),
    ("by June", "2024-06-01", "2024-06-30", "month"),
    ("by January", "2025-01-01", "2025-01-31", "month"),
    ("Supplies will begin in June", "2024-06-01", "2024-06-30", "month"),
    ("Sales rose. In January 12,000 units", "2024-01-01", "2024-01-31", "month"),
    ("in March last year", "2023-03-01", "2023-03-31", "month"),
    ("last summer", "2023-06-01", "2023-08-31", "season"),
    ("this fall", "2024-09-01", "2024-11-30", "season"),
    ("last quarter", "2023-10-01", "2023-12-31", "quarter"),
    ("in the fourth quarter", "2023-10-01", "2023-12-31", "quarter"),
    ("in Q1", "2024-01-01", "2024-03-31", "quarter"),
    ("in the third quarter of last year", "2023-07-01", "2023-09-30", "quarter"),
    ("in the first half of this year", "2024-01-01", "2024-06-30", "half"),
    ("last year's", "2023-01-01", "2023-12-31", "year"),
    ("next year", "2025-01-01", "2025-12-31", "year"),
    ("late next year", "2025-09-01", "2025-12-31", "year"),
    ("by the end of the year", "2024-09-01", "2024-12-31", "year"),
    ("two years ago", "2022-01-01", "2022-12-31", "year"),
    ("by the end of the decade", "2020-01-01", "2029-12-31", "decade"),
]
NOTHING = [
    "It sold 2,000.",
    "It brings 2000 jobs.",
    "It costs $2025 or US$2025.",
    "It makes 2024 GWh.",
    "It is signed on 03/04/2024.",
    "Regulation 2023/1542 holds.",
    "The ISO-2015 norm.",
    "The Peugeot 2008 is small.",
    "The Audi Q4 is larger.",
    "H2 trucks burn hydrogen.",
    "You May go. March on then.",
    "Prices will fall.",
    "Prices on Black Friday.",
    "It ended at 20:25.",
    "On 31 April 2024 nothing happened.",
    "See https://example.com/2024/03/x or [it](/2024/03).",
    "The first half was good.",
]


@pytest.mark.parametrize(("text", "first", "last", "precision"), ABSOLUTE)
def test_date_in_full_needs_no_day_of_publication(text: str, first: str, last: str, precision: str) -> None:
    for published in (None, FRIDAY):
        [moment] = find(text, published)

        assert (str(moment.first), str(moment.last), moment.precision) == (first, last or first, precision)


@pytest.mark.parametrize(("text", "first", "last", "precision"), RELATIVE)
def test_relative_date_counts_from_publication(text: str, first: str, last: str, precision: str) -> None:
    [moment] = find(text, FRIDAY)

    assert (str(moment.first), str(moment.last), moment.precision) == (first, last or first, precision)


@pytest.mark.parametrize("text", [text for text, *_ in RELATIVE])
def test_relative_date_is_left_out_when_publication_is_unknown(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize("text", NOTHING)
def test_amounts_names_and_links_hold_no_moment(text: str) -> None:
    assert find(text, FRIDAY) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("from 2027 to 2031", ["2027", "2031"]),
        ("2027–2031", ["2027", "2031"]),
        ("March and April 2024", ["March", "April 2024"]),
        ("between June and July 2024", ["June", "July 2024"]),
        ("since early 2020, by 2030.", ["early 2020", "2030"]),
        ("2024", ["2024"]),
    ],
)
def test_words_leave_out_what_leads_to_the_moment(text: str, words: list[str]) -> None:
    assert [moment.text for moment in find(text)] == words


def test_first_of_two_months_shares_the_year_of_the_second() -> None:
    march, _ = find("March and April 2021", FRIDAY)

    assert march.first == date(2021, 3, 1)


def test_quarter_takes_the_year_written_before_it() -> None:
    assert find("2021's first quarter", FRIDAY)[-1].first == date(2021, 1, 1)


PIECES = st.sampled_from(
    "1 29 29th 31 2024 2027 1999 2060 2061 '25 Q1 1Q 2H H2 FY FY25 January Mar. May Dec March-May first third final "
    "quarter half of the fiscal year this last next early mid- late end spring fall Monday Friday today tomorrow "
    "week month decade 2020s ago two an , - – / . :// ]( in by will jobs GWh $".split()
)


@given(st.text() | st.lists(PIECES | st.sampled_from([" ", " ", " ", "\n"])).map("".join), st.none() | st.dates())
def test_any_text_on_any_day_gives_ordered_disjoint_moments_that_quote_it(text: str, published: date | None) -> None:
    found = find(text, published)

    assert all(text[moment.start : moment.end] == moment.text for moment in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(moment.first <= moment.last for moment in found)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "2024",
        "2024 ",
        "2024-",
        "March ",
        "March and ",
        "first ",
        "the year ",
        "29 to ",
        "last ",
        "://",
        "](",
        "Q1 ",
    ],
)
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = (piece * 80_000)[:80_000]

    # Quadratic work would take minutes and meet the time limit of the tests.
    found = find(text, FRIDAY)

    assert all(text[each.start : each.end] == each.text for each in found)
