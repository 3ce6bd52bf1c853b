"""What the words of a sentence allow a relation to be."""

import pytest

from corpus.deals.reading import wordings
from corpus.deals.relations import Relation


def likeliest(text: str, **probabilities: float) -> Relation:
    relations = dict.fromkeys(Relation, 0.005) | {Relation[name]: value for name, value in probabilities.items()}
    found = wordings.weighed(relations, text)
    return max(found, key=lambda relation: found[relation])


def test_nothing_is_bought_where_no_word_says_so() -> None:
    assert likeliest("Voltano and Zentrixa work on a van.", ACQUIRES=0.6, PARTNERS=0.3) is Relation.PARTNERS
    assert likeliest("Voltano buys Zentrixa.", ACQUIRES=0.6, PARTNERS=0.3) is Relation.ACQUIRES


@pytest.mark.parametrize(
    "text",
    [
        "Zentrixa signs $16.5 billion chip deal with Voltano",
        "Zentrixa inks five-year lithium supply contract with Voltano",
    ],
)
def test_what_is_dealt_in_is_supplied(text: str) -> None:
    assert likeliest(text, ACQUIRES=0.8, IS_SUPPLIED=0.02) is Relation.IS_SUPPLIED


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Voltano is buying 9.9% of Zentrixa for $48 million.", Relation.INVESTS),
        ("Voltano takes a minority stake in Zentrixa.", Relation.INVESTS),
        ("Voltano buys the remaining 20% of Zentrixa.", Relation.ACQUIRES),
        ("Voltano acquires 60 percent of Zentrixa's shares.", Relation.ACQUIRES),
        ("Voltano takes a majority stake in Zentrixa.", Relation.ACQUIRES),
        ("Voltano buys Zentrixa, whose sales rose 12%.", Relation.ACQUIRES),
    ],
)
def test_part_of_a_company_is_an_investment(text: str, relation: Relation) -> None:
    assert likeliest(text, ACQUIRES=0.8) is relation


def test_how_likely_a_deal_is_at_all_stays() -> None:
    relations = dict.fromkeys(Relation, 0.0) | {Relation.NONE: 0.4, Relation.ACQUIRES: 0.5, Relation.PARTNERS: 0.1}

    found = wordings.weighed(relations, "Voltano and Zentrixa work on a van.")

    assert found[Relation.NONE] == 0.4
    assert sum(found.values()) == pytest.approx(1.0)


def test_majority_stake_is_bought_and_a_minority_is_an_investment() -> None:
    shares = {"ACQUIRES": 0.3, "INVESTS": 0.4}

    assert likeliest("Voltano takes a majority stake in Zentrixa.", **shares) is Relation.ACQUIRES
    assert likeliest("Voltano takes a minority stake in Zentrixa.", **shares) is Relation.INVESTS


def test_goods_in_a_deal_of_two_side_by_side_are_not_supplied_by_one_to_the_other() -> None:
    relations = dict.fromkeys(Relation, 0.005) | {Relation.PARTNERS: 0.9}

    found = wordings.weighed(relations, "Voltano and Zentrixa announce a van deal.", together=True)

    assert max(found, key=lambda each: found[each]) is Relation.PARTNERS
