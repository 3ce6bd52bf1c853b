"""Fine-tunes the relation model: `python -m index.model.training.relations SOURCE OUT.onnx --ours F... --core F`.

SOURCE is what `index.model.build` takes. The names of the two companies are replaced by marks whose embeddings
are those of "alpha", "beta" and "company"; on the mean hidden states of the first, of the second and of all
stands one linear layer, which says the relation, how it is told and whether it is background.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from torch import Tensor, nn
from torch.nn import functional

from index import relation_model
from index.embedding import tokens
from index.model import graph
from index.model.training import labelled_pairs
from index.model.training.labelled_pairs import Labelled
from index.model.training.network import WIDTH, Encoder, batch
from index.relation_model import FIRST, OTHER, RELATIONS, SECOND, TELLINGS

_OUT = len(RELATIONS) + len(TELLINGS) + 1
_STAND_FOR = {FIRST: "alpha", SECOND: "beta", OTHER: "company"}
_UNKNOWN = -1
#: What CORE's pairs count beside ours: its sentences are encyclopaedic.
_CORE_WEIGHT = 0.3


class Relations(nn.Module):
    """Ids -> logits of relation, telling, background."""

    def __init__(self, frozen: int) -> None:
        super().__init__()
        self.encoder = Encoder(frozen, dropout=0.1)
        self.head = nn.Linear(4 * WIDTH, _OUT)
        self.drop = nn.Dropout(0.1)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        hidden = self.encoder(ids, types, mask)
        first, second = _mean(hidden, ids == FIRST), _mean(hidden, ids == SECOND)
        parts = torch.cat([first, second, first * second, _mean(hidden, mask)], -1)
        out: Tensor = self.head(self.drop(parts))
        return out


class Row:
    """A labelled pair as numbers."""

    def __init__(self, labelled: Labelled, weight: float) -> None:
        read = relation_model.ids(labelled.pair)
        self.input = (read, [0] * len(read))
        self.relation = RELATIONS.index(labelled.relation)
        self.telling = TELLINGS.index(labelled.telling) if labelled.telling else _UNKNOWN
        self.background = _UNKNOWN if labelled.background is None else int(labelled.background)
        self.weight = weight


def train(model: Relations, rows: Sequence[Row], passes: float, rate: float, seed: int, at_once: int = 24) -> None:
    """AdamW with a linear fall; the new layer learns ten times as fast."""
    rng = random.Random(seed)  # noqa: S311
    torch.manual_seed(seed)
    trained = [p for p in model.encoder.parameters() if p.requires_grad]
    groups = [{"params": trained, "lr": rate}, {"params": list(model.head.parameters()), "lr": rate * 10}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = int(passes * len(rows) / at_once)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, step / 50) * max(0.02, 1 - step / steps)
    )
    started = time.time()
    losses: list[float] = []
    queue: list[list[Row]] = []
    for step in range(steps):
        if not queue:
            queue = _batches(rows, at_once, rng)
        model.train()
        chosen = queue.pop()
        loss = _loss(model(*batch([row.input for row in chosen])), chosen)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        losses.append(float(loss.detach()))
        if step % 25 == 24:
            print(
                f"{time.time() - started:.0f} s, step {step + 1} of {steps}, loss {np.mean(losses[-50:]):.3f}",
                flush=True,
            )


def report(model: Relations, rows: Sequence[Row]) -> None:
    """Precision and recall of relations other than none and owned, and right tellings."""
    relations = predicted(model, rows)[:, : len(RELATIONS)].argmax(1)
    truth = np.array([row.relation for row in rows])
    no_deal = [0, len(RELATIONS) - 2, len(RELATIONS) - 1]
    said, is_so = ~np.isin(relations, no_deal), ~np.isin(truth, no_deal)
    right = (relations == truth) & is_so
    print(
        f"{len(rows)} pairs, {is_so.sum()} with a deal: precision {right.sum() / max(1, said.sum()):.3f}, "
        f"recall {right.sum() / max(1, is_so.sum()):.3f}; any deal {(said & is_so).sum() / max(1, said.sum()):.3f}, "
        f"{(said & is_so).sum() / max(1, is_so.sum()):.3f}"
    )
    for number, name in enumerate(RELATIONS):
        of, hit = (truth == number).sum(), ((truth == number) & (relations == number)).sum()
        print(f"  {name:16s} {of:4d} P {hit / max(1, (relations == number).sum()):.2f} R {hit / max(1, of):.2f}")
    told = predicted(model, rows)[:, len(RELATIONS) : -1].argmax(1)
    known = np.array([row.telling != _UNKNOWN for row in rows])
    tellings = np.array([row.telling for row in rows])
    wrong = Counter(
        (TELLINGS[a].value, TELLINGS[b].value) for a, b in zip(tellings[known], told[known], strict=True) if a != b
    )
    print(
        f"  telling right {np.mean(told[known] == tellings[known]):.3f}; truth, said: {wrong.most_common(6)}",
        flush=True,
    )


@torch.no_grad()
def predicted(model: Relations, rows: Sequence[Row]) -> np.ndarray:
    """Logits, (rows, outputs)."""
    model.eval()
    order = sorted(range(len(rows)), key=lambda at: len(rows[at].input[0]))
    out = np.zeros((len(rows), _OUT), np.float32)
    for at in range(0, len(order), 64):
        part = order[at : at + 64]
        out[part] = model(*batch([rows[each].input for each in part])).numpy()
    return out


class Int8Relations(graph.Int8):
    """The graph of the trained model: `input_ids` -> `logits`."""

    def __init__(self, model: Relations) -> None:
        super().__init__(model.encoder.by_upstream_names())
        self.head = model.head

    def model(self) -> onnx.ModelProto:
        x = self.embeddings()
        for layer in range(graph.LAYERS):
            x = self.layer(x, f"encoder.layer.{layer}.")
        first, second = self.marked(x, FIRST), self.marked(x, SECOND)
        parts = [first, second, self.op("Mul", first, second), self.pooled(x)]
        weight, bias = self.head.weight.detach().numpy().T, self.head.bias.detach().numpy()
        said = self.op("MatMul", self.op("Concat", *parts, axis=-1), self.constant(weight))
        self.nodes.append(helper.make_node("Add", [said, self.constant(bias)], ["logits"]))
        return self.finished(
            "relation-of-two-companies", helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", _OUT])
        )

    def marked(self, x: str, mark: int) -> str:
        """The mean hidden state where this mark stands."""
        here = self.op("Cast", self.op("Equal", "input_ids", self.constant(np.int64(mark))), to=TensorProto.FLOAT)
        row = self.op("Unsqueeze", here, self.indices(1))
        total = self.op("Squeeze", self.op("MatMul", row, x), self.indices(1))
        count = self.op("Squeeze", self.op("ReduceSum", row, self.constant(np.array([2])), keepdims=1), self.indices(1))
        return self.op("Div", total, count)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m index.model.training.relations")
    parser.add_argument("source", type=Path, help="upstream's folder or wheel")
    parser.add_argument("out", type=Path)
    parser.add_argument("--ours", type=Path, nargs="+", default=[])
    parser.add_argument(
        "--news", type=Path, nargs=2, metavar=("FILE", "ARTICLES"), help="sentences known by their place"
    )
    parser.add_argument("--core", type=Path, help="CORE's sentences, which are not ours to pass on")
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
    parser.add_argument("--passes", type=float, default=4)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--frozen", type=int, default=2, help="lowest layers that stay as they are")
    parser.add_argument("--held", type=float, default=0.12, help="share of our sentences kept for the report")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()

    rows, held = _rows(args)
    model = Relations(args.frozen)
    model.encoder.load_upstream(args.source)
    with torch.no_grad():
        for mark, word in _STAND_FOR.items():
            model.encoder.words.weight[mark] = model.encoder.words.weight[tokens.plain_ids(word)[0]]
    if args.start:
        model.load_state_dict(torch.load(args.start))
    train(model, rows, args.passes, args.rate, args.seed)
    torch.save(model.state_dict(), args.out.with_suffix(".pt"))
    args.out.write_bytes(Int8Relations(model).model().SerializeToString())
    if held:
        report(model, held)


def _rows(args: argparse.Namespace) -> tuple[list[Row], list[Row]]:
    rows: list[Row] = []
    held: list[Row] = []
    sources = [labelled_pairs.ours(file) for file in args.ours]
    if args.news:
        sources.append(labelled_pairs.from_news(*args.news))
    for source in sources:
        for labelled in source:
            keep = random.Random(labelled.pair.text).random() < args.held  # noqa: S311
            (held if keep else rows).append(Row(labelled, 1.0))
    if args.core:
        rows += [Row(labelled, _CORE_WEIGHT) for labelled in labelled_pairs.core(args.core)]
    print(f"{len(rows)} pairs to learn from, {len(held)} kept apart")
    return rows, held


def _batches(rows: Sequence[Row], at_once: int, rng: random.Random) -> list[list[Row]]:
    """Of about equal length, so that little is padding, in random order."""
    order = sorted(rows, key=lambda row: len(row.input[0]) + rng.uniform(0, 10))
    batches = [order[at : at + at_once] for at in range(0, len(order), at_once)]
    rng.shuffle(batches)
    return batches


def _mean(hidden: Tensor, where: Tensor) -> Tensor:
    weight = where.float()[..., None]
    return (hidden * weight).sum(1) / weight.sum(1).clamp(min=1)


def _loss(logits: Tensor, rows: Sequence[Row]) -> Tensor:
    weight = torch.tensor([row.weight for row in rows])
    relation = torch.tensor([row.relation for row in rows])
    split = len(RELATIONS)
    loss = (
        functional.cross_entropy(logits[:, :split], relation, reduction="none", label_smoothing=0.03) * weight
    ).mean()
    telling = torch.tensor([row.telling for row in rows])
    if (telling >= 0).any():
        loss = loss + 0.4 * functional.cross_entropy(logits[:, split:-1], telling, ignore_index=_UNKNOWN)
    known = torch.tensor([row.background for row in rows])
    if (known >= 0).any():
        loss = loss + 0.3 * functional.binary_cross_entropy_with_logits(
            logits[known >= 0, -1], known[known >= 0].float()
        )
    return loss


if __name__ == "__main__":
    main()
