"""Passages to an answer: the sentences that answer, quoted, each with its citation; or an abstention."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Literal

from corpus import sentences
from index.lexical import LexicalIndex, words
from index.questions import complete
from index.retrieval import Filters, Hit, Retriever, Source

Mode = Literal["model", "extractive"]

#: What an answer says when nothing in the corpus answers the question.
NOT_SAID = "The articles do not say."
#: Passages read for sentences, and articles shown when none answers.
PASSAGES, NEAREST = 8, 3
MOST_SENTENCES = 3
#: A question's words found in one sentence (with its title for half), each weighing its rarity:
#: below the floor nothing answers; a further sentence must come near the best one.
FLOOR, NEAR_BEST = 0.5, 0.85
_TITLE_SHARE = 0.5
#: Sentences outside these lengths are headings, fragments or lists that answer nobody, in characters.
_SHORTEST, _LONGEST = 25, 600


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
    #: Ends each claim with `[n]`; every n is in `citations`, and the other way round.
    answer: str
    abstained: bool
    mode: Mode
    citations: tuple[Citation, ...]
    #: When abstained: the articles nearest to the question.
    nearest: tuple[Source, ...]
    took_ms: float


@dataclass(frozen=True)
class _Sentence:
    article: Source
    text: str
    start: int
    end: int
    score: float


def answer(
    retriever: Retriever, question: str, history: Sequence[str] = (), filters: Filters | None = None
) -> Answer:
    """Answers from the corpus, extractively: one to three quoted sentences, best first."""
    began = perf_counter()
    asked = complete(question, history)
    hits = retriever.search(asked, PASSAGES, filters)
    chosen = _choose(_scored(retriever.lexical, asked, hits))
    citations = _cite(chosen)
    said = " ".join(f"“{s.text}” [{_number(citations, s)}]" for s in chosen)
    return Answer(
        question=question,
        answer=said or NOT_SAID,
        abstained=not chosen,
        mode="extractive",
        citations=citations,
        nearest=() if chosen else _nearest(hits),
        took_ms=(perf_counter() - began) * 1000,
    )


def _scored(lexical: LexicalIndex, question: str, hits: Sequence[Hit]) -> list[_Sentence]:
    weights = {word: lexical.idf(word) for word in words(question)}
    total = sum(weights.values()) or 1.0
    found: dict[tuple[int, int], _Sentence] = {}
    for hit in hits:
        in_title = set(words(hit.article.title, keep_all=True))
        for start, end in sentences.spans(hit.passage):
            text = hit.passage[start:end]
            if not _SHORTEST <= len(text) <= _LONGEST:
                continue
            here = set(words(text, keep_all=True))
            held = sum(
                weight if word in here else weight * _TITLE_SHARE if word in in_title else 0.0
                for word, weight in weights.items()
            )
            # Passages overlap: the same sentence counts once.
            place = (hit.article.key, hit.start + start)
            found[place] = _Sentence(hit.article, text, place[1], hit.start + end, held / total)
    return sorted(found.values(), key=lambda s: -s.score)


def _choose(ranked: Sequence[_Sentence]) -> list[_Sentence]:
    if not ranked or ranked[0].score < FLOOR:
        return []
    chosen: list[_Sentence] = []
    for sentence in ranked:
        if sentence.score < NEAR_BEST * ranked[0].score or len(chosen) == MOST_SENTENCES:
            break
        if all(sentence.text != other.text for other in chosen):
            chosen.append(sentence)
    return chosen


def _cite(chosen: Iterable[_Sentence]) -> tuple[Citation, ...]:
    by_article: dict[int, Citation] = {}
    for s in chosen:
        if s.article.key not in by_article:
            by_article[s.article.key] = Citation(len(by_article) + 1, s.article, s.text, s.start, s.end)
    return tuple(by_article.values())


def _number(citations: Iterable[Citation], sentence: _Sentence) -> int:
    return next(c.n for c in citations if c.article.key == sentence.article.key)


def _nearest(hits: Iterable[Hit]) -> tuple[Source, ...]:
    return tuple({hit.article.key: hit.article for hit in hits}.values())[:NEAREST]
