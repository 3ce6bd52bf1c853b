"""Sentences that may answer a question, each with what speaks for it."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from corpus.companies.gazetteer import Gazetteer, gazetteer
from index.answering import dating, kinds, reading
from index.answering.reading import NOTHING, Sentence, Words
from index.answering.weighing import STANDS_FOR, Weighed
from index.asking.questions import Question
from index.lexical import FUNCTION_WORDS, words
from index.retrieval import Hit, Source

#: A sentence of fewer or more characters is a heading, a fragment or a list, which answers nobody.
SHORTEST, LONGEST = 20, 700
#: A word in the sentence before, the heading or the title counts so much; one elsewhere in the passage, so much.
NEARBY, IN_PASSAGE = 0.6, 0.3
#: Where an article begins, in characters: what is most of its news.
_LEAD = 250

_LEANS = re.compile(
    r"^(?:it|they|this|that|these|those|he|she|its|their|the (?:company|two|deal|pair|venture))\b", re.I
)
#: A line of a list: short, and complete as it is.
_ITEM = re.compile(r"[>\s]*(?:[-•*–]|\d{1,2}[.)])\s")
#: Other lines without an end are labels, captions and rows of tables.
_ENDED = re.compile(r"[.!?…:][\"”’')\]*_]*\s*$")


@dataclass(frozen=True)
class Evidence:
    """A sentence of an article: `text` is the article's text at `start:end`."""

    article: Source
    text: str
    start: int
    end: int
    companies: frozenset[str]
    #: By name; what `ranking` weighs.
    features: Mapping[str, float]
    #: Which of the question's terms it holds itself.
    holds: frozenset[str]
    score: float = 0.0
    #: Terms in it, in the sentence before, in the heading or in the title.
    held_nearby: frozenset[str] = field(default=frozenset())
    #: Terms in all that was found of its article.
    held_about: frozenset[str] = field(default=frozenset())
    #: What it stands under.
    heading: str = ""
    #: The text with the lines of the list that follows it; "" where none does.
    listed: str = ""

    @property
    def in_full(self) -> str:
        """With its heading, where a line of a list says nothing without it: "Renault Master: - Range: 200 km"."""
        return f"{self.heading}: {self.text}" if self.heading and self.features["item"] else self.text


@dataclass(frozen=True)
class _Place:
    """A sentence where it stands."""

    hit: Hit
    sentence: Sentence
    text: str
    before: Words
    title: Words
    passage: Words
    listed: str
    #: All of the article that was found.
    article: Words

    @property
    def start(self) -> int:
        return self.hit.start + self.sentence.start


def gather(question: Question, weighed: Weighed, hits: Sequence[Hit], known: Gazetteer | None = None) -> list[Evidence]:
    """Every sentence of the passages, once, with its features; in the order of the passages."""
    newest = _newest(hits) if question.wants_newest else None
    found: dict[tuple[int, int], Evidence] = {}
    for place in _places(hits, known or gazetteer()):
        at = place.hit.article.key, place.start
        if SHORTEST <= len(place.text) <= LONGEST and at not in found:
            found[at] = _evidence(question, weighed, place, newest)
    return list(found.values())


def _places(hits: Sequence[Hit], known: Gazetteer) -> Iterator[_Place]:
    read = [reading.quotable(hit.passage, known) for hit in hits]
    passages = [reading.together(*(sentence.words for sentence in sentences)) for sentences in read]
    articles = {
        key: reading.together(*(p for hit, p in zip(hits, passages, strict=True) if hit.article.key == key))
        for key in {hit.article.key for hit in hits}
    }
    for hit, sentences, passage in zip(hits, read, passages, strict=True):
        title, before = reading.line(hit.article.title, known), NOTHING
        for at, sentence in enumerate(sentences):
            text, listed = hit.passage[sentence.start : sentence.end], _listed(hit.passage, sentences[at:])
            yield _Place(hit, sentence, text, before, title, passage, listed, articles[hit.article.key])
            before = sentence.words


def _listed(passage: str, sentences: Sequence[Sentence]) -> str:
    """The first of the sentences with the lines of a list that stand right behind it."""
    first, end = sentences[0], sentences[0].end
    if _ITEM.match(passage, first.start, first.end):
        return ""
    for item in sentences[1:]:
        if passage[end : item.start].strip() or not _ITEM.match(passage, item.start, item.end):
            break
        end = item.end
    return passage[first.start : end] if end > first.end else ""


def _evidence(question: Question, weighed: Weighed, place: _Place, newest: datetime | None) -> Evidence:
    here, title = place.sentence.words, place.title
    inside = {term: weighed.held(term, here) for term in weighed.weights}
    beside = (place.before, place.sentence.above, title)
    nearby = {t: max(s, NEARBY * max(weighed.held(t, words) for words in beside)) for t, s in inside.items()}
    around = {t: max(s, IN_PASSAGE * weighed.held(t, place.passage)) for t, s in nearby.items()}
    across = {t: max(s, weighed.held(t, title), weighed.held(t, place.article)) for t, s in inside.items()}
    features = {
        "inside": _share(inside, weighed),
        "nearby": _share(nearby, weighed),
        "around": _share(around, weighed),
        "article": _share(across, weighed),
        "companies_inside": _share_of_companies(inside, weighed),
        "companies_nearby": _share_of_companies(nearby, weighed),
        "new_company": 1.0 if here.companies - set(question.companies) else 0.0,
    }
    return Evidence(
        article=place.hit.article,
        text=place.text,
        start=place.start,
        end=place.hit.start + place.sentence.end,
        companies=here.companies,
        features=features
        | _form(question, place, newest)
        | _news(question, place)
        | _kind(question, place)
        | dating.features(question.times, place.text, place.hit.article),
        holds=frozenset(t for t, share in inside.items() if share >= STANDS_FOR),
        held_nearby=frozenset(t for t, share in nearby.items() if share >= NEARBY * STANDS_FOR),
        held_about=frozenset(t for t, share in across.items() if share >= STANDS_FOR),
        heading=place.sentence.heading,
        listed=place.listed,
    )


def _share(held: Mapping[str, float], weighed: Weighed) -> float:
    return sum(weighed.weights[term] * share for term, share in held.items()) / weighed.total


def _share_of_companies(held: Mapping[str, float], weighed: Weighed) -> float:
    total = sum(weighed.weights[company] for company in weighed.companies)
    return sum(weighed.weights[company] * held[company] for company in weighed.companies) / total if total else 1.0


def _form(question: Question, place: _Place, newest: datetime | None) -> dict[str, float]:
    """Where it was found and stands, and how it is written."""
    text = place.text
    return {
        "rank": 1.0 / place.hit.rank,
        "score": place.hit.score * 20,
        "lead": 1.0 if place.start < _LEAD else 0.0,
        "length": math.log(len(text) / 120),
        "too_long": max(0.0, len(text) - 260) / 200,
        "leans": 1.0 if _LEANS.search(text) else 0.0,
        "question": 1.0 if text.rstrip("\"'”’)").endswith("?") else 0.0,
        "item": 1.0 if _ITEM.match(text) else 0.0,
        "broken": 0.0 if _ITEM.match(text) or _ENDED.search(text) else 1.0,
        "pairs": _pairs(question, place.sentence.words.written),
        "age": _age(place.hit.article.published, newest) if question.wants_newest else 0.0,
    }


def _news(question: Question, place: _Place) -> dict[str, float]:
    """What it says that the question does not."""
    text, stems = place.text, place.sentence.words.stems
    new_number = 1.0 if set(kinds.NUMBER.findall(text)) - set(kinds.NUMBER.findall(question.text)) else 0.0
    new_name = min(1.0, len(kinds.new_names(question, text)) / 2)
    return {
        "new_number": new_number,
        "new_name": new_name,
        "new_words": min(1.0, len(stems - question.terms.keys() - FUNCTION_WORDS) / 20),
        "number_wanted": new_number if question.asks in kinds.NUMBERS else 0.0,
        "name_wanted": new_name if question.asks in kinds.NAMES else 0.0,
    }


def _kind(question: Question, place: _Place) -> dict[str, float]:
    """Whether it holds a thing of the kind asked for, over all and for that kind: 1, -1, or 0 where that is unclear."""
    holds = kinds.has_kind(question, place.text, place.sentence.words.companies, place.hit.article.published)
    written = place.sentence.words.written
    return {
        "kind": _sign(holds),
        f"kind_{question.asks.value}": _sign(holds),
        "counts": _sign(kinds.counts(question, written)),
        "measures": _sign(kinds.measures(question, written)),
    }


def _sign(holds: bool | None) -> float:
    return 0.0 if holds is None else 1.0 if holds else -1.0


def _pairs(question: Question, written: Sequence[str]) -> float:
    """How many neighbouring words of the question are neighbours here too, as a share of its pairs."""
    asked = words(question.text, keep_all=True)
    pairs = {p for p in pairwise(asked) if not FUNCTION_WORDS & set(p)}
    return len(pairs & set(pairwise(written))) / len(pairs) if pairs else 0.0


def _newest(hits: Sequence[Hit]) -> datetime | None:
    return max((h.article.published for h in hits if h.article.published), default=None)


def _age(published: datetime | None, newest: datetime | None) -> float:
    """Years older than the newest of the passages found, up to 3; undated counts as 1."""
    if published is None or newest is None:
        return 1.0 if newest else 0.0
    return min(3.0, (newest - published).days / 365)
