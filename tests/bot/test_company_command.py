"""`dealwire company`: the card of a company."""

import json
from typing import Any

import pytest

from corpus.deals.cards import RELATIONS
from tests.bot.conftest import Run
from tests.bot.telling import Teller, mazda
from tests.corpus.deals.makers import deal


@pytest.fixture
def loaded(run: Run, teller: Teller) -> Run:
    """Panasonic Energy supplies Mazda; Ford puts money into a company known from its article alone."""
    files = [
        teller.tells("mazda", "2024-03-29", mazda()),
        teller.tells("round", "2024-08-01", deal("investor Ford, investee Zelvora Batteries", "investment")),
    ]
    assert run("ingest", *files)[0] == 0
    return run


def card(run: Run, name: str, *more: str) -> dict[str, Any]:
    code, out, err = run("company", name, "--json", *more)
    assert (code, err) == (0, "")
    found: dict[str, Any] = json.loads(out)
    return found


def names(counterparts: list[dict[str, Any]]) -> list[str]:
    return [each["name"] for each in counterparts]


def test_card_tells_names_family_and_whom_it_deals_with(loaded: Run) -> None:
    shown = card(loaded, "Panasonic Energy")

    assert (shown["company"], shown["name"]) == ("panasonic_energy", "Panasonic Energy")
    assert "panasonic" in [parent["company"] for parent in shown["parents"]]
    assert names(shown["customers"]) == ["Mazda"] and shown["suppliers"] == []
    assert shown["customers"][0]["newest_deal"] == shown["latest"][0]["id"]
    assert shown["counts"] == {"supply": 1}
    assert set(RELATIONS) < set(shown)


def test_parent_has_the_deals_of_what_it_controls_unless_it_is_to_stand_alone(loaded: Run) -> None:
    assert names(card(loaded, "Panasonic")["customers"]) == ["Mazda"]
    assert card(loaded, "Panasonic", "--no-group")["customers"] == []


def test_company_known_from_articles_alone_has_a_card(loaded: Run) -> None:
    shown = card(loaded, "zelvora batteries")

    assert shown["name"] == "Zelvora Batteries"
    assert names(shown["investors"]) == ["Ford"]


def test_card_for_people_has_the_ids_of_the_deals(loaded: Run) -> None:
    code, out, _ = loaded("company", "Mazda")

    (supplier,) = card(loaded, "Mazda")["suppliers"]
    assert code == 0
    assert out.startswith("Mazda\n")
    assert f"suppliers      Panasonic Energy, 1 deal: {supplier['newest_deal']}" in out
    assert "Panasonic Energy → Mazda" in out


def test_known_company_without_deals_is_shown_all_the_same(loaded: Run) -> None:
    shown = card(loaded, "Rivian")

    assert shown["latest"] == [] and shown["counts"] == {}


def test_unknown_company_is_asked_back(loaded: Run) -> None:
    code, out, err = loaded("company", "Panasonic Enrgy", "--json")

    assert (code, json.loads(out)) == (3, None)
    assert "Did you mean: Panasonic Energy" in err
