"""Who acts, by the words between two names."""

import pytest

from corpus.deals.reading import constructions
from corpus.deals.relations import Pair, Relation


def pair(text: str) -> Pair:
    first, second = ((text.index(name), text.index(name) + len(name)) for name in ("Voltano", "Zentrixa"))
    return Pair(text, (first,), (second,))


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Voltano has acquired all of Zentrixa.", Relation.ACQUIRES),
        ("Voltano was acquired by Zentrixa.", Relation.IS_ACQUIRED),
        ("Voltano received a takeover offer from Zentrixa.", Relation.IS_ACQUIRED),
        ("Voltano bought the plant from Zentrixa.", Relation.BUYS_FROM),
        ("Voltano sold its unit to Zentrixa.", Relation.SELLS_TO),
        ("Voltano raised $5 million in a round led by Zentrixa.", Relation.IS_INVESTED),
        ("Voltano takes a 10% stake in Zentrixa.", Relation.INVESTS),
        ("Voltano lands an order for buses from Zentrixa.", Relation.SUPPLIES),
        ("Voltano will supply cells to Zentrixa.", Relation.SUPPLIES),
        ("Voltano is supplied by Zentrixa.", Relation.IS_SUPPLIED),
        ("Voltano taps Zentrixa for cells.", Relation.IS_SUPPLIED),
        ("Voltano licenses its anode to Zentrixa.", Relation.LICENSES),
        ("Voltano and Zentrixa met in Berlin.", None),
    ],
)
def test_words_between_two_names_say_who_acts(text: str, relation: Relation | None) -> None:
    assert constructions.said(pair(text)) is relation


def test_what_is_said_turns_a_model_that_has_it_backwards() -> None:
    unsure = dict.fromkeys(Relation, 0.0) | {Relation.ACQUIRES: 0.3, Relation.IS_ACQUIRED: 0.5, Relation.PARTNERS: 0.2}

    found = constructions.weighed(unsure, pair("Voltano has acquired all of Zentrixa."))

    assert found[Relation.ACQUIRES] > 0.6
    assert found[Relation.ACQUIRES] + found[Relation.IS_ACQUIRED] == pytest.approx(0.8)
    assert found[Relation.PARTNERS] == 0.2


def test_words_too_many_for_one_clause_say_nothing() -> None:
    assert constructions.said(pair(f"Voltano has acquired {'a very large share of ' * 10} Zentrixa.")) is None
