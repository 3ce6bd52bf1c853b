import pytest

from index.answering import kinds
from index.asking.questions import read
from index.lexical import words


@pytest.mark.parametrize(
    ("question", "text", "held"),
    [
        ("how much did Ford pay?", "Ford paid $5 billion.", True),
        ("how much did Ford pay?", "Ford paid dearly in 2024.", False),
        ("how many plants will there be?", "It was agreed in March 2024.", False),
        ("how many plants will there be?", "It plans three plants.", True),
        ("how many plants will there be?", "It shows the ID.4.", False),
        ("when does it open?", "It opens in spring 2027.", True),
        ("when does it open?", "It opens soon.", False),
        ("what stake does Toyota hold?", "Toyota holds about a fifth.", True),
        ("who supplies Mazda?", "Panasonic Energy supplies Mazda.", True),
    ],
)
def test_text_holds_a_thing_of_the_kind_asked_for(question: str, text: str, held: bool) -> None:
    asked = read(question)

    assert kinds.has_kind(asked, text, {"panasonic_energy"} if "Panasonic" in text else ()) is held


def test_companies_of_the_question_and_their_parents_are_no_answer_to_it() -> None:
    asked = read("who supplies Panasonic Energy?")

    found = list(kinds.companies(asked, "Panasonic Energy of Panasonic Holdings buys from Redwood Materials."))

    assert found == ["Redwood Materials"]


@pytest.mark.parametrize(
    ("question", "text", "near"),
    [
        ("what salary did Ellison get?", "She got a $200,000 salary.", True),
        ("what salary did Ellison get?", "The fund lost $8 billion.", False),
        ("who supplies Mazda?", "Panasonic Energy supplies Mazda.", None),
    ],
)
def test_number_stands_near_what_it_measures(question: str, text: str, near: bool | None) -> None:
    assert kinds.measures(read(question), words(text, keep_all=True)) is near


@pytest.mark.parametrize(
    ("question", "text", "named"),
    [
        ("how many patients were asked?", "16 million patients were asked over a 14-year span.", []),
        ("how many workers will it hire?", "It creates 2,500 jobs in 5 years.", ["2,500 jobs"]),
        ("how long is the contract?", "The contract for 2,500 vehicles runs five years.", ["five years"]),
        ("capacity of the plant", "It makes 30 GWh and takes 5 years to build.", ["30 GWh"]),
    ],
)
def test_amount_of_something_else_is_not_named(question: str, text: str, named: list[str]) -> None:
    assert list(kinds.things(read(question), text)) == named
