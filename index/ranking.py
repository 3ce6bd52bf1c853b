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

import numpy as np

from index.embedding import Embedder
from index.evidence import Evidence
from index.store import Vectors

_FILE = Path(__file__).with_name("ranking.json")
#: Sentences compared with the question by their embeddings, the best by their words: 2 ms each.
EMBEDDED = 24
_COMPARED = ("inside", "nearby", "around", "article", "close")


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


def rank(found: Sequence[Evidence], question: str, embedder: Embedder) -> list[Evidence]:
    """The likeliest first; only those that the words alone rank high, for each costs an embedding."""
    likely = _scored(found, "words")[:EMBEDDED]
    if not likely:
        return []
    close = closeness(embedder, question, likely)
    return _scored(
        [replace(e, features={**e.features, "close": c}) for e, c in zip(likely, close, strict=True)], "sentence"
    )


def _scored(found: Sequence[Evidence], by: str) -> list[Evidence]:
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


def closeness(embedder: Embedder, question: str, found: Sequence[Evidence]) -> list[float]:
    """Cosine of each sentence, with its article's title, to the question."""
    embedded: Vectors = embedder.embed([question, *(e.text for e in found)])
    return [float(cosine) for cosine in np.asarray(embedded[1:] @ embedded[0])]
