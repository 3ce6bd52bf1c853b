"""An article's words in their order, as two articles are compared by them."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

#: Neighbouring words taken together: two texts by chance have few such in common.
SHINGLE = 3

Hashes = NDArray[np.uint64]

# Chinese and Japanese run on without spaces: each character is a word. A number keeps its points and commas.
_CHARACTER = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff]+|\d+(?:[.,]\d+)*|[\u3040-\u30ff\u3400-\u9fff]")
_WORD_OF_LETTERS = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"[.,](?=\d{3}(?!\d))")
_ZEROS = re.compile(r"\.0+$")
#: Odd, so that each loses no bit of a word; one for each place, so that "a b c" is not "c b a".
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


@dataclass(frozen=True)
class Wording:
    """A text as its words."""

    #: As written.
    written: tuple[str, ...]
    #: In small letters, numbers in one spelling.
    words: tuple[str, ...]

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(self.words)

    @cached_property
    def figures(self) -> frozenset[str]:
        return frozenset(word for word in self.words if is_figure(word))

    @cached_property
    def shingles(self) -> Hashes:
        """Each run of `SHINGLE` words, hashed, in order. Empty when there are fewer words."""
        words = np.fromiter(map(_hash, self.words), np.uint64, len(self.words))
        length = max(0, len(words) - SHINGLE + 1)
        shingles: Hashes = words[:length] * _FACTORS[0]
        for i in range(1, SHINGLE):
            shingles += words[i : i + length] * _FACTORS[i]
        return shingles

    @cached_property
    def shingle_set(self) -> Hashes:
        """Sorted, each once."""
        return np.unique(self.shingles)


def of(text: str) -> Wording:
    """The words of a text, signs and spaces left out."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    # Looking for characters that are not there is half of the work.
    word = _WORD if _CHARACTER.search(text) else _WORD_OF_LETTERS
    written = tuple(word.findall(text))
    return Wording(written, tuple(map(_folded, written)))


def is_figure(word: str) -> bool:
    return word[0].isdecimal()


# A language has few words: looked up, each takes a fifth of the time.
@lru_cache(1 << 16)
def _hash(word: str) -> int:
    return crc32(word.encode("utf-8", "replace"))


@lru_cache(1 << 16)
def _folded(word: str) -> str:
    # A number is told by its first digit: of other words, this is all there is to it.
    return _one_spelling(word) if word[0] <= "9" else word.lower()


def _one_spelling(word: str) -> str:
    # "1,200" is 1200, and "1,2" a German 1.2: told apart by the digits behind.
    return _ZEROS.sub("", _THOUSANDS.sub("", word).replace(",", "."))
