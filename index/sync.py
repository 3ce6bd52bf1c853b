"""Bringing the index up to the articles, by pulling what differs.

articles -> passages -> lexical index
                     -> embeddings -> Chroma

Each of the four is a target with marks of its own, filled first and marked after, so a kill in between
only costs doing that batch again. Any process may make passages and embeddings (they are in SQL) and
write the lexical index (one at a time); Chroma is written by its owner alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

import numpy as np
from sqlalchemy import Select, and_, delete, exists, func, select
from sqlalchemy.orm import Session, aliased

from corpus.db import Sessions, batches
from corpus.models import Article
from index import vectors
from index.embedding.tokens import token_spans
from index.lexical import LexicalIndex, LexicalPassage
from index.passages import Passage, cut, embedded_text
from index.store import PassageId, Vectors
from index.tables import EmbeddingRow, Mark, PassageRow

if TYPE_CHECKING:
    from index.embedding.embedders import Embedder

#: Bump when the same article would be cut otherwise: every index is then filled again.
CUT = "1"
#: Articles per batch: enough passages that sorting them by length pays, few enough to lose little.
BATCH = 48
#: Articles per commit of the lexical index, which costs more than adding them.
LEXICAL_BATCH = 500


class Store(Protocol):
    """What `sync` asks of Chroma."""

    target: str

    def put(self, ids: Sequence[PassageId], vectors: Vectors) -> None: ...
    def remove(self, article_keys: Sequence[int]) -> None: ...


@dataclass(frozen=True)
class ArticleText:
    """What the index takes from an article."""

    key: int
    content_hash: str
    title: str
    text: str


def passages_target() -> str:
    return f"passages:{CUT}"


def lexical_target(lexical: LexicalIndex) -> str:
    return f"{lexical.target}:{CUT}"


def embeddings_target(embedder: "Embedder") -> str:
    return f"embeddings:{CUT}:{embedder.identity}"


def store_target(store: Store) -> str:
    return f"{store.target}:{CUT}"


def cut_articles(sessions: Sessions) -> None:
    """Cuts articles that are not cut yet at their present text, newest first."""
    target = passages_target()
    _drop_ghosts(sessions, target)
    while articles := _waiting(sessions, target, None, BATCH):
        cuts = [(article, cut(article.title, article.text, token_spans)) for article in articles]
        with sessions.writing() as session:
            # One edited or forgotten meanwhile is left: what was cut of it is of no use.
            present = _present(session, articles)
            for article, passages in cuts:
                if article.key in present:
                    _replace_rows(session, article, passages)
            _set_marks(session, target, [a for a in articles if a.key in present])


def fill_lexical(sessions: Sessions, lexical: LexicalIndex) -> None:
    """Brings the lexical index up to the passages."""
    target = lexical_target(lexical)
    for keys in _gone(sessions, target):
        lexical.replace(keys, [])
        _unmark(sessions, target, keys)
    while articles := _waiting(sessions, target, passages_target(), LEXICAL_BATCH):
        with sessions.reading() as session:
            rows = _rows(session, articles)
        lexical.replace(
            [a.key for a in articles],
            [LexicalPassage(i, a.title, a.text[row.start : row.end]) for a, i, row in rows],
        )
        _mark(sessions, target, articles)
    lexical.refresh()


def embed(sessions: Sessions, embedder: "Embedder", limit: int | None = None) -> int:
    """Embeds passages that this embedder has not embedded, newest articles first; how many articles.

    Raises:
        FindingError: the embedder cannot be reached or refuses; what was done before is kept.
    """
    target = embeddings_target(embedder)
    done = 0
    while limit is None or done < limit:
        batch = BATCH if limit is None else min(BATCH, limit - done)
        if not (articles := _waiting(sessions, target, passages_target(), batch)):
            break
        with sessions.reading() as session:
            rows = _rows(session, articles)
            known = vectors.known(session, embedder.identity, [row.embedded_hash for _, _, row in rows])
        texts = {
            row.embedded_hash: embedded_text(a.title, a.text[row.start : row.end])
            for a, _, row in rows
            if row.embedded_hash not in known
        }
        made = embedder.embed(list(texts.values()))  # slow: no transaction is open here
        with sessions.writing() as session:
            blobs = {h: v.astype("<f4").tobytes() for h, v in zip(texts, made, strict=True)}
            vectors.keep(session, embedder.identity, blobs)
            _set_marks(session, target, articles)
        done += len(articles)
    return done


def fill_store(sessions: Sessions, store: Store, embedder: "Embedder") -> None:
    """Brings Chroma up to the embeddings in SQL. The caller owns the folder, or it is a server."""
    target = store_target(store)
    for keys in _gone(sessions, target):
        store.remove(keys)
        _unmark(sessions, target, keys)
    while articles := _waiting(sessions, target, embeddings_target(embedder), BATCH):
        with sessions.reading() as session:
            rows = _rows(session, articles)
            found = vectors.known(session, embedder.identity, [row.embedded_hash for _, _, row in rows])
            edited = _marked(session, target, [a.key for a in articles])
        if edited:  # an edit may have left fewer passages than before
            store.remove(edited)
        ids = [i for _, i, row in rows if row.embedded_hash in found]
        blobs = [found[row.embedded_hash] for _, _, row in rows if row.embedded_hash in found]
        if ids:
            store.put(ids, np.frombuffer(b"".join(blobs), "<f4").reshape(len(ids), -1))
        _mark(sessions, target, articles)


def backlog(session: Session, target: str) -> int:
    """How many articles `target` does not hold at their present text."""
    return session.scalar(select(func.count()).select_from(_stale_query(target).subquery())) or 0


def _stale_query(target: str) -> Select[Article]:
    held = and_(Mark.target == target, Mark.article_key == Article.key, Mark.content_hash == Article.content_hash)
    return select(Article).where(Article.offered(), ~exists().where(held))


def _waiting(sessions: Sessions, target: str, after: str | None, limit: int) -> list[ArticleText]:
    """Articles that `target` lacks and `after`, which it is made from, has, newest first."""
    query = _stale_query(target)
    if after is not None:
        made = aliased(Mark)
        same = and_(made.article_key == Article.key, made.content_hash == Article.content_hash)
        query = query.join(made, and_(made.target == after, same))
    query = query.order_by(Article.published.desc().nulls_last(), Article.key.desc()).limit(limit)
    with sessions.reading() as session:
        return [_text(article) for article in session.scalars(query)]


def _text(article: Article) -> ArticleText:
    return ArticleText(article.key, article.content_hash, article.title, article.text)


def _present(session: Session, articles: Sequence[ArticleText]) -> set[int]:
    hashes = {a.key: a.content_hash for a in articles}
    rows = session.execute(select(Article.key, Article.content_hash).where(Article.key.in_(hashes)))
    return {key for key, hash_ in rows if hashes[key] == hash_}


def _replace_rows(session: Session, article: ArticleText, passages: Sequence[Passage]) -> None:
    session.execute(delete(PassageRow).where(PassageRow.article_key == article.key))
    session.add_all(
        PassageRow(
            article_key=article.key,
            ordinal=p.ordinal,
            start=p.start,
            end=p.end,
            content_hash=article.content_hash,
            embedded_hash=_embedded_hash(article, p),
        )
        for p in passages
    )


def _embedded_hash(article: ArticleText, passage: Passage) -> str:
    return sha256(embedded_text(article.title, passage.text).encode(errors="replace")).hexdigest()


def _rows(session: Session, articles: Sequence[ArticleText]) -> list[tuple[ArticleText, PassageId, PassageRow]]:
    by_key = {a.key: a for a in articles}
    query = select(PassageRow).where(PassageRow.article_key.in_(by_key))
    rows = session.scalars(query.order_by(PassageRow.article_key, PassageRow.ordinal))
    return [
        (by_key[row.article_key], PassageId(row.article_key, row.ordinal), row)
        for row in rows
        if row.content_hash == by_key[row.article_key].content_hash
    ]


def _marked(session: Session, target: str, keys: Sequence[int]) -> list[int]:
    return list(session.scalars(select(Mark.article_key).where(Mark.target == target, Mark.article_key.in_(keys))))


def _mark(sessions: Sessions, target: str, articles: Sequence[ArticleText]) -> None:
    with sessions.writing() as session:
        _set_marks(session, target, articles)


def _set_marks(session: Session, target: str, articles: Sequence[ArticleText]) -> None:
    for article in articles:
        session.merge(Mark(target=target, article_key=article.key, content_hash=article.content_hash))


def _unmark(sessions: Sessions, target: str, keys: Sequence[int]) -> None:
    with sessions.writing() as session:
        session.execute(delete(Mark).where(Mark.target == target, Mark.article_key.in_(keys)))


def _gone(sessions: Sessions, target: str) -> list[list[int]]:
    """Articles that `target` holds and the corpus no longer offers: forgotten, withdrawn, and copies found since."""
    offered = exists().where(Article.key == Mark.article_key, Article.offered())
    with sessions.reading() as session:
        keys = session.scalars(select(Mark.article_key).where(Mark.target == target, ~offered)).all()
    return list(batches(keys))


def _drop_ghosts(sessions: Sessions, target: str) -> None:
    """Removes passages of articles no longer offered, and embeddings that no passage has."""
    gone = [key for keys in _gone(sessions, target) for key in keys]
    if not gone:
        return
    with sessions.writing() as session:
        for keys in batches(gone):
            session.execute(delete(PassageRow).where(PassageRow.article_key.in_(keys)))
            session.execute(delete(Mark).where(Mark.target == target, Mark.article_key.in_(keys)))
        used = exists().where(PassageRow.embedded_hash == EmbeddingRow.embedded_hash)
        session.execute(delete(EmbeddingRow).where(~used))
