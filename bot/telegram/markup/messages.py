"""A reply as the messages that Telegram takes for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation.replies import Block, Button, Document, Picture, Reply
from bot.telegram.markup import html
from bot.telegram.markup.lengths import CAPTION, units
from bot.telegram.markup.lines import Line, lines, paragraphs
from bot.telegram.markup.paging import nodes, paged


@dataclass(frozen=True, slots=True)
class Message:
    """One to send, with parse mode HTML; with `media` its text is the caption and may be empty."""

    html: str
    #: The same text without its looks and links, no longer than it: for when Telegram refuses the HTML.
    plain: str
    #: UTF-16 code units of what is shown.
    length: int
    media: Picture | Document | None = None
    #: Rows for `keyboards.keyboard`; empty in all but the last message of a reply.
    buttons: tuple[tuple[Button, ...], ...] = ()


def messages(reply: Reply, compact: bool = False) -> list[Message]:
    """In the order of sending; none for a reply with nothing to see.

    A picture goes before a document, and both before the text, which is in the caption if all of it fits there.
    Compact: without blank lines, quotations folded.
    """
    made: list[Message] = []
    carriers = [media for media in (reply.picture, reply.document) if media]
    for place, media in enumerate(carriers, 1):
        made += _captioned(media, reply.blocks if place == len(carriers) else (), compact)
    if not carriers:
        made = [message(page) for page in paged(lines(reply.blocks, compact))]
    if made:
        made[-1] = replace(made[-1], buttons=reply.buttons)
    return made


def message(page: Sequence[Line]) -> Message:
    """The lines of one page, or of none, as one message."""
    tree = nodes(page)
    plain = html.text(tree)
    return Message(html.written(tree), plain, units(plain))


def _captioned(media: Picture | Document, blocks: Sequence[Block], compact: bool) -> list[Message]:
    caption = paragraphs(media.caption)
    alone = list(paged(lines(caption, compact), CAPTION))
    pages = list(paged(lines([*caption, *blocks], compact), CAPTION))
    if len(pages) > 1 and len(alone) < 2:
        # Not a caption that breaks off: the text stands by itself.
        pages = [*(alone or [[]]), *paged(lines(blocks, compact))]
    first, *rest = (message(page) for page in pages or [[]])
    return [replace(first, media=media), *rest]
