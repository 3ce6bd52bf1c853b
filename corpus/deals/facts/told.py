"""The sentences in which an article tells one deal: what the facts of the deal are read from."""

from dataclasses import dataclass

from corpus.deals.drafts import DealType, Quote, Readable


@dataclass(frozen=True, slots=True)
class Told:
    """A deal that has been found in an article, its facts still to be read."""

    type: DealType
    #: Spans of the body: first the sentence that tells the deal, then others about it in reading order.
    #: May be empty when only the title tells it.
    sentences: tuple[tuple[int, int], ...]
    #: The title itself tells it.
    in_title: bool
    #: The parties as the article writes them.
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence about the deal, or the title."""

    text: str
    #: Where it begins in the body; 0 for the title.
    offset: int
    in_title: bool
    #: 0 tells the deal, as does the title; the higher, the less surely it is about this deal.
    rank: int

    def quote(self, field: str, start: int, end: int) -> Quote:
        """The words at `start:end` of this statement."""
        return Quote(field, self.text[start:end], self.offset + start, self.offset + end, self.in_title)


def statements(article: Readable, told: Told) -> list[Statement]:
    """The sentences that tell the deal, the surest first: the body's, the title, further ones of the body."""
    body = [
        Statement(article.text[start : min(end, start + _LONGEST)], start, in_title=False, rank=rank)
        for rank, (start, end) in enumerate(told.sentences)
    ]
    title = [Statement(article.title[:_LONGEST], 0, in_title=True, rank=0)] if told.in_title else []
    return body[:1] + title + body[1:]


def nearest_before(text: str, position: int, names: tuple[str, ...]) -> int:
    """How many characters before `position` a party was last named; 400 when none was."""
    first = max(0, position - _FAR)
    found = ((text.rfind(name, first, position), name) for name in names if name)
    return min((position - start - len(name) for start, name in found if start >= 0), default=_FAR)


_FAR = 400
#: Characters of a sentence that are read; what is longer is a table or no prose.
_LONGEST = 2000
