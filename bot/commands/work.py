"""`dealwire work`: the bot's jobs without the bot, until it is told to stop."""

import argparse
import logging
import signal
import sys
from threading import Event

from bot import bootstrap, settings
from bot.exits import DONE
from bot.printing import output


def run(arguments: argparse.Namespace) -> int:
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s", force=True
    )
    loaded = settings.load()
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with bootstrap.corpus(loaded) as opened, bootstrap.retriever(opened, "work") as retriever:
        jobs = bootstrap.jobs(loaded, retriever)
        if arguments.once:
            while jobs.round():
                pass
            return DONE
        output.note("Working: articles are indexed and read for deals as they come. Ctrl-C stops.")
        jobs.run(stop)
    return DONE
