"""Files and pages into the corpus: read, saved a few at a time, what failed told by name and reason."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from corpus import articles
from corpus.articles import IncomingArticle, Outcome
from corpus.db import Sessions, batches
from corpus.errors import Refused
from corpus.readers import files, urls
from corpus.readers.files import Unreadable
from corpus.web.fetching import Fetcher

#: Articles per transaction: a kill loses at most so many, and reading them again costs a second.
BATCH = 50


@dataclass
class Summary:
    """What became of the articles read."""

    counts: dict[Outcome, int] = field(default_factory=lambda: {"new": 0, "edited": 0, "same": 0, "copy": 0})
    failed: list[Unreadable] = field(default_factory=list)

    @property
    def saved(self) -> int:
        """How many articles the corpus has now, new or as before."""
        return sum(self.counts.values())


def ingest(
    sessions: Sessions,
    sources: Iterable[str],
    fetcher: Fetcher,
    now: Callable[[], datetime],
    progress: Callable[[int], None] | None = None,
) -> Summary:
    """Saves every article of these files, folders and URLs; a bad one is noted in `failed`, the rest go on.

    May be killed and run again: what was saved is then "same". `progress` is told the articles done.
    """
    summary = Summary()
    seen: dict[str, str] = {}
    for batch in batches(_read(sources, fetcher, summary), BATCH):
        done: list[Outcome] = []
        failed: list[Unreadable] = []
        with sessions.writing() as session:
            for incoming in batch:
                try:
                    _refuse_second_text(incoming, seen)
                    done.append(articles.save(session, incoming, now()).outcome)
                except Refused as error:
                    failed.append(Unreadable(error.subject, error.reason))
        # Counted when stored, not before: the summary never claims what a full disk took back.
        for outcome in done:
            summary.counts[outcome] += 1
        summary.failed += failed
        if progress:
            progress(summary.saved + len(summary.failed))
    return summary


def _read(sources: Iterable[str], fetcher: Fetcher, summary: Summary) -> Iterator[IncomingArticle]:
    for source in sources:
        is_url = source.lower().startswith(("http://", "https://"))
        for item in urls.articles(source, fetcher) if is_url else files.articles(Path(source)):
            if isinstance(item, Unreadable):
                summary.failed.append(item)
            else:
                yield item


def _refuse_second_text(incoming: IncomingArticle, seen: dict[str, str]) -> None:
    """In one run, an id stands for one text: a second one is a mistake in the files, not an edit."""
    if incoming.id is None:
        return
    content = articles.content_hash(incoming)
    if seen.setdefault(incoming.id, content) != content:
        raise Refused(
            incoming.origin,
            f'id "{incoming.id}" was already used by another article in this run, with other content; '
            "the first one is kept: give this one its own id",
        )
