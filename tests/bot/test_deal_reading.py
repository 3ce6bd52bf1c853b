"""Articles are read for deals by the commands that save them, and by those that look deals up."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot import bootstrap
from index.ownership import Ownership
from tests.bot.conftest import Run
from tests.bot.telling import Teller, mazda
from tests.corpus.deals.makers import deal


def status(run: Run) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run("status", "--json")[1])
    return told


def test_ingest_counts_the_deals_that_are_new(run: Run, teller: Teller) -> None:
    first = teller.tells("talks", "2023-06-21", mazda("talks"), deal("supplier CATL, buyer Ford", background=True))
    second = teller.tells("agreed", "2024-03-29", mazda())

    counts = [json.loads(run("ingest", file, "--json")[1])["deals"] for file in (first, second, second)]

    assert counts == [1, 0, 0]


def test_ingest_for_people_says_how_many_deals_are_new(run: Run, teller: Teller) -> None:
    assert "1 new deal in" in run("ingest", teller.tells("agreed", "2024-03-29", mazda()))[1]


def test_deals_are_read_though_another_process_owns_the_index(run: Run, teller: Teller, home: Path) -> None:
    owner = Ownership(home / "index", "bot")
    assert owner.take()

    _, out, _ = run("ingest", teller.tells("agreed", "2024-03-29", mazda()), "--json")

    owner.release()
    assert json.loads(out)["deals"] == 1


def test_what_an_interrupted_command_left_unread_is_read_by_the_next_look_up(run: Run, teller: Teller) -> None:
    files = [
        teller.tells("agreed", "2024-03-29", mazda()),
        teller.tells("old", "2020-01-01", deal("supplier CATL, buyer Ford")),
    ]
    teller.patience = 1  # then its server is gone

    code, out, err = run("ingest", *files, "--json")

    assert (code, json.loads(out)["new"]) == (0, 2)
    assert "1 article still waits" in err
    assert status(run)["lag"] == {"unindexed": 0, "unread": 1}

    teller.patience = None
    found = json.loads(run("deals", "Ford", "--json")[1])

    assert len(found) == 1
    assert status(run)["lag"]["unread"] == 0
    assert sorted(teller.seen) == ["Title of agreed", "Title of old"]


def test_question_too_finds_the_articles_read_that_waited(run: Run, teller: Teller) -> None:
    teller.patience = 0
    run("ingest", teller.tells("agreed", "2024-03-29", mazda()))
    teller.patience = None

    run("ask", "who supplies Mazda?")

    assert teller.seen == ["Title of agreed"]
    assert status(run)["deals"] == 1


def test_question_makes_no_reader_when_nothing_waits(run: Run, teller: Teller, monkeypatch: pytest.MonkeyPatch) -> None:
    run("ingest", teller.tells("agreed", "2024-03-29", mazda()))
    monkeypatch.setattr(bootstrap, "deal_reader", None)  # to call it would fail

    assert run("ask", "who supplies Mazda?")[0] in (0, 3)


def test_look_up_goes_on_with_what_was_read_when_the_reader_cannot(run: Run, teller: Teller) -> None:
    run("ingest", teller.tells("agreed", "2024-03-29", mazda()))
    teller.patience, teller.identity = 0, "another reader"

    code, out, err = run("deals", "Mazda", "--json")

    assert code == 0
    assert len(json.loads(out)) == 1
    assert "still waits to be read" in err


def test_forgotten_article_takes_its_deal_along(run: Run, teller: Teller) -> None:
    run("ingest", teller.tells("agreed", "2024-03-29", mazda()), teller.tells("talks", "2023-06-21", mazda("talks")))

    run("forget", "agreed")
    (left,) = json.loads(run("deals", "--json")[1])
    run("forget", "talks")

    assert (left["stage"], len(left["reports"])) == ("talks", 1)
    assert run("deals", "--json")[:2] == (3, "[]\n")
    assert status(run)["deals"] == 0


def test_copy_of_a_forgotten_article_goes_on_telling_its_deal(run: Run, teller: Teller) -> None:
    original = teller.tells("original", "2024-03-29", mazda())
    copy = teller.tells("copy", "2024-03-30")
    copy.write_text(original.read_text().replace('"original"', '"copy"'))
    run("ingest", original)
    run("ingest", copy)

    run("forget", "original")

    (left,) = json.loads(run("deals", "--json")[1])
    assert [report["article_id"] for report in left["reports"]] == ["copy"]


def test_status_counts_deals_and_those_only_recalled_apart(run: Run, teller: Teller) -> None:
    recalled = deal("supplier CATL, buyer Ford", background=True)
    run("ingest", teller.tells("agreed", "2024-03-29", mazda(), recalled))

    told = status(run)
    printed = run("status")[1]

    assert (told["deals"], told["recalled_deals"]) == (1, 1)
    assert "1, and 1 that articles only recall" in printed
    assert "0 to be read for deals" in printed
