"""Sentences that may answer a question, each with what speaks for it, best first."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from corpus.companies.gazetteer import Gazetteer, gazetteer
from corpus.companies.vocabulary import is_common
from corpus.text import amounts, moments, sentences
from index.asking.concepts import related
from index.asking.questions import Asks, Question
from index.lexical import FUNCTION_WORDS, LexicalIndex, words
from index.retrieval import Hit, Source
from index.writing.hostile import quotable_spans

#: A sentence of fewer or more characters is a heading, a fragment or a list, which answers nobody.
SHORTEST, LONGEST = 20, 700
#: A word weighs its rarity, up to this: the rarest are not everything.
MOST_RARITY = 6.0
#: A word that only stands for the one asked for counts so much; one in the sentence before or in the
#: title, so much; one elsewhere in the passage, so much.
STANDS_FOR, NEARBY, IN_PASSAGE = 0.75, 0.6, 0.3
#: A cue ("price", "which year") says what kind of thing is asked for and is seldom in the answer.
CUE_WEIGHT = 0.25
COMPANY_WEIGHT = 4.0

_PERSON = re.compile(
    r"\b(?:[A-Z][\w.'’-]+ ){1,3}(?:[A-Z][\w'’-]+)\b(?=,| said| says| told|$)|\b(?:CEO|CFO|COO|CTO|chief|president|"
    r"chair(?:man|woman)|head|director|manager|founder|officer|boss|vice)\b",
)
_NUMBER = re.compile(r"\d[\d.,]*")
_NAME = re.compile(r"(?<=[\w,;’'\")] )[A-Z][\w’'-]+")
_PLACE = re.compile(r"\b(?:in|at|near|from|outside|to|of) (?:the )?(?:[A-Z][\w'’-]+)")
_REASON = re.compile(
    r"\b(?:because|since|due to|after|amid|owing to|as a result|in order to|so that|to (?!the\b)\w+|reason|blam\w+|"
    r"cit(?:ed|ing)|given|therefore|thanks to|aim\w*|as (?:the|it|they|demand|sales))\b",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"^(?:it|they|this|that|these|those|he|she|its|their|the (?:company|two|deal|pair|venture))\b", re.I
)
_WANT_NUMBER = {Asks.MONEY, Asks.SHARE, Asks.QUANTITY, Asks.NUMBER, Asks.DATE, Asks.DURATION}
_WANT_NAME = {Asks.PERSON, Asks.PLACE, Asks.COMPANY}


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
    #: Which of the question's terms it holds itself, or its surroundings do.
    holds: frozenset[str]
    score: float = 0.0
    #: Terms in it, in the sentence before or in the title.
    held_nearby: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True)
class Weighed:
    """A question's terms and companies, each with its weight in this corpus."""

    weights: dict[str, float]
    #: Stems that can stand for a term.
    standing: dict[str, frozenset[str]]
    #: Slug -> the slugs that count as it: the company's group, and for less its parents.
    groups: dict[str, tuple[frozenset[str], frozenset[str]]]
    #: Names asked for that no article has: "Voltheim".
    unknown: frozenset[str]
    total: float


def weigh(question: Question, lexical: LexicalIndex, known: Gazetteer | None = None) -> Weighed:
    """Weighs what is asked for by how rare it is in this corpus; a misspelt word stands for the one meant."""
    known = known or gazetteer()
    weights: dict[str, float] = {}
    standing: dict[str, frozenset[str]] = {}
    unknown = set()
    for term, asked in question.terms.items():
        rarity = min(lexical.idf(term), MOST_RARITY)
        standing[term] = related(term)
        if not lexical.holds(term) and not standing[term]:
            if not term.isalpha() or _is_ordinary(term, question.text):
                rarity *= 0.3
            elif meant := lexical.meant(term):
                standing[term] = related(meant) | {meant}
                rarity = min(lexical.idf(meant), MOST_RARITY)
            else:
                unknown.add(term)
        weights[term] = asked * rarity * (CUE_WEIGHT if term in question.cues else 1.0)
    for slug, asked in question.companies.items():
        weights[f"@{slug}"] = asked * COMPANY_WEIGHT
    return Weighed(
        weights=weights,
        standing=standing,
        groups={f"@{slug}": (known.group(slug), frozenset(known.ancestors(slug))) for slug in question.companies},
        unknown=frozenset(unknown),
        total=sum(weights.values()) or 1.0,
    )


def gather(question: Question, weighed: Weighed, hits: Sequence[Hit], known: Gazetteer | None = None) -> list[Evidence]:
    """Every sentence of the passages, once, with its features; in the order of the passages."""
    known = known or gazetteer()
    found: dict[tuple[int, int], Evidence] = {}
    newest = _newest(hits)
    articles = {hit.article.key: _EMPTY for hit in hits}
    for hit in hits:
        articles[hit.article.key] |= _Surroundings.of(hit.passage, known)
    for hit in hits:
        title = _Surroundings.of(hit.article.title, known)
        passage = _Surroundings.of(hit.passage, known)
        before = _Surroundings.of("", known)
        for start, end in quotable_spans(hit.passage, sentences.spans(hit.passage)):
            text = hit.passage[start:end]
            here = _Surroundings.of(text, known)
            place = (hit.article.key, hit.start + start)
            if SHORTEST <= len(text) <= LONGEST and place not in found:
                found[place] = _evidence(
                    question,
                    weighed,
                    hit,
                    (start, end),
                    here,
                    before,
                    title,
                    passage,
                    articles[hit.article.key],
                    newest,
                )
            before = here
    return list(found.values())


@dataclass(frozen=True)
class _Surroundings:
    stems: frozenset[str]
    companies: frozenset[str]

    @classmethod
    def of(cls, text: str, known: Gazetteer) -> "_Surroundings":
        return cls(frozenset(words(text, keep_all=True)), frozenset(m.slug for m in known.find(text)))

    def __or__(self, other: "_Surroundings") -> "_Surroundings":
        return _Surroundings(self.stems | other.stems, self.companies | other.companies)


_EMPTY = _Surroundings(frozenset(), frozenset())


def _evidence(
    question: Question,
    weighed: Weighed,
    hit: Hit,
    span: tuple[int, int],
    here: _Surroundings,
    before: _Surroundings,
    title: _Surroundings,
    passage: _Surroundings,
    article: _Surroundings,
    newest: datetime | None,
) -> Evidence:
    text = hit.passage[span[0] : span[1]]
    inside = {term: _held(term, weighed, here) for term in weighed.weights}
    nearby = {
        term: max(inside[term], NEARBY * max(_held(term, weighed, before), _held(term, weighed, title)))
        for term in weighed.weights
    }
    around = {term: max(nearby[term], IN_PASSAGE * _held(term, weighed, passage)) for term in weighed.weights}
    across = {term: max(inside[term], _held(term, weighed, title), _held(term, weighed, article)) for term in inside}
    asked = [term for term in weighed.weights if term.startswith("@")]
    asked_weight = sum(weighed.weights[term] for term in asked) or 1.0
    written = words(text, keep_all=True)
    new_number = 1.0 if set(_NUMBER.findall(text)) - set(_NUMBER.findall(question.text)) else 0.0
    new_name = min(1.0, len(_new_names(question, text)) / 2)
    features = {
        "inside": _share(inside, weighed),
        "nearby": _share(nearby, weighed),
        "around": _share(around, weighed),
        "companies_inside": sum(weighed.weights[t] * inside[t] for t in asked) / asked_weight if asked else 1.0,
        "companies_nearby": sum(weighed.weights[t] * nearby[t] for t in asked) / asked_weight if asked else 1.0,
        "article": _share(across, weighed),
        "pairs": _pairs(question, written),
        "new_number": new_number,
        "new_name": new_name,
        "number_wanted": new_number if question.asks in _WANT_NUMBER else 0.0,
        "name_wanted": new_name if question.asks in _WANT_NAME else 0.0,
        "new_words": min(1.0, len(set(written) - question.terms.keys() - FUNCTION_WORDS) / 20),
        "rank": 1.0 / hit.rank,
        "score": hit.score * 20,
        "lead": 1.0 if hit.start + span[0] < 250 else 0.0,
        "length": math.log(max(20, len(text)) / 120),
        "too_long": max(0.0, len(text) - 260) / 200,
        "leans": 1.0 if _LEANS.search(text) else 0.0,
        "question": 1.0 if text.rstrip("\"'”’)").endswith("?") else 0.0,
        "age": _age(hit.article.published, newest) if question.wants_newest else 0.0,
        "new_company": 1.0 if here.companies - set(question.companies) else 0.0,
    } | _kind(question, text, here)
    return Evidence(
        article=hit.article,
        text=text,
        start=hit.start + span[0],
        end=hit.start + span[1],
        companies=here.companies,
        features=features,
        holds=frozenset(t for t, share in inside.items() if share >= STANDS_FOR),
        held_nearby=frozenset(t for t, share in nearby.items() if share >= NEARBY * STANDS_FOR),
    )


def _held(term: str, weighed: Weighed, place: _Surroundings) -> float:
    if term.startswith("@"):
        group, parents = weighed.groups[term]
        if place.companies & group:
            return 1.0
        return STANDS_FOR if place.companies & parents else 0.0
    if term in place.stems:
        return 1.0
    return STANDS_FOR if place.stems & weighed.standing[term] else 0.0


def _share(held: Mapping[str, float], weighed: Weighed) -> float:
    return sum(weighed.weights[term] * share for term, share in held.items()) / weighed.total


def _kind(question: Question, text: str, here: _Surroundings) -> dict[str, float]:
    """Whether it holds a thing of the kind asked for, over all and for that kind: 1, -1, or 0 where that is unclear."""
    holds = has_kind(question, text, here.companies)
    sign = 0.0 if holds is None else 1.0 if holds else -1.0
    return {"kind": sign, f"kind_{question.asks.value}": sign}


def has_kind(question: Question, text: str, companies: Iterable[str]) -> bool | None:
    """Whether a text holds a thing of the kind asked for; None where that cannot be told."""
    match question.asks:
        case Asks.NUMBER:
            return bool(_NUMBER.search(text))
        case Asks.MONEY:
            return any(a.kind == "money" for a in amounts.find(text))
        case Asks.SHARE:
            return any(a.kind == "share" for a in amounts.find(text))
        case Asks.QUANTITY:
            return any(a.kind != "money" for a in amounts.find(text)) or bool(re.search(r"\d", text))
        case Asks.DURATION:
            return bool(re.search(r"\b(?:year|month|week|day|decade)s?\b", text)) or bool(moments.find(text))
        case Asks.DATE:
            return bool(moments.find(text))
        case Asks.PLACE:
            return bool(_PLACE.search(text))
        case Asks.PERSON:
            return bool(_PERSON.search(text))
        case Asks.COMPANY:
            return bool(set(companies) - set(question.companies)) or None
        case Asks.REASON:
            return bool(_REASON.search(text))
    return None


def _pairs(question: Question, written: Sequence[str]) -> float:
    """How many neighbouring words of the question are neighbours here too, as a share of its pairs."""
    asked = words(question.text, keep_all=True)
    pairs = {p for p in pairwise(asked) if not FUNCTION_WORDS & set(p)}
    return len(pairs & set(pairwise(written))) / len(pairs) if pairs else 0.0


def _new_names(question: Question, text: str) -> set[str]:
    """Capitalised words inside the sentence that the question does not have."""
    asked = question.text.lower()
    return {name for name in _NAME.findall(text) if name.lower() not in asked}


def _is_ordinary(term: str, text: str) -> bool:
    """Whether a word that no article has is one of the language, rather than a name."""
    for written in re.findall(r"[\w'-]+", text):
        if term in words(written, keep_all=True):
            return is_common(written.lower()) or (written.islower() and len(written) < 5)
    return False


def _newest(hits: Sequence[Hit]) -> datetime | None:
    return max((h.article.published for h in hits if h.article.published), default=None)


def _age(published: datetime | None, newest: datetime | None) -> float:
    """Years older than the newest of the passages found, up to 3; undated counts as 1."""
    if published is None or newest is None:
        return 1.0 if newest else 0.0
    return min(3.0, (newest - published).days / 365)
