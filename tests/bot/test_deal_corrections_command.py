"""Deals put right by an admin, and what made them one."""

import json
from typing import Any

import pytest

from tests.bot.conftest import Run
from tests.bot.telling import Teller, mazda
from tests.corpus.deals.makers import deal


@pytest.fixture
def loaded(run: Run, teller: Teller) -> Run:
    """Mazda's supply told by two articles, and a deal of Toyota."""
    files = [
        teller.tells("talks", "2023-06-21", mazda("talks")),
        teller.tells("agreed", "2024-03-29", mazda()),
        teller.tells("toyota", "2024-04-02", deal("supplier Panasonic Energy, buyer Toyota")),
    ]
    assert run("ingest", *files)[0] == 0
    return run


def deals(run: Run, *company: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(run("deals", *company, "--json")[1])
    return listed


def articles(deals: list[dict[str, Any]]) -> list[list[str]]:
    return sorted([report["article_id"] for report in each["reports"]] for each in deals)


def test_why_shows_what_two_reports_have_in_common(loaded: Run) -> None:
    (mazdas,) = deals(loaded, "Mazda")

    code, out, err = loaded("deals", "--why", mazdas["id"])

    assert (code, err) == (0, "")
    assert "agreed with talks" in out
    assert "panasonic_energy, mazda" in out and "+" in out


def test_why_as_json_names_articles_points_and_reason(loaded: Run) -> None:
    (mazdas,) = deals(loaded, "Mazda")

    _, out, _ = loaded("deals", "--why", mazdas["id"], "--json")

    why = json.loads(out)
    (match,) = why["matched"]
    assert why["deal_id"] == mazdas["id"]
    assert {match["article_id"], match["other_article_id"]} == {"talks", "agreed"}
    assert match["score"] == sum(factor["points"] for factor in match["factors"])
    assert match["reason"]


def test_why_of_a_deal_that_one_article_tells_says_so(loaded: Run) -> None:
    (toyotas,) = deals(loaded, "Toyota")

    code, out, _ = loaded("deals", "--why", toyotas["id"])

    assert code == 0
    assert "One article tells it: toyota" in out


def test_split_makes_two_deals_and_merge_makes_them_one_again(loaded: Run) -> None:
    (before,) = deals(loaded, "Mazda")

    code, out, err = loaded("deals", "--split", before["id"], "agreed")
    apart = deals(loaded, "Mazda")

    assert (code, err) == (0, "")
    assert out.startswith("2 deals now:\n") and all(each["id"] in out for each in apart)
    assert articles(apart) == [["agreed"], ["talks"]]

    code, out, _ = loaded("deals", "--merge", *(each["id"] for each in apart))

    assert code == 0
    assert out.startswith("One deal now:\n") and before["id"] in out
    assert articles(deals(loaded, "Mazda")) == [["talks", "agreed"]]


def test_split_is_remembered_when_an_article_is_read_again(loaded: Run, teller: Teller) -> None:
    (before,) = deals(loaded, "Mazda")
    loaded("deals", "--split", before["id"], "agreed")

    loaded("ingest", teller.tells("agreed", "2024-03-29", mazda(), source="Another Paper"))

    assert articles(deals(loaded, "Mazda")) == [["agreed"], ["talks"]]


def test_what_was_corrected_is_printed_as_deals_of_the_contract(loaded: Run) -> None:
    (before,) = deals(loaded, "Mazda")

    _, out, _ = loaded("deals", "--split", before["id"], "agreed", "--json")

    assert articles(json.loads(out)) == [["agreed"], ["talks"]]
    assert sorted(each["id"] for each in json.loads(out)) == sorted(each["id"] for each in deals(loaded, "Mazda"))


def test_id_of_a_merged_deal_leads_to_the_one_it_is_part_of(loaded: Run) -> None:
    (before,) = deals(loaded, "Mazda")
    loaded("deals", "--split", before["id"], "agreed")
    merged, into = sorted((each["id"] for each in deals(loaded, "Mazda")), reverse=True)
    loaded("deals", "--merge", merged, into)

    code, out, err = loaded("deals", merged, "--json")

    assert code == 0
    assert [each["id"] for each in json.loads(out)] == [into]
    assert f"{merged} is part of {into} now" in err


@pytest.mark.parametrize("arguments", [["--why", "none"], ["--merge", "none", "none"], ["--split", "none", "a"]])
def test_unknown_id_is_nothing_found(loaded: Run, arguments: list[str]) -> None:
    code, out, err = loaded("deals", *arguments)

    assert (code, out) == (3, "")
    assert "“none”" in err


def test_split_by_an_article_that_does_not_tell_the_deal_changes_nothing(loaded: Run) -> None:
    before = deals(loaded, "Mazda")

    code, out, err = loaded("deals", "--split", before[0]["id"], "toyota")

    assert (code, out) == (1, "")
    assert "not told by article toyota" in err
    assert deals(loaded, "Mazda") == before


def test_merging_a_deal_with_itself_is_refused(loaded: Run) -> None:
    (mazdas,) = deals(loaded, "Mazda")

    code, _, err = loaded("deals", "--merge", mazdas["id"], mazdas["id"])

    assert code == 1
    assert "already" in err
