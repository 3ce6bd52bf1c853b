"""Which questions the table of deals answers, and what they ask of it."""

from datetime import date

import pytest

from corpus.deals.drafts import DealType, Role
from index.asking import lookups

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("question", "company", "role", "others"),
    [
        ("who supplies mazda with batteries", "mazda", Role.BUYER, Role.SUPPLIER),
        ("Who are Tesla's battery suppliers?", "tesla", Role.BUYER, Role.SUPPLIER),
        ("Ford lithium sources?", "ford", Role.BUYER, Role.SUPPLIER),
        ("from which companies does BMW buy cells", "bmw", Role.BUYER, Role.SUPPLIER),
        ("who buys cells from CATL", "catl", Role.SUPPLIER, Role.BUYER),
        ("which carmakers does Samsung SDI supply?", "samsung_sdi", Role.SUPPLIER, Role.BUYER),
        ("list the customers of ioneer", "ioneer", Role.SUPPLIER, Role.BUYER),
        ("which companies has Stellantis invested in?", "stellantis", Role.INVESTOR, Role.INVESTEE),
        ("who are the investors in Lyten?", "lyten", Role.INVESTEE, Role.INVESTOR),
        ("What startups did Amazon acquire?", "amazon", Role.ACQUIRER, Role.TARGET),
        ("samsung sdi us jv partners", "samsung_sdi", Role.PARTNER, Role.PARTNER),
    ],
)
def test_lists_of_companies_in_a_relation_are_look_ups(question: str, company: str, role: Role, others: Role) -> None:
    lookup = lookups.read(question, TODAY)

    assert lookup is not None
    assert (lookup.company, lookup.role, lookup.others, lookup.is_count) == (company, role, others, False)


def test_the_product_and_the_place_asked_about_are_kept_apart_from_the_relation() -> None:
    lookup = lookups.read("How many joint ventures with carmakers does Samsung SDI have in Indiana?", TODAY)

    assert lookup is not None
    assert lookup.type is DealType.JOINT_VENTURE
    assert lookup.is_count
    assert lookup.about == {"indiana"}


@pytest.mark.parametrize(
    ("question", "type_", "about", "since"),
    [
        ("list joint ventures announced since 2024", DealType.JOINT_VENTURE, set(), date(2024, 1, 1)),
        ("which takeovers were there this year?", DealType.ACQUISITION, set(), date(2026, 1, 1)),
        ("show all supply deals in Indiana", DealType.SUPPLY, {"indiana"}, None),
        ("what solid-state partnerships are there", DealType.PARTNERSHIP, {"solid", "state"}, None),
        ("list all deals of the last 30 days", None, set(), date(2026, 10, 24)),
        ("how many acquisitions were announced in 2025?", DealType.ACQUISITION, set(), date(2025, 1, 1)),
    ],
)
def test_deals_of_a_type_are_looked_up_without_a_company(
    question: str, type_: DealType | None, about: set[str], since: date | None
) -> None:
    lookup = lookups.read(question, TODAY)

    assert lookup is not None
    assert (lookup.company, lookup.type, lookup.about, lookup.told.since) == (None, type_, frozenset(about), since)


@pytest.mark.parametrize("question", ["which battery makers ford has had deals with", "all deals of shell"])
def test_names_that_are_words_are_companies_where_only_a_company_can_stand(question: str) -> None:
    lookup = lookups.read(question, TODAY)

    assert lookup is not None
    assert lookup.company in ("ford", "shell")


def test_the_time_asked_about_narrows_the_deals_of_a_company() -> None:
    lookup = lookups.read("which companies did Amazon acquire since 2023?", TODAY)

    assert lookup is not None
    assert (lookup.company, lookup.told.since, lookup.about) == ("amazon", date(2023, 1, 1), frozenset())


@pytest.mark.parametrize(
    "question",
    [
        "how many seats on Leapmotor's board does Stellantis get",
        "how many cells does Mazda buy",
        "When did Ford sign with CATL?",
        "How much did Volkswagen invest in Rivian?",
        "What deals did Nissan and Honda make?",
        "which suppliers are there",
        "",
    ],
)
def test_other_questions_are_none(question: str) -> None:
    assert lookups.read(question, TODAY) is None
