"""What an answer is: a text whose claims point to quotes in articles, or an honest abstention."""

from dataclasses import dataclass
from typing import Literal

from index.retrieval import Source

Mode = Literal["model", "extractive"]

#: What an answer says when nothing in the corpus answers the question. One wording, for prompts,
#: code and tests.
NOT_SAID = "The articles do not say."


@dataclass(frozen=True)
class Citation:
    """A claim's number, and the words of an article that support it: its text at `start:end`."""

    n: int
    article: Source
    quote: str
    start: int
    end: int


@dataclass(frozen=True)
class Answer:
    question: str
    #: Every claim is followed by `[n]`; every n is in `citations`, and the other way round.
    answer: str
    abstained: bool
    mode: Mode
    citations: tuple[Citation, ...]
    #: Ids of the deals that it is about, as the table of deals has them.
    deals: tuple[str, ...]
    #: When abstained: the articles nearest to the question.
    nearest: tuple[Source, ...]
    took_ms: float
