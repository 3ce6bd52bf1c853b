"""`dealwire deals`: what it lists, in which forms, and what it says when there is nothing."""

import csv
import io
import json
from typing import Any

import pytest

from bot import deal_arguments
from corpus.deals.drafts import DealType, Role, Stage
from tests.bot.conftest import Run
from tests.bot.telling import Teller, mazda
from tests.corpus.deals.makers import deal

SHAPE = {
    "id", "type", "stage", "confirmation", "parties", "product", "quantity", "value", "announced", "first_published",
    "revision", "history", "reports", "evidence", "related",
}  # fmt: skip


@pytest.fixture
def loaded(run: Run, teller: Teller) -> Run:
    """Mazda's talks and its agreement, a partnership, a recalled supply, a takeover and a round."""
    terms: dict[str, Any] = {
        "product": "cylindrical cells",
        "value": (1.2e9, "USD"),
        "quantity": (10.0, "GWh/yr"),
        "start": "2027",
    }
    three = deal("partner Nissan, partner Honda, partner Mitsubishi Motors", "partnership", "mou")
    files = [
        teller.tells("talks", "2023-06-21", mazda("talks")),
        teller.tells("agreed", "2024-03-29", mazda(**terms), source="Nikkei", url="https://example.com/agreed"),
        teller.tells("three", "2024-05-01", three, deal("supplier CATL, buyer Ford", background=True)),
        teller.tells("cuberg", "2024-07-01", deal("acquirer Lyten, target Cuberg, seller Northvolt", "acquisition")),
        teller.tells("round", "2024-08-01", deal("investor Ford, investee Zelvora Batteries", "investment")),
    ]
    assert run("ingest", *files)[0] == 0
    return run


def found(run: Run, *arguments: str) -> list[dict[str, Any]]:
    code, out, _ = run("deals", *arguments, "--json")
    deals: list[dict[str, Any]] = json.loads(out)
    assert code == (0 if deals else 3)
    return deals


def parties(deals: list[dict[str, Any]]) -> list[set[str]]:
    return [{party["company"] for party in each["parties"]} for each in deals]


MAZDAS = {"panasonic_energy", "mazda"}


def test_deal_has_the_shape_of_the_contract(loaded: Run, teller: Teller) -> None:
    (shown,) = found(loaded, "Mazda")

    assert set(shown) >= SHAPE
    assert (shown["type"], shown["stage"], shown["revision"]) == ("supply", "agreed", 2)
    assert shown["parties"] == [
        {"name": "Panasonic Energy", "company": "panasonic_energy", "role": "supplier"},
        {"name": "Mazda", "company": "mazda", "role": "buyer"},
    ]
    assert shown["value"] == {"amount": 1.2e9, "currency": "USD"}
    assert shown["quantity"] == {"amount": 10, "unit": "GWh/yr"}
    assert shown["first_published"] == "2023-06-21"
    assert [(step["stage"], step["article_id"]) for step in shown["history"]] == [
        ("talks", "talks"),
        ("agreed", "agreed"),
    ]
    assert [report["article_id"] for report in shown["reports"]] == ["talks", "agreed"]


def test_every_quote_stands_in_its_article_where_it_says(loaded: Run, teller: Teller) -> None:
    deals = found(loaded, "--background")

    quotes = [quote for each in deals for quote in each["evidence"]]
    assert len(quotes) > 10
    for quote in quotes:
        text = json.loads((teller.folder / f"{quote['article_id']}.json").read_text())["text"]
        assert text[quote["start"] : quote["end"]] == quote["quote"]


def test_newest_facts_come_first_and_what_is_only_recalled_on_request(loaded: Run) -> None:
    dates = [max(step["date"] for step in each["history"]) for each in found(loaded)]

    assert dates == sorted(dates, reverse=True)
    assert {"catl", "ford"} not in parties(found(loaded))
    assert {"catl", "ford"} in parties(found(loaded, "--background"))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["mazda"], [MAZDAS]),
        (["Panasonic Holdings"], [MAZDAS]),
        (["Panasonic Holdings", "--no-group"], []),
        (["Mazda", "--with", "Panasonic"], [MAZDAS]),
        (["Mazda", "--with", "Toyota"], []),
        (["Mazda", "--role", "buyer"], [MAZDAS]),
        (["Mazda", "--role", "supplier"], []),
        (["--type", "acquisition"], [{"lyten", "cuberg", "northvolt"}]),
        (["--stage", "mou"], [{"nissan", "honda", "mitsubishi_motors"}]),
        (["--stage", "talks"], []),
        (["--since", "2024-08-01"], [{"ford", "zelvora_batteries"}]),
        (["--until", "2024-03-29"], [MAZDAS]),
        (["--since", "2024-03-29", "--until", "2024-03-29"], [MAZDAS]),
        (["zelvora batteries inc"], [{"ford", "zelvora_batteries"}]),
        (["--limit", "1"], [{"ford", "zelvora_batteries"}]),
    ],
)
def test_each_condition_narrows_the_list(loaded: Run, arguments: list[str], expected: list[set[str]]) -> None:
    assert parties(found(loaded, *arguments)) == expected


def test_table_for_people_leads_from_the_supplier_to_the_buyer(loaded: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")

    code, out, err = loaded("deals", "Mazda")

    assert (code, err) == (0, "")
    heads, first, *rest = out.splitlines()
    assert heads.split() == ["DATE", "TYPE", "STAGE", "DEAL"]
    assert first.split("  ")[0] == "2024-03-29"
    assert "Panasonic Energy → Mazda" in first
    told = " ".join(" ".join(rest).split())
    assert "cylindrical cells, 10 GWh/yr, USD 1.2 billion, from 2027, " in told
    assert told.endswith(found(loaded, "Mazda")[0]["id"])


@pytest.mark.parametrize(
    ("told", "type_", "shown"),
    [
        ("supplier CATL, buyer Ford, buyer Kia", "supply", "CATL → Ford, Kia"),
        ("partner Nissan, partner Honda, partner Renault", "partnership", "Nissan + Honda + Renault"),
        ("acquirer Lyten, target Cuberg, seller Northvolt", "acquisition", "Lyten → Cuberg, sold by Northvolt"),
        ("acquirer Lyten, seller Northvolt", "acquisition", "Lyten, buying from Northvolt"),
        ("supplier CATL, buyer Ford, partner Kia", "supply", "CATL → Ford, with Kia"),
        ("investor VW, investee Rivian Automotive", "investment", "Volkswagen → Rivian"),
    ],
)
def test_each_party_stands_where_its_role_puts_it(run: Run, teller: Teller, told: str, type_: str, shown: str) -> None:
    run("ingest", teller.tells("told", "2024-01-01", deal(told, type_)))

    _, out, _ = run("deals")

    assert out.splitlines()[1].endswith(shown)


@pytest.mark.parametrize("columns", ["30", "60", "80", "200"])
def test_table_fits_the_terminal_and_keeps_ids_whole(
    loaded: Run, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    _, out, _ = loaded("deals")

    assert max(map(len, out.splitlines())) <= max(int(columns), 42)
    assert all(each["id"] in out for each in found(loaded))


def test_what_is_left_out_of_the_list_is_counted(loaded: Run) -> None:
    code, out, err = loaded("deals", "--limit", "1")

    assert code == 0
    assert "Zelvora Batteries" in out and "Mazda" not in out
    assert err == "1 of 4 deals, the newest; `--limit 4` shows all.\n"


def test_csv_has_one_line_a_deal_and_the_columns_of_the_help(loaded: Run) -> None:
    code, out, err = loaded("deals", "Mazda", "--csv")

    (row,) = csv.DictReader(io.StringIO(out))
    help_ = " ".join(loaded("deals", "--help")[1].split())
    assert (code, err) == (0, "")
    assert all(name in help_ for name in row)
    assert row["parties"] == "Panasonic Energy (supplier); Mazda (buyer)"
    assert (row["value"], row["currency"], row["quantity"], row["unit"]) == ("1200000000", "USD", "10", "GWh/yr")
    assert (row["articles"], row["background"], row["announced"]) == ("talks; agreed", "no", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_csv_cell_never_begins_like_a_formula(run: Run, teller: Teller, start: str) -> None:
    product = f'{start}HYPERLINK("http://evil.example")'
    run("ingest", teller.tells("evil", "2024-01-01", mazda(product=product)))

    _, out, _ = run("deals", "--csv")

    (row,) = csv.DictReader(io.StringIO(out))
    assert row["product"] == f"'{product}"


def test_nothing_found_is_an_empty_table_in_every_form(loaded: Run) -> None:
    as_json, as_csv, for_people = (
        loaded("deals", "Mazda", "--stage", "ended", *form) for form in (["--json"], ["--csv"], [])
    )

    assert [code for code, _, _ in (as_json, as_csv, for_people)] == [3, 3, 3]
    assert json.loads(as_json[1]) == []
    assert as_csv[1].startswith("id,type,") and len(as_csv[1].splitlines()) == 1
    assert for_people[1] == ""
    assert "Leave out a condition" in for_people[2]


def test_deals_that_are_only_recalled_are_pointed_to(loaded: Run) -> None:
    code, out, err = loaded("deals", "CATL")

    assert (code, out) == (3, "")
    assert "--background" in err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Panasonic Enrgy", "Did you mean: Panasonic Energy"),
        ("Zelvora Bateries", "Did you mean: Zelvora Batteries?"),
        ("zelvora", "Did you mean: Zelvora Batteries?"),
        ("Xyzzyx", "No article here tells a deal of it"),
        ("?\udcff", "No article here tells a deal of it"),
    ],
)
def test_misspelt_company_is_asked_back(loaded: Run, typed: str, meant: str) -> None:
    code, out, err = loaded("deals", typed, "--json")

    assert code == 3
    assert json.loads(out) == []
    assert typed[:1] in err and meant in err


def test_deal_is_shown_in_full_by_its_id(loaded: Run) -> None:
    (mazdas,) = found(loaded, "Mazda")

    code, out, _ = loaded("deals", mazdas["id"])

    assert code == 0
    assert all(line in out for line in ("2023-06-21  talks", "https://example.com/agreed", "Title of agreed (Nikkei"))
    assert mazdas["evidence"][0]["quote"] in " ".join(out.split())
    assert found(loaded, mazdas["id"]) == [mazdas]


def test_id_that_a_deal_had_before_leads_to_it(run: Run, teller: Teller) -> None:
    run("ingest", teller.tells("agreed", "2024-03-29", mazda()))
    (before,) = found(run, "Mazda")
    run("ingest", teller.tells("talks", "2023-06-21", mazda("talks")))

    code, out, err = run("deals", before["id"], "--json")

    (now,) = json.loads(out)
    assert code == 0
    assert now["id"] != before["id"] and len(now["reports"]) == 2
    assert before["id"] in err and now["id"] in err


def test_empty_corpus_says_what_to_do(run: Run) -> None:
    code, out, err = run("deals", "--json")

    assert (code, json.loads(out)) == (3, [])
    assert "dealwire sample" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--json", "--csv"],
        ["--with", "Ford"],
        ["--type", "marriage"],
        ["--since", "yesterday"],
        ["--limit", "0"],
        ["--merge", "one"],
        ["--split", "one"],
        ["Mazda", "Ford"],
    ],
)
def test_wrong_usage_is_exit_code_2_and_prints_no_data(run: Run, arguments: list[str]) -> None:
    code, out, err = run("deals", *arguments)

    assert (code, out) == (2, "")
    assert err


def test_help_names_every_type_stage_and_role_there_is(run: Run) -> None:
    _, out, _ = run("deals", "--help")

    assert tuple(DealType) == deal_arguments.TYPES
    assert tuple(Stage) == deal_arguments.STAGES
    assert tuple(Role) == deal_arguments.ROLES
    assert all(word in out for word in (*DealType, *Stage, *Role))
    assert "dealwire deals Mazda" in out


def test_lines_within_a_field_never_break_the_table(run: Run, teller: Teller) -> None:
    run("ingest", teller.tells("odd", "2024-01-01", mazda(product="cells\nof\tany 宁德 kind")))

    code, out, _ = run("deals")

    assert code == 0
    assert "cells of any 宁德 kind" in out
