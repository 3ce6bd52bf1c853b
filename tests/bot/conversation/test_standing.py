"""What an answer says of its deals beyond what it quotes: what came since, where the articles differ."""

from bot.conversation import standing
from bot.conversation.replies import plain
from corpus.deals import queries
from corpus.deals.queries import Wanted
from corpus.deals.views import Deal
from tests.bot.conversation.conftest import Talk
from tests.corpus.deals.makers import deal, tell

SUPPLY = "supplier LG Energy Solution, buyer Tesla"


def told(talk: Talk, id_: str, day: str, stage: str, sentence: str, **facts: object) -> None:
    draft = deal(SUPPLY, "supply", stage, sentence=sentence, product="cells", **facts)
    tell(talk.sessions, id_, day, draft, text=sentence, url=f"https://{id_}.example/")


def the_deal(talk: Talk) -> Deal:
    with talk.sessions.reading() as session:
        (found,) = queries.find(session, Wanted(company="tesla"))
        return found


def test_deal_that_came_further_than_the_articles_cited_is_said_to_have(talk: Talk) -> None:
    told(talk, "signed", "2026-06-01", "agreed", "LG Energy Solution will supply Tesla with cells.")
    told(talk, "over", "2026-09-01", "ended", "LG Energy Solution and Tesla have ended the supply of cells.")
    deals = [the_deal(talk)]

    (found,) = standing.since(deals, ["signed"])

    assert (found.stage, found.report.article_id) == ("ended", "over")
    assert standing.since(deals, ["over"]) == [] == standing.since(deals, ["signed", "over"])
    assert standing.since(deals, ["mazda"]) == []


def test_articles_that_differ_on_a_figure_are_shown_beside_each_other(talk: Talk) -> None:
    sentence = "LG Energy Solution will supply Tesla with cells for {}."
    told(talk, "one", "2026-06-01", "agreed", sentence.format("USD 2 billion"), value=(2e9, "USD"))
    told(talk, "two", "2026-06-02", "agreed", sentence.format("USD 3 billion"), value=(3e9, "USD"))

    card = plain(talk.type(f"/deal {the_deal(talk).id}"))

    assert "The articles differ. Value of LG Energy Solution → Tesla:" in card
    assert "• USD 3 billion: Paper, 2 Jun 2026" in card and "• USD 2 billion: Paper, 1 Jun 2026" in card


def test_figure_that_is_only_rounded_is_no_difference(talk: Talk) -> None:
    sentence = "LG Energy Solution will supply Tesla with cells for {}."
    told(talk, "one", "2026-06-01", "agreed", sentence.format("USD 2 billion"), value=(2e9, "USD"))
    told(talk, "two", "2026-06-02", "agreed", sentence.format("USD 2.02 billion"), value=(2.02e9, "USD"))

    assert "differ" not in plain(talk.type(f"/deal {the_deal(talk).id}"))


def test_start_that_lay_behind_when_it_was_published_is_not_set_against_another(talk: Talk) -> None:
    sentence = "LG Energy Solution will supply Tesla with cells {}."
    told(talk, "one", "2026-06-01", "agreed", sentence.format("as in 2012"), start="2012")
    told(talk, "two", "2026-06-02", "agreed", sentence.format("from 2028"), start="2028")
    assert "differ" not in plain(talk.type(f"/deal {the_deal(talk).id}"))

    told(talk, "three", "2026-06-03", "agreed", sentence.format("from 2029"), start="2029")

    assert "Start of LG Energy Solution → Tesla:" in plain(talk.type(f"/deal {the_deal(talk).id}"))
