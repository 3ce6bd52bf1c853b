"""The same weights in fp32, run as a plain onnxruntime user would: padded batches, default threads."""

from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr

from index.embedding.tokens import model_ids


class Fp32Embedding(BaseEmbedding):
    _session: Any = PrivateAttr()

    def __init__(self, weights: Path) -> None:
        import onnxruntime

        super().__init__(model_name="all-MiniLM-L6-v2 fp32")
        self._session = onnxruntime.InferenceSession(str(weights), providers=["CPUExecutionProvider"])

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        rows = [model_ids(text) for text in texts]
        width = max(map(len, rows))
        ids = np.array([row + [0] * (width - len(row)) for row in rows], np.int64)
        mask = np.array([[1] * len(row) + [0] * (width - len(row)) for row in rows], np.int64)
        given = {"input_ids": ids, "attention_mask": mask}
        embeddings: list[list[float]] = self._session.run(["embedding"], given)[0].tolist()
        return embeddings

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)
