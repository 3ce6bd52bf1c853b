import re

import pytest

from index.answering.answer import NOT_SAID
from index.asking import questions
from index.checking.addressing import Asked
from index.checking.citations import Checked, Checker
from index.writing.evidence_prompt import show
from tests.fakes import WordEmbedder
from tests.index.checking.test_citations import HITS, checked, checker


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How much is the order of Subaru worth?", "The order is worth 5.8 billion dollars [1]."),
        ("When will output at the Gunma plant reach 16 GWh?", "Output at Gunma will reach 16 GWh by March 2030 [1]."),
        ("Who will supply Subaru with cells?", "Panasonic Energy will supply Subaru with cells [1]."),
        ("What was the stake of GM worth?", "GM sold its stake for about $1 billion [2]."),
    ],
)
def test_a_refusal_that_is_followed_by_just_what_was_asked_is_taken_back(question: str, answer: str) -> None:
    found = checked(f"{NOT_SAID} {answer}", question)

    assert found
    assert (re.sub(r"\[\d\]", "[1]", answer), False) == (found.text, found.abstained)


@pytest.mark.parametrize(
    "question",
    [
        "How much does Toyota pay Panasonic Energy?",
        "How much does Subaru lose in China?",
        "Who supplies Subaru?",
        "When did Northvolt order from Subaru?",
    ],
)
def test_a_refusal_that_is_followed_by_something_else_stands(question: str) -> None:
    found = checked(f"{NOT_SAID} The order is worth 5.8 billion dollars [1].", question)

    assert found
    assert found.abstained
    assert found.text.startswith(NOT_SAID)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who supplies Toyota with cells?", "Panasonic Energy will supply Subaru with cells [1]."),
        ("Who supplies Voltheim with cells?", "Panasonic Energy will supply Subaru with cells [1]."),
        ("How much is the order of Subaru worth?", "Panasonic Energy will supply Subaru with cells [1]."),
        ("When will the cells be supplied?", "The order is worth 5.8 billion dollars [1]."),
        ("Does the $9 billion order stand?", "The order is worth 5.8 billion dollars [1]."),
        ("How many wheelchairs does the hospital want?", "Northvolt will build five plants [3]."),
        ("What is 17 times 23?", "Northvolt will build five plants [3]."),
        ("Who heads Northvolt?", "Northvolt will build five plants [3]."),
        ("Where will Northvolt build?", "Northvolt will build five plants [3]."),
        ("Who buys from Northvolt?", "Northvolt will build five plants [3]."),
    ],
)
def test_what_holds_but_answers_another_question_is_no_answer(question: str, answer: str) -> None:
    assert checked(answer, question) is None


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("WHO SUPPLIES SUBARU?", "Panasonic Energy [1]."),
        ("Who Supplies Subaru With Battery Cells?", "Panasonic Energy will supply Subaru with cells [1]."),
        ("how much is subaru's order worth", "The order is worth $5.8bn [1]."),
        ("how many plants will northvolt build", "Northvolt will build five plants [3]."),
        ("who heads panasonic energy", "Kazuo Tadanobu is its chief executive [1]."),
        ("where is the plant of GM and LG", "The plant of GM is in Michigan [2]."),
        ("and where is it?", "Michigan [2]."),
        ("who ended the Lansing venture with GM", "LG Energy Solution ended the venture with GM [2]."),
        ("Which 2 companies ended their joint venture in Lansing?", "LG Energy Solution and General Motors [2]."),
    ],
)
def test_what_answers_the_question_stays(question: str, answer: str) -> None:
    found = checked(answer, question)

    assert found
    assert (re.sub(r"\[\d\]", "[1]", answer), False) == (found.text, found.abstained)


def test_a_follow_up_is_answered_of_whom_the_earlier_question_named() -> None:
    asked = questions.read("how much is it worth?", ["Tell me about the order of Subaru"])
    follow_up = Checker(show(HITS, 10_000), WordEmbedder(), Asked(asked, "how much is it worth?"))

    of_subaru = follow_up.check("The order is worth 5.8 billion dollars [1].")
    of_another = follow_up.check("GM sold its stake in the plant for about $1 billion [2].")

    assert of_subaru
    assert of_another is None


def test_a_refusal_is_not_followed_by_what_has_nothing_to_do_with_the_question() -> None:
    found = checked(f"{NOT_SAID} GM sold its stake in the plant [2].", "Who supplies Toyota with cells?")

    assert found == Checked(NOT_SAID, True, ())


def test_what_is_asked_of_two_may_be_told_in_two_sentences() -> None:
    told = "Panasonic Energy will supply Subaru [1]. Northvolt will build five plants [2]."

    found = checked(told.replace("[2]", "[3]"), "What do Subaru and Northvolt do?")

    assert found
    assert found.text == told


def test_nothing_is_shown_of_an_answer_that_does_not_address_the_question_yet() -> None:
    running = checker("How much is Subaru's order worth?")
    answer = "GM sold its stake in the plant [2]. The order is worth $5.8bn [1]. So much for that."

    shown = [running.so_far(answer[:end]) for end in range(len(answer) + 1)]

    assert list(dict.fromkeys(shown)) == ["", "GM sold its stake in the plant [1]. The order is worth $5.8bn [2]."]
