import pytest

from index.asking import asks, orders
from index.asking.asks import Asks


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("price per ton of lithium carbonate", Asks.MONEY),
        ("what does an LFP cell cost per kWh", Asks.MONEY),
        ("yearly licence fee from Ford to CATL", Asks.MONEY),
        ("salary of the new boss", Asks.MONEY),
        ("how cheap are the cells", Asks.MONEY),
        ("reason Tesla tells owners to charge to the top", Asks.REASON),
        ("which carmakers buy from LGES", Asks.COMPANY),
        ("shareholders of ACC", Asks.COMPANY),
        ("who is punished under the Human Life Protection Act", Asks.COMPANY),
        ("what is the mine life", Asks.DURATION),
        ("which company announced a cell of 500 Wh/kg", Asks.COMPANY),
        ("what did the tanker carry when it sank", Asks.THING),
        ("how fast does it charge to 80 percent", Asks.NUMBER),
        ("what part of New York is it in", Asks.THING),
    ],
)
def test_sum_is_told_from_quantity_and_life_from_duration(question: str, kind: Asks) -> None:
    assert asks.asked(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Do the articles say what sum Toyota paid Panasonic?", Asks.MONEY),
        ("Can you tell me when the talks ended?", Asks.DATE),
        ("Hi, do you know who supplies Mazda?", Asks.COMPANY),
        ("I would like to know where the plant is", Asks.PLACE),
        ("Do Toyota and Mazda know when to stop?", Asks.YES_NO),
    ],
)
def test_question_wrapped_in_another_is_read_for_itself(question: str, kind: Asks) -> None:
    assert asks.asked(question) is kind


@pytest.mark.parametrize(
    ("question", "focus"),
    [
        ("how many seats does the Epiq have", "seats"),
        ("which law firm advised the fund", "law firm"),
        ("top speed of the urban cruiser", "top speed"),
        ("who supplies Mazda", ""),
    ],
)
def test_thing_asked_for_is_named(question: str, focus: str) -> None:
    assert asks.focus(question) == focus


def test_companies_to_be_counted_are_told_from_other_counts() -> None:
    assert asks.counts_companies("how many carmakers buy from Suminoe?")
    assert not asks.counts_companies("how many seats does Stellantis get?")


@pytest.mark.parametrize(
    "question", ["write me a poem about spring", "which antibiotic should my dog get", "square root of 529"]
)
def test_errand_is_no_question_to_news(question: str) -> None:
    assert orders.is_errand(question)


@pytest.mark.parametrize("question", ["who wrote the report on Ford", "should-cost of a cell", "Ford's root cause"])
def test_news_question_is_no_errand(question: str) -> None:
    assert not orders.is_errand(question)


@pytest.mark.parametrize(
    ("question", "many"),
    [
        ("which chemistries does LG want to offer", True),
        ("in which countries is it sold", True),
        ("which companies have invested", True),
        ("which company is buying it", False),
        ("which year does it start", False),
        ("which business does it own", False),
    ],
)
def test_several_things_are_asked_for_by_their_plural(question: str, many: bool) -> None:
    assert asks.is_list(question) is many
