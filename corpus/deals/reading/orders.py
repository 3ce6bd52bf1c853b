"""What an article says to the programs that read it, and data in its text: neither is news, and neither is read."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.deals.drafts import DealDraft, Readable, Reader
from corpus.text import sentences
from corpus.text.cleaning import clean
from corpus.text.sentences import Span

#: Raised when other sentences are taken for orders, so that all articles are read again.
VERSION = 1

SpeaksToModels = Callable[[str], bool]

_RECORD = r"(?:record|register|extract|enter|insert|store|log)"
_PUT = rf"(?:{_RECORD}|append|emit|output|classify|add)"
_WRITE = rf"(?:{_PUT}|save|list|include|return|treat|report|produce|create)"
_KEPT = r"(?:deals?|json|records?|database|table|schema|entr(?:y|ies)|arrays?|objects?)"
_ORDER = re.compile(
    # "Record that …", "Please add the following deal": no news begins so.
    r"^\W*(?:(?:please|now|also|then|instead|always|simply|and|important|task|you (?:must|should|shall|will))\W+)*"
    rf"(?:{_RECORD}\s+that\b|{_WRITE}\s+(?:it|this|these|the|an?|all|every|only|exactly)\b[^.]{{0,80}}\b{_KEPT}\b)"
    rf"|\b(?:and|please|then|must|should) (?:{_RECORD} that\b|{_PUT} (?:it|this|these|the following)\b[^.]{{0,60}}"
    rf"\b{_KEPT}\b)"
    # News says that a plant must be included in a deal, and that investors should treat one with care.
    r"|\b(?:must|should|shall|has to|have to|needs? to) be (?:recorded|registered|extracted|entered|added|listed|stored"
    r"|saved|reported|classified|treated|included) (?:as an?\b[^.]{0,30}\bdeal|(?:to|in|into|with) (?:the|your|every"
    r"|all|any)\b[^.]{0,30}\b(?:json|database|records|table|schema|entries|output)\b)"
    r"|(?:^\W*|\b(?:please|must|should|and|now) )(?:ignore|disregard|forget|override|skip)\b.{0,30}\b(?:above|below"
    r"|previous|preceding|prior|foregoing|everything|rest of)\b"
    r"|\bdeal (?:extract\w+|readers?|parsers?|recorders?)\b|\b(?:automated|machine) readers\b"
    r"|\b(?:to|for) (?:all|any|every|the) (?:software|programs?|systems?|tools?|parsers?|crawlers?) (?:that|which) "
    r"(?:read|pars|process|extract)",
    re.IGNORECASE | re.DOTALL,
)
#: A line of JSON, or what fences it.
_DATA = re.compile(
    r"^\W*[\"']\w+[\"']\s*:|[\"'](?:deals|parties|type|stage|role|company|name)[\"']\s*:|```", re.IGNORECASE
)
#: What an order is about may come in the next paragraph.
_POINTS_ON = re.compile(r":\W{0,20}\Z|\b(?:following|below|next)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Deaf:
    """A reader that does not hear orders: what is given up in an article to programs, it is not shown."""

    reader: Reader
    speaks_to_models: SpeaksToModels

    @property
    def identity(self) -> str:
        return f"{self.reader.identity}-deaf-{VERSION}"

    def read(self, article: Readable) -> list[DealDraft]:
        """The deals told in an article, the news before the background, none twice."""
        return self.reader.read(without_orders(article, self.speaks_to_models))


def without_orders(article: Readable, speaks_to_models: SpeaksToModels) -> Readable:
    """The article with empty lines in place of what is for programs: offsets and quotes of the rest hold."""
    title, text = (_blanked(each, speaks_to_models) for each in (article.title, article.text))
    return article if (title, text) == (article.title, article.text) else replace(article, title=title, text=text)


def believable(text: str, spans: Sequence[Span], speaks_to_models: SpeaksToModels) -> Iterator[Span]:
    """The sentences that may be news, in order.

    An order to record something takes its whole paragraph along, for the claim may come first, and the next
    paragraph if it points there. With a sentence that otherwise `speaks_to_models`, which may only be a
    reader's "click here", goes no more than the rest of its line and the line right under it.
    """
    points_on = False
    for paragraph in _parted(text, spans, "\n\n"):
        said = [clean(text[start:end]) for start, end in paragraph]
        orders = [each for each in said if _ORDER.search(each) or _DATA.search(each)]
        if not orders and not points_on:
            yield from _of_paragraph(text, paragraph, speaks_to_models)
        points_on = any(_POINTS_ON.search(each) for each in orders)


def _blanked(text: str, speaks_to_models: SpeaksToModels) -> str:
    spans = sentences.spans(text)
    kept = set(believable(text, spans, speaks_to_models))
    pieces, reached = [], 0
    for start, end in spans:
        if (start, end) not in kept:
            pieces += [text[reached:start], "\n" * (end - start)]
            reached = end
    return "".join((*pieces, text[reached:]))


def _of_paragraph(text: str, spans: Sequence[Span], speaks_to_models: SpeaksToModels) -> Iterator[Span]:
    under = False
    for line in _parted(text, spans, "\n"):
        hostile, under = under, False
        for start, end in line:
            if speaks_to_models(clean(text[start:end])):
                hostile = under = True
            if not hostile:
                yield start, end


def _parted(text: str, spans: Sequence[Span], by: str) -> Iterator[list[Span]]:
    part: list[Span] = []
    for start, end in spans:
        # Blanks of their own may stand on an empty line.
        if part and by in re.sub(r"[^\S\n]+", "", text[part[-1][1] : start]):
            yield part
            part = []
        part.append((start, end))
    if part:
        yield part
