"""What a rule would have told lately."""

from datetime import timedelta

import pytest

from bot.alerts.wishes.preview import Preview, preview
from bot.alerts.wishes.rules import Amount, Rule
from corpus.db import Sessions
from corpus.deals.drafts import DealType, Stage
from index.embedding.bundled import BundledEmbedding
from tests.corpus.deals.makers import deal, tell
from tests.fakes import NOW, WordEmbedder


def ago(days: int) -> str:
    return (NOW - timedelta(days=days)).date().isoformat()


@pytest.fixture
def told(sessions: Sessions) -> Sessions:
    """Five deals of the last weeks, the newest of article `e`; one older, one recalled, one yet to be published."""
    tell(sessions, "old", ago(60), deal("supplier AESC, buyer Mazda"))
    tell(sessions, "a", ago(20), deal("supplier CATL, buyer Ford", product="LFP cells", places=("Michigan",)))
    tell(sessions, "b", ago(15), deal("supplier Umicore, buyer PowerCo", stage="completed", value=(5e8, "EUR")))
    tell(sessions, "c", ago(10), deal("investor Volkswagen, investee XPeng", "investment", value=(7e8, "USD")))
    tell(sessions, "recalled", ago(9), deal("supplier CATL, buyer BMW", background=True))
    tell(sessions, "d", ago(5), deal("acquirer Ford, target Auto Motive Power", "acquisition", "talks"))
    tell(sessions, "e", ago(1), deal("supplier Panasonic Energy, buyer Mazda", product="solid-state battery cells"))
    tell(sessions, "ahead", ago(-3), deal("supplier CATL, buyer Toyota"))
    return sessions


@pytest.mark.parametrize(
    ("rule", "count", "newest"),
    [
        (Rule(), 5, "panasonic"),
        (Rule(companies=("ford",)), 2, "ford-auto"),
        (Rule(companies=("panasonic",)), 1, "panasonic"),
        (Rule(companies=("panasonic",), group=False), 0, ""),
        (Rule(companies=("ford",), others=("catl",)), 1, "catl-ford"),
        (Rule(companies=("ford", "mazda")), 3, "panasonic"),
        (Rule(types=(DealType.SUPPLY,)), 3, "panasonic"),
        (Rule(types=(DealType.SUPPLY, DealType.INVESTMENT)), 4, "panasonic"),
        (Rule(stages=(Stage.TALKS,)), 1, "ford-auto"),
        (Rule(words=("batteries",)), 2, "panasonic"),
        (Rule(countries=("United States",)), 1, "catl-ford"),
        (Rule(value=Amount(6e8, "USD")), 1, "volkswagen"),
        (Rule(confirmed=True), 0, ""),
    ],
)
def test_deals_of_the_last_days_that_meet_a_rule_are_counted(
    told: Sessions, rule: Rule, count: int, newest: str
) -> None:
    found = preview(told, rule, NOW, WordEmbedder())

    assert found.count == count
    assert len(found.examples) == min(count, 3)
    assert not count or found.examples[0].startswith(newest)
    assert not found.is_at_least


def test_the_days_looked_back_are_chosen(told: Sessions) -> None:
    assert preview(told, Rule(companies=("mazda",)), NOW, WordEmbedder(), days=90).count == 2
    assert preview(told, Rule(companies=("mazda",)), NOW, WordEmbedder(), days=3).count == 1


def test_a_question_is_asked_of_what_else_meets_the_rule(told: Sessions) -> None:
    question = "any deal in solid-state batteries?"
    embedder = BundledEmbedding(threads=1)

    assert preview(told, Rule(question=question), NOW, embedder).examples[0].startswith("panasonic")
    assert preview(told, Rule(question=question), NOW, embedder).count == 1
    assert preview(told, Rule(question=question, companies=("ford",)), NOW, embedder) == Preview(0, ())
