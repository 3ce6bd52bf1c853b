"""Fits the weights of `index/answering/ranking.json` on labelled questions.

    python -m tests.benchmarks.fit_ranking HOME=FILE.jsonl ... --unseen HOME=FILE.jsonl ... \\
        [--refusals HOME=FILE.jsonl ...] [--dry]

HOME is a DEALWIRE_HOME that holds the articles the questions are about. Questions are as `dealwire eval`
takes them, and `evidence` needs the `quote` of the sentence that answers, or its `doc`, `start` and `end`.
The round of words is fitted on all of them; what uses the cross-encoder on the --unseen ones alone, which
it was not trained on. When to refuse is learnt from these and the --refusals ones, which should add the kinds
of questions that the others lack: no sign of it uses the cross-encoder's logit, which would be too high where
it was trained. Prints how often the first sentences hold the answer and how refusals fall out, of questions
left out of the fit in turn.
"""

import argparse
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import select

from bot import bootstrap, settings
from corpus.models import Article
from index.answering import cross_encoder, evidence, ranking, signs, weighing
from index.answering.answers import PASSAGES
from index.answering.evidence import Evidence
from index.answering.ranking import Logistic
from index.answering.weighing import Weighed
from index.asking import questions
from index.asking.questions import Question
from index.embedding.embedders import Embedder
from index.retrieval import Retriever
from tests.benchmarks import fitting
from tests.benchmarks.fitting import Floats

#: Pulls weights to nothing, where few questions speak for them: of sentences compared, of refusals.
RIDGE_OF_SENTENCES, RIDGE_OF_REFUSALS = 30.0, 10.0
#: Parts that the questions are cut into to judge refusals: each is left out of a fit and then asked.
FOLDS = 5


@dataclass(frozen=True)
class Case:
    """A labelled question with the sentences that might answer it; `right`: 1, 0, or -1 where that is unclear."""

    record: dict[str, Any]
    question: Question
    weighed: Weighed
    found: list[Evidence]
    right: list[int]
    embedder: Embedder


@dataclass(frozen=True)
class Judged:
    """A question with what speaks for and against an answer to it."""

    answerable: bool
    signs: dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="HOME=FILE")
    parser.add_argument("--unseen", nargs="+", required=True, metavar="HOME=FILE")
    parser.add_argument("--refusals", nargs="*", default=[], metavar="HOME=FILE")
    parser.add_argument("--dry", action="store_true", help="print, write nothing")
    arguments = parser.parse_args()
    words = _fit_sentences(_all(arguments.sets))
    unseen = [_read(case, words) for case in _all(arguments.unseen)]
    read = _fit_sentences(unseen, ["cross", "odds", "dated", "dated_about"])
    ranked = [_ranked(case, read) for case in unseen]
    _print_firsts(ranked)
    ranked += [_ranked(_read(case, words), read) for case in _all(arguments.refusals)]
    asked = [case for case in ranked if case.found and not case.question.is_instruction]
    judged = [one for case in asked if (one := _judged(case)) is not None]
    _print_refusals(judged)
    made = {"words": words, "read": read, "answerable": _fit_refusals(judged)}
    if not arguments.dry:
        stored = {name: {"bias": m.bias, "weights": dict(m.weights)} for name, m in made.items()}
        Path(ranking.__file__).with_name("ranking.json").write_text(json.dumps(stored, indent=1) + "\n")


def _all(pairs: Sequence[str]) -> list[Case]:
    return [case for pair in pairs for case in _cases(*pair.split("=", 1))]


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
    weighed = weighing.weigh(question, retriever.lexical)
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


def _fit_sentences(cases: Sequence[Case], names: Sequence[str] = ()) -> Logistic:
    names = names or sorted({name for case in cases for e in case.found for name in e.features})
    choices = [choice for case in cases if (choice := _choice(case, names)) is not None]
    return fitting.choosing(names, choices, RIDGE_OF_SENTENCES)


def _choice(case: Case, names: Sequence[str]) -> tuple[Floats, Floats] | None:
    """The sentences as rows, and which are right; None where there is nothing to choose."""
    plain = [(e, label) for e, label in zip(case.found, case.right, strict=True) if label >= 0]
    right = np.array([float(label) for _, label in plain])
    if not right.any() or right.all():
        return None
    return np.array([[e.features.get(name, 0.0) for name in names] for e, _ in plain]), right


def _read(case: Case, words: Logistic) -> Case:
    """The sentences that the first round leaves, with the cross-encoder's logits."""
    case = _ranked(case, words)
    found, right = case.found[: ranking.READ], case.right[: ranking.READ]
    logits = cross_encoder.scores(case.question.told, [(e.article.title, e.in_full) for e in found])
    return replace(case, found=[ranking.with_cross(e, x) for e, x in zip(found, logits, strict=True)], right=right)


def _ranked(case: Case, model: Logistic) -> Case:
    scored = [replace(e, score=model.probability(e.features)) for e in case.found]
    order = sorted(range(len(scored)), key=lambda n: -scored[n].score)
    return replace(case, found=[scored[n] for n in order], right=[case.right[n] for n in order])


def _print_firsts(ranked: Sequence[Case]) -> None:
    answerable = [case for case in ranked if case.record["answers"]]
    for depth in (1, 2, 3):
        held = np.mean([_holds(case.record, case.found[:depth]) for case in answerable])
        print(f"answer within the first {depth} sentences: {held:.1%} of {len(answerable)}")


def _holds(record: dict[str, Any], ranked: Sequence[Evidence]) -> bool:
    text = _folded(" ".join(e.text for e in ranked))
    return all(any(_folded(s) in text for s in group) for group in record["answers"])


def _judged(case: Case) -> Judged | None:
    """None where the answer was not found: that teaches nothing about when to refuse."""
    answerable = bool(case.record["answers"])
    if answerable and not _holds(case.record, case.found[: signs.SHOWN]):
        return None
    best = ranking.with_closeness(case.found[0], case.question, case.embedder)
    return Judged(answerable, signs.signs(case.question, case.weighed, [best, *case.found[1:]]))


def _fit_refusals(judged: Sequence[Judged]) -> Logistic:
    names = list(judged[0].signs)
    rows = np.array([[one.signs[name] for name in names] for one in judged])
    return fitting.logistic(names, rows, np.array([float(one.answerable) for one in judged]), RIDGE_OF_REFUSALS)


def _print_refusals(judged: Sequence[Judged]) -> None:
    folds = np.random.default_rng(1).integers(FOLDS, size=len(judged))
    likely = np.zeros(len(judged))
    for fold in range(FOLDS):
        model = _fit_refusals([one for one, n in zip(judged, folds, strict=True) if n != fold])
        for at in map(int, np.flatnonzero(folds == fold)):
            likely[at] = model.probability(judged[at].signs)
    answerable = np.array([one.answerable for one in judged])
    for bound in (0.2, 0.3, 0.4, 0.5, 0.6):
        wrongly, rightly = np.mean(likely[answerable] < bound), np.mean(likely[~answerable] < bound)
        print(f"below {bound}: {wrongly:.1%} of the answerable refused, {rightly:.1%} of the unanswerable")


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


if __name__ == "__main__":
    main()
