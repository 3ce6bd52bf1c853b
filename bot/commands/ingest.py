"""`dealwire ingest`: files, folders, pages and feeds into the corpus and the index, their deals into the table."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from time import perf_counter

from bot import bootstrap, progress, settings
from bot.commands import deal_reading, indexing
from bot.exits import DONE, FAILED
from bot.printing import output
from bot.printing.summaries import print_summary, summary_json
from corpus.ingest import ingest


def run(arguments: argparse.Namespace) -> int:
    return load(arguments.sources, as_json=arguments.json)


def load(sources: Sequence[str], as_json: bool) -> int:
    """Saves the articles of these sources, indexes them or leaves that to the owner, reads their deals."""
    began = perf_counter()
    deals = 0
    with bootstrap.corpus(settings.load()) as opened:
        with bootstrap.fetcher(opened.settings) as fetcher, progress.shown("Reading") as tell:
            summary = ingest(opened.sessions, sources, fetcher, lambda: datetime.now(UTC), tell)
        if summary.saved:
            # Deals first: whoever subscribed is to be told at once.
            deals = deal_reading.bring_up(opened)
            indexing.bring_up(opened, "ingest")
    if as_json:
        output.as_json(summary_json(summary, deals, perf_counter() - began))
    else:
        print_summary(summary, deals, perf_counter() - began)
    return FAILED if summary.failed and not summary.saved else DONE
