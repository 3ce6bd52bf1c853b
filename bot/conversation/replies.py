"""What is said back: blocks of text, buttons, a picture, a file. Each messenger draws them its own way."""

from dataclasses import dataclass, field
from enum import StrEnum


class Style(StrEnum):
    """How a stretch of text stands out."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text. Any text, from strangers too: who draws it escapes it."""

    text: str
    style: Style = Style.PLAIN
    #: Where it leads: an article's stored address, never one that a model or a text named.
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text that stays together: never parted within a span that is a citation's number."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Items, one a line, each with a mark before it (`1.`, `•`)."""

    items: tuple[Paragraph, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of an article, set off; long ones may be drawn folded."""

    paragraphs: tuple[Paragraph, ...]
    foldable: bool = False


Block = Paragraph | Listing | Quotation


@dataclass(frozen=True, slots=True)
class Action:
    """What a button does: a name and what it is about, both short. Stored by the messenger, not trusted from it."""

    name: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a reply: does one of these. A messenger leaves out what it cannot do."""

    label: str
    action: Action | None = None
    #: The page that it leads to.
    link: str | None = None
    #: Leads to the conversation with us from wherever it stands, as `/start` with these words does.
    start: str | None = None
    #: Hands a link of that kind on to others.
    share: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with its caption and what it shows in words."""

    png: bytes
    caption: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file to keep."""

    name: str
    content: bytes
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer to a person; a messenger may need several messages for it, in this order."""

    blocks: tuple[Block, ...] = ()
    #: Rows of buttons, under the last message.
    buttons: tuple[tuple[Button, ...], ...] = ()
    picture: Picture | None = None
    document: Document | None = None
    #: What a reply to this message, or the next question in its chat, may refer to: earlier questions and what
    #: the message was about, in words.
    context: tuple[str, ...] = field(default=())
    #: Goes in place of the message whose button it answers, as the next page of a list does; where a messenger
    #: cannot do that, it is said like any other.
    replaces: bool = False


def paragraph(text: str, style: Style = Style.PLAIN) -> Paragraph:
    """A paragraph of one span."""
    return Paragraph((Span(text, style),))


def plain(reply: Reply) -> str:
    """Its text alone, for a terminal, a log of tests or a messenger that refuses everything else."""
    return "\n\n".join(_text(block) for block in reply.blocks)


def _text(block: Block) -> str:
    if isinstance(block, Paragraph):
        return "".join(span.text for span in block.spans)
    if isinstance(block, Quotation):
        return "\n".join(f"> {_text(each)}" for each in block.paragraphs)
    marks = (f"{n}." if block.numbered else "•" for n in range(1, len(block.items) + 1))
    return "\n".join(f"{mark} {_text(item)}" for mark, item in zip(marks, block.items, strict=True))
