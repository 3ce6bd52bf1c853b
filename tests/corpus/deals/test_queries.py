"""Deals looked up: filters, order, cards of companies, the JSON that the command prints."""

import pytest

from corpus.db import Sessions
from corpus.deals import cards, queries
from corpus.deals.cards import Card
from corpus.deals.drafts import DealType, Role, Stage
from corpus.deals.queries import Wanted
from corpus.deals.views import as_json
from tests.corpus.deals.makers import day, deal, tell


@pytest.fixture
def told(sessions: Sessions) -> Sessions:
    """Five deals, the newest of article `e`."""
    tell(sessions, "a", "2022-07-21", deal("supplier CATL, buyer Ford", product="LFP packs"))
    tell(sessions, "b", "2022-12-08", deal("supplier Umicore, buyer PowerCo", product="cathodes", stage="completed"))
    tell(sessions, "c", "2023-10-26", deal("investor Volkswagen, investee XPeng", "investment", value=(7e8, "USD")))
    tell(sessions, "d", "2024-01-01", deal("supplier CATL, buyer Volkswagen", background=True))
    tell(sessions, "e", "2024-02-01", deal("acquirer Ford, target Auto Motive Power", "acquisition", "talks"))
    return sessions


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), "ecba"),
        (Wanted(background=True), "edcba"),
        (Wanted(company="ford"), "ea"),
        (Wanted(company="ford", other="catl"), "a"),
        (Wanted(company="catl", role=Role.SUPPLIER), "a"),
        (Wanted(company="ford", role=Role.SUPPLIER), ""),
        (Wanted(role=Role.INVESTEE), "c"),
        (Wanted(type=DealType.SUPPLY), "ba"),
        (Wanted(stage=Stage.TALKS), "e"),
        (Wanted(since=day("2022-12-08")), "ecb"),
        (Wanted(until=day("2022-12-08")), "a"),
        (Wanted(company="volkswagen"), "c"),
        (Wanted(company="volkswagen", group=True), "cb"),
        (Wanted(company="nobody"), ""),
    ],
)
def test_deals_wanted_are_found_the_newest_first(told: Sessions, wanted: Wanted, expected: str) -> None:
    with told.reading() as session:
        found = queries.find(session, wanted)
        number = queries.count(session, wanted)

    assert "".join(one.reports[0].article_id for one in found) == expected
    assert number == len(expected)


def test_pages_of_a_list_follow_each_other(told: Sessions) -> None:
    with told.reading() as session:
        pages = [queries.find(session, Wanted(), 3, offset) for offset in (0, 3)]

    assert ["".join(one.reports[0].article_id for one in page) for page in pages] == ["ecb", "a"]


def test_json_of_a_deal_has_the_shape_promised(sessions: Sessions) -> None:
    tell(sessions, "a", "2023-06-21", deal("supplier Panasonic Energy, buyer Mazda", stage="talks"))
    full = deal(
        "supplier Panasonic Energy, buyer Mazda",
        product="cells",
        quantity=(10.0, "GWh/yr"),
        value=(5e9, "USD"),
        announced="2024-03-29",
    )
    tell(sessions, "b", "2024-03-29", full, source="Wire", url="https://wire.example/b")
    tell(sessions, "c", "2024-03-29", deal("supplier Mazda, buyer Panasonic Energy"))

    with sessions.reading() as session:
        other, one = sorted(queries.find(session, Wanted()), key=lambda each: len(each.reports))
    made = as_json(one)

    assert {name: made[name] for name in ("type", "stage", "confirmation", "product", "revision")} == {
        "type": "supply",
        "stage": "agreed",
        "confirmation": "several",
        "product": "cells",
        "revision": 2,
    }
    assert made["parties"] == [
        {"name": "Panasonic Energy", "company": "panasonic_energy", "role": "supplier"},
        {"name": "Mazda", "company": "mazda", "role": "buyer"},
    ]
    assert made["quantity"] == {"amount": 10.0, "unit": "GWh/yr"}
    assert made["value"] == {"amount": 5e9, "currency": "USD"}
    assert (made["announced"], made["first_published"]) == ("2024-03-29", "2023-06-21")
    assert made["history"] == [
        {"date": "2023-06-21", "stage": "talks", "article_id": "a"},
        {"date": "2024-03-29", "stage": "agreed", "article_id": "b"},
    ]
    assert made["reports"][1] == {
        "article_id": "b",
        "title": "Title of b",
        "url": "https://wire.example/b",
        "source": "Wire",
        "published": "2024-03-29",
        "stage": "agreed",
        "background": False,
    }
    assert {(said["field"], said["article_id"]) for said in made["evidence"]} == {
        ("deal", "a"),
        *((field, "b") for field in ("deal", "stage", "product", "quantity", "value", "announced")),
    }
    assert set(made["evidence"][0]) == {"field", "article_id", "quote", "start", "end"}
    assert made["related"] == [{"id": other.id, "relation": "other direction"}]


def test_related_deals_say_how_they_differ(sessions: Sessions) -> None:
    tell(sessions, "a", "2024-03-29", deal("supplier CATL, buyer Ford", product="LFP cells"))
    tell(sessions, "b", "2024-03-30", deal("supplier CATL, buyer Ford", product="NCM cells"))
    tell(sessions, "c", "2026-03-30", deal("supplier CATL, buyer Ford"))
    tell(sessions, "d", "2024-03-30", deal("supplier CATL, buyer Volvo"))

    with sessions.reading() as session:
        by_article = {one.reports[0].article_id: one for one in queries.find(session, Wanted())}

    names = {one.id: article for article, one in by_article.items()}
    related = {names[relation.id]: relation.relation for relation in by_article["a"].related}
    assert related == {"b": "other product", "c": "same parties"}
    assert by_article["d"].related == ()


def test_deals_announced_together_are_related_as_such(sessions: Sessions) -> None:
    stake = deal("investor Stellantis, investee Leapmotor", "investment", value=(1.5e9, "EUR"))
    tell(sessions, "a", "2023-10-26", stake, deal("partner Stellantis, partner Leapmotor", "joint_venture"))

    with sessions.reading() as session:
        found = queries.find(session, Wanted())

    assert [relation.relation for one in found for relation in one.related] == ["told together"] * 2


def card(sessions: Sessions, company: str, *, group: bool = False) -> Card | None:
    with sessions.reading() as session:
        return cards.card(session, company, group=group)


def test_card_says_who_supplies_whom(told: Sessions) -> None:
    catl, ford = card(told, "catl"), card(told, "ford")

    assert catl is not None
    assert ford is not None
    assert [each.company for each in catl.counterparts["customers"]] == ["volkswagen", "ford"]
    assert [each.name for each in ford.counterparts["suppliers"]] == ["CATL"]
    assert ford.counts == {"acquisition": 1, "supply": 1}
    assert [one.reports[0].article_id for one in ford.latest] == ["e", "a"]


def test_card_leaves_out_what_is_only_talked_of(told: Sessions) -> None:
    ford = card(told, "ford")

    assert ford is not None
    assert "acquired" not in ford.counterparts


def test_card_of_a_group_has_the_deals_of_its_companies(told: Sessions) -> None:
    alone, group = card(told, "volkswagen"), card(told, "volkswagen", group=True)

    assert alone is not None
    assert group is not None
    assert [each.company for each in alone.counterparts["suppliers"]] == ["catl"]
    assert {each.company for each in group.counterparts["suppliers"]} == {"catl", "umicore"}
    assert "powerco" in alone.members


def test_card_of_a_company_known_from_articles_alone_has_its_name(sessions: Sessions) -> None:
    tell(sessions, "a", "2024-03-29", deal("supplier Nobody Batteries Inc., buyer Ford"))

    made = card(sessions, "nobody_batteries")

    assert made is not None
    assert (made.name, made.parents) == ("Nobody Batteries Inc.", ())


def test_card_of_a_company_that_nobody_knows_is_nothing(sessions: Sessions) -> None:
    assert card(sessions, "nobody") is None
