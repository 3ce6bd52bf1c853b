"""A question to an answer: by a model where there is one and its answer holds, else by quoting."""

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from time import perf_counter
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from corpus.deals import queries
from corpus.models import Article
from index.answering import evidence, extractive, heads, ranking, tabled, weighing, wording
from index.answering.answer import NOT_SAID, Answer, Citation
from index.answering.evidence import Evidence
from index.answering.tabled import Tabled
from index.asking import lookups, questions
from index.asking.foreign import rendering
from index.asking.lookups import Lookup
from index.asking.questions import Question
from index.relation_model import BundledRelations
from index.retrieval import Filters, Hit, Retriever, Source

if TYPE_CHECKING:
    from index.writing.chat_model import ChatModel
    from index.writing.generated import OnText

#: Passages read for sentences, and articles shown when none answers.
PASSAGES, NEAREST = 12, 3
#: The sentences that answer, and what is said where none does.
_Chosen = tuple[list[Evidence], list[Evidence]]


def answer(
    retriever: Retriever,
    question: str,
    history: Sequence[str] = (),
    filters: Filters | None = None,
    model: "ChatModel | None" = None,
    on_text: "OnText | None" = None,
    rng: random.Random | None = None,
    today: date | None = None,
) -> Answer:
    """Answers from the corpus alone. `mode` says who wrote the answer: with a `model` that is down, slow,
    or says what the articles do not bear out, it is quoted all the same.

    `on_text` is told a model's answer as it grows; what is returned counts. "Last month" is counted from `today`.
    """
    began = perf_counter()
    # Articles are in English; only a model reads, and answers, what was asked as it was put.
    in_english = rendering.in_english(question)
    asked = questions.read(in_english, [rendering.in_english(earlier) for earlier in history])
    hits = _found(retriever, asked, filters)
    made = None
    # Once, though a list that the table does not hold is looked for in it first: it costs most of an answer.
    chosen = cache(lambda: _chosen(retriever, asked, hits))
    lookup = None if filters or asked.is_instruction else lookups.read(in_english, today or datetime.now(UTC).date())
    table = _tabled(retriever, lookup, chosen) if lookup else None
    if model is not None and table is None:
        from index.writing import generated  # what checks a model's words, and httpx: 0.2 s

        rng = rng or random.SystemRandom()
        made = generated.generate(model, asked, question, history, hits, retriever.embedder, on_text, rng)
    if made is not None:
        text, abstained, citations = made.text, made.abstained, made.citations
    elif table is not None:
        text, abstained, citations = table.text, False, table.citations
    else:
        text, abstained, citations = _quoted(retriever, asked, filters, chosen)
    return Answer(
        question=question,
        answer=text,
        abstained=abstained,
        mode="extractive" if made is None else "model",
        citations=citations,
        deals=table.deals if table else _deals(retriever, asked, citations),
        nearest=_nearest(hits) if abstained else (),
        took_ms=(perf_counter() - began) * 1000,
    )


def _tabled(retriever: Retriever, lookup: Lookup, chosen: Callable[[], _Chosen]) -> Tabled | None:
    """Lists and counts that the table of deals holds whole, where the best passages hold but a part."""
    further, _ = chosen()
    with retriever.sessions.reading() as session:
        return tabled.answer(session, lookup, further)


def _deals(retriever: Retriever, asked: Question, citations: Sequence[Citation]) -> tuple[str, ...]:
    """The deals of the companies asked about that the cited articles tell."""
    if not citations or not asked.companies:
        return ()
    with retriever.sessions.reading() as session:
        return tuple(queries.told_in(session, [c.article.key for c in citations], asked.companies))


def _found(retriever: Retriever, asked: Question, filters: Filters | None) -> list[Hit]:
    return retriever.search(asked.text, PASSAGES, filters, questions.searched(asked))


def _quoted(
    retriever: Retriever, asked: Question, filters: Filters | None, whole: Callable[[], _Chosen]
) -> tuple[str, bool, tuple[Citation, ...]]:
    """The sentences that answer, the best first; or that none does, and what is said instead."""
    if asked.is_instruction:
        return NOT_SAID, True, ()
    abstained, told = False, _halves(retriever, asked, filters)
    if not told:
        chosen, near = whole()
        abstained, told = not chosen, [(asked, wording.ordered(asked, chosen) or near)]
    citations = _cite(retriever, [e for _, shown in told for e in shown])
    numbers = {c.article.key: c.n for c in citations}
    relations = BundledRelations()
    said = " ".join(
        # In place of an answer nothing is said in a word or two.
        wording.said(part, shown, numbers, "" if abstained else heads.head(part, shown, relations))
        for part, shown in told
    )
    if not abstained:
        return said, False, citations
    return f"{NOT_SAID} They do say: {said}" if said else NOT_SAID, True, citations


def _halves(retriever: Retriever, asked: Question, filters: Filters | None) -> list[tuple[Question, list[Evidence]]]:
    """Of two questions in one, each with the sentences that answer it; empty unless both are answered."""
    told: list[tuple[Question, list[Evidence]]] = []
    for half in asked.halves:
        before = [e for _, chosen in told for e in chosen]
        chosen, _ = _chosen(retriever, half, _found(retriever, half, filters), len(asked.halves))
        told.append((half, wording.ordered(half, [e for e in chosen if extractive.adds(e, before)])))
    return told if all(chosen for _, chosen in told) else []


def _chosen(retriever: Retriever, asked: Question, hits: Sequence[Hit], parts: int = 1) -> _Chosen:
    """The sentences that answer, and what is said instead where none does."""
    weighed = weighing.weigh(asked, retriever.lexical)
    ranked = ranking.rank(evidence.gather(asked, weighed, hits), asked, retriever.embedder)
    chosen = extractive.choose(asked, weighed, ranked, parts)
    return heads.that_say_who(asked, chosen, BundledRelations()), extractive.instead(asked, ranked)


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
