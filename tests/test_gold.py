"""The published quality, kept: the gold set asked on the bundled articles, without a model or a network.

The floors lie a little under the figures in the README. Whoever raises those raises these.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import bootstrap
from bot.settings import Settings
from corpus.ingest import ingest
from corpus.models import Article
from corpus.web.fetching import Fetcher
from index import evaluation
from index.answering.answers import answer
from index.retrieval import Retriever
from tests.fakes import NOW

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    settings = Settings(home=tmp_path_factory.mktemp("gold"))
    with bootstrap.corpus(settings) as opened, bootstrap.retriever(opened, "test") as retriever:
        with Fetcher(user_agent="test") as fetcher:
            ingest(opened.sessions, [str(ROOT / "corpus" / "samples")], fetcher, lambda: NOW)
        retriever.own()
        retriever.update()
        yield retriever


@pytest.mark.parametrize(
    ("half", "accuracy", "refused_rightly", "refused_wrongly"),
    [("dev", 0.76, 0.74, 0.13), ("held", 0.58, 0.78, 0.25), ("foreign", 0.76, 0.74, 0.13)],
)
def test_gold_questions_are_answered_as_well_as_published(
    samples: Retriever, half: str, accuracy: float, refused_rightly: float, refused_wrongly: float
) -> None:
    labelled = list(evaluation.read(ROOT / "tests" / "data" / "gold" / f"{half}.jsonl"))
    with samples.sessions.reading() as session:
        texts = {row.id: row.text for row in session.execute(select(Article.id, Article.text))}

    judged = evaluation.evaluate(labelled, lambda q, history: answer(samples, q, history), texts.get)

    figures = evaluation.Score(judged).figures()
    assert figures["accuracy"]["share"] >= accuracy
    assert figures["refused_rightly"]["share"] >= refused_rightly
    assert figures["refused_wrongly"]["share"] <= refused_wrongly
    assert figures["citation_precision"]["share"] >= 0.78
    assert figures["verbatim_quotes"]["share"] == 1.0
