"""Answers, with their sources."""

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.printing import also_in
from bot.printing.also_in import Copies
from bot.printing.sources import described, source_json

if TYPE_CHECKING:
    from index.answering.answer import Answer


#: Of no article.
NONE: Copies = MappingProxyType({})


def answer_json(answer: "Answer", id_: object = None, copies: Copies = NONE) -> dict[str, Any]:
    """`copies`: of the articles cited. A citation of one that has any has them as `also_in`."""
    made: dict[str, Any] = {} if id_ is None else {"id": id_}
    return made | {
        "question": answer.question,
        "answer": answer.answer,
        "abstained": answer.abstained,
        "mode": answer.mode,
        "citations": [
            {"n": c.n, **source_json(c.article), "quote": c.quote, "start": c.start, "end": c.end}
            | ({"also_in": also_in.as_json(found)} if (found := copies.get(c.article.key)) else {})
            for c in answer.citations
        ],
        "deals": list(answer.deals),
        "nearest": [source_json(s) for s in answer.nearest],
        "took_ms": round(answer.took_ms, 1),
    }


def print_answer(answer: "Answer", copies: Copies = NONE) -> None:
    print(answer.answer)
    if answer.citations:
        print("\nSources")
        for c in answer.citations:
            print(f"[{c.n}] {described(c.article)}")
            if c.article.url:
                print(f"    {c.article.url}")
            if others := also_in.line(also_in.names(c.article, copies.get(c.article.key, ()))):
                print(f"    {others}")
            if answer.mode == "model":  # else the answer itself is what is quoted
                print(f"    “{c.quote}”")
    if answer.nearest:
        print("\nNearest articles")
        for source in answer.nearest:
            print(f"  - {described(source)}")
    if answer.mode == "extractive" and not answer.abstained:
        print("\nQuoted from the articles; no language model was used.")
