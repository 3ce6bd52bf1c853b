"""A reply's blocks as lines: stretches of text that one message shows below another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.conversation.replies import Block, Listing, Paragraph, Quotation, Span, Style
from bot.telegram.markup import addresses, letters
from bot.telegram.markup.html import Element, Node, Tag

_TAGS = {Style.BOLD: Tag.BOLD, Style.ITALIC: Tag.ITALIC, Style.CODE: Tag.CODE}


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look, without what cannot be seen."""

    text: str
    style: Style = Style.PLAIN
    #: Checked by `addresses`.
    address: str = ""

    @property
    def node(self) -> Node:
        tag = _TAGS.get(self.style)
        # Of code within a link Telegram would keep the code alone.
        if tag is None or (tag is Tag.CODE and self.address):
            inner: Node = self.text
        else:
            inner = Element(tag, (self.text,))
        return Element(Tag.LINK, (inner,), self.address) if self.address else inner


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, an item, a paragraph of a quotation; or a part of one."""

    runs: tuple[Run, ...]
    #: Lines of one block have one number.
    block: int
    #: What parts it from the line before it, if they stand in one message.
    gap: str
    #: QUOTE or FOLDED_QUOTE, around all lines of its block.
    quote: Tag | None = None

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def nodes(self) -> tuple[Node, ...]:
        return tuple(run.node for run in self.runs)

    @property
    def is_heading(self) -> bool:
        return self.quote is None and all(run.style is Style.BOLD for run in self.runs)

    def part(self, start: int, end: int) -> "Line | None":
        """What stands there, without outer white space; None when there is nothing to see."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        end = max(start, end - len(text) + len(text.rstrip()))
        if not letters.is_visible(text):
            return None
        return replace(self, runs=tuple(_within(self.runs, start, end)))


def lines(blocks: Sequence[Block], compact: bool = False) -> list[Line]:
    """Those with something to see. Compact: blocks follow closely on one another, and every quotation is folded."""
    made: list[Line] = []
    for number, block in enumerate(blocks):
        quote = _quote(block, compact)
        for spans in _texts(block):
            whole = Line(tuple(_runs(spans)), number, "\n", quote)
            line = whole.part(0, len(whole.text))
            if line and made and not compact and _stand_apart(made[-1], line):
                line = replace(line, gap="\n\n")
            made += [line] if line else []
    return made


def paragraphs(text: str) -> list[Block]:
    """Plain text, parted at blank lines."""
    return [Paragraph((Span(part),)) for part in letters.seen(text).split("\n\n")]


def _quote(block: Block, compact: bool) -> Tag | None:
    if not isinstance(block, Quotation):
        return None
    return Tag.FOLDED_QUOTE if block.foldable or compact else Tag.QUOTE


def _texts(block: Block) -> Iterator[Sequence[Span]]:
    """The spans of each of its lines."""
    if isinstance(block, Paragraph):
        yield block.spans
    elif isinstance(block, Quotation):
        yield from (each.spans for each in block.paragraphs)
    else:
        yield from _items(block)


def _items(listing: Listing) -> Iterator[Sequence[Span]]:
    for number, item in enumerate(listing.items, 1):
        # An item with nothing to see keeps its number, as an answer may speak of "the third".
        if letters.is_visible("".join(letters.seen(span.text) for span in item.spans)):
            yield Span(f"{number}. " if listing.numbered else "• "), *item.spans


def _runs(spans: Iterable[Span]) -> Iterator[Run]:
    """Spans of one look as one."""
    seen = (
        Run(letters.seen(span.text), span.style, (addresses.page(span.link) or "") if span.link else "")
        for span in spans
    )
    for (style, address), alike in groupby(seen, key=lambda run: (run.style, run.address)):
        if text := "".join(run.text for run in alike):
            yield Run(text, style, address)


def _stand_apart(above: Line, below: Line) -> bool:
    """Whether a blank line parts them: not a heading from its text, and a quotation has a margin of its own."""
    if above.block == below.block or above.is_heading:
        return False
    return (above.quote is None) == (below.quote is None)


def _within(runs: Iterable[Run], start: int, end: int) -> Iterator[Run]:
    place = 0
    for run in runs:
        text = run.text[max(0, start - place) : max(0, end - place)]
        place += len(run.text)
        if text:
            yield replace(run, text=text)
