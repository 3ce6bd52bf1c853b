"""The index brought up to the articles by a command that has changed some."""

from bot import bootstrap, progress
from bot.bootstrap import Corpus
from bot.printing import output

#: Owners that stay: no use in waiting for them to end.
_LASTING = {"bot", "work", "chat"}
#: How long a command of seconds may hold the index before we leave our articles to it.
_WAIT_SECONDS = 5.0


def bring_up(opened: Corpus, command: str) -> None:
    """Indexes what has changed, or leaves that to the process that owns the index."""
    with bootstrap.retriever(opened, command) as retriever:
        owner = retriever.owner()
        wait = 0 if owner and owner.command in _LASTING else _WAIT_SECONDS
        if not retriever.own(wait):
            output.note(f"Saved. {owner or 'Another process'} owns the index and will index this.")
            return
        with progress.shown("Indexing") as tell:
            retriever.update(tell)
