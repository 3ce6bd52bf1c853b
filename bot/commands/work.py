"""`dealwire work`: the bot's jobs without the bot, until it is told to stop."""

import argparse
import signal
from threading import Event

from bot import bootstrap, logs, settings
from bot.exits import DONE
from bot.printing import output


def run(arguments: argparse.Namespace) -> int:
    loaded = settings.load()
    logs.configure(loaded.secrets)
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
