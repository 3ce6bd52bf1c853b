"""Which deals meet a rule, and what of it they meet."""

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.wishes import geography, rules
from bot.alerts.wishes.matching import Reason, why
from bot.alerts.wishes.parts import Kind, Part, parts
from bot.alerts.wishes.rules import Amount, Rule
from corpus.companies.gazetteer import gazetteer
from corpus.deals.drafts import DealType, Stage
from corpus.deals.facts.place_names import COUNTRIES, STATES, TOWNS
from corpus.deals.views import Deal
from tests.bot.alerts.known import known

MAZDA = known(
    "supplier Panasonic Energy, buyer Mazda",
    product="cylindrical cells",
    places=("Osaka",),
    quantity=(10.0, "GWh/yr"),
    value=(1.2e9, "EUR"),
    sentence="Panasonic Energy will supply Mazda with solid-state and lithium-ion cells.",
    confirmation="several",
)
LIONTOWN = known("acquirer Albemarle, target Liontown", "acquisition", "talks")
VENTURE = known("partner Ford, partner SK On", "joint_venture", places=("Kentucky", "Tennessee"))


def meets(rule: Rule, deal: Deal = MAZDA) -> bool:
    return why(rule, deal, gazetteer()) is not None


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule(), True),
        (Rule(companies=("mazda",)), True),
        (Rule(companies=("ford",)), False),
        (Rule(companies=("ford", "mazda")), True),
        (Rule(companies=("panasonic",)), True),
        (Rule(companies=("panasonic",), group=False), False),
        (Rule(companies=("panasonic_energy",), group=False), True),
        (Rule(companies=("panasonic",), others=("mazda",)), True),
        (Rule(companies=("mazda",), others=("panasonic",)), True),
        (Rule(companies=("mazda",), others=("panasonic",), group=False), False),
        (Rule(companies=("mazda",), others=("ford",)), False),
        (Rule(others=("mazda",)), True),
        (Rule(types=(DealType.SUPPLY, DealType.LICENSING)), True),
        (Rule(types=(DealType.ACQUISITION,)), False),
        (Rule(stages=(Stage.AGREED,)), True),
        (Rule(stages=(Stage.TALKS,)), False),
        (Rule(confirmed=True), True),
    ],
)
def test_parts_of_a_rule_that_name_parties_kinds_and_sources(rule: Rule, expected: bool) -> None:
    assert meets(rule) is expected


def test_one_party_is_not_its_own_counterparty() -> None:
    # Panasonic Energy is of Panasonic's group, but then nobody of it is the other side.
    assert not meets(Rule(companies=("panasonic",), others=("panasonic_energy",)))


def test_what_one_source_tells_is_not_confirmed() -> None:
    assert not meets(Rule(confirmed=True), VENTURE)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("cylindrical", True),
        ("batteries", True),  # cells are
        ("solid state", True),
        ("solid-state", True),
        ("Osaka", True),
        ("Mazda", True),
        ("lithium-ion", True),
        ("lithium", False),  # which lithium-ion cells are not a deal in
        ("hydrogen", False),
        ("state solid", False),
    ],
)
def test_words_are_found_in_what_is_told_or_stand_for_what_is(word: str, expected: bool) -> None:
    assert meets(Rule(words=(word,))) is expected


def test_each_word_is_needed() -> None:
    assert meets(Rule(words=("cells", "supply")))
    assert not meets(Rule(words=("cells", "nickel")))


def test_a_fuel_cell_is_no_battery() -> None:
    assert not meets(Rule(words=("battery",)), known("supplier Toyota, buyer Ford", product="fuel cells"))
    assert not meets(Rule(words=("fuel cell",)), known("supplier Toyota, buyer Ford", product="battery cells"))


@pytest.mark.parametrize(
    ("deal", "country", "expected"),
    [
        (MAZDA, "Japan", True),
        (MAZDA, "Asia", True),
        (MAZDA, "South Korea", False),
        (VENTURE, "United States", True),
        (VENTURE, "North America", True),
        (VENTURE, "Europe", False),
        (LIONTOWN, "Australia", True),  # where what is bought is at home
        (LIONTOWN, "United States", False),  # where the buyer is
    ],
)
def test_deals_lie_where_their_places_are_or_what_is_bought_is_at_home(
    deal: Deal, country: str, expected: bool
) -> None:
    assert meets(Rule(countries=(country,)), deal) is expected


@pytest.mark.parametrize(
    ("least", "expected"),
    [
        (Amount(1.2e9, "EUR"), True),
        (Amount(1.3e9, "EUR"), False),
        (Amount(1e9, "USD"), True),
        (Amount(2e9, "USD"), False),
        (Amount(1e11, "JPY"), True),
        (Amount(1.0, "XXX"), False),  # of which no rate is known
    ],
)
def test_values_are_compared_in_any_currency(least: Amount, expected: bool) -> None:
    assert meets(Rule(value=least)) is expected


@pytest.mark.parametrize(
    ("told", "asked", "expected"),
    [
        ((10.0, "GWh"), (10.0, "GWh"), True),
        ((10.0, "GWh"), (10_000.0, "MWh"), True),
        ((10.0, "GWh"), (10_001.0, "MWh"), False),
        ((10.0, "GWh/yr"), (10.0, "GWh"), True),
        ((1.0, "GWh/month"), (12.0, "GWh/yr"), True),
        ((10.0, "GWh"), (1.0, "GWh/yr"), False),
        ((10.0, "GWh"), (1.0, "GW"), False),
        ((5_000.0, "t"), (4_000_000.0, "kg"), True),
        ((100.0, "vehicles"), (100.0, "vehicles"), True),
        ((100.0, "vehicles"), (1.0, "t"), False),
    ],
)
def test_quantities_are_compared_in_units_of_one_kind(
    told: tuple[float, str], asked: tuple[float, str], expected: bool
) -> None:
    deal = known("supplier CATL, buyer Ford", quantity=told)

    assert meets(Rule(quantity=Amount(*asked)), deal) is expected


def test_a_deal_that_tells_no_sum_meets_no_least_sum() -> None:
    assert not meets(Rule(value=Amount(1, "USD")), VENTURE)
    assert not meets(Rule(quantity=Amount(1, "GWh")), VENTURE)


def test_why_a_deal_came_names_what_was_asked_and_what_was_found() -> None:
    rule = Rule(
        companies=("panasonic",),
        others=("mazda",),
        types=(DealType.SUPPLY,),
        words=("batteries",),
        countries=("Asia",),
        confirmed=True,
    )

    found = why(rule, MAZDA, gazetteer())

    assert found is not None
    assert found.reasons == (
        Reason(Kind.TYPES, "supply"),
        Reason(Kind.CONFIRMED, found="several"),
        Reason(Kind.COMPANIES, "panasonic", "panasonic_energy"),
        Reason(Kind.OTHERS, "mazda"),
        Reason(Kind.COUNTRIES, "Asia", "Osaka"),
        Reason(Kind.WORDS, "batteries", "cylindrical cells"),
    )


def test_every_place_that_is_read_out_of_articles_lies_somewhere() -> None:
    assert not [place for place in COUNTRIES | STATES | TOWNS if not geography.areas(place)]
    assert "Spain" in geography.areas("Zaragoza, Spain")
    assert not geography.areas("Nowhere")


# --- any rule -------------------------------------------------------------------------------------

_SLUGS = st.sampled_from(["mazda", "panasonic", "panasonic_energy", "ford", "sk_on", "sk_innovation", "liontown"])
_AMOUNTS = st.none() | st.builds(
    Amount, st.floats(1, 1e12), st.sampled_from(["USD", "EUR", "JPY", "GWh", "MWh", "GWh/yr", "vehicles"])
)
RULES = st.builds(
    Rule,
    companies=st.lists(_SLUGS, max_size=2).map(tuple),
    others=st.lists(_SLUGS, max_size=2).map(tuple),
    group=st.booleans(),
    types=st.lists(st.sampled_from(list(DealType)), max_size=2).map(tuple),
    stages=st.lists(st.sampled_from(list(Stage)), max_size=2).map(tuple),
    words=st.lists(st.sampled_from(["cells", "battery", "solid-state", "nickel", "Osaka"]), max_size=2).map(tuple),
    countries=st.lists(st.sampled_from(["Japan", "Asia", "Europe", "Australia"]), max_size=2).map(tuple),
    confirmed=st.booleans(),
    value=_AMOUNTS,
    quantity=_AMOUNTS,
    question=st.sampled_from(["", "any deal in cells?"]),
)
DEALS = st.sampled_from([MAZDA, LIONTOWN, VENTURE])
#: Parts of which any one will do: fewer of them ask for less.
_ANY_OF = ("companies", "others", "types", "stages", "countries")
_PARTS = [each.name for each in fields(Rule) if each.name not in ("group", "question")]


@given(RULES)
def test_a_rule_comes_back_from_json_as_it_was(rule: Rule) -> None:
    assert rules.from_json(json.loads(json.dumps(rule.as_json()))) == rule


@given(DEALS)
def test_everything_is_every_deal(deal: Deal) -> None:
    assert meets(Rule(), deal)


@given(RULES, RULES, st.sampled_from(_PARTS), DEALS)
def test_one_more_part_never_lets_more_deals_in(rule: Rule, other: Rule, part: str, deal: Deal) -> None:
    wide: Rule = replace(rule, **_part(part, getattr(Rule(), part)))
    narrow: Rule = replace(rule, **_part(part, getattr(other, part)))

    assert meets(wide, deal) or not meets(narrow, deal)


@given(RULES, st.sampled_from(_ANY_OF), DEALS)
def test_one_of_several_left_out_never_lets_more_deals_in(rule: Rule, part: str, deal: Deal) -> None:
    kept = getattr(rule, part)[:1]
    narrow: Rule = replace(rule, **_part(part, kept))

    assert meets(rule, deal) or not meets(narrow, deal)


@given(RULES, DEALS)
def test_without_what_companies_control_there_are_never_more_deals(rule: Rule, deal: Deal) -> None:
    assert meets(replace(rule, group=True), deal) or not meets(replace(rule, group=False), deal)


@given(RULES)
def test_parts_say_all_that_a_rule_asks_for(rule: Rule) -> None:
    kinds = {part.kind.value for part in parts(rule)}

    asked = {each.name for each in fields(Rule) if getattr(rule, each.name) and each.name != "group"}
    if not rule.group and (rule.companies or rule.others):
        asked.add("alone")
    assert kinds == (asked or {"everything"})


def test_parts_carry_what_a_sentence_needs() -> None:
    rule = Rule(companies=("mazda",), types=(DealType.SUPPLY,), value=Amount(1e9, "USD"))

    assert parts(rule) == (
        Part(Kind.TYPES, ("supply",)),
        Part(Kind.COMPANIES, ("mazda",)),
        Part(Kind.VALUE, least=Amount(1e9, "USD")),
    )


def _part(name: str, value: Any) -> dict[str, Any]:
    return {name: value}
