"""`dealwire work`: the bot's jobs without the bot, until it is told to stop."""

import argparse
import signal
from threading import Event

from bot import bootstrap, jobs, logs, settings
from bot.exits import DONE, FAILED
from bot.leaving import leave
from bot.printing import output
from corpus.feeds import rounds


def run(arguments: argparse.Namespace) -> int:
    loaded = settings.load()
    logs.configure(loaded.secrets)
    stop, hangs = Event(), Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())

    def end() -> None:
        """A thread that hangs cannot be ended but with its process; whoever started us starts us anew."""
        hangs.set()
        stop.set()

    with bootstrap.corpus(loaded) as opened, bootstrap.retriever(opened, "work") as retriever:
        work = bootstrap.jobs(loaded, retriever)
        if arguments.once:
            with bootstrap.asking(opened, "work") as asking:
                rounds.until_done(asking)
            while work.round():
                pass
            return DONE
        output.note("Working: feeds are polled, articles indexed and read for deals as they come. Ctrl-C stops.")
        with bootstrap.feeds_beside(opened, "work", end), jobs.beside(work, on_stall=end):
            stop.wait()
    return leave(FAILED if hangs.is_set() else DONE)
