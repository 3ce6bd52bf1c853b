"""Which relation a sentence states between two companies, by a small model made for it.

The bundled MiniLM, fine-tuned on labelled sentences (`index/model/README.md`). The names themselves are hidden
from it, so that it judges what the sentence says and not what it has heard of the two.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.deals.relations import UNTOLD, Judgement, Pair, Relation, Telling
from index import inference
from index.embedding import tokens

MODEL = Path(__file__).parent / "model" / "relations.onnx"
#: Tokens that stand for the first company, the second, and any other: no text has them.
FIRST, SECOND, OTHER = 2, 3, 4
#: Most tokens of a pair. Of a longer sentence the words around the two companies are read.
MOST = 96
_OPEN, _CLOSE = 101, 102
_THREADS = 2
RELATIONS, TELLINGS = tuple(Relation), tuple(Telling)


class BundledRelations:
    """The model we ship."""

    #: The beginning of the file's SHA-256, written down: reading 23 MB to know it would slow every look-up.
    identity = "c151fc414a7c"

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """One judgement a pair, in order; each is a run of its own, so that none depends on its neighbours."""
        with ThreadPoolExecutor(_THREADS, "relations") as pool:
            return list(pool.map(_judge, pairs))


def ids(pair: Pair) -> list[int]:
    """The pair as the model reads it."""
    named = [
        (span, mark)
        for spans, mark in ((pair.first, FIRST), (pair.second, SECOND), (pair.others, OTHER))
        for span in spans
    ]
    return [_OPEN, *_around(list(_marked(pair.text, sorted(named)))), _CLOSE]


def _marked(text: str, named: Sequence[tuple[tuple[int, int], int]]) -> Iterator[int]:
    reached = 0
    for (start, end), mark in named:
        if start >= reached:
            yield from tokens.plain_ids(text[reached:start])
            yield mark
            reached = end
    yield from tokens.plain_ids(text[reached:])


def _around(read: list[int]) -> list[int]:
    """At most `MOST` less two tokens, both companies in them if they are near enough."""
    room = MOST - 2
    if len(read) <= room:
        return read
    firsts, seconds = ([place for place, token in enumerate(read) if token == mark] for mark in (FIRST, SECOND))
    both = ((one, other) for one in firsts for other in seconds)
    first, second = min(both, key=lambda places: abs(places[0] - places[1]), default=(0, 0))
    start = max(0, min(first, second, (first + second - room) // 2))
    return read[start : start + room]


def _judge(pair: Pair) -> Judgement:
    read = ids(pair)
    # Of companies so far apart, or one inside the other, the graph would make no number at all.
    if FIRST not in read or SECOND not in read:
        return UNTOLD
    logits = inference.session(MODEL).run(None, {"input_ids": np.array([read], np.int64)})[0][0]
    relations = _softmax(logits[: len(RELATIONS)])
    tellings = _softmax(logits[len(RELATIONS) : -1])
    return Judgement(
        dict(zip(RELATIONS, relations, strict=True)),
        dict(zip(TELLINGS, tellings, strict=True)),
        1 / (1 + float(np.exp(-logits[-1]))),
    )


def _softmax(logits: NDArray[np.float32]) -> list[float]:
    raised = np.exp(logits - logits.max())
    return [float(each) for each in raised / raised.sum()]
