"""`dealwire work`: the bot's jobs without the bot, until it is told to stop."""

import argparse
import signal
from threading import Event

from bot import bootstrap, jobs, logs, settings
from bot.exits import DONE
from bot.printing import output


def run(arguments: argparse.Namespace) -> int:
    loaded = settings.load()
    logs.configure(loaded.secrets)
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with bootstrap.corpus(loaded) as opened, bootstrap.retriever(opened, "work") as retriever:
        work = bootstrap.jobs(loaded, retriever)
        if arguments.once:
            with bootstrap.asking(opened, "work") as asking:
                feeds = jobs.Jobs([jobs.feed_polling(asking)])
                while feeds.round() + work.round():
                    pass
            return DONE
        output.note("Working: feeds are polled, articles indexed and read for deals as they come. Ctrl-C stops.")
        with bootstrap.feeds_beside(opened, "work"):
            work.run(stop)
    return DONE
