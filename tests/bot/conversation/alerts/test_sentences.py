"""Rules in one sentence."""

import pytest

from bot.alerts.wishes import geography
from bot.alerts.wishes.rules import Amount, Rule
from bot.conversation import texts
from bot.conversation.alerts import areas, sentences
from corpus.db import Sessions
from corpus.deals.drafts import DealType, Stage

SUPPLY, LICENSING = DealType.SUPPLY, DealType.LICENSING


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (Rule(), "every deal"),
        (Rule(companies=("ford", "mazda", "bmw")), "deals involving Ford, Mazda or BMW"),
        (Rule(others=("ford",)), "deals involving Ford"),
        (Rule(companies=("ford",), group=False), "deals involving Ford, without subsidiaries"),
        (
            Rule(companies=("ford",), others=("catl", "byd"), types=(SUPPLY, LICENSING)),
            "supply deals or licence deals between Ford and CATL or BYD",
        ),
        (Rule(words=("solid state", "plant")), "deals about “solid state” and “plant”"),
        (Rule(countries=("United States", "Japan")), "deals in the United States or Japan"),
        (Rule(stages=(Stage.TALKS, Stage.MOU)), "deals, at this stage: talks or MoU"),
        (Rule(confirmed=True), "deals, told by several sources or by a company in it"),
        (Rule(value=Amount(5e8, "EUR")), "deals, worth EUR 500 million or more"),
        (Rule(quantity=Amount(10, "GWh/yr")), "deals, of 10 GWh a year or more"),
        (Rule(question="any news?"), "deals, answering “any news?”"),
    ],
)
def test_every_part_of_a_rule_is_said(sessions: Sessions, rule: Rule, sentence: str) -> None:
    with sessions.reading() as session:
        assert sentences.sentence(session, texts.of("en"), rule) == sentence


def test_long_list_is_cut_and_counted(sessions: Sessions) -> None:
    rule = Rule(companies=("ford", "mazda", "bmw", "tesla", "toyota", "honda", "nissan", "rivian"))

    with sessions.reading() as session:
        assert sentences.sentence(session, texts.of("en"), rule).endswith("Toyota, Honda or 2 more")


def test_countries_are_called_as_the_language_calls_them() -> None:
    assert areas.named(texts.of("de"), "Switzerland") == "der Schweiz"
    assert areas.named(texts.of("es"), "United Kingdom") == "el Reino Unido"
    assert areas.named(texts.of("en"), "Germany") == "Germany"


def test_every_country_that_is_named_is_one_that_rules_know() -> None:
    known = set(geography.names().values())

    assert {area for named in areas._table().values() for area in named} <= known
