"""`dealwire ingest`: files, folders, pages and feeds into the corpus and the index."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from time import perf_counter

from bot import bootstrap, printing, progress, settings
from bot.commands.indexing import bring_up
from bot.exits import DONE, FAILED
from corpus.ingest import Summary, ingest


def run(arguments: argparse.Namespace) -> int:
    return load(arguments.sources, as_json=arguments.json)


def load(sources: Sequence[str], as_json: bool) -> int:
    """Saves the articles of these sources, indexes them or leaves that to the owner, prints the summary."""
    began = perf_counter()
    with bootstrap.corpus(settings.load()) as opened:
        with bootstrap.fetcher(opened.settings) as fetcher, progress.shown("Reading") as tell:
            summary = ingest(opened.sessions, sources, fetcher, lambda: datetime.now(UTC), tell)
        if summary.saved:
            bring_up(opened, "ingest")
    if as_json:
        printing.as_json(printing.summary_json(summary, 0, perf_counter() - began))
    else:
        _print(summary, perf_counter() - began)
    return FAILED if summary.failed and not summary.saved else DONE


def _print(summary: Summary, seconds: float) -> None:
    for failure in summary.failed:
        printing.note(f"failed: {failure.source}: {failure.error}")
    counts = summary.counts
    parts = [f"{counts['new']} new", f"{counts['edited']} edited", f"{counts['same']} same"]
    parts += [f"{counts['copy']} copies", f"{len(summary.failed)} failed"]
    print(f"{', '.join(parts)} in {seconds:.1f} s")
