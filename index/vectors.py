"""Embeddings kept in SQL, and the exact search over them that needs no Chroma."""

from collections.abc import Collection, Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import Select, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from corpus.db import IN_LIMIT, Sessions, batches
from corpus.models import Article
from index.store import PassageId, Vectors
from index.tables import EmbeddingRow, PassageRow

if TYPE_CHECKING:
    from index.embedding.embedders import Embedder

#: Up to so many articles, their vectors are read for the question alone; above, all are read and kept.
READ_FOR_ONE_QUESTION = 5 * IN_LIMIT


def known(session: Session, embedder: str, hashes: Sequence[str]) -> dict[str, bytes]:
    """The stored vectors of these embedded texts, by hash; those never embedded are missing."""
    found: dict[str, bytes] = {}
    for some in batches(hashes):
        rows = select(EmbeddingRow.embedded_hash, EmbeddingRow.vector).where(
            EmbeddingRow.embedder == embedder, EmbeddingRow.embedded_hash.in_(some)
        )
        found.update((hash_, vector) for hash_, vector in session.execute(rows))
    return found


def keep(session: Session, embedder: str, vectors: Mapping[str, bytes]) -> None:
    """Stores vectors by the hash of their text; one that another process stored first is left."""
    if not vectors:
        return
    rows = [{"embedder": embedder, "embedded_hash": h, "vector": v} for h, v in vectors.items()]
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    session.execute(dialect.insert(EmbeddingRow).on_conflict_do_nothing(), rows)


class SqlVectors:
    """Every passage's embedding, compared one by one: exact, and right beside a process that is writing.

    Reads the vectors of changed articles only, so a long-lived process pays for all of them once.
    """

    def __init__(self, sessions: Sessions, embedder: "Embedder") -> None:
        self._sessions = sessions
        self._embedder = embedder
        self._refreshing = Lock()
        self._held: dict[int, str] = {}
        self._ids: list[PassageId] = []
        self._matrix: Vectors = np.empty((0, 0), np.float32)

    def nearest(self, vector: Vectors, k: int, within: Collection[int] | None = None) -> list[tuple[PassageId, float]]:
        """The `k` passages most similar to `vector` (dimension,), best first, with their cosine.

        `within`: only passages of these articles.
        """
        if within is not None and len(within) <= READ_FOR_ONE_QUESTION:
            with self._sessions.reading() as session:
                ids, matrix = self._read(session, list(within))
            return _best(ids, matrix, vector, k)
        ids, matrix = self._fresh()
        if within is None:
            return _best(ids, matrix, vector, k)
        rows = [row for row, i in enumerate(ids) if i.article_key in within]
        return _best([ids[row] for row in rows], matrix[rows], vector, k)

    def _fresh(self) -> tuple[list[PassageId], Vectors]:
        # The bot asks from several threads: one that compares must not see rows of one state, ids of another.
        with self._refreshing:
            self._bring_up()
            return self._ids, self._matrix

    def _bring_up(self) -> None:
        with self._sessions.reading() as session:
            now = {row.article_key: row.content_hash for row in session.execute(_cut_articles())}
            if now == self._held:
                return
            changed = [key for key, hash_ in now.items() if self._held.get(key) != hash_]
            ids, matrix = self._read(session, changed)
        kept = [row for row, i in enumerate(self._ids) if self._held.get(i.article_key) == now.get(i.article_key)]
        self._ids = [self._ids[row] for row in kept] + ids
        self._matrix = np.concatenate([self._matrix[kept], matrix]) if kept else matrix
        self._held = now

    def _read(self, session: Session, article_keys: Sequence[int]) -> tuple[list[PassageId], Vectors]:
        ids: list[PassageId] = []
        blobs: list[bytes] = []
        for some in batches(article_keys):
            rows = (
                select(PassageRow.article_key, PassageRow.ordinal, EmbeddingRow.vector)
                .join(Article, Article.key == PassageRow.article_key)
                .join(EmbeddingRow, EmbeddingRow.embedded_hash == PassageRow.embedded_hash)
                .where(
                    PassageRow.article_key.in_(some),
                    PassageRow.content_hash == Article.content_hash,
                    EmbeddingRow.embedder == self._embedder.identity,
                )
            )
            for key, ordinal, vector in session.execute(rows):
                ids.append(PassageId(key, ordinal))
                blobs.append(vector)
        if not blobs:
            return [], np.empty((0, 0), np.float32)
        return ids, np.frombuffer(b"".join(blobs), "<f4").reshape(len(blobs), -1)


def _cut_articles() -> Select[int, str]:
    cut = select(PassageRow.article_key, PassageRow.content_hash).where(PassageRow.ordinal == 0)
    return cut.join(Article, Article.key == PassageRow.article_key).where(
        PassageRow.content_hash == Article.content_hash
    )


def _best(ids: list[PassageId], matrix: Vectors, vector: Vectors, k: int) -> list[tuple[PassageId, float]]:
    if not ids:
        return []
    cosines = matrix @ vector
    top = np.argpartition(-cosines, min(k, len(ids)) - 1)[:k]
    # By cosine, then by id: the same question has the same answer in every process.
    order = sorted(top, key=lambda row: (-cosines[row], ids[row]))
    return [(ids[row], float(cosines[row])) for row in order]
