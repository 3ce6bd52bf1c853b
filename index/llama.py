"""Our index under llama-index: its engines, evaluators and pipelines can sit on it.

Alone in importing llama-index (0.7 s): what answers people does not wait for that.
"""

import asyncio
from typing import Any

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.embedding.embedders import Embedder
from index.retrieval import Filters, Hit, Retriever


class LlamaEmbedding(BaseEmbedding):
    """Any of our embedders as a `BaseEmbedding`. Its questions and passages are embedded alike."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder, **more: Any) -> None:
        super().__init__(model_name=embedder.identity, **more)
        self._embedder = embedder

    @classmethod
    def class_name(cls) -> str:
        return "DealwireEmbedding"

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self._embedder.embed(texts).tolist()
        return rows

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return await asyncio.to_thread(self._get_text_embeddings, texts)

    async def _aget_text_embedding(self, text: str) -> list[float]:
        return await asyncio.to_thread(self._get_text_embedding, text)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return await asyncio.to_thread(self._get_query_embedding, query)


class LlamaRetriever(BaseRetriever):
    """Our retrieval as a `BaseRetriever`: both rankings fused, filters kept, best first."""

    def __init__(self, retriever: Retriever, k: int = 10, filters: Filters | None = None) -> None:
        super().__init__()
        self._retriever = retriever
        self._k = k
        self._filters = filters

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [_node(hit) for hit in self._retriever.search(query_bundle.query_str, self._k, self._filters)]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


def _node(hit: Hit) -> NodeWithScore:
    article = hit.article
    node = TextNode(
        id_=f"{article.article_id}:{hit.ordinal}",
        text=hit.passage,
        start_char_idx=hit.start,
        end_char_idx=hit.end,
        metadata={
            "article_id": article.article_id,
            "title": article.title,
            "source": article.source,
            "url": article.url,
            "published": article.published and article.published.date().isoformat(),
        },
    )
    return NodeWithScore(node=node, score=hit.score)
