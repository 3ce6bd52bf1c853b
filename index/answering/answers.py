"""A question to an answer: by a model where there is one and its answer holds, else by quoting."""

import random
from collections.abc import Iterable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from corpus.models import Article
from index.answering import evidence, extractive, ranking
from index.answering.answer import NOT_SAID, Answer, Citation
from index.answering.evidence import Evidence
from index.asking import questions
from index.asking.questions import Question
from index.retrieval import Filters, Hit, Retriever, Source

if TYPE_CHECKING:
    from index.writing.chat_model import ChatModel
    from index.writing.generated import OnText

#: Passages read for sentences, and articles shown when none answers.
PASSAGES, NEAREST = 12, 3


def answer(
    retriever: Retriever,
    question: str,
    history: Sequence[str] = (),
    filters: Filters | None = None,
    model: "ChatModel | None" = None,
    on_text: "OnText | None" = None,
    rng: random.Random | None = None,
) -> Answer:
    """Answers from the corpus alone. `mode` says who wrote the answer: with a `model` that is down, slow,
    or says what the articles do not bear out, it is quoted all the same.

    `on_text` is told a model's answer as it grows; what is returned counts.
    """
    began = perf_counter()
    asked = questions.read(question, history)
    hits = retriever.search(asked.text, PASSAGES, filters, questions.searched(asked))
    made = None
    if model is not None:
        from index.writing import generated  # what checks a model's words, and httpx: 0.2 s

        rng = rng or random.SystemRandom()
        made = generated.generate(model, asked, question, history, hits, retriever.embedder, on_text, rng)
    if made is not None:
        text, abstained, citations = made.text, made.abstained, made.citations
    else:
        text, abstained, citations = _quoted(retriever, asked, hits)
    return Answer(
        question=question,
        answer=text,
        abstained=abstained,
        mode="extractive" if made is None else "model",
        citations=citations,
        nearest=_nearest(hits) if abstained else (),
        took_ms=(perf_counter() - began) * 1000,
    )


def _quoted(retriever: Retriever, asked: Question, hits: Sequence[Hit]) -> tuple[str, bool, tuple[Citation, ...]]:
    """The sentences that answer, the best first; or that none does, and what is said instead."""
    if asked.is_instruction:
        return NOT_SAID, True, ()
    weighed = evidence.weigh(asked, retriever.lexical)
    ranked = ranking.rank(evidence.gather(asked, weighed, hits), asked, retriever.embedder)
    chosen = extractive.choose(asked, weighed, ranked)
    shown = chosen or extractive.instead(asked, ranked)
    citations = _cite(retriever, shown)
    said = extractive.said(asked, shown, {c.article.key: c.n for c in citations})
    if chosen:
        return said, False, citations
    return f"{NOT_SAID} They do say: {said}" if shown else NOT_SAID, True, citations


def _cite(retriever: Retriever, chosen: Iterable[Evidence]) -> tuple[Citation, ...]:
    """One citation an article, its quote from the first to the last of the sentences taken from it."""
    by_article: dict[int, list[Evidence]] = {}
    for e in chosen:
        by_article.setdefault(e.article.key, []).append(e)
    return tuple(_citation(retriever, n, sentences) for n, sentences in enumerate(by_article.values(), 1))


def _citation(retriever: Retriever, n: int, sentences: Sequence[Evidence]) -> Citation:
    article, quote = sentences[0].article, sentences[0].text
    start, end = extractive.span(sentences)
    if len(sentences) > 1:
        with retriever.sessions.reading() as session:
            query = select(func.substr(Article.text, start + 1, end - start)).where(Article.key == article.key)
            quote = session.scalars(query).one()
    return Citation(n, article, quote, start, end)


def _nearest(hits: Iterable[Hit]) -> tuple[Source, ...]:
    return tuple({hit.article.key: hit.article for hit in hits}.values())[:NEAREST]
