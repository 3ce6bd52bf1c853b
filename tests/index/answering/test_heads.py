"""What is said before the sentences of an answer: a name, a figure, yes or no."""

from datetime import UTC, datetime

import pytest

from index.answering import heads
from index.answering.evidence import Evidence
from index.asking.questions import read
from index.relation_model import BundledRelations
from index.retrieval import Source

SURE = {"companies_inside": 1.0, "inside": 1.0}


def told(text: str, **features: float) -> Evidence:
    article = Source(1, "a1", "A title", "Wire", None, datetime(2025, 3, 1, tzinfo=UTC))
    return Evidence(article, text, 0, len(text), frozenset(), {**SURE, **features}, frozenset())


def head(question: str, *chosen: Evidence) -> str:
    return heads.head(read(question), chosen, BundledRelations())


def test_figure_comes_first_where_there_is_one() -> None:
    assert head("what does it cost?", told("It costs $5 billion.")) == "$5 billion"


def test_of_two_figures_none_is_put_first() -> None:
    assert head("what does it cost?", told("It costs $5 billion, not $3 billion.")) == ""


def test_yes_or_no_comes_first() -> None:
    assert head("is the deal binding?", told("Ford signed a non-binding deal.")) == "No"
    assert head("is the deal binding?", told("The deal is binding.")) == "Yes"


def test_yes_is_not_said_of_something_else_between_the_two() -> None:
    deal = told("Ford has signed an agreement with Tesla that lets its customers buy charging at Superchargers.")

    assert head("Is Tesla buying Ford?", deal) == ""
    assert head("Does Tesla supply Panasonic?", told("Panasonic supplies Tesla with battery cells.")) == ""
    assert head("Does Panasonic supply Tesla?", told("Panasonic supplies Tesla with battery cells.")) == "Yes"


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        (
            "who owns Primearth EV Energy now?",
            "Toyota Motor has acquired all of Primearth EV Energy; the seller is Panasonic Holdings.",
            "Toyota Motor",
        ),
        ("who supplies Mazda?", "Panasonic Energy will supply Mazda with cells, unlike Honda.", "Panasonic Energy"),
        ("who buys cells from CATL?", "CATL will deliver cells to Ford, which rival LGES wanted.", "Ford"),
        ("who supplies Mazda?", "Mazda fell behind Honda in sales last year.", ""),
    ],
)
def test_company_comes_first_only_where_the_sentence_says_it_is_what_is_asked_for(
    question: str, text: str, expected: str
) -> None:
    assert head(question, told(text)) == expected


def test_list_of_companies_begins_with_their_names() -> None:
    assert head("which carmakers buy from LGES?", told("Ford buys from LGES."), told("Toyota buys from LGES.")) == (
        "Ford and Toyota"
    )


def test_names_from_sentences_that_say_little_of_the_question_are_left_to_their_quotes() -> None:
    chosen = told("Ford buys from LGES."), told("Toyota and Honda sell cars.", inside=0.2)

    assert head("which carmakers buy from LGES?", *chosen) == ""


def test_companies_are_counted_and_named() -> None:
    chosen = told("Ford buys from it."), told("Toyota buys from it.")

    assert head("how many carmakers buy from LGES?", *chosen) == "Two are named, Ford and Toyota"


def test_sentences_that_say_who_push_out_those_that_tell_of_something_else() -> None:
    supply = told("LG Energy Solution will supply Toyota with battery modules.")
    takeover = told("Toyota has agreed with Panasonic Holdings to take over Primearth EV Energy, a battery company.")
    question = read("Who supplies Toyota with batteries?")

    assert heads.that_say_who(question, [takeover, supply], BundledRelations()) == [supply]
    assert heads.that_say_who(question, [takeover], BundledRelations()) == [takeover]
