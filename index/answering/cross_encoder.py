"""How well a sentence answers a question, by a small model that reads both at once.

The bundled MiniLM, fine-tuned on labelled questions over trade news (`index/model/README.md`). It sees
what neither shared words nor two embeddings compared can: that "led by Conjunction Capital" answers
"who led the round".
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np

from index import inference
from index.embedding import tokens

MODEL = Path(__file__).parent.parent / "model" / "answers.onnx"
#: As it was trained: tokens of each part, and of all with the special ones.
_QUESTION, _TITLE, _SENTENCE, _ALL = 40, 12, 64, 128
_FIRST, _BETWEEN, _COLON = 101, 102, 1024
_THREADS = 2


def scores(question: str, sentences: Sequence[tuple[str, str]]) -> list[float]:
    """A logit for each (title, sentence): the higher, the likelier it answers. Comparable within one question.

    Of a question with a history, `question` is "the earlier one ; this one".
    """
    pairs = [pair_ids(question, title, sentence) for title, sentence in sentences]
    return list(_pool().map(_score, pairs))


@cache
def _pool() -> ThreadPoolExecutor:
    """One for the process: more threads than cores, for questions asked at once, only keep others from theirs."""
    return ThreadPoolExecutor(_THREADS, "cross-encoder")


def pair_ids(question: str, title: str, sentence: str) -> tuple[list[int], list[int]]:
    """The ids of the tokens, and to which of the two parts each belongs."""
    asked = tokens.plain_ids(question)[-_QUESTION:]
    told = [*tokens.plain_ids(title)[:_TITLE], _COLON, *tokens.plain_ids(sentence)[:_SENTENCE]]
    told = told[: _ALL - 3 - len(asked)]
    ids = [_FIRST, *asked, _BETWEEN, *told, _BETWEEN]
    return ids, [0] * (len(asked) + 2) + [1] * (len(told) + 1)


def _score(pair: tuple[list[int], list[int]]) -> float:
    ids, types = (np.array([part], np.int64) for part in pair)
    return float(inference.session(MODEL).run(None, {"input_ids": ids, "token_type_ids": types})[0][0])
