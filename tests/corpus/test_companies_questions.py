"""Companies meant by people who type in a hurry."""

import pytest

from corpus.companies import questions
from corpus.companies.catalogue import Company
from corpus.companies.gazetteer import Gazetteer, gazetteer


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("who does vw buy cells of", ["volkswagen"]),
        ("nisan and honda", ["nissan", "honda"]),
        ("panasonics battery deals", ["panasonic"]),
        ("lges", ["lg_energy_solution"]),
        ("bmws deals with catl's rivals", ["bmw", "catl"]),
        ("lg enregy solution vs samsung sdi", ["lg_energy_solution", "samsung_sdi"]),
        ("north volt", ["northvolt"]),
        ("norhtvolt and volkswagon", ["northvolt", "volkswagen"]),
        ("redwod materials", ["redwood_materials"]),
        ("general moters", ["gm"]),
        ("and Nissan?", ["nissan"]),
        ("WHO SUPPLIES MAZDA", ["mazda"]),
        ("Volkswagen AG?", ["volkswagen"]),
    ],
)
def test_company_is_understood_as_typed(question: str, meant: list[str]) -> None:
    assert [mention.slug for mention in questions.find(gazetteer(), question)] == meant


@pytest.mark.parametrize(
    "question",
    [
        "",
        "which battery makers will build plants in germany",
        "who is the patron of the project",
        "did anyone accuse or allege something",
        "charge point operators in france",
        "how much lithium does a cell need",
        "a smart question about a bolt and a cruise",
        "Who did Harrison Ford play?",
    ],
)
def test_ordinary_words_mean_no_company(question: str) -> None:
    assert questions.find(gazetteer(), question) == []


def test_ordinary_word_is_a_company_when_written_so() -> None:
    assert [mention.slug for mention in questions.find(gazetteer(), "deals of Smart")] == ["smart"]


def test_mention_says_what_was_typed() -> None:
    question = "does norhtvolt sell to bmw?"

    found = questions.find(gazetteer(), question)

    assert [question[mention.start : mention.end] for mention in found] == ["norhtvolt", "bmw"]


def test_typo_near_two_names_is_left_alone() -> None:
    two = Gazetteer((Company("a", "Zelvor"), Company("b", "Zelvar")))

    assert questions.find(two, "zelvir") == []
    assert [mention.slug for mention in questions.find(two, "zelvorr")] == ["a"]
