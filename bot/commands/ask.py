"""`dealwire ask`: a cited answer, or an honest abstention."""

import argparse
from typing import TYPE_CHECKING, Any

from bot import bootstrap, settings
from bot.commands import batch
from bot.commands.reading import reading
from bot.exits import DONE, NOTHING_FOUND
from bot.printing import also_in
from bot.printing import answers as printed
from bot.printing.also_in import Copies
from bot.printing.output import as_json
from bot.usage import Wrong
from index.answering.answers import answer

if TYPE_CHECKING:
    from index.answering.answer import Answer
    from index.retrieval import Retriever


def run(arguments: argparse.Namespace) -> int:
    if bool(arguments.question and arguments.question.strip()) == bool(arguments.batch):
        raise Wrong('give one question in quotes, or --batch FILE: dealwire ask "who supplies Toyota?"')
    with reading("ask", with_deals=True) as retriever, bootstrap.chat_model(settings.load()) as model:
        if arguments.batch:

            def one(record: dict[str, Any]) -> dict[str, Any]:
                question = batch.field(record, "question", str)
                history = [str(q) for q in batch.field(record, "history", list, [])]
                made = answer(retriever, question, history, model=model)
                return printed.answer_json(made, record.get("id"), _copies(retriever, made))

            return batch.run(arguments.batch, arguments.out, one)
        made = answer(retriever, arguments.question, arguments.history, model=model)
        copies = _copies(retriever, made)
    if arguments.json:
        as_json(printed.answer_json(made, copies=copies))
    else:
        printed.print_answer(made, copies)
    return NOTHING_FOUND if made.abstained else DONE


def _copies(retriever: "Retriever", made: "Answer") -> Copies:
    with retriever.sessions.reading() as session:
        return also_in.of(session, [citation.article.key for citation in made.citations])
