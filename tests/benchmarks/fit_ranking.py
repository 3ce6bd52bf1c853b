"""Fits the weights of `index/answering/ranking.json` on labelled questions.

    python -m tests.benchmarks.fit_ranking HOME=FILE.jsonl ... --unseen HOME=FILE.jsonl ... [--dry]

HOME is a DEALWIRE_HOME that holds the articles the questions are about. Questions are as `dealwire eval`
takes them, and `evidence` needs the `quote` of the sentence that answers, or its `doc`, `start` and `end`.
The round of words is fitted on all of them; what uses the cross-encoder on the --unseen ones alone, which
it was not trained on. Prints how often the first sentences hold the answer and how refusals fall out.
"""

import argparse
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from bot import bootstrap, settings
from corpus.models import Article
from index.answering import cross_encoder, evidence, extractive, ranking
from index.answering.answers import PASSAGES
from index.answering.evidence import Evidence, Weighed
from index.answering.ranking import Logistic
from index.asking import questions
from index.asking.questions import Question
from index.embedding.embedders import Embedder
from index.retrieval import Retriever

#: Pulls weights to nothing, where few questions speak for them.
RIDGE = 3.0
#: A wrong sentence counts so much beside a right one, for there are some forty of them.
WRONG = 1 / 12
#: Refusing an answerable question is worse than answering an unanswerable one with a true quote; and there
#: are fewer of the latter to learn from.
UNANSWERABLE = 4.0

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A labelled question with the sentences that might answer it; `right`: 1, 0, or -1 where that is unclear."""

    record: dict[str, Any]
    question: Question
    weighed: Weighed
    found: list[Evidence]
    right: list[int]
    embedder: Embedder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="HOME=FILE")
    parser.add_argument("--unseen", nargs="+", required=True, metavar="HOME=FILE")
    parser.add_argument("--dry", action="store_true", help="print, write nothing")
    arguments = parser.parse_args()
    made = _fitted([case for pair in arguments.sets for case in _cases(*pair.split("=", 1))])
    unseen = [_read(case, made) for pair in arguments.unseen for case in _cases(*pair.split("=", 1))]
    made["read"] = _fit_sentences(unseen, ["cross", "odds"])
    ranked = [_ranked(case, made["read"]) for case in unseen]
    _print_firsts(ranked)
    signs = [
        (bool(case.record["answers"]), _signs(case))
        for case in ranked
        if case.found and not case.question.is_instruction
    ]
    made["answerable"] = _answerable(signs)
    _print_refusals(signs, made["answerable"])
    if not arguments.dry:
        stored = {name: {"bias": m.bias, "weights": dict(m.weights)} for name, m in made.items()}
        Path(ranking.__file__).with_name("ranking.json").write_text(json.dumps(stored, indent=1) + "\n")


def _cases(home: str, file: str) -> list[Case]:
    os.environ["DEALWIRE_HOME"] = home
    with bootstrap.corpus(settings.load()) as opened, bootstrap.retriever(opened, "eval") as retriever:
        retriever.own()
        retriever.update()
        with opened.sessions.reading() as session:
            texts = {row.id: row.text for row in session.execute(select(Article.id, Article.text))}
        records = [json.loads(line) for line in Path(file).read_text().splitlines()]
        return [_case(retriever, _with_quotes(record, texts)) for record in records]


def _with_quotes(record: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    """Evidence given by its offsets, as sets whose articles may not be passed on do, gets its words."""
    for each in record["evidence"]:
        if "quote" not in each:
            each["quote"] = texts.get(each["doc"], "")[each["start"] : each["end"]]
    return record


def _case(retriever: Retriever, record: dict[str, Any]) -> Case:
    question = questions.read(record["question"], record.get("history") or ())
    weighed = evidence.weigh(question, retriever.lexical)
    hits = retriever.search(question.text, PASSAGES, stems=questions.searched(question))
    found = evidence.gather(question, weighed, hits)
    features = ranking.beside_best([e.features for e in found])
    found = [replace(e, features=f) for e, f in zip(found, features, strict=True)]
    return Case(record, question, weighed, found, [_is_right(record, e) for e in found], retriever.embedder)


def _is_right(record: dict[str, Any], e: Evidence) -> int:
    text = _folded(e.text)
    names = {v for each in record["evidence"] for v in (each.get("url"), each.get("doc")) if v}
    held = [any(_folded(s) in text for s in group) for group in record["answers"]]
    if names & {e.article.url, e.article.article_id}:
        quoted = any(text in _folded(each["quote"]) or _folded(each["quote"]) in text for each in record["evidence"])
        return int(any(held) or quoted)
    return -1 if held and all(held) else 0


def _fitted(cases: Sequence[Case]) -> dict[str, Logistic]:
    names = sorted({name for case in cases for e in case.found for name in e.features})
    return {"words": _fit_sentences(cases, names)}


def _fit_sentences(cases: Sequence[Case], names: list[str]) -> Logistic:
    rows, right, weights = [], [], []
    for case in cases:
        count = case.right.count(1)
        for e, label in zip(case.found, case.right, strict=True):
            if count and label >= 0:
                rows.append([e.features.get(name, 0.0) for name in names])
                right.append(label)
                weights.append(1 / count if label else WRONG)
    return _fit(names, np.array(rows), np.array(right, float), np.array(weights))


def _read(case: Case, made: dict[str, Logistic]) -> Case:
    """The sentences that the first round leaves, with the cross-encoder's logits."""
    case = _ranked(case, made["words"])
    found, right = case.found[: ranking.READ], case.right[: ranking.READ]
    logits = cross_encoder.scores(case.question.told, [(e.article.title, e.text) for e in found])
    return replace(case, found=[ranking.with_cross(e, x) for e, x in zip(found, logits, strict=True)], right=right)


def _ranked(case: Case, model: Logistic) -> Case:
    scored = [replace(e, score=model.probability(e.features)) for e in case.found]
    order = _order(case, model)
    return replace(case, found=[scored[n] for n in order], right=[case.right[n] for n in order])


def _order(case: Case, model: Logistic) -> list[int]:
    return sorted(range(len(case.found)), key=lambda n: -model.probability(case.found[n].features))


def _print_firsts(ranked: Sequence[Case]) -> None:
    answerable = [case for case in ranked if case.record["answers"]]
    for depth in (1, 2, 3):
        held = np.mean([_holds(case.record, case.found[:depth]) for case in answerable])
        print(f"answer within the first {depth} sentences: {held:.1%} of {len(answerable)}")


def _holds(record: dict[str, Any], ranked: Sequence[Evidence]) -> bool:
    text = _folded(" ".join(e.text for e in ranked))
    return all(any(_folded(s) in text for s in group) for group in record["answers"])


def _signs(case: Case) -> dict[str, float]:
    best = ranking.with_closeness(case.found[0], case.question, case.embedder)
    return extractive.signs(case.question, case.weighed, [best, *case.found[1:]])


def _answerable(signs: Sequence[tuple[bool, dict[str, float]]]) -> Logistic:
    names = list(signs[0][1])
    rows = np.array([[sign[name] for name in names] for _, sign in signs])
    right = np.array([float(answerable) for answerable, _ in signs])
    return _fit(names, rows, right, np.where(right == 1, 1.0, UNANSWERABLE))


def _print_refusals(signs: Sequence[tuple[bool, dict[str, float]]], model: Logistic) -> None:
    likely = [(answerable, model.probability(sign)) for answerable, sign in signs]
    for bound in (0.2, 0.3, 0.4, 0.5, 0.6):
        wrongly = np.mean([p < bound for answerable, p in likely if answerable])
        rightly = np.mean([p < bound for answerable, p in likely if not answerable])
        print(f"below {bound}: {wrongly:.1%} of the answerable refused, {rightly:.1%} of the unanswerable")


def _fit(names: list[str], rows: Floats, right: Floats, weights: Floats) -> Logistic:
    """Ridge logistic regression by Newton's steps, on standardised features; weights for the plain ones."""
    middle, spread = rows.mean(0), rows.std(0)
    kept = spread > 1e-9
    scaled = np.c_[(rows[:, kept] - middle[kept]) / spread[kept], np.ones(len(rows))]
    ridge = np.append(np.full(kept.sum(), RIDGE), 1e-6)
    found = np.zeros(scaled.shape[1])
    for _ in range(40):
        guess = 1 / (1 + np.exp(-np.clip(scaled @ found, -30, 30)))
        slope = scaled.T @ (weights * (guess - right)) + ridge * found
        curve = (scaled.T * (weights * guess * (1 - guess))) @ scaled + np.diag(ridge)
        found -= np.linalg.solve(curve, slope)
    plain = found[:-1] / spread[kept]
    bias = float(found[-1] - plain @ middle[kept])
    used = [name for name, keep in zip(names, kept, strict=True) if keep]
    return Logistic(round(bias, 4), {name: round(float(w), 4) for name, w in zip(used, plain, strict=True)})


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


if __name__ == "__main__":
    main()
