"""The model in plain numpy, step by step as the paper has it: slow, and the judge of the graphs."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Weights = Mapping[str, NDArray[np.float32]]

_erf = np.vectorize(math.erf, otypes=[np.float64])


def embedding(weights: Weights, ids: Sequence[int], layers: int = 6, heads: int = 12) -> NDArray[np.float64]:
    """The embedding of one text, of unit length; `ids` with [CLS] and [SEP]. In float64 throughout."""
    x = (
        _weight(weights, "embeddings.word_embeddings.weight")[list(ids)]
        + _weight(weights, "embeddings.position_embeddings.weight")[: len(ids)]
        + _weight(weights, "embeddings.token_type_embeddings.weight")[0]
    )
    x = _layer_norm(weights, "embeddings.LayerNorm", x)
    for layer in range(layers):
        at = f"encoder.layer.{layer}"
        attended = _dense(weights, f"{at}.attention.output.dense", _attention(weights, at, x, heads))
        x = _layer_norm(weights, f"{at}.attention.output.LayerNorm", x + attended)
        wide = _dense(weights, f"{at}.intermediate.dense", x)
        wide = wide * 0.5 * (1 + _erf(wide / math.sqrt(2)))
        x = _layer_norm(weights, f"{at}.output.LayerNorm", x + _dense(weights, f"{at}.output.dense", wide))
    mean: NDArray[np.float64] = x.mean(axis=0)
    return mean / np.linalg.norm(mean)


def _attention(weights: Weights, at: str, x: NDArray[np.float64], heads: int) -> NDArray[np.float64]:
    query, key, value = (_dense(weights, f"{at}.attention.self.{n}", x) for n in ("query", "key", "value"))
    size = x.shape[1] // heads
    parts = []
    for start in range(0, x.shape[1], size):
        head = slice(start, start + size)
        scores = query[:, head] @ key[:, head].T / math.sqrt(size)
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        parts.append(chances / chances.sum(axis=1, keepdims=True) @ value[:, head])
    return np.concatenate(parts, axis=1)


def _dense(weights: Weights, at: str, x: NDArray[np.float64]) -> NDArray[np.float64]:
    return x @ _weight(weights, f"{at}.weight").T + _weight(weights, f"{at}.bias")


def _layer_norm(weights: Weights, at: str, x: NDArray[np.float64]) -> NDArray[np.float64]:
    centred = x - x.mean(axis=1, keepdims=True)
    scaled: NDArray[np.float64] = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-12)
    return scaled * _weight(weights, f"{at}.weight") + _weight(weights, f"{at}.bias")


def _weight(weights: Weights, name: str) -> NDArray[np.float64]:
    return weights[name].astype(np.float64)
