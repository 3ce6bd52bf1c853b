"""Fits the weights of `corpus/deals/facts/news.py`, which tell news from background, on labelled articles.

    python -m tests.benchmarks.fit_news --labels FILE... --articles FILE... [--model FILE.onnx] [--parts dev]

--model is a relation model that has not learnt from these articles: one that has is surer of them than it will
be of others. What a draft tells that no label has is counted as background, for it is nothing to be woken for.
Prints the weights, and how often they are right of articles left out of the fit in turn.
"""

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import numpy as np

from corpus.deals.drafts import Readable
from corpus.deals.facts import news
from corpus.deals.facts.told import Told
from index import relation_model
from tests.benchmarks import deal_reading, fitting
from tests.benchmarks.deal_reading import Json
from tests.benchmarks.fitting import Floats

#: Not fitted: a date speaks in too few sentences.
_LEFT_OUT = "time"
RIDGE = 4.0
FOLDS = 8


@dataclass(frozen=True)
class Case:
    """A draft: its article, its signs, and whether it is background."""

    article: str
    signs: dict[str, float]
    background: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labels", type=Path, nargs="+", required=True)
    parser.add_argument("--articles", type=Path, nargs="+", required=True)
    parser.add_argument("--model", type=Path, default=relation_model.MODEL)
    parser.add_argument("--parts", nargs="*", help="of labels that have parts, these alone")
    args = parser.parse_args()
    rows = [json.loads(line) for file in args.labels for line in file.read_text("utf-8").splitlines()]
    rows = [row for row in rows if not args.parts or row.get("part") in (None, *args.parts)]
    with mock.patch.object(relation_model, "MODEL", args.model):
        cases = list(_cases(rows, deal_reading.load(args.articles)))
    names = [name for name in cases[0].signs if name != _LEFT_OUT]
    signs = np.array([[case.signs[name] for name in names] for case in cases])
    background = np.array([float(case.background) for case in cases])
    print(f"{len(cases)} drafts, {int(background.sum())} of them background")
    print(f"right of articles left out: {_right_of_others(cases, names, signs, background):.3f}")
    print(fitting.logistic(names, signs, background, RIDGE))


def _cases(rows: list[Json], articles: dict[str, Json]) -> Iterator[Case]:
    """One for each draft that the default reader makes of these articles."""
    reader, decide = deal_reading.offline(), news.is_background
    found: dict[tuple[str, tuple[str, ...]], dict[str, float]] = {}

    def seen(article: Readable, told: Told, judged: float, certainty: float) -> bool:
        found[told.type, told.names] = news.signs(article, told, judged, certainty)
        return decide(article, told, judged, certainty)

    for row in rows:
        found.clear()
        with mock.patch.object(news, "is_background", seen):
            drafts = reader.read(deal_reading.readable(articles[row["article_id"]]))
        for draft in drafts:
            told_new = [deal for deal in row["deals"] if not deal["background"] and not deal["optional"]]
            is_new = any(deal_reading.tells(deal, draft) for deal in told_new)
            signs = found[draft.type, tuple(party.name for party in draft.parties)]
            yield Case(row["article_id"], signs, not is_new)


def _right_of_others(cases: list[Case], names: list[str], signs: Floats, background: Floats) -> float:
    """The share of drafts that a fit on the other articles is right of."""
    articles = sorted({case.article for case in cases})
    random.Random(1).shuffle(articles)
    part = np.array([articles.index(case.article) % FOLDS for case in cases])
    right = 0
    for fold in range(FOLDS):
        fitted = fitting.logistic(names, signs[part != fold], background[part != fold], RIDGE)
        said = [fitted.probability(dict(zip(names, row, strict=True))) > 0.5 for row in signs[part == fold]]
        right += int(np.sum(np.array(said) == background[part == fold]))
    return right / len(cases)


if __name__ == "__main__":
    main()
