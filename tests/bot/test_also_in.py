"""Copies of an article are shown with it, briefly, wherever it is named as a source."""

import io
import json
import sys
from pathlib import Path

import pytest

from bot import cli

TEXT = (
    "Panasonic Energy will supply Mazda with cylindrical battery cells from 2027, both companies said on Monday. The "
    "cells are to be made in Osaka and Suminoe. Analysts had expected the carmaker to look for a second source."
)
OUTLETS = ("Newswire", "Gazette", "Herald", "Post", "Courier")


@pytest.fixture
def told(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> "Told":
    return Told(tmp_path, capsys)


class Told:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def run(self, *arguments: str) -> str:
        cli.main(list(arguments))
        return self.capsys.readouterr().out

    def publish(self, *outlets: str) -> None:
        articles = [
            {"id": name, "title": "Cells for Mazda", "text": TEXT, "source": name, "date": f"2026-11-1{n}"}
            for n, name in enumerate(outlets)
        ]
        file = self.folder / "news.jsonl"
        file.write_text("\n".join(map(json.dumps, articles)))
        self.run("ingest", str(file))


def test_answer_names_three_who_published_its_source_too_and_counts_the_rest(told: Told) -> None:
    told.publish(*OUTLETS)

    printed = told.run("ask", "who supplies Mazda with cells?")
    answer = json.loads(told.run("ask", "who supplies Mazda with cells?", "--json"))

    assert printed.count("also in:") == 1
    assert "also in: Gazette, Herald, Post and 1 more" in printed
    (citation,) = answer["citations"]
    assert citation["source"] == "Newswire"
    assert [copy["source"] for copy in citation["also_in"]] == list(OUTLETS[1:])


def test_answer_whose_source_nobody_copied_is_as_ever(told: Told) -> None:
    told.publish("Newswire")

    (citation,) = json.loads(told.run("ask", "who supplies Mazda with cells?", "--json"))["citations"]

    assert set(citation) == {"n", "article_id", "title", "source", "url", "published", "quote", "start", "end"}


def test_copies_of_a_deals_article_stand_behind_it_and_are_no_second_source(told: Told) -> None:
    told.publish(*OUTLETS)

    (deal,) = json.loads(told.run("deals", "Mazda", "--json"))
    card = told.run("deals", deal["id"])

    assert deal["confirmation"] == "single"
    assert [report.get("copy", False) for report in deal["reports"]] == [False, True, True, True, True]
    assert card.count("Cells for Mazda (") == 1
    assert "also in: Gazette, Herald, Post and 1 more" in card


def test_company_that_publishes_the_text_as_its_own_confirms_the_deal(told: Told) -> None:
    told.publish("Newswire", "Gazette", "Mazda Newsroom")

    (deal,) = json.loads(told.run("deals", "Mazda", "--json"))

    assert deal["confirmation"] == "company"


def test_sources_say_who_else_publishes_their_articles(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    told.publish(*OUTLETS)
    monkeypatch.setattr(sys, "stdin", io.StringIO("/sources\n"))

    shown = told.run("chat")

    assert "also in: Courier, Gazette, Herald and 1 more" in " ".join(shown.split())
