"""`dealwire search`: passages, best first."""

import argparse
from typing import Any

from bot.commands import batch, days
from bot.commands.reading import reading
from bot.exits import DONE, NOTHING_FOUND
from bot.printing import hits as printed
from bot.printing import output
from bot.usage import Wrong
from index.retrieval import Filters, Retriever


def run(arguments: argparse.Namespace) -> int:
    if bool(arguments.query and arguments.query.strip()) == bool(arguments.batch):
        raise Wrong('give one query, or --batch FILE: dealwire search "solid-state batteries"')
    with reading("search") as retriever:
        if arguments.batch:
            return batch.run(arguments.batch, arguments.out, lambda record: _line(retriever, record, arguments))
        filters = _filters(arguments.company, arguments.since, arguments.until, arguments.source)
        hits = retriever.search(arguments.query, arguments.k, filters)
    if arguments.json:
        output.as_json([printed.hit_json(hit) for hit in hits])
    else:
        printed.print_hits(hits)
        if not hits:
            output.note("Nothing found.")
    return DONE if hits else NOTHING_FOUND


def _line(retriever: Retriever, record: dict[str, Any], arguments: argparse.Namespace) -> dict[str, Any]:
    query = batch.field(record, "query" if "query" in record else "question", str)
    k = batch.field(record, "k", int, arguments.k)
    names = ("company", "since", "until", "source")
    filters = _filters(*(batch.field(record, n, str, getattr(arguments, n) or "") for n in names))
    hits = retriever.search(query, k, filters)
    return {"id": record.get("id"), "query": query, "hits": [printed.hit_json(hit) for hit in hits]}


def _filters(company: str | None, since: str | None, until: str | None, source: str | None) -> Filters:
    return Filters(
        company=(company,) if company else (),
        since=days.beginning(since) if since else None,
        until=days.end(until) if until else None,
        source=source or None,
    )
