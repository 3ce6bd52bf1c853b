import pytest

from index.asking.months import in_full
from index.asking.questions import read


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("germany aug 2024 total auto sales", "germany August 2024 total auto sales"),
        ("sales in june 2023", "sales in June 2023"),
        ("close on 10 oct 2023", "close on 10 October 2023"),
        ("deals since march", "deals since March"),
        ("who may build it", "who may build it"),
        ("they march on Berlin", "they march on Berlin"),
    ],
)
def test_months_of_dates_are_written_out_and_other_words_left_alone(typed: str, meant: str) -> None:
    assert in_full(typed) == meant


def test_time_of_an_earlier_question_is_understood() -> None:
    asked = read("and of hybrids?", ["how many cars were sold in june 2023"])

    assert [moment.text for moment in asked.times] == ["June 2023"]
