"""Texts as the bundled model reads them: word pieces, and where they lie in the text.

Light to import: neither onnxruntime nor llama-index, and the tokenizer itself only when first used.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FILE = Path(__file__).parent.parent / "model" / "tokenizer.json"

#: The most the model reads of a text, the two special tokens included.
MAX_TOKENS = 256

#: The tokenizer keeps some hundred bytes for each character it is given at once: 50 MB would take gigabytes.
_SLICE = 1 << 16
#: `model_ids` reads no further. 256 tokens are about 1,200 characters, so only a text of endless "words"
#: or of blanks is cut by this, and not by the number of its tokens.
_MOST_READ = 1 << 14

_SURROGATE = re.compile("[\ud800-\udfff]")


def token_spans(text: str) -> list[tuple[int, int]]:
    """The character offsets of each word piece, in order; no special tokens, nothing truncated.

    Blanks and control characters are in no span. Pieces share a span where one character became several
    (㎏ is read as two). A tuple takes some hundred bytes: of a very long text, take `sliced_spans`.
    """
    return [span for spans in sliced_spans(text) for span in spans]


def sliced_spans(text: str) -> Iterator[list[tuple[int, int]]]:
    """The same spans, a slice of the text at a time; offsets count from the start of the whole text."""
    for start, end in _slices(text):
        encoded = _tokenizer().encode(_sound(text[start:end]), add_special_tokens=False)
        yield [(start + first, start + last) for first, last in encoded.offsets]


def model_ids(text: str) -> list[int]:
    """What the model is given: at most `MAX_TOKENS` ids with [CLS] and [SEP], which even "" has."""
    first, *ids, last = _tokenizer().encode(_sound(text[:_MOST_READ])).ids
    return [first, *ids[: MAX_TOKENS - 2], last]


def plain_ids(text: str) -> list[int]:
    """The ids of a short text's tokens: no special ones, nothing truncated but what lies beyond 16,384 characters."""
    ids: list[int] = _tokenizer().encode(_sound(text[:_MOST_READ]), add_special_tokens=False).ids
    return ids


def _slices(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = _slice_end(text, start)
        yield start, end
        start = end


def _slice_end(text: str, start: int) -> int:
    """After a line, or else after a blank: no token spans these. Or else in mid-word."""
    end = start + _SLICE
    if end >= len(text):
        return len(text)
    for blank in "\n ":
        # Only in the second half, so that a slice is never tiny.
        if (found := text.rfind(blank, start + _SLICE // 2, end)) >= 0:
            return found + 1
    return end


def _sound(text: str) -> str:
    """Lone surrogates (half a character, from broken JSON) cannot be tokenized; as long as before."""
    return _SURROGATE.sub("\ufffd", text)


@cache
def _tokenizer() -> "Tokenizer":
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(FILE))
