"""Texts that may be one, found without looking at all: MinHash in bands (locality-sensitive hashing).

Of 60 hash functions, each keeps the least of a text's shingles; two texts agree in one of them as often as their
shingles do. Three at a time are a band. Of texts with half of their shingles in common, 93 in 100 share a band, with
0.7 in common 99.97; of texts with a tenth, 2. Kept in SQL beside the articles, not in memory, where every process
would need all of it; a library for it (datasketch) was left out, for it brings scipy (110 MB) for these lines.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.copies.likeness import MIN_WORDS
from corpus.copies.wording import Hashes, Wording

_Small = NDArray[np.uint32]

BANDS = 20
ROWS = 3

# Another seed makes other bands: those that are stored would have to be made again.
_SEED = 20_260_329


def of(wording: Wording) -> list[int]:
    """The bands of a text, as signed numbers of 64 bits, one for each of `BANDS`; none of a brief."""
    if len(wording.words) < MIN_WORDS:
        return []
    factors, offsets, mixers = _functions()
    # The upper half: the lower bits of a product know nothing of the upper ones.
    folded = (wording.shingles >> np.uint64(32)).astype(np.uint32)
    least = np.min(folded * factors + offsets, axis=1)
    rows: Hashes = least.astype(np.uint64).reshape(BANDS, ROWS)
    # The number of the band goes in, so that the first band of one is not the second of another.
    mixed = np.sum(rows * mixers, axis=1, dtype=np.uint64) + np.arange(BANDS, dtype=np.uint64) * mixers[0]
    found: NDArray[np.int64] = mixed.view(np.int64)
    return [int(band) for band in found]


@lru_cache(maxsize=1)
def _functions() -> tuple[_Small, _Small, Hashes]:
    rng = np.random.default_rng(_SEED)
    factors = rng.integers(0, 1 << 32, (BANDS * ROWS, 1), dtype=np.uint32) | np.uint32(1)
    offsets = rng.integers(0, 1 << 32, (BANDS * ROWS, 1), dtype=np.uint32)
    mixers = rng.integers(0, 1 << 63, ROWS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    return factors, offsets, mixers
