"""From 👎 and why to a case that `dealwire eval` reads."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.conversation import cases
from bot.conversation.replies import plain
from index import evaluation
from index.answering.answers import answer
from tests.bot.conversation.conftest import BEN, Talk
from tests.bot.conversation.test_asking import QUESTION

ADMIN = replace(BEN, is_admin=True)


def written(talk: Talk) -> list[dict[str, object]]:
    document = talk.type("/cases", who=ADMIN).document
    return [json.loads(line) for line in document.content.decode().splitlines()] if document else []


@pytest.mark.parametrize(
    ("reason", "groups"),
    [
        ("it was BYD, not CATL", ["BYD"]),
        ("es war BYD statt CATL", ["BYD"]),
        ("era BYD, no CATL", ["BYD"]),
        ("it was 75 GWh", ["75"]),
        ("the articles do not say", []),
        ("that is made up", []),
        ("das steht nicht in den Artikeln", []),
    ],
)
def test_what_would_be_right_is_read_from_why(reason: str, groups: list[str]) -> None:
    wanted = cases.expected(QUESTION, reason)

    assert wanted is not None and [group[0] for group in wanted] == groups


def test_why_that_names_nothing_expects_nothing() -> None:
    assert cases.expected(QUESTION, "it is bad") is None
    assert cases.expected(QUESTION, "Ford is in the question") is None


def test_wrong_because_becomes_a_case_that_the_evaluation_reads_and_judges(talk: Talk, tmp_path: Path) -> None:
    talk.ask(QUESTION)
    talk.press("👎")
    noted = plain(talk.ask("wrong because it was BYD, not CATL"))
    assert "counts as right only if it says: BYD" in noted
    talk.ask("Who bought Cuberg?", who=BEN)
    talk.press("👍", who=BEN)
    document = talk.type("/cases", who=ADMIN).document
    assert document is not None and document.name == "cases.jsonl"
    path = tmp_path / document.name
    path.write_bytes(document.content)

    labelled = list(evaluation.read(path))
    judged = evaluation.evaluate(
        labelled, lambda question, history: answer(talk.desk._parts.retriever, question, history), lambda _: None
    )

    judgements = [(each.labelled.question, each.right) for each in judged]
    assert judgements == [
        (QUESTION, False),
        ("Who bought Cuberg?", True),
    ]
    assert labelled[0].answers[0][0] == "BYD" and labelled[1].evidence == {"cuberg", "Title of cuberg"}


def test_admin_says_what_is_right_where_the_reader_did_not(talk: Talk) -> None:
    talk.ask(QUESTION)
    talk.press("👎")
    talk.ask("wrong because it is bad")
    assert written(talk) == []
    assert f"1. {QUESTION}" in plain(talk.replies[-1]) and "it is bad" in plain(talk.replies[-1])

    assert "only if it says: BYD; 2027" in plain(talk.type("/expect 1 BYD|Build Your Dreams; 2027", who=ADMIN))

    (case,) = written(talk)
    assert case["answers"] == [["BYD", "Build Your Dreams"], ["2027"]]
    talk.type("/expect 1 none", who=ADMIN)
    (case,) = written(talk)
    assert case["answers"] == [] and case["unanswerable"] is True


@pytest.mark.parametrize("typed", ["", "1", "x BYD", "1 ;", "one none"])
def test_expectation_that_is_none_is_explained(talk: Talk, typed: str) -> None:
    assert "/expect 12 BYD; 2027" in plain(talk.type(f"/expect {typed}", who=ADMIN))


def test_expectation_of_a_verdict_that_there_is_not_is_refused(talk: Talk) -> None:
    assert "There is no verdict 7" in plain(talk.type("/expect 7 BYD", who=ADMIN))
    assert "Nobody has said anything" in plain(talk.type("/cases", who=ADMIN))


def test_thumb_as_a_message_is_the_verdict_on_the_last_answer(talk: Talk) -> None:
    assert "do not remember an answer" in plain(talk.ask("👎"))
    talk.ask(QUESTION)

    assert "What is wrong" in plain(talk.ask("👎🏽"))
    assert "Thank you! Kept." in plain(talk.ask("👍"))
    assert [case["good"] for case in written(talk)] == [True]
