from datetime import UTC, datetime

import pytest

from corpus.text import moments
from index.answering import dating
from index.retrieval import Source

JUNE = tuple(moments.find("June 2023"))


def told(title: str, published: str = "2023-07-14") -> Source:
    return Source(1, "a", title, None, None, datetime.fromisoformat(published).replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("Sales rose to 31,700 in June 2023.", 1.0),
        ("Some 1.8 million will be sold in 2023.", dating.PARTLY),
        ("Sales rose in May 2021.", -1.0),
        ("Sales rose to 31,700.", 0.0),
    ],
)
def test_sentence_is_of_the_time_that_it_names(text: str, dated: float) -> None:
    assert dating.features(JUNE, text, told("Sales rise"))["dated"] == dated


@pytest.mark.parametrize(
    ("article", "about"),
    [
        (told("June 2023: sales rise"), 1.0),
        (told("June 2024: sales fall", "2024-07-06"), -1.0),
        (told("Sales rise"), dating.PARTLY),
        (told("Sales rise", "2024-07-06"), 0.0),
    ],
)
def test_article_is_of_the_time_in_its_title_else_of_its_day(article: Source, about: float) -> None:
    assert dating.features(JUNE, "Sales rose to 31,700.", article)["dated_about"] == about


def test_question_without_a_time_prefers_none() -> None:
    assert set(dating.features((), "Sales rose in June 2023.", told("June 2023")).values()) == {0.0}
