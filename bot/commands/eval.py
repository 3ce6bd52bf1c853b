"""`dealwire eval`: labelled questions asked, and the answers judged."""

import argparse
import functools
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot import bootstrap, progress, settings
from bot.commands.reading import reading
from bot.exits import DONE
from bot.printing import output
from corpus.models import Article
from index import evaluation
from index.answering.answers import answer
from index.evaluation import Judged, Score
from index.retrieval import Retriever

_SHARES = ("accuracy", "refused_rightly", "refused_wrongly", "citation_precision", "citation_recall", "verbatim_quotes")


def run(arguments: argparse.Namespace) -> int:
    labelled = list(evaluation.read(Path(arguments.file)))
    with (
        reading("eval", with_deals=True) as retriever,
        bootstrap.chat_model(settings.load()) as model,
        progress.shown("Asking", " questions") as tell,
    ):
        judged = evaluation.evaluate(
            labelled,
            functools.partial(answer, retriever, model=model),
            functools.partial(_text, retriever),
            lambda done: tell(done, len(labelled)),
        )
    if arguments.json:
        output.as_json(_json(judged))
    else:
        _print(judged, show_wrong=arguments.wrong)
    return DONE


def _text(retriever: Retriever, article_id: str) -> str | None:
    with retriever.sessions.reading() as session:
        return session.scalar(select(Article.text).where(Article.id == article_id))


def _json(judged: list[Judged]) -> dict[str, Any]:
    kinds = {kind: score.figures() for kind, score in evaluation.by_kind(judged).items()}
    wrong = [
        {"id": j.labelled.id, "question": j.labelled.question, "answer": j.answer.answer} for j in judged if not j.right
    ]
    return {**Score(judged).figures(), "kinds": kinds, "wrong": wrong}


def _print(judged: list[Judged], show_wrong: bool) -> None:
    figures = Score(judged).figures()
    print(f"{figures['questions']} questions")
    for name in _SHARES:
        if found := figures[name]:
            interval = f"{found['low']:.2f} to {found['high']:.2f}"
            print(f"{name.replace('_', ' '):20} {found['share']:6.1%}  ({interval}, of {found['of']})")
    print(f"{'time an answer':20} {figures['p50_ms']} ms, 95% within {figures['p95_ms']} ms\n")
    for kind, score in evaluation.by_kind(judged).items():
        print(f"{kind:20} {sum(j.right for j in score.judged):4} of {len(score.judged)} right")
    for j in judged:
        if show_wrong and not j.right:
            print(f"\n{j.labelled.id}: {j.labelled.question}\n  wanted: {j.labelled.answers or 'an abstention'}")
            print(f"  got:    {j.answer.answer}")
