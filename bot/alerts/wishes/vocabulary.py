"""What people call what rules ask for, as written in `words.toml`."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.deals.drafts import DealType, Stage
from index.lexical import FUNCTION_WORDS


@cache
def types() -> Mapping[str, DealType]:
    """Phrase, in small letters, -> type."""
    return {phrase: DealType(name) for name, listed in _table()["types"].items() for phrase in _phrases(listed)}


@cache
def stages() -> Mapping[str, Stage]:
    """Phrase, in small letters, -> stage."""
    return {phrase: Stage(name) for name, listed in _table()["stages"].items() for phrase in _phrases(listed)}


@cache
def phrases(name: str) -> frozenset[str]:
    """Those under one of the names of `[phrases]`, in small letters."""
    listed = frozenset(_phrases(_table()["phrases"][name]))
    return listed | FUNCTION_WORDS if name == "idle" else listed


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Any of `phrases(name)`."""
    return any_of(phrases(name))


def any_of(listed: Iterable[str]) -> re.Pattern[str]:
    """Any of these phrases as whole words, the longest first, in any case."""
    longest = sorted(listed, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<![\w&-])(?:{'|'.join(map(re.escape, longest))})(?![\w&-])", re.IGNORECASE)


def with_english_numbers(text: str) -> str:
    """`2 Mrd. Euro` as `2 billion Euro`; only behind a number, so that words stay as they are."""
    for written, english in _table()["numbers"].items():
        text = re.sub(rf"(?<=\d)(\s?)(?:{written})(?!\w)", rf"\1{english}", text, flags=re.IGNORECASE)
        text = re.sub(rf"(?<=illion )(?:{written})(?!\w)", english, text, flags=re.IGNORECASE)
    return text.replace("illion de ", "illion ")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))


def _phrases(listed: str) -> list[str]:
    found = [" ".join(phrase.split()) for phrase in listed.split(",")]
    return [*found, *(f"{phrase}s" for phrase in found if phrase[-1:].isalpha() and not phrase.endswith("s"))]
