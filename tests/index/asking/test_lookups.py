"""Which questions the table of deals answers, and what they ask of it."""

import pytest

from corpus.deals.drafts import DealType, Role
from index.asking import lookups


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
    lookup = lookups.read(question)

    assert lookup is not None
    assert (lookup.company, lookup.role, lookup.others, lookup.is_count) == (company, role, others, False)


def test_the_product_and_the_place_asked_about_are_kept_apart_from_the_relation() -> None:
    lookup = lookups.read("How many joint ventures with carmakers does Samsung SDI have in Indiana?")

    assert lookup is not None
    assert lookup.type is DealType.JOINT_VENTURE
    assert lookup.is_count
    assert lookup.about == {"indiana"}


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
    assert lookups.read(question) is None
