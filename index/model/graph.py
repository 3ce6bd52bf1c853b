"""Writes all-MiniLM-L6-v2 (a six-layer BERT, mean pooling, unit length) as an ONNX graph.

Two forms. `int8` is what we ship: weights and activations in eight bits, one text or several of equal
length, no padding. `fp32` is the model as published, padded batches with an attention mask, to measure
the other against.

Every multiplication of the int8 form scales each token's activations by that token's own largest value,
not by the batch's as onnxruntime's `quantize_dynamic` does. So a text's embedding does not depend on
which texts happened to be embedded with it, and one outlying token does not blur the rest.
"""

from collections.abc import Mapping

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Weights = Mapping[str, NDArray[np.float32]]

LAYERS, HEADS, DIMENSION, MAX_TOKENS = 6, 12, 384, 256

_MICROSOFT = "com.microsoft"
#: GELU is never below -0.16998, so what it puts out, lifted by this much, is never negative.
_GELU_FLOOR = np.float32(0.17)
#: Weights get seven bits: AVX2 adds pairs of products in 16 bits, and 2 · 255 · 63 just fits. With eight
#: it saturates, and the same text would get one embedding on an old processor and another on a new one.
_WEIGHT_STEPS = 63


def int8(weights: Weights) -> onnx.ModelProto:
    """Input `input_ids` (batch, tokens) of int64, at most 256 tokens; output `embedding` (batch, 384)."""
    return Int8(weights).model()


def fp32(weights: Weights) -> onnx.ModelProto:
    """As `int8`, but with a second input `attention_mask` of the same shape: 1 for a token, 0 for padding."""
    return Fp32(weights).model()


class Fp32:
    """Builds the graph node by node; a tensor is known by its name."""

    inputs: tuple[str, ...] = ("input_ids", "attention_mask")

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def model(self) -> onnx.ModelProto:
        x = self.embeddings()
        for layer in range(LAYERS):
            x = self.layer(x, f"encoder.layer.{layer}.")
        pooled = self.pooled(x)
        length = self.op("ReduceL2", pooled, self.constant(np.array([-1])))
        self.nodes.append(helper.make_node("Div", [pooled, length], ["embedding"]))
        return self.finished(
            "all-MiniLM-L6-v2", helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", DIMENSION])
        )

    def finished(self, name: str, output: onnx.ValueInfoProto) -> onnx.ModelProto:
        """The nodes so far as a model of this name."""
        shape = ["batch", "tokens"]
        inputs = [helper.make_tensor_value_info(each, TensorProto.INT64, shape) for each in self.inputs]
        graph = helper.make_graph(self.nodes, name, inputs, [output], self.constants)
        opsets = [helper.make_opsetid("", 20), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="dealwire")

    def embeddings(self) -> str:
        positions = self.weights["embeddings.position_embeddings.weight"][:MAX_TOKENS]
        # Every token of a single text is of type 0.
        positions = positions + self.weights["embeddings.token_type_embeddings.weight"][0]
        tokens = self.op("Slice", self.op("Shape", "input_ids"), self.indices(1), self.indices(2))
        positions_used = self.op("Slice", self.constant(positions), self.indices(0), tokens)
        return self.normalised(self.op("Add", self.words(), positions_used), "embeddings.LayerNorm")

    def words(self) -> str:
        return self.op("Gather", self.constant(self.weights["embeddings.word_embeddings.weight"]), "input_ids")

    def layer(self, x: str, at: str) -> str:
        projections = [f"{at}attention.self.{name}" for name in ("query", "key", "value")]
        weight = np.concatenate([self.weights[f"{name}.weight"] for name in projections]).T
        bias = np.concatenate([self.weights[f"{name}.bias"] for name in projections])
        split = self.op("Split", self.times(x, weight), outputs=3, axis=-1, num_outputs=3)
        context = self.attention(split, bias)
        added = self.op("Add", self.dense(context, f"{at}attention.output.dense"), x)
        x = self.normalised(added, f"{at}attention.output.LayerNorm")
        wide = self.times(x, self.weights[f"{at}intermediate.dense.weight"].T)
        wide_bias = self.constant(self.weights[f"{at}intermediate.dense.bias"])
        wide = self.op("BiasGelu", wide, wide_bias, domain=_MICROSOFT)
        added = self.op("Add", self.dense(wide, f"{at}output.dense", after_gelu=True), x)
        return self.normalised(added, f"{at}output.LayerNorm")

    def attention(self, split: str, bias: NDArray[np.float32]) -> str:
        mask = self.op("Cast", "attention_mask", to=TensorProto.INT32)
        return self.heads(split, bias, mask)

    def heads(self, split: str, bias: NDArray[np.float32], *mask: str) -> str:
        query, key, value = (f"{split}.{part}" for part in range(3))
        inputs = (query, key, value, self.constant(bias), *mask)
        return self.op("MultiHeadAttention", *inputs, domain=_MICROSOFT, num_heads=HEADS)

    def dense(self, x: str, at: str, after_gelu: bool = False) -> str:
        product = self.times(x, self.weights[f"{at}.weight"].T)
        return self.op("Add", product, self.constant(self.weights[f"{at}.bias"]))

    def times(self, x: str, weight: NDArray[np.float32]) -> str:
        return self.op("MatMul", x, self.constant(weight))

    def normalised(self, x: str, at: str) -> str:
        scale, bias = (self.constant(self.weights[f"{at}.{name}"]) for name in ("weight", "bias"))
        return self.op("LayerNormalization", x, scale, bias, axis=-1, epsilon=1e-12)

    def pooled(self, x: str) -> str:
        """The sum over the tokens: the division by their number would be undone by the unit length."""
        mask = self.op("Cast", "attention_mask", to=TensorProto.FLOAT)
        rows = self.op("Unsqueeze", mask, self.indices(1))
        return self.op("Squeeze", self.op("MatMul", rows, x), self.indices(1))

    def op(self, kind: str, *inputs: str, outputs: int = 1, domain: str = "", **attributes: float) -> str:
        name = f"{kind}_{len(self.nodes)}"
        names = [name] if outputs == 1 else [f"{name}.{part}" for part in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, name, None, domain, None, **attributes))
        return name

    def indices(self, *values: int) -> str:
        return self.constant(np.array(values, np.int64))

    def constant(self, value: NDArray[np.generic] | np.generic) -> str:
        name = f"constant_{len(self.constants)}"
        # A copy: a transposed view would be written in the order it lies in memory.
        self.constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name


class Int8(Fp32):
    inputs: tuple[str, ...] = ("input_ids",)

    def words(self) -> str:
        table = self.weights["embeddings.word_embeddings.weight"]
        steps = np.abs(table).max(axis=1, keepdims=True) / np.float32(127)
        rounded = np.rint(table / steps).astype(np.int8)
        row = self.op("Cast", self.op("Gather", self.constant(rounded), "input_ids"), to=TensorProto.FLOAT)
        return self.op("Mul", row, self.op("Gather", self.constant(steps), "input_ids"))

    def attention(self, split: str, bias: NDArray[np.float32]) -> str:
        # No padding, no mask; without a mask onnxruntime takes its flash attention, a third faster.
        return self.heads(split, bias)

    def dense(self, x: str, at: str, after_gelu: bool = False) -> str:
        weight, bias = self.weights[f"{at}.weight"].T, self.weights[f"{at}.bias"]
        if not after_gelu:
            return self.op("Add", self.times(x, weight), self.constant(bias))
        # (x + floor) · W = x · W + floor · (column sums of W): the second part is taken off the bias.
        rounded, steps = _rounded(weight)
        shift = _GELU_FLOOR * (rounded.astype(np.float32) * steps).sum(axis=0)
        lifted = self.op("Add", x, self.constant(_GELU_FLOOR))
        product = self.quantised(lifted, lifted, weight, steps_per_unit=255, zero=0)
        return self.op("Add", product, self.constant(bias - shift))

    def times(self, x: str, weight: NDArray[np.float32]) -> str:
        return self.quantised(x, self.op("Abs", x), weight, steps_per_unit=127, zero=128)

    def quantised(self, x: str, size: str, weight: NDArray[np.float32], steps_per_unit: int, zero: int) -> str:
        """`x` · `weight` in integers. No token is all zeros: layer norms add a bias, GELU was lifted."""
        largest = self.op("ReduceMax", size, self.constant(np.array([-1])))
        step, middle = self.constant(np.float32(1 / steps_per_unit)), self.constant(np.uint8(zero))
        rounded_x = self.op("QuantizeLinear", self.op("Div", x, largest), step, middle)
        rounded, steps = _rounded(weight)
        inputs = [rounded_x, self.constant(rounded), step, self.constant(steps), middle]
        inputs.append(self.constant(np.zeros_like(rounded[0])))
        product = self.op("MatMulIntegerToFloat", *inputs, domain=_MICROSOFT)
        return self.op("Mul", product, largest)

    def pooled(self, x: str) -> str:
        return self.op("ReduceMean", x, self.constant(np.array([1])), keepdims=0)


def _rounded(weight: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """The weight in whole steps, and the step of each column."""
    steps = np.abs(weight).max(axis=0) / np.float32(_WEIGHT_STEPS)
    return np.rint(weight / steps).astype(np.int8), steps
