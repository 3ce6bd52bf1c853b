"""A name taken apart: its words, the key that all its spellings share, its legal suffix."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

#: Chinese, Japanese and Korean are written without spaces: each sign is a word of its own.
SIGNS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
#: A word; the possessive belongs to it but not to its key.
WORD = re.compile(rf"[{SIGNS}]|[^\W_{SIGNS}]+(?:['’][sS](?!\w))?")
#: What may stand between two words of one name: `Mercedes-Benz`, `Lynk & Co`, `E.ON`, a line's end.
_GAP = re.compile(r"(?:\s|\s?[-‐‑–&'’/+]\s?|\.)?\Z")

#: Ends of a registered name.
LEGAL = frozenset(
    "inc incorporated corp corporation co company ltd limited llc llp lp plc pte pty pvt bhd ag ab se nv bv"
    " sa spa srl gmbh kgaa kg oyj oy asa sas as kk holding holdings group".split()
)
_DOTTED = re.compile(r"(?<![^\W_])(?:[A-Za-z]\.\s?){1,3}[A-Za-z]\.?(?![^\W_])")


class Word(NamedTuple):  # a tuple, since an article has thousands: a frozen dataclass takes four times as long
    start: int
    #: Before a possessive `'s`; `stop` is after it.
    end: int
    stop: int
    text: str
    key: str


def words(text: str) -> list[Word]:
    """The words of a text, in order, with what each is compared by."""
    return [word_of(match) for match in WORD.finditer(text)]


def word_of(match: re.Match[str]) -> Word:
    """The word that `WORD` matched."""
    start, stop = match.span()
    text, compared = parts(match.group())
    return Word(start, start + len(text), stop, text, compared)


@lru_cache(maxsize=20_000)
def parts(raw: str) -> tuple[str, str]:
    """A word without its possessive, and its key."""
    word = bare(raw)
    return word, key(word)


def are_together(text: str, one: Word, following: Word) -> bool:
    """Whether two neighbouring words may belong to one name; a full stop parts them but after an initial."""
    if _GAP.match(text, one.stop, following.start):
        return True
    return len(one.text) == 1 and text[one.stop : following.start] == ". "


def bare(word: str) -> str:
    """The word without a possessive `'s`."""
    return word[:-2] if word[-2:] in ("'s", "’s", "'S", "’S") else word


def key(word: str) -> str:
    """One word as it is compared: small letters, no accents."""
    if word.isascii():
        return word.lower()
    # Decomposing a Korean syllable gives its letters, which are no marks: compose it again.
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", plain).casefold()


def joined(name: str) -> str:
    """The key of a whole name: spaces, hyphens, dots and case do not tell names apart."""
    return "".join(parts(part)[1] for part in WORD.findall(name))


def without_suffix(name: str) -> list[str]:
    """The name's words as written, less its legal suffix; a name of suffixes alone keeps its first."""
    kept = [bare(part) for part in WORD.findall(_DOTTED.sub(_undotted, name))]
    while len(kept) > 1 and key(kept[-1]) in LEGAL:
        kept.pop()
    return kept


def learnt_slug(name: str) -> str:
    """The slug of a company known from articles alone: `Foo Batteries Inc.` and `Foo Batteries` share it.

    Empty when the name has no letter or digit.
    """
    keys = [key(word) for word in without_suffix(name)]
    if len(keys) > 1 and keys[0] == "the":
        del keys[0]
    return "_".join(keys)


def _undotted(match: re.Match[str]) -> str:
    """`S.p.A.` -> `SpA`, so that it is one word."""
    return re.sub(r"[.\s]", "", match.group())
