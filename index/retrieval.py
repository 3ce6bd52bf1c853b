"""From a question to the passages that speak of it: by words and by meaning, the ranks fused."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from corpus.db import Sessions, batches
from corpus.models import Article
from corpus.text import cleaning
from index import sync
from index.lexical import LexicalIndex, words
from index.ownership import Owner, Ownership
from index.store import ChromaStore, PassageId
from index.tables import PassageRow
from index.vectors import SqlVectors

if TYPE_CHECKING:
    from index.embedding.embedders import Embedder

#: Passages taken from each ranking before they are fused.
DEPTH = 100
#: Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): weight / (RANK_OFFSET + rank).
RANK_OFFSET = 60
#: On real news questions BM25 alone beats the embedding alone; two to one beats both.
LEXICAL_WEIGHT, DENSE_WEIGHT = 2.0, 1.0
#: Beside another owner, a reader embeds at most so many new articles itself before it answers:
#: some seconds' work. The rest it finds by their words until the owner has embedded them.
EMBED_BESIDE_OWNER = 96


#: Characters of a query that are searched for.
LONGEST_QUERY = 4_000
#: Articles embedded between two writes to Chroma.
EMBED_SLICE = 96

#: Told after each slice: how many articles are done, and how many there are to do in all.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Source:
    """An article, without its text: what a hit or a citation says of where it stands."""

    key: int
    article_id: str
    title: str
    source: str | None
    url: str | None
    published: datetime | None


@dataclass(frozen=True)
class Hit:
    """A passage found: `passage` is the article's text at `start:end`."""

    rank: int
    score: float
    article: Source
    passage: str
    start: int
    end: int
    ordinal: int


@dataclass(frozen=True)
class Filters:
    """Which articles to look in; None or empty: all."""

    #: Names of one company (its aliases): articles that have at least one of them.
    company: tuple[str, ...] = ()
    since: datetime | None = None
    #: Exclusive.
    until: datetime | None = None
    source: str | None = None

    def __bool__(self) -> bool:
        return self != Filters()


class Retriever:
    """Keeps the index up with the articles, and searches it.

    With `open_store` and the ownership it searches Chroma; beside another owner it compares with the
    embeddings in SQL, which gives the same passages exactly.
    """

    def __init__(
        self,
        sessions: Sessions,
        embedder: "Embedder",
        lexical: LexicalIndex,
        ownership: Ownership | None,
        open_store: Callable[[], ChromaStore],
    ) -> None:
        """`ownership` None: the store is a server, which many processes may use."""
        self.sessions = sessions
        self.embedder = embedder
        self.lexical = lexical
        self._ownership = ownership
        self._open_store = open_store
        self._store: ChromaStore | None = None
        #: The store has all that had been embedded when it was opened: until then it would find a part.
        self._is_filled = False
        self._exact = SqlVectors(sessions, embedder)

    @property
    def owns_store(self) -> bool:
        return self._store is not None

    def owner(self) -> Owner | None:
        """The process that owns the index, as far as it is known."""
        return self._ownership.owner() if self._ownership else None

    def own(self, wait_seconds: float = 0) -> bool:
        """Opens Chroma if no other process owns it; True when it is open now."""
        if self._store is None and (self._ownership is None or self._ownership.take(wait_seconds)):
            try:
                self._store = self._open_store()
            except BaseException:
                self._release()
                raise
        return self._store is not None

    def close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None
            self._is_filled = False
        self._release()

    def update(self, progress: Progress | None = None) -> int:
        """Brings the index up to the articles; how many articles still wait to be embedded.

        The owner does everything. Beside another owner: all by their words, the newest by meaning too.
        """
        todo = waiting = self.waiting()
        if self._store is None:
            self._cut()
            return waiting - sync.embed(self.sessions, self.embedder, EMBED_BESIDE_OWNER)
        while True:
            # In slices, so that what is embedded can be found while the rest still waits. What comes meanwhile is
            # cut too: it is the newest, and while it waited uncut there would be no end.
            self._cut()
            sync.embed(self.sessions, self.embedder, EMBED_SLICE)
            sync.fill_store(self.sessions, self._store, self.embedder)
            self._is_filled = True
            if progress and todo:
                progress(todo - self.waiting(), todo)
            if not (waiting := self.waiting()):
                return 0

    def _cut(self) -> None:
        sync.cut_articles(self.sessions)
        sync.fill_lexical(self.sessions, self.lexical)

    def waiting(self) -> int:
        """How many articles are not embedded yet at their present text."""
        with self.sessions.reading() as session:
            return sync.backlog(session, sync.embeddings_target(self.embedder))

    def search(
        self,
        query: str,
        k: int = 10,
        filters: Filters | None = None,
        stems: Mapping[str, float] | None = None,
    ) -> list[Hit]:
        """The `k` best passages, best first; empty when nothing is found or `query` is blank.

        `stems`: the words to look for and what each counts, where the query's own do not say it best.
        """
        query = cleaning.one_line(query, LONGEST_QUERY)
        if not query or k < 1:
            return []
        with self.sessions.reading() as session:
            within = _articles(session, self.lexical, filters) if filters else None
        if within is not None and not within:
            return []
        lexical = self.lexical.best(stems or words(query), DEPTH, None if within is None else sorted(within))
        dense = self._nearest(query, within)
        fused = _fuse([(LEXICAL_WEIGHT, [i for i, _ in lexical]), (DENSE_WEIGHT, [i for i, _ in dense])])
        with self.sessions.reading() as session:
            return _hits(session, fused, k)

    def _nearest(self, query: str, within: Collection[int] | None) -> list[tuple[PassageId, float]]:
        vector = self.embedder.embed([query])[0]
        # Chroma's metadata filters cost 45 to 110 ms at 100,000 passages; reading the few vectors costs less.
        if self._store is not None and self._is_filled and within is None:
            return self._store.nearest(vector, DEPTH)
        return self._exact.nearest(vector, DEPTH, within)

    def _release(self) -> None:
        if self._ownership is not None:
            self._ownership.release()


def _fuse(rankings: Sequence[tuple[float, Sequence[PassageId]]]) -> list[tuple[PassageId, float]]:
    scores: dict[PassageId, float] = {}
    for weight, ranking in rankings:
        for rank, passage in enumerate(ranking, 1):
            scores[passage] = scores.get(passage, 0.0) + weight / (RANK_OFFSET + rank)
    # Ties by id: the same question has the same answer every time.
    return sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))


def _articles(session: Session, lexical: LexicalIndex, filters: Filters) -> set[int]:
    query = select(Article.key).where(Article.offered())
    if filters.since:
        query = query.where(Article.published >= filters.since)
    if filters.until:
        query = query.where(Article.published < filters.until)
    if filters.source:
        query = query.where(func.lower(Article.source) == filters.source.lower())
    keys = set(session.scalars(query))
    return keys & lexical.naming(filters.company) if filters.company else keys


def _hits(session: Session, fused: Sequence[tuple[PassageId, float]], k: int) -> list[Hit]:
    hits: list[Hit] = []
    for some in batches(fused, max(2 * k, 20)):
        found = _passages(session, [i for i, _ in some])
        # One not found was edited or forgotten since the index saw it.
        hits += [replace(found[i], score=score) for i, score in some if i in found]
        if len(hits) >= k:
            break
    return [replace(hit, rank=rank) for rank, hit in enumerate(hits[:k], 1)]


def _passages(session: Session, ids: Sequence[PassageId]) -> dict[PassageId, Hit]:
    keys = {i.article_key for i in ids}
    # The passage alone: an article's whole text is ten times as long.
    text = func.substr(Article.text, PassageRow.start + 1, PassageRow.end - PassageRow.start)
    rows = session.execute(
        select(
            PassageRow.ordinal,
            PassageRow.start,
            PassageRow.end,
            text.label("passage"),
            *(getattr(Article, name) for name in ("key", "id", "title", "source", "url", "published")),
        )
        .join(Article, Article.key == PassageRow.article_key)
        .where(
            PassageRow.article_key.in_(keys),
            PassageRow.ordinal.in_({i.ordinal for i in ids}),
            PassageRow.content_hash == Article.content_hash,
            Article.offered(),
        )
    )
    return {PassageId(row.key, row.ordinal): _hit(row) for row in rows}


def _hit(row: Row[Any]) -> Hit:
    source = Source(row.key, row.id, row.title, row.source, row.url, row.published)
    return Hit(0, 0.0, source, row.passage, row.start, row.end, row.ordinal)
