from datetime import UTC, datetime

import pytest

from index.answering import wording
from index.answering.evidence import Evidence
from index.asking.questions import read
from index.retrieval import Source


def told(key: int, text: str, day: str = "2025-03-01", **features: float) -> Evidence:
    published = datetime.fromisoformat(day).replace(tzinfo=UTC)
    article = Source(key, f"a{key}", "A title", "Wire", None, published)
    return Evidence(article, text, 0, len(text), frozenset(), features, frozenset())


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


def test_what_answers_in_a_word_comes_first() -> None:
    chosen = [told(1, "It costs $5 billion.")]

    assert wording.said(read("what does it cost?"), chosen, {1: 1}, "$5 billion") == (
        "$5 billion: “It costs $5 billion.” [1]"
    )


def test_two_states_are_dated_with_the_newer_one_first() -> None:
    answer = said(
        "did they merge?", told(1, "They talk.", day="2024-12-23"), told(2, "The talks are over.", day="2025-02-13")
    )

    assert answer == "As of 2025-02-13: “The talks are over.” [1] Earlier (2024-12-23): “They talk.” [2]"
