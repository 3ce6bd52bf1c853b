"""The index opened for a command that reads it, brought up to the articles first."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot import bootstrap, progress, settings
from bot.commands import deal_reading
from bot.commands.emptiness import say_if_empty
from bot.printing import output
from index.tables import PassageRow

if TYPE_CHECKING:
    from index.retrieval import Retriever

#: Passages up to which one command compares with the embeddings in SQL: reading 20,000 of them takes 0.2 s,
#: importing and opening Chroma 1 s. It finds the same, exactly.
EXACT_UP_TO = 50_000


@contextmanager
def reading(command: str, with_deals: bool = False) -> Iterator["Retriever"]:
    """An index that has every article saved so far, whether or not another process owns Chroma.

    `with_deals`: these articles have been read for deals, too.
    """
    with bootstrap.corpus(settings.load()) as opened:
        with opened.sessions.reading() as session:
            passages = session.scalar(select(func.count()).select_from(PassageRow)) or 0
            say_if_empty(session)
        with bootstrap.retriever(opened, command) as retriever:
            if retriever.waiting() or passages > EXACT_UP_TO:
                retriever.own()
            with progress.shown("Indexing") as tell:
                waiting = retriever.update(tell)
            if waiting:
                output.note(f"{waiting} articles are still being indexed: found by their words only.")
            if with_deals:
                deal_reading.bring_up_new(opened)
            yield retriever
