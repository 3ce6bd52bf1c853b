"""Pages of sport, which tell of deals that are none."""

from corpus.companies.gazetteer import gazetteer
from corpus.deals.drafts import Readable
from corpus.deals.parties import mentions
from corpus.deals.reading import pairs
from corpus.deals.reading.sport import is_sport

GAME = "The MLB season is over, free agency begins. A pitcher and a shortstop left before the playoffs. "


def asked(text: str) -> list[tuple[str, str]]:
    article = Readable("", text, None, None)
    found = pairs.asked(article, mentions.find(article, gazetteer()), gazetteer())
    return [(each.first, each.second) for each in found]


def test_one_word_of_sport_makes_no_page_of_sport() -> None:
    assert is_sport(GAME)
    assert not is_sport("Ford bought the naming rights of the Super Bowl before a kick-off in Detroit.")


def test_only_companies_of_the_catalogue_deal_on_a_page_of_sport() -> None:
    deal = "Zelvora has agreed to buy Quantiro Ltd. from Stellantis, which supplies Ford. "

    assert ("zelvora", "quantiro") in asked(deal)
    assert asked(deal + GAME) == [("stellantis", "ford")]
