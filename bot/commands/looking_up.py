"""The deals opened for a command that looks them up, every article read first."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from bot import bootstrap, settings
from bot.bootstrap import Corpus
from bot.commands import deal_reading
from bot.commands.emptiness import say_if_empty
from bot.exits import NOTHING_FOUND
from bot.printing import output


@contextmanager
def all_read() -> Iterator[Corpus]:
    """The corpus, every article saved so far read for deals."""
    with bootstrap.corpus(settings.load()) as opened:
        deal_reading.bring_up(opened)
        yield opened


@contextmanager
def looking_up() -> Iterator[Session]:
    """One snapshot of the deals that all articles tell."""
    with all_read() as opened, opened.sessions.reading() as session:
        say_if_empty(session)
        yield session


def nothing(arguments: argparse.Namespace, empty: object, sentence: str) -> int:
    """Says that nothing was found; the exit code. Scripts get JSON that says the same."""
    if arguments.json:
        output.as_json(empty)
    output.note(sentence)
    return NOTHING_FOUND
