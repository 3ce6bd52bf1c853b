"""The sentences of an article, and the companies that each of them names or refers to."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.companies import candidates
from corpus.companies.gazetteer import Gazetteer
from corpus.deals.drafts import Readable
from corpus.deals.parties import bodies, references, uses
from corpus.deals.parties.appearances import Appearance, Use
from corpus.text import sentences
from corpus.text.sentences import Span

#: Between the title and the text, which are read as one: a name learnt in either counts in both.
_BREAK = "\n\n"

#: A web address, also a link's in Markdown: a company in one is not spoken of.
_ADDRESS = re.compile(r"(?:https?://|www\.|(?<=\]\())[^\s)]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its companies; all offsets are into the article's text, or into its title."""

    start: int
    end: int
    in_title: bool
    #: In order and disjoint; names and references.
    mentions: tuple[Appearance, ...]

    def parties(self) -> tuple[Appearance, ...]:
        """Those that may be parties of a deal: not a source, an adviser or the parent of one named."""
        return tuple(each for each in self.mentions if each.use in (Use.PARTY, Use.PRODUCT))


def find(article: Readable, gazetteer: Gazetteer) -> list[Sentence]:
    """Every sentence of the title, then of the text, those without a company too."""
    lead = article.title + _BREAK if article.title.strip() else ""
    text = lead + article.text
    spans = sentences.spans(article.title) if lead else []
    spans += [(start + len(lead), end + len(lead)) for start, end in sentences.spans(article.text)]
    named = _named(text, spans, gazetteer)
    referring = references.find(text, spans, named, gazetteer, title_end=len(lead))
    mentions = _by_sentence(spans, (*named, *referring))
    return [
        _sentence(
            (start, end), mentions.get(start, ()), 0 if start < len(lead) else len(lead), in_title=start < len(lead)
        )
        for start, end in spans
    ]


def _named(text: str, spans: list[Span], gazetteer: Gazetteer) -> list[Appearance]:
    known = gazetteer.find(text)
    known = sorted([*known, *bodies.find(text, known)], key=lambda mention: mention.start)
    companies = sorted([*known, *candidates.find(text, known)], key=lambda mention: mention.start)
    # By their ends: the first that ends after a mention starts is the only one that may hold it.
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    ends = [end for _, end in addresses]
    nearest = ((mention, bisect_right(ends, mention.start)) for mention in companies)
    found = [each for each, index in nearest if index == len(ends) or each.start < addresses[index][0]]
    return uses.told(text, spans, found, gazetteer)


def _by_sentence(spans: list[Span], appearances: Iterable[Appearance]) -> dict[int, list[Appearance]]:
    """The appearances by their sentence's start; one that reaches over its sentence's end is left out."""
    starts = [start for start, _ in spans]
    found: defaultdict[int, list[Appearance]] = defaultdict(list)
    for each in sorted(appearances, key=lambda one: one.start):
        index = bisect_right(starts, each.start) - 1
        if index >= 0 and each.end <= spans[index][1]:
            found[starts[index]].append(each)
    return found


def _sentence(span: Span, mentions: Iterable[Appearance], shift: int, *, in_title: bool) -> Sentence:
    moved = tuple(replace(each, start=each.start - shift, end=each.end - shift) for each in mentions)
    return Sentence(span[0] - shift, span[1] - shift, in_title, moved)
