"""Companies named in one list: what they have to do with others, and with each other."""

import pytest

from corpus.companies.gazetteer import gazetteer
from corpus.deals.drafts import Readable
from corpus.deals.parties import mentions
from corpus.deals.reading import lists, pairs
from corpus.deals.reading.agreeing import agreed, speakers
from corpus.deals.relations import Judgement, Relation, Telling

NAMES = ("Lyten", "Stellantis", "FedEx", "Honeywell")


def spans(text: str) -> dict[str, list[tuple[int, int]]]:
    return {name: [(text.index(name), text.index(name) + len(name))] for name in NAMES if name in text}


def asked(text: str) -> list[pairs.Asked]:
    article = Readable("", text, None, None)
    return list(pairs.asked(article, mentions.find(article, gazetteer()), gazetteer()))


def judgement(relation: Relation, probability: float) -> Judgement:
    relations = dict.fromkeys(Relation, 0.0) | {relation: probability, Relation.NONE: 1 - probability}
    return Judgement(relations, {each: float(each is Telling.FACT) for each in Telling}, 0.1)


@pytest.mark.parametrize(
    "text",
    [
        "Lyten raised money from Stellantis, FedEx and Honeywell.",
        "Stellantis, FedEx (FDX) and Honeywell back Lyten.",
        "Both Stellantis and FedEx, as well as Lyten and Honeywell.",
    ],
)
def test_names_with_only_commas_and_conjunctions_between_are_in_one_list(text: str) -> None:
    found = lists.together(text, spans(text), [])

    assert found["Stellantis"] == found["FedEx"]
    assert found.get("Lyten") != found["FedEx"]


def test_who_puts_money_into_one_company_together_is_not_asked_about_one_another() -> None:
    found = {(each.first, each.second) for each in asked("Lyten raised money from Stellantis, FedEx and Honeywell.")}

    assert found == {("lyten", "stellantis"), ("lyten", "fedex"), ("lyten", "honeywell")}


@pytest.mark.parametrize(
    "text",
    [
        "Stellantis and FedEx agreed to develop a van.",
        "A deal between Stellantis and FedEx was signed.",
        "The joint venture of Stellantis and FedEx was founded.",
    ],
)
def test_who_acts_together_is_asked_about_one_another(text: str) -> None:
    assert [(each.first, each.second) for each in asked(text)] == [("stellantis", "fedex")]


def test_semicolon_parts_what_two_companies_do() -> None:
    assert asked("Stellantis bought a plant; FedEx sold its vans.") == []


def test_joint_venture_is_no_partner_of_its_owners() -> None:
    found = asked("Stellantis and FedEx set up a joint venture named Honeywell to build vans.")

    assert [(each.first, each.second) for each in found] == [("stellantis", "fedex")]


def test_members_of_a_list_are_judged_alike() -> None:
    questions = asked("Lyten raised money from Stellantis, FedEx and Honeywell.")
    judged = [judgement(Relation.IS_INVESTED, probability) for probability in (0.9, 0.9, 0.3)]

    found = agreed(questions, judged)

    assert [round(each.relations[Relation.IS_INVESTED], 6) for each in found] == [0.7, 0.7, 0.7]


def test_companies_apart_keep_their_own_judgement() -> None:
    questions = asked("Stellantis bought Lyten before it sued FedEx.")
    judged = [judgement(Relation.ACQUIRES, number / 10) for number in range(len(questions))]

    assert agreed(questions, judged) == judged


def test_two_members_of_a_list_speak_for_all() -> None:
    questions = asked("Lyten raised money from Stellantis, FedEx and Honeywell.")

    assert speakers(questions) == [True, True, False]

    judged = [judgement(Relation.IS_INVESTED, 0.9), judgement(Relation.IS_INVESTED, 0.7), None]
    assert [round(each.relations[Relation.IS_INVESTED], 6) for each in agreed(questions, judged)] == [0.8, 0.8, 0.8]


def test_takeover_is_asked_about_though_both_are_of_one_house_today() -> None:
    assert asked("Geely owns Volvo Cars and works with it.") == []
    assert [(each.first, each.second) for each in asked("Geely has bought Volvo Cars.")] == [("geely", "volvo_cars")]


def test_customer_is_named_in_the_sentence_behind() -> None:
    found = asked("Lyten has won an order for cells. The customer is FedEx.")

    assert [(each.first, each.second) for each in found] == [("lyten", "fedex")]
