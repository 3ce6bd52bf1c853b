"""Articles read for deals by a command, before it looks deals up or when it has saved some."""

from datetime import UTC, datetime

from sqlalchemy import and_, exists, select

from bot import bootstrap, progress
from bot.bootstrap import Corpus
from bot.printing import output
from corpus.deals import backlog
from corpus.errors import Unavailable
from corpus.models import Article, DealReading


def bring_up(opened: Corpus) -> int:
    """Reads all that waits; how many deals are new. No use of the index, so whoever owns it does not matter.

    Without its model's server a reader cannot go on: what is left waits for the next command.
    """
    reader = bootstrap.deal_reader(opened.settings)
    try:
        with progress.shown("Reading for deals") as tell:
            return backlog.read(opened.sessions, reader, _now, bootstrap.on_changes(), tell).new_deals
    except Unavailable as error:
        left = backlog.waiting(opened.sessions, reader)
        waits = "1 article still waits" if left == 1 else f"{left} articles still wait"
        output.note(f"{error}: {waits} to be read for deals, by the next command that looks deals up.")
        return 0


def bring_up_new(opened: Corpus) -> None:
    """Reads if an article was never read as it is now, and takes back what was withdrawn since. To ask for both
    needs no reader, which takes 0.5 s to make."""
    read = and_(DealReading.article_key == Article.key, DealReading.content_hash == Article.content_hash)
    unread = exists().where(Article.offered(), ~exists().where(read))
    with opened.sessions.reading() as session:
        waits = session.scalar(select(unread))
    if waits:
        bring_up(opened)
    else:
        backlog.settle(opened.sessions, _now, bootstrap.on_changes())


def _now() -> datetime:
    return datetime.now(UTC)
