"""A question to an answer: short, every claim cited, or an honest "the articles do not say"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Literal

from index import evidence, extractive, questions, ranking
from index.evidence import Evidence
from index.questions import Question
from index.retrieval import Filters, Hit, Retriever, Source

Mode = Literal["model", "extractive"]

#: What an answer says when nothing in the corpus answers the question. One wording, for prompts,
#: code and tests.
NOT_SAID = "The articles do not say."
#: Passages read for sentences, and articles shown when none answers.
PASSAGES, NEAREST = 12, 3


@dataclass(frozen=True)
class Citation:
    """A claim's number, and the words of an article that support it: its text at `start:end`."""

    n: int
    article: Source
    quote: str
    start: int
    end: int


@dataclass(frozen=True)
class Answer:
    question: str
    #: Every claim is followed by `[n]`; every n is in `citations`, and the other way round.
    answer: str
    abstained: bool
    mode: Mode
    citations: tuple[Citation, ...]
    #: When abstained: the articles nearest to the question.
    nearest: tuple[Source, ...]
    took_ms: float


def answer(retriever: Retriever, question: str, history: Sequence[str] = (), filters: Filters | None = None) -> Answer:
    """Answers from the corpus without a model: the sentences that answer, quoted, the best first."""
    began = perf_counter()
    asked = questions.read(question, history)
    hits, ranked, chosen = consider(retriever, asked, filters)
    instead = [] if chosen else extractive.instead(asked, ranked)
    citations = _cite(chosen or instead)
    said = extractive.said(asked, chosen or instead, {c.article.key: c.n for c in citations})
    return Answer(
        question=question,
        answer=said if chosen else f"{NOT_SAID} They do say: {said}" if instead else NOT_SAID,
        abstained=not chosen,
        mode="extractive",
        citations=citations,
        nearest=() if chosen else _nearest(hits),
        took_ms=(perf_counter() - began) * 1000,
    )


def consider(
    retriever: Retriever, asked: Question, filters: Filters | None = None
) -> tuple[list[Hit], list[Evidence], list[Evidence]]:
    """The passages found, their sentences ranked, and those that answer: none when nothing does."""
    hits = retriever.search(asked.text, PASSAGES, filters, questions.searched(asked))
    if asked.is_instruction:
        return hits, [], []
    weighed = evidence.weigh(asked, retriever.lexical)
    ranked = ranking.rank(evidence.gather(asked, weighed, hits), asked.text, retriever.embedder)
    return hits, ranked, extractive.choose(asked, weighed, ranked)


def _cite(chosen: Iterable[Evidence]) -> tuple[Citation, ...]:
    by_article: dict[int, Citation] = {}
    for e in chosen:
        if e.article.key not in by_article:
            by_article[e.article.key] = Citation(len(by_article) + 1, e.article, e.text, e.start, e.end)
    return tuple(by_article.values())


def _nearest(hits: Iterable[Hit]) -> tuple[Source, ...]:
    return tuple({hit.article.key: hit.article for hit in hits}.values())[:NEAREST]
