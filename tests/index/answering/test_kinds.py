import pytest

from index.answering import kinds
from index.asking.questions import read


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
