"""The bundled relation model on sentences that leave no doubt."""

import re
from hashlib import sha256

import pytest

from corpus.deals.relations import Pair, Relation, Telling
from index import relation_model
from index.relation_model import BundledRelations


def pair(marked: str) -> Pair:
    """`[1:Mazda]` is the first company, `[2:…]` the second, `[3:…]` others."""
    text, reached = "", 0
    spans: dict[str, list[tuple[int, int]]] = {"1": [], "2": [], "3": []}
    for match in re.finditer(r"\[(\d):([^]]+)\]", marked):
        text += marked[reached : match.start()]
        spans[match[1]].append((len(text), len(text) + len(match[2])))
        text, reached = text + match[2], match.end()
    return Pair(text + marked[reached:], tuple(spans["1"]), tuple(spans["2"]), tuple(spans["3"]))


@pytest.mark.parametrize(
    ("marked", "relation"),
    [
        ("[1:Mazda] will buy cylindrical cells from [2:Panasonic Energy].", Relation.IS_SUPPLIED),
        ("[1:Panasonic Energy] will supply [2:Mazda] with cylindrical cells.", Relation.SUPPLIES),
        ("[1:Nissan] is to be supplied with battery cells by [2:SK On].", Relation.IS_SUPPLIED),
        ("[1:Lyten] has agreed to acquire [2:Northvolt]'s plant in Sweden.", Relation.ACQUIRES),
        ("[1:Activision] was bought by [2:Microsoft] for $69 billion.", Relation.IS_ACQUIRED),
        ("[1:Stellantis] invests $55 million in [2:Archer].", Relation.INVESTS),
        ("[1:Lyten] raised $200 million in a round led by [2:Prime Movers].", Relation.IS_INVESTED),
        ("[1:Honda] and [2:LG Energy Solution] form a joint venture to make batteries in Ohio.", Relation.VENTURE),
        ("[1:GM] and [2:Hyundai] signed an agreement to cooperate on trucks.", Relation.PARTNERS),
        ("[1:BMW] sold more cars than [2:Audi] last year.", Relation.NONE),
        ("Shares of [1:Ford] and [2:Tesla] fell on Tuesday.", Relation.NONE),
    ],
)
def test_a_plain_sentence_is_judged_rightly(marked: str, relation: Relation) -> None:
    [judgement] = BundledRelations().judge([pair(marked)])

    assert max(judgement.relations, key=lambda each: judgement.relations[each]) is relation


@pytest.mark.parametrize(
    ("marked", "telling"),
    [
        ("[1:Foxconn] is in talks to buy a stake in [2:Nissan].", Telling.TALKS),
        ("[1:Ford] and [2:CATL] signed a memorandum of understanding on battery supply.", Telling.MOU),
        ("[1:Honda] and [2:Nissan] have called off their merger.", Telling.ENDED),
    ],
)
def test_how_far_a_deal_has_come_is_heard(marked: str, telling: Telling) -> None:
    [judgement] = BundledRelations().judge([pair(marked)])

    assert max(judgement.tellings, key=lambda each: judgement.tellings[each]) is telling


def test_a_judgement_does_not_depend_on_the_names_nor_on_the_pairs_beside_it() -> None:
    one, other = pair("[1:Mazda] buys cells from [2:Panasonic]."), pair("[1:Zyxon] buys cells from [2:Qwertz].")
    model = BundledRelations()

    assert model.judge([one])[0] == model.judge([other, one])[0] == model.judge([other])[0]


def test_a_long_sentence_is_read_around_its_companies() -> None:
    filler = "and so on and on " * 60

    read = relation_model.ids(pair(f"{filler}[1:Mazda] buys cells from [2:Panasonic]. {filler}"))

    assert len(read) == relation_model.MOST
    assert relation_model.FIRST in read
    assert relation_model.SECOND in read


def test_the_identity_is_that_of_the_file() -> None:
    assert sha256(relation_model.MODEL.read_bytes()).hexdigest().startswith(BundledRelations().identity)


def test_no_pairs_no_judgements() -> None:
    assert BundledRelations().judge([]) == []


def test_companies_too_far_apart_have_nothing_to_do_with_each_other() -> None:
    [judgement] = BundledRelations().judge([pair(f"[1:Mazda] {'and so on ' * 60} buys cells from [2:Panasonic].")])

    assert judgement.relations[Relation.NONE] == 1


def test_of_many_places_those_nearest_each_other_are_read() -> None:
    filler = "and so on and on " * 60

    read = relation_model.ids(pair(f"[1:Mazda] opened. {filler} [1:Mazda] buys cells from [2:Panasonic]."))

    assert {relation_model.FIRST, relation_model.SECOND} <= set(read)
