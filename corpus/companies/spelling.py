"""Words that were meant: the nearest of a fixed set of keys, by edits."""

from collections import defaultdict
from collections.abc import Iterable

#: Longer than any name; a longer word was never meant as one, and would cost quadratic time.
_LONGEST = 40


class Speller:
    """Finds the keys within a few edits of a word: letters changed, missing, added or swapped."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._by_length: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for key in dict.fromkeys(keys):
            self._by_length[len(key)].append((key, _letters(key)))

    def nearest(self, word: str) -> list[tuple[int, str]]:
        """(edits, key) pairs, the nearest first, then those with the same first letter, then by name.

        One edit is allowed from 4 letters on, two from 8: fewer letters say too little.
        """
        allowed = edits_allowed(word)
        if not allowed:
            return []
        letters = _letters(word)
        found = []
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            for key, key_letters in self._by_length.get(length, ()):
                # Each edit adds or removes at most two different letters: counting is quick.
                if (letters ^ key_letters).bit_count() <= 2 * allowed:
                    edits = distance(word, key, allowed)
                    if edits <= allowed:
                        found.append((edits, key))
        return sorted(found, key=lambda pair: (pair[0], pair[1][0] != word[0], pair[1]))


def edits_allowed(word: str) -> int:
    """How many edits a word may be away from what was meant."""
    if len(word) > _LONGEST or not word.isalpha():
        return 0
    return 2 if len(word) >= 8 else 1 if len(word) >= 4 else 0


def distance(one: str, other: str, most: int) -> int:
    """Edits between two words, a swap of neighbours counting once; `most + 1` when there are more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _letters(word: str) -> int:
    """The set of a word's letters as bits; signs beyond a-z share some."""
    bits = 0
    for sign in word:
        bits |= 1 << (ord(sign) & 63)
    return bits
