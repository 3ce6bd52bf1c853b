"""Lists and counts answered from the table of deals."""

import re
from datetime import date

import pytest

from corpus.db import Sessions
from corpus.deals import recording
from corpus.deals.drafts import DealDraft
from index.answering import tabled
from index.answering.tabled import Tabled
from index.asking import lookups
from tests.corpus.deals.makers import READER, deal, publish
from tests.fakes import NOW

TODAY = date(2026, 11, 23)


def tell(sessions: Sessions, id_: str, published: str, *drafts: DealDraft) -> None:
    """An article that has the sentences of its deals, so that its citations can be checked."""
    text = " ".join(draft.evidence[0].quote for draft in drafts)
    article = publish(sessions, id_, published, text=text)
    placed = []
    for draft in drafts:
        sentence = draft.evidence[0].quote
        start = text.index(sentence)
        quote = type(draft.evidence[0])("deal", sentence, start, start + len(sentence))
        placed.append(type(draft)(**{f: getattr(draft, f) for f in draft.__slots__} | {"evidence": (quote,)}))
    with sessions.writing() as session:
        recording.record(session, article, placed, READER, NOW)


@pytest.fixture
def told(sessions: Sessions) -> Sessions:
    tell(
        sessions,
        "a",
        "2023-02-14",
        deal("supplier CATL, buyer Ford", product="LFP cells", sentence="CATL makes LFP cells for Ford."),
        deal("supplier SK On, buyer Ford", product="NCM cells", sentence="SK On delivers NCM cells to Ford."),
    )
    tell(
        sessions,
        "b",
        "2024-10-15",
        deal("supplier LGES, buyer Ford", product="batteries", sentence="LGES will supply Ford with batteries."),
    )
    tell(
        sessions,
        "c",
        "2022-07-21",
        deal("supplier ioneer, buyer Ford", product="lithium carbonate", sentence="Ford buys lithium from ioneer."),
    )
    return sessions


def asked(sessions: Sessions, question: str) -> Tabled | None:
    lookup = lookups.read(question, TODAY)
    assert lookup is not None
    with sessions.reading() as session:
        return tabled.answer(session, lookup)


def test_every_supplier_is_listed_with_the_newest_first(told: Sessions) -> None:
    answer = asked(told, "who are Ford's suppliers?")

    assert answer is not None
    names = [answer.text.index(name) for name in ("LG Energy Solution", "CATL", "ioneer")]
    assert names == sorted(names)
    assert len(answer.deals) == 4


def test_markers_and_citations_are_the_same_and_quotes_stand_in_the_text(told: Sessions) -> None:
    answer = asked(told, "who are Ford's suppliers?")

    assert answer is not None
    marked = list(dict.fromkeys(int(n) for n in re.findall(r"\[(\d+)\]", answer.text)))
    assert marked == [citation.n for citation in answer.citations] == [1, 2, 3]
    for citation in answer.citations:
        assert citation.quote
        assert "Ford" in citation.quote


def test_a_product_asked_for_narrows_the_list(told: Sessions) -> None:
    answer = asked(told, "which companies supply Ford with battery cells?")

    assert answer is not None
    assert "ioneer" not in answer.text
    assert "CATL" in answer.text


def test_a_count_begins_with_the_number(told: Sessions) -> None:
    answer = asked(told, "how many suppliers does Ford have?")

    assert answer is not None
    assert answer.text.startswith("4 ")


def test_one_deal_is_no_list(told: Sessions) -> None:
    assert asked(told, "who are CATL's customers?") is None


def test_what_the_table_does_not_hold_is_left_to_the_articles(told: Sessions) -> None:
    assert asked(told, "which companies supply Ford with seats?") is None
    assert asked(told, "who are Mazda's suppliers?") is None


def test_deals_of_any_company_are_listed_by_their_parties_the_newest_first(told: Sessions) -> None:
    answer = asked(told, "list all supply deals since 2023")

    assert answer is not None
    assert [answer.text.index(f"{name} for Ford") for name in ("LG Energy Solution", "CATL", "SK On")] == sorted(
        answer.text.index(f"{name} for Ford") for name in ("LG Energy Solution", "CATL", "SK On")
    )
    assert "ioneer" not in answer.text


def test_deals_told_outside_the_time_asked_about_are_left_out(told: Sessions) -> None:
    answer = asked(told, "how many supply deals were there in 2023?")

    assert answer is not None
    assert answer.text.startswith("2 supply deals in the articles: ")


def test_no_deal_of_that_type_is_left_to_the_articles(told: Sessions) -> None:
    assert asked(told, "list all joint ventures") is None
