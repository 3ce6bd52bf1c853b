from datetime import UTC, datetime

import pytest

from index.answering import wording
from index.answering.evidence import Evidence
from index.asking.questions import read
from index.retrieval import Source

SURE = {"companies_inside": 1.0, "inside": 1.0}


def told(key: int, text: str, day: str = "2025-03-01", **features: float) -> Evidence:
    published = datetime.fromisoformat(day).replace(tzinfo=UTC)
    article = Source(key, f"a{key}", "A title", "Wire", None, published)
    return Evidence(article, text, 0, len(text), frozenset(), {**SURE, **features}, frozenset())


def said(question: str, *chosen: Evidence) -> str:
    asked = read(question)
    shown = wording.ordered(asked, chosen)
    keys = dict.fromkeys(e.article.key for e in shown)
    return wording.said(asked, shown, {key: n for n, key in enumerate(keys, 1)})


def test_sentence_is_quoted_with_its_number() -> None:
    assert said("what about Mazda?", told(7, "Mazda waits.")) == "“Mazda waits.” [1]"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Voltano supplies it from 2027.[7]", "Voltano supplies it from 2027."),
        ("It cost $2 billion [12], it says [citation needed].", "It cost $2 billion, it says [citation needed]."),
        ("The order [^3] was signed [4, 5] in Oslo.", "The order (3) was signed (4, 5) in Oslo."),
        ("[1] and [2] confirm it.", "(1) and (2) confirm it."),
        ("It has 5[1–3] plants.", "It has 5 plants."),
    ],
)
def test_footnotes_of_an_article_are_not_taken_for_our_citations(text: str, shown: str) -> None:
    assert wording.quoted(text) == f"“{shown}”"


def test_figure_comes_first_where_there_is_one() -> None:
    assert said("what does it cost?", told(1, "It costs $5 billion.")).startswith("$5 billion: “It")


def test_of_two_figures_none_is_put_first() -> None:
    assert said("what does it cost?", told(1, "It costs $5 billion, not $3 billion.")).startswith("“It")


def test_yes_or_no_comes_first() -> None:
    assert said("is the deal binding?", told(1, "Ford signed a non-binding deal.")).startswith("No: “Ford")
    assert said("is the deal binding?", told(1, "The deal is binding.")).startswith("Yes: “The")


def test_list_of_companies_begins_with_their_names() -> None:
    answer = said("which carmakers buy from LGES?", told(1, "Ford buys from LGES."), told(2, "Toyota buys from LGES."))

    assert answer.startswith("Ford and Toyota: “Ford buys from LGES.” [1]")


def test_names_from_sentences_that_say_little_of_the_question_are_left_to_their_quotes() -> None:
    answer = said(
        "which carmakers buy from LGES?",
        told(1, "Ford buys from LGES."),
        told(2, "Toyota and Honda sell cars.", inside=0.2),
    )

    assert answer.startswith("“Ford")


def test_companies_are_counted_and_named() -> None:
    answer = said("how many carmakers buy from LGES?", told(1, "Ford buys from it."), told(2, "Toyota buys from it."))

    assert answer.startswith("Two are named, Ford and Toyota: ")


def test_two_states_are_dated_with_the_newer_one_first() -> None:
    answer = said(
        "did they merge?", told(1, "They talk.", day="2024-12-23"), told(2, "The talks are over.", day="2025-02-13")
    )

    assert answer == "As of 2025-02-13: “The talks are over.” [1] Earlier (2024-12-23): “They talk.” [2]"
