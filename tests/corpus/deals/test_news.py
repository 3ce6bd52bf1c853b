"""Whether a deal is an article's news or only recalled."""

from datetime import UTC, datetime

import pytest

from corpus.deals.drafts import DealType, Readable
from corpus.deals.facts import news
from corpus.deals.facts.told import Told

TODAY = datetime(2024, 3, 22, 12, tzinfo=UTC)
#: What an article about something else says before it comes to the deal.
BEFORE = "Sales of electric cars rose by a tenth. " * 30


def recalled(sentence: str, *, title: str = "Car sales rise", before: str = BEFORE, in_title: bool = False) -> bool:
    text = f"{before}{sentence} {BEFORE}"
    told = Told(DealType.SUPPLY, ((len(before), len(before) + len(sentence)),), in_title, ("Foo", "Bar"))
    return news.is_background(Readable(title, text, None, TODAY), told)


@pytest.mark.parametrize(
    "sentence",
    [
        "Foo already supplies Bar with cells.",
        "Foo, which was acquired by Bar, has a new chief executive.",
        "In 2021, Foo signed a contract with Bar.",
        "Foo has been a partner of Bar since 2015.",
        "Foo bought Bar last year.",
        "Foo had signed a contract with Bar before.",
        "Foo currently owns a tenth of Bar.",
    ],
)
def test_old_and_standing_deals_deep_in_an_article_are_recalled(sentence: str) -> None:
    assert recalled(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Foo said on Thursday that it will supply Bar with cells.",
        "Foo has signed a contract with Bar, the two announced today.",
        "This week, Foo agreed to buy Bar.",
    ],
)
def test_deals_of_these_days_are_news_wherever_they_stand(sentence: str) -> None:
    assert not recalled(sentence)


def test_deal_of_the_title_is_news_whatever_else_is_said() -> None:
    assert not recalled("Foo has long supplied Bar.", title="Foo and Bar sign a deal", in_title=True)


def test_deal_told_first_is_news() -> None:
    assert not recalled("Foo signs a supply contract with Bar.", before="")


def test_last_year_is_recalled_even_where_the_article_begins() -> None:
    assert recalled("In May 2022, Foo announced a contract with Bar.", before="")


def test_items_of_a_round_up_are_news() -> None:
    assert not recalled("Foo raised $5 million from Bar.", title="Chips, cars and more")


def test_model_tips_the_scales() -> None:
    sentence = "Foo has signed a contract with Bar."
    text = BEFORE + sentence
    told = Told(DealType.SUPPLY, ((len(BEFORE), len(text)),), False, ("Foo", "Bar"))
    article = Readable("Car sales rise", text, None, TODAY)

    assert not news.is_background(article, told, 0.001)
    assert news.is_background(article, told, 0.99)


def test_article_without_a_day_of_publication_is_judged_by_its_words() -> None:
    text = "Foo signs a supply contract with Bar."
    told = Told(DealType.SUPPLY, ((0, len(text)),), False, ("Foo", "Bar"))

    assert not news.is_background(Readable("", text, None, None), told)


def test_what_a_product_uses_is_a_standing_relation() -> None:
    assert recalled("The Zoe uses cells from Foo, as Bar says.", before="")
    assert not recalled("Foo will supply Bar with cells for the Zoe.", before="")


def test_writer_who_tells_of_himself_comments_on_what_is_known() -> None:
    sentence = "{} Foo will supply Bar with cells for the new car."

    assert not recalled(sentence.format("Next year"), before="")
    assert recalled(sentence.format("I think that my car gets better once"))


def test_deal_told_less_surely_is_taken_for_news_less_often() -> None:
    text = "Foo signs a supply contract with Bar."
    told = Told(DealType.SUPPLY, ((0, len(text)),), False, ("Foo", "Bar"))
    article = Readable("Car sales rise", text, None, TODAY)

    assert not news.is_background(article, told, certainty=0.99)
    assert news.is_background(article, told, certainty=0.3)


def test_short_name_in_the_title_stands_for_the_full_one() -> None:
    sentence = "Voltano Holdings bought Zentrixa Systems."
    told = Told(
        DealType.ACQUISITION, ((len(BEFORE), len(BEFORE) + len(sentence)),), False, ("Voltano Holdings", "Zentrixa")
    )

    assert not news.is_background(Readable("Voltano and Zentrixa", BEFORE + sentence, None, TODAY), told)
    assert news.is_background(Readable("Car sales rise", BEFORE + sentence, None, TODAY), told)
