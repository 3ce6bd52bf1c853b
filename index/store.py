"""Chroma: passages' embeddings, nearest first.

Chroma holds ids, embeddings and the article's key, nothing else: texts live in SQL, where they can be
edited and joined, and storing them here too would triple the disk it takes.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Where

Vectors = NDArray[np.float32]

#: Rows per write. Adds block readers: 65 ms for 100 rows, 0.6 s for 1,000.
WRITE_ROWS = 100
#: Articles per delete, each an equality in one `$in`.
DELETE_ARTICLES = 100
#: Rows between rewrites of the HNSW files. The default of 1,000 wrote 39 GB to make a 2 GB store;
#: 50,000 makes recovery after a kill slow.
SYNC_ROWS = 10_000


class PassageId(NamedTuple):
    """Which passage: the article's key, and the passage's place in it from 0."""

    article_key: int
    ordinal: int


class ChromaStore:
    """One collection of embeddings, of one corpus by one embedder. Cosine distance.

    On a folder, one process at a time: a second one silently sees or loses rows. Hold
    `ownership.Ownership` while you have one open. On a server any number may.
    """

    def __init__(self, client: "ClientAPI", corpus: str, embedder: str) -> None:
        self._client = client
        self._collection = _collection(client, corpus, embedder)
        #: Changes when the folder was lost and the collection made anew.
        self.target = f"chroma:{self._collection.id}:{embedder}"

    def put(self, ids: Sequence[PassageId], vectors: Vectors) -> None:
        """Adds the passages, or replaces those of the same id. `vectors`: (len(ids), dimension)."""
        for at in range(0, len(ids), WRITE_ROWS):
            some = ids[at : at + WRITE_ROWS]
            self._collection.upsert(
                ids=[f"{i.article_key}:{i.ordinal}" for i in some],
                embeddings=vectors[at : at + WRITE_ROWS],
                metadatas=[{"article": i.article_key} for i in some],
            )

    def remove(self, article_keys: Sequence[int]) -> None:
        """Removes every passage of these articles; unknown ones are no error."""
        for at in range(0, len(article_keys), DELETE_ARTICLES):
            some = list(article_keys[at : at + DELETE_ARTICLES])
            self._collection.delete(where=cast("Where", {"article": {"$in": some}}))

    def nearest(self, vector: Vectors, k: int) -> list[tuple[PassageId, float]]:
        """The `k` passages most similar to `vector` (dimension,), best first, with their cosine."""
        k = min(k, self.count())
        if not k:
            return []
        found = self._collection.query(query_embeddings=vector[np.newaxis], n_results=k, include=["distances"])
        distances = (found["distances"] or [[]])[0]
        return [(_passage_id(i), 1.0 - float(d)) for i, d in zip(found["ids"][0], distances, strict=True)]

    def count(self) -> int:
        return self._collection.count()

    def close(self) -> None:
        """Flushes and releases the folder."""
        if close := getattr(self._client, "close", None):
            close()


def open_folder(folder: Path, corpus: str, embedder: str) -> ChromaStore:
    """The store in a folder of this machine, made when missing; the caller owns the folder."""
    import chromadb
    from chromadb.config import Settings

    folder.mkdir(parents=True, exist_ok=True)
    client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
    return ChromaStore(client, corpus, embedder)


def open_server(url: str, corpus: str, embedder: str) -> ChromaStore:
    """The store on a Chroma server, `http(s)://host[:port]`."""
    import chromadb
    from chromadb.config import Settings

    parts = urlsplit(url)
    client = chromadb.HttpClient(
        host=parts.hostname or "localhost",
        port=parts.port or (443 if parts.scheme == "https" else 8000),
        ssl=parts.scheme == "https",
        settings=Settings(anonymized_telemetry=False),
    )
    return ChromaStore(client, corpus, embedder)


def _collection(client: "ClientAPI", corpus: str, embedder: str) -> "Collection":
    # The embedder is in the metadata, not in the name: names are limited to 63 characters of [a-z0-9-_.].
    from hashlib import sha256

    name = f"dealwire-{corpus[:16]}-{sha256(embedder.encode()).hexdigest()[:16]}"
    return client.get_or_create_collection(
        name,
        # None: Chroma's own default would download a model at first use.
        embedding_function=None,
        configuration={"hnsw": {"space": "cosine", "sync_threshold": SYNC_ROWS}},
        metadata={"embedder": embedder},
    )


def _passage_id(text: str) -> PassageId:
    article_key, ordinal = text.split(":")
    return PassageId(int(article_key), int(ordinal))
