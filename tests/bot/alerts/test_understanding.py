"""What people type to subscribe, and the rule that it is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.wishes import learnt
from bot.alerts.wishes.rules import Amount, Rule
from bot.alerts.wishes.understanding import LONGEST, Suggestion, Understood, understand
from corpus.companies.gazetteer import gazetteer
from corpus.db import Sessions
from corpus.deals.drafts import DealType, Stage
from tests.corpus.deals.makers import deal, tell

SUPPLY, ACQUISITION, VENTURE = DealType.SUPPLY, DealType.ACQUISITION, DealType.JOINT_VENTURE


def read(text: str, **names: str) -> Understood:
    return understand(text, gazetteer(), names)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Mazda", Rule(companies=("mazda",))),
        ("mazda", Rule(companies=("mazda",))),
        ("batteries supply", Rule(types=(SUPPLY,), words=("batteries",))),
        ("Panasonic with Tesla", Rule(companies=("panasonic",), others=("tesla",))),
        ("everything", Rule()),
        ("acquisitions over $1bn", Rule(types=(ACQUISITION,), value=Amount(1e9, "USD"))),
        ("Ford and CATL licensing", Rule(companies=("ford",), others=("catl",), types=(DealType.LICENSING,))),
        (
            "supply deals of LG Energy Solution in the US above 10 GWh",
            Rule(("lg_energy_solution",), types=(SUPPLY,), countries=("United States",), quantity=Amount(10, "GWh")),
        ),
        ("confirmed joint ventures in Europe", Rule(types=(VENTURE,), countries=("Europe",), confirmed=True)),
        ("rumours about Northvolt", Rule(companies=("northvolt",), stages=(Stage.RUMOURED,))),
        ("Toyota without subsidiaries", Rule(companies=("toyota",), group=False)),
        ("Toyota itself", Rule(companies=("toyota",), group=False)),
        ("ford", Rule(companies=("ford",))),
        ("deals of target", Rule(companies=("target",))),
        ("BYD’s supply", Rule(companies=("byd",), types=(SUPPLY,))),
        ("CATL supply to Stellantis", Rule(companies=("catl",), others=("stellantis",), types=(SUPPLY,))),
        ("Tesla or Ford", Rule(companies=("tesla", "ford"))),
        ("Tesla, Ford and GM", Rule(companies=("tesla", "ford", "gm"))),
        ("Apple with Google or Meta", Rule(companies=("apple",), others=("google", "meta"))),
        ("cancelled orders of Northvolt", Rule(("northvolt",), types=(SUPPLY,), stages=(Stage.ENDED,))),
        ("lithium in the us", Rule(words=("lithium",), countries=("United States",))),
        ("German battery deals", Rule(words=("battery",), countries=("Germany",))),
        ("plants in North Carolina", Rule(words=("North Carolina", "plants"))),
        ("energy storage in Australia", Rule(words=("energy storage",), countries=("Australia",))),
        ("over 2 billion yuan", Rule(value=Amount(2e9, "CNY"))),
        ("over 1bn", Rule(value=Amount(1e9, "USD"))),
        ("10,000 vehicles or more", Rule(quantity=Amount(10_000, "vehicles"))),
        ("at least 5 GWh a year", Rule(quantity=Amount(5, "GWh/yr"))),
        ("who supplies Ford?", Rule(companies=("ford",), types=(SUPPLY,))),
        ("Lieferungen von CATL an BMW", Rule(companies=("catl",), others=("bmw",), types=(SUPPLY,))),
        (
            "Übernahmen über 1,5 Mrd. Euro in Deutschland",
            Rule(types=(ACQUISITION,), countries=("Germany",), value=Amount(1.5e9, "EUR")),
        ),
        (
            "adquisiciones de más de 500 millones de euros en España",
            Rule(types=(ACQUISITION,), countries=("Spain",), value=Amount(5e8, "EUR")),
        ),
    ],
)
def test_what_people_type_is_a_rule(text: str, rule: Rule) -> None:
    understood = read(text)

    assert understood.rule == rule
    assert not understood.missed
    assert not understood.is_empty


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("any solid-state battery deal in Europe?", Rule(countries=("Europe",))),
        ("who supplies Tesla with lithium?", Rule(companies=("tesla",), types=(SUPPLY,))),
        ("companies that help carmakers recycle old batteries into new cathodes", Rule()),
    ],
)
def test_what_is_asked_is_saved_as_a_question_beside_what_is_certain(text: str, rule: Rule) -> None:
    assert read(text).rule == replace(rule, question=text)


@pytest.mark.parametrize(
    ("text", "missed", "rule"),
    [
        ("everything except Ford", "except Ford", Rule()),
        ("Ford, not Lincoln, in Spain", "not Lincoln", Rule(companies=("ford",), countries=("Spain",))),
        ("joint ventures under $500m", "under $500m", Rule(types=(VENTURE,))),
        ("Chinese carmakers in Europe", "Chinese carmakers", Rule(countries=("Europe",))),
        ("stakes of over 20%", "over 20%", Rule(types=(DealType.INVESTMENT,))),
    ],
)
def test_what_no_rule_can_say_is_told_and_not_taken_for_its_opposite(text: str, missed: str, rule: Rule) -> None:
    understood = read(text)

    assert understood.missed == (missed,)
    assert understood.rule == rule


@pytest.mark.parametrize("text", ["", "please", "except Ford", "South Korean battery makers"])
def test_what_asks_for_nothing_is_not_everything(text: str) -> None:
    assert read(text).is_empty


def test_two_companies_joined_may_also_mean_either() -> None:
    assert read("Ford and CATL").instead == (Rule(companies=("ford", "catl")),)
    assert not read("deals between Ford and CATL").instead
    assert not read("Ford with CATL").instead


def test_misspelt_companies_are_taken_for_the_one_meant_and_said() -> None:
    understood = read("Volkswagon")

    assert understood.rule == Rule(companies=("volkswagen",))
    assert understood.corrected == (("Volkswagon", "volkswagen"),)
    assert not read("VW").corrected


def test_a_keyword_that_may_be_a_company_comes_with_that() -> None:
    understood = read("shell and BP")

    assert understood.rule == Rule(companies=("bp",), words=("shell",))
    assert understood.suggestions == (Suggestion("shell", ("shell",)),)


def test_companies_that_only_articles_tell_of_are_known_too() -> None:
    understood = read("Zenlabo Batteries with Mazda", zenlabobatteries="zenlabo_batteries")

    assert understood.rule == Rule(companies=("zenlabo_batteries",), others=("mazda",))
    assert not understood.corrected


_WORDS = st.sampled_from(
    "Ford CATL with and or not except over $1bn 10 GWh batteries supply deals in the US Europe , ? ß İstanbul "
    "confirmed without subsidiaries 20% joint ventures everything 's".split(" ")
)


@given(st.lists(_WORDS, max_size=14).map(" ".join) | st.text(max_size=400))
def test_whatever_is_typed_is_read(text: str) -> None:
    understood = read(text)

    assert not understood.is_empty or understood.rule == Rule()
    assert len(understood.rule.question) <= LONGEST
    assert not set(understood.rule.companies) & set(understood.rule.others)


def test_the_names_that_deals_have_for_companies_lead_to_them(sessions: Sessions) -> None:
    tell(sessions, "a", "2026-11-01", deal("supplier Zenlabo Batteries, buyer Mazda"))

    with sessions.reading() as session:
        names = learnt.names(session, gazetteer())

    assert understand("zenlabo batteries", gazetteer(), names).rule == Rule(companies=("zenlabo_batteries",))
    assert "mazda" not in names
