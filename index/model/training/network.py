"""all-MiniLM-L6-v2 in torch, as it is fine-tuned: its lowest layers stay as they are."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import load
from torch import Tensor, nn
from torch.nn import functional

from index.model import build, graph

WIDTH, LAYERS, HEADS = graph.DIMENSION, graph.LAYERS, graph.HEADS
#: Our names of the parts of a layer -> upstream's.
_PARTS = {
    "out": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}
_TABLES = {"words": "word", "positions": "position", "types": "token_type"}
_QKV = ("query", "key", "value")


class Layer(nn.Module):
    """One transformer layer of BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        rows, length, _ = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(q, k, v, mask[:, None, None, :]).transpose(1, 2)
        x = self.norm1(x + self.drop(self.out(seen.reshape(rows, length, WIDTH))))
        out: Tensor = self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))
        return out


class Encoder(nn.Module):
    """Token ids -> hidden states; embeddings and the lowest `frozen` layers are not trained."""

    def __init__(self, frozen: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.words, self.types = nn.Embedding(30522, WIDTH), nn.Embedding(2, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.frozen = frozen
        for part in (self.words, self.types, self.positions, self.norm, *self.layers[:frozen]):
            part.requires_grad_(False)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        x: Tensor = self.norm(self.words(ids) + self.positions.weight[: ids.shape[1]] + self.types(types))
        for number, layer in enumerate(self.layers):
            with torch.set_grad_enabled(torch.is_grad_enabled() and number >= self.frozen):
                x = layer(x, mask)
        return x

    def load_upstream(self, source: Path) -> None:
        """Upstream's weights, from where `index.model.build` takes them."""
        weights = {name: torch.from_numpy(value) for name, value in load(_safetensors(source)).items()}
        state = {
            f"{ours}.weight": weights[f"embeddings.{theirs}_embeddings.weight"] for ours, theirs in _TABLES.items()
        }
        for part in ("weight", "bias"):
            state[f"norm.{part}"] = weights[f"embeddings.LayerNorm.{part}"]
            for number in range(LAYERS):
                at = f"encoder.layer.{number}."
                qkv = [weights[f"{at}attention.self.{name}.{part}"] for name in _QKV]
                state[f"layers.{number}.qkv.{part}"] = torch.cat(qkv)
                for ours, theirs in _PARTS.items():
                    state[f"layers.{number}.{ours}.{part}"] = weights[f"{at}{theirs}.{part}"]
        self.load_state_dict(state)

    def by_upstream_names(self) -> dict[str, NDArray[np.float32]]:
        """The weights as `index.model.graph` wants them."""
        state = {name: value.detach().numpy() for name, value in self.state_dict().items()}
        weights = {
            f"embeddings.{theirs}_embeddings.weight": state[f"{ours}.weight"] for ours, theirs in _TABLES.items()
        }
        for part in ("weight", "bias"):
            weights[f"embeddings.LayerNorm.{part}"] = state[f"norm.{part}"]
            for number in range(LAYERS):
                at = f"encoder.layer.{number}."
                for ours, theirs in _PARTS.items():
                    weights[f"{at}{theirs}.{part}"] = state[f"layers.{number}.{ours}.{part}"]
                whole = state[f"layers.{number}.qkv.{part}"]
                for place, name in enumerate(_QKV):
                    weights[f"{at}attention.self.{name}.{part}"] = whole[place * WIDTH : (place + 1) * WIDTH]
        return weights


def batch(rows: Sequence[tuple[Sequence[int], Sequence[int]]]) -> tuple[Tensor, Tensor, Tensor]:
    """(ids, types) of several texts -> ids, types and mask, padded to the longest."""
    longest = max(len(ids) for ids, _ in rows)
    out = np.zeros((3, len(rows), longest), np.int64)
    for row, (ids, types) in enumerate(rows):
        out[0, row, : len(ids)], out[1, row, : len(ids)], out[2, row, : len(ids)] = ids, types, 1
    ids, types, mask = torch.from_numpy(out)
    return ids, types, mask.bool()


def _safetensors(source: Path) -> bytes:
    return build.upstream(source)["model.safetensors"]
