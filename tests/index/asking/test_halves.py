import pytest

from index.asking.halves import halves
from index.asking.questions import read


@pytest.mark.parametrize(
    ("question", "second"),
    [
        ("from whom does Tesla get chips and from whom batteries", "and from whom batteries"),
        ("who gives PowerCo its lithium and who its cells?", "and who its cells?"),
        (
            "where are the plants of Ford with CATL and of Stellantis with CATL",
            "and where are the plants of Stellantis with CATL",
        ),
        ("compare the capacity planned for Mazda with that for Subaru", "and for Subaru"),
    ],
)
def test_two_questions_in_one_are_parted(question: str, second: str) -> None:
    found = halves(question)

    assert found is not None and found[1] == second


@pytest.mark.parametrize(
    "question",
    [
        "who supplies Toyota and Mazda?",
        "what did Nissan and Honda agree on",
        "who and when?",
        "the deal between Ford and CATL",
        "the deals of Ford with CATL and SK On",
    ],
)
def test_one_question_about_two_things_is_left_whole(question: str) -> None:
    assert halves(question) is None


def test_second_question_is_understood_from_the_first() -> None:
    first, second = read("from whom does Tesla get chips and from whom batteries").halves

    assert set(first.companies) == set(second.companies) == {"tesla"}
    assert "batteri" in second.terms and "batteri" not in first.terms


def test_afterthought_is_no_second_question() -> None:
    assert read("opening of the plant of Stellantis and Samsung SDI, when exactly?").halves == ()
