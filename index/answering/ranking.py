"""How likely each sentence is to answer: a logistic regression over what speaks for it.

The weights are fitted by `tests/benchmarks/fit_ranking.py` on labelled questions and kept in
`ranking.json`, so that anyone can read what counts and by how much.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from index.answering import cross_encoder
from index.answering.evidence import Evidence
from index.asking.asks import Asks
from index.asking.questions import Question
from index.embedding.embedders import Embedder

_FILE = Path(__file__).with_name("ranking.json")
#: Sentences read beside the question by the cross-encoder: 12 ms each, two at a time. Of a list of companies
#: more, for each may be in another article.
READ, READ_OF_LIST = 8, 14
#: Further behind the best one in the logit of its words, a sentence is hardly ever put first: reading it is vain.
FAR_BEHIND = 3.0
_COMPARED = ("inside", "nearby", "around", "article")


@dataclass(frozen=True)
class Logistic:
    """A logistic regression: features by name, those without a weight count nothing."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, features: Mapping[str, float]) -> float:
        raised = self.bias + sum(weight * features.get(name, 0.0) for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, raised))))


@cache
def models() -> Mapping[str, Logistic]:
    """ "words": without embeddings; "sentence": with them; "answerable": whether the best one answers."""
    stored = json.loads(_FILE.read_text())
    return {name: Logistic(made["bias"], made["weights"]) for name, made in stored.items()}


def rank(found: Sequence[Evidence], question: Question, embedder: Embedder) -> list[Evidence]:
    """The likeliest first, in two rounds: all by their words, the best of those by the cross-encoder.

    A round between, of embeddings compared, cost 180 ms and put nothing better first.
    """
    likely = _likely(scored(found, "words"), question)
    if not likely:
        return []
    read = cross_encoder.scores(question.told, [(e.article.title, e.in_full) for e in likely])
    best, *others = scored([with_cross(e, cross) for e, cross in zip(likely, read, strict=True)], "read")
    return [with_closeness(best, question, embedder), *others]


def _likely(found: Sequence[Evidence], question: Question) -> list[Evidence]:
    """Those worth reading beside the question."""
    many = question.is_list and question.asks is Asks.COMPANY
    return [e for e in found[: READ_OF_LIST if many else READ] if many or _odds(e) > _odds(found[0]) - FAR_BEHIND]


def _odds(e: Evidence) -> float:
    return math.log(max(e.score, 1e-6) / max(1 - e.score, 1e-6))


def with_closeness(e: Evidence, question: Question, embedder: Embedder) -> Evidence:
    """The sentence with its cosine to the question as a feature: a sign of whether it answers at all."""
    asked, told = embedder.embed([question.text, e.text])
    return replace(e, features={**e.features, "close": float(asked @ told)})


def with_cross(e: Evidence, cross: float) -> Evidence:
    """The sentence with the cross-encoder's logit and that of its score so far as features."""
    return replace(e, features={**e.features, "cross": cross, "odds": _odds(e)})


def scored(found: Sequence[Evidence], by: str) -> list[Evidence]:
    model = models()[by]
    scored = [
        replace(e, features=features, score=model.probability(features))
        for e, features in zip(found, beside_best([e.features for e in found]), strict=True)
    ]
    return sorted(scored, key=lambda e: (-e.score, e.article.key, e.start))


def beside_best(features: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
    """The features, and how far each sentence is behind the best one in those that compare sentences."""
    compared = [name for name in _COMPARED if features and name in features[0]]
    best = {name: max(f[name] for f in features) for name in compared}
    return [{**f, **{f"{name}_behind": best[name] - f[name] for name in compared}} for f in features]
