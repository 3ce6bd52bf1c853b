import pytest

from corpus.companies.gazetteer import gazetteer
from index.answering import premises
from index.asking.questions import read


@pytest.mark.parametrize(
    ("question", "text", "verdict"),
    [
        ("is the agreement binding?", "Ford signed a non-binding agreement.", False),
        ("did Toyota set up a joint company?", "There is no joint company.", False),
        ("will BYD supply batteries to Tesla?", "BYD will soon supply Tesla with batteries.", True),
        ("will BYD supply batteries to Tesla?", "It's no longer a rumor, BYD will supply batteries to Tesla.", True),
        ("will Stellantis merge with Renault?", "Stellantis is not considering a merger with Renault.", False),
        ("why did Ford not sign?", "Ford did not sign.", None),
        ("has BMW cancelled the order?", "The order has been cancelled, BMW said.", True),
        ("does Mazda make bicycles?", "Mazda is based in Hiroshima.", None),
    ],
)
def test_sentence_says_yes_or_no_only_where_that_is_plain(question: str, text: str, verdict: bool | None) -> None:
    assert premises.verdict(read(question), text) is verdict


def test_purchase_told_the_other_way_round_is_seen() -> None:
    told = "Stellantis bought a fifth of Leapmotor for €1.5 billion."

    assert premises.is_turned_round("when did Leapmotor buy a fifth of Stellantis", told, gazetteer())
    assert not premises.is_turned_round("when did Stellantis buy a fifth of Leapmotor", told, gazetteer())


def test_holder_of_a_stake_is_its_buyer() -> None:
    told = "Volkswagen holds a stake in Rivian."

    assert premises.is_turned_round("when did rivian buy a stake in vw?", told, gazetteer())
    assert not premises.is_turned_round("when did vw buy a stake in rivian?", told, gazetteer())


def test_end_that_a_question_supposes_is_seen_in_it_and_in_a_text() -> None:
    assert premises.supposes_ending("why has CATL dropped out of the plant?")
    assert premises.tells_ending("CATL has cancelled the order.")
    assert not premises.tells_ending("CATL will build the plant.")
