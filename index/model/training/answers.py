"""Fine-tunes the answer model: `python -m index.model.training.answers SOURCE OUT.onnx LISTS.jsonl...`.

SOURCE is what `index.model.build` takes. A line of LISTS is `{"question", "good": [[title, sentence]...], "bad":
[...]}`: sentences that answer, and others, those that are ranked first (and so are mistaken for answers) first.

The head begins as the bi-encoder that the model was: the mean states of question and sentence, each read in sight
of the other, are compared by cosine; a linear layer over their product and the second one, zero at first, learns
what to add. So it ranks usefully from the first step, which a fresh head does not. Loss: softmax over one right
sentence and several wrong ones.
"""

import argparse
import json
import math
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from torch import Tensor, nn
from torch.nn import functional

from index.answering.cross_encoder import pair_ids
from index.model import graph
from index.model.training.network import WIDTH, Encoder, batch

_LISTS_AT_ONCE = 4


class Answers(nn.Module):
    """Ids and types of pairs -> one logit each."""

    def __init__(self, frozen: int) -> None:
        super().__init__()
        self.encoder = Encoder(frozen)
        self.head, self.close = nn.Linear(2 * WIDTH, 1), nn.Parameter(torch.tensor(20.0))
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        hidden = self.encoder(ids, types, mask)
        second = types.float() * mask
        first = mask.float() - second
        u, v = (functional.normalize((hidden * part[..., None]).sum(1), dim=-1) for part in (first, second))
        both = torch.cat([u * v * WIDTH, v * math.sqrt(WIDTH)], -1)
        out: Tensor = self.close * (u * v).sum(-1) + self.head(both)[:, 0]
        return out


def train(model: Answers, rows: Sequence[dict[str, Any]], minutes: float, rate: float, wrong: int, seed: int) -> None:
    """AdamW, the rate falling with the time; the new layer learns ten times as fast."""
    rng = random.Random(seed)  # noqa: S311
    torch.manual_seed(seed)
    trained = [p for p in model.encoder.parameters() if p.requires_grad]
    groups = [{"params": trained, "lr": rate}, {"params": [*model.head.parameters(), model.close], "lr": rate * 10}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    rates = [group["lr"] for group in optimiser.param_groups]
    started, step = time.time(), 0
    queue: list[list[tuple[list[int], list[int]]]] = []
    while (spent := (time.time() - started) / (minutes * 60)) < 1:
        if not queue:
            queue = [_list(row, wrong, rng) for row in rng.sample(rows, len(rows))]
        chosen, queue = queue[:_LISTS_AT_ONCE], queue[_LISTS_AT_ONCE:]
        for group, full in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = full * min(1, (step + 1) / 40) * max(0.03, 1 - spent)
        logits = model(*batch([pair for pairs in chosen for pair in pairs])).split([len(pairs) for pairs in chosen])
        right = torch.zeros(1, dtype=torch.long)
        loss = torch.stack([functional.cross_entropy(each[None], right) for each in logits]).mean()
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        step += 1
        if step % 20 == 0:
            print(f"{time.time() - started:.0f} s, step {step}, loss {float(loss.detach()):.3f}", flush=True)


def _list(row: dict[str, Any], wrong: int, rng: random.Random) -> list[tuple[list[int], list[int]]]:
    """One right sentence first, then wrong ones: half of them those that are mistaken most."""
    first = rng.sample(row["bad"][:10], min(len(row["bad"][:10]), wrong // 2 + 1))
    rest = [each for each in row["bad"] if each not in first]
    bad = first + rng.sample(rest, min(len(rest), wrong - len(first)))
    good = row["good"][min(int(rng.expovariate(1.0)), len(row["good"]) - 1)]
    # People type questions in small letters and without the mark, too.
    question = row["question"].lower().rstrip("?") if rng.random() < 0.35 else row["question"]
    return [pair_ids(question, title, sentence) for title, sentence in [good, *bad]]


class Int8Answers(graph.Int8):
    """The graph of the trained model: `input_ids` and `token_type_ids` -> `logit`."""

    inputs = ("input_ids", "token_type_ids")

    def __init__(self, model: Answers) -> None:
        super().__init__(model.encoder.by_upstream_names())
        self.head, self.close = model.head, float(model.close.detach())

    def words(self) -> str:
        types = self.weights["embeddings.token_type_embeddings.weight"]
        # The graph adds type 0 to every position.
        second = self.op("Mul", self.types(2), self.constant(types[1] - types[0]))
        return self.op("Add", super().words(), second)

    def types(self, axis: int) -> str:
        return self.op("Unsqueeze", self.op("Cast", "token_type_ids", to=TensorProto.FLOAT), self.indices(axis))

    def model(self) -> onnx.ModelProto:
        x = self.embeddings()
        for layer in range(graph.LAYERS):
            x = self.layer(x, f"encoder.layer.{layer}.")
        second = self.types(1)
        first = self.op("Sub", self.constant(np.float32(1)), second)
        u, v = self.direction(x, first), self.direction(x, second)
        head = self.head.weight.detach().numpy()[0]
        on_product = head[:WIDTH] * WIDTH + np.float32(self.close)
        on_second = head[WIDTH:] * np.float32(math.sqrt(WIDTH))
        pieces = ((self.op("Mul", u, v), on_product), (v, on_second))
        total = self.op("Add", *[self.op("MatMul", y, self.constant(k.astype(np.float32))) for y, k in pieces])
        bias = self.constant(self.head.bias.detach().numpy()[0])
        self.nodes.append(helper.make_node("Add", [total, bias], ["logit"]))
        return self.finished(
            "sentence-answers-question", helper.make_tensor_value_info("logit", TensorProto.FLOAT, ["batch"])
        )

    def direction(self, x: str, rows: str) -> str:
        """The mean state of these tokens, of unit length."""
        total = self.op("Squeeze", self.op("MatMul", rows, x), self.indices(1))
        return self.op("Div", total, self.op("ReduceL2", total, self.constant(np.array([-1]))))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m index.model.training.answers")
    parser.add_argument("source", type=Path, help="upstream's folder or wheel")
    parser.add_argument("out", type=Path)
    parser.add_argument("lists", type=Path, nargs="+")
    parser.add_argument("--minutes", type=float, default=13)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--wrong", type=int, default=5, help="wrong sentences beside a right one")
    parser.add_argument("--frozen", type=int, default=3, help="lowest layers that stay as they are")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rows = [json.loads(line) for file in args.lists for line in file.read_text(encoding="utf-8").splitlines()]
    model = Answers(args.frozen)
    model.encoder.load_upstream(args.source)
    train(model, rows, args.minutes, args.rate, args.wrong, args.seed)
    torch.save(model.state_dict(), args.out.with_suffix(".pt"))
    args.out.write_bytes(Int8Answers(model).model().SerializeToString())


if __name__ == "__main__":
    main()
