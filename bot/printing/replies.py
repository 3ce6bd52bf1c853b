"""Replies drawn for a terminal: text with its styles, buttons by their numbers."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from bot.conversation.replies import Block, Button, Listing, Paragraph, Quotation, Reply, Style
from bot.printing import lines

_BOLD, _ITALIC, _PLAIN = "\x1b[1m", "\x1b[3m", "\x1b[0m"
_STYLES = {Style.BOLD: _BOLD, Style.ITALIC: _ITALIC}
#: Signs that move a terminal's cursor or change its colours are not printed: the text is anyone's.
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\ufffd") | dict.fromkeys(map(ord, "\t\n\r"), " ")


def buttons(reply: Reply) -> list[Button]:
    """Its buttons in the order of their numbers, which count from 1: those of citations come first."""
    return [button for row in reply.buttons for button in row]


def drawn(reply: Reply, width: int, styled: bool) -> Iterator[str]:
    """The lines of a reply; `styled`: with the signs that make text bold in a terminal."""
    for block in reply.blocks:
        yield from _block(block, width, styled)
        yield ""
    if reply.picture:
        yield from lines.wrapped(_clean(reply.picture.caption), width)
    if reply.document and reply.document.caption:
        yield from lines.wrapped(_clean(reply.document.caption), width)
    yield from _buttons(buttons(reply), width)


def _block(block: Block, width: int, styled: bool) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from _paragraph(block, width, styled)
    elif isinstance(block, Quotation):
        for each in block.paragraphs:
            yield from _under("│ ", "│ ", each, width, styled)
    else:
        for mark, item in zip(_marks(block), block.items, strict=True):
            yield from _under(mark, " " * len(mark), item, width, styled)


def _marks(listing: Listing) -> Iterable[str]:
    return (f"{n}. " if listing.numbered else "• " for n in range(1, len(listing.items) + 1))


def _under(first: str, other: str, text: Paragraph, width: int, styled: bool) -> Iterator[str]:
    for i, line in enumerate(_paragraph(text, width - len(first), styled)):
        yield (other if i else first) + line


def _paragraph(text: Paragraph, width: int, styled: bool) -> list[str]:
    """Wrapped by what is seen, then styled, so that the signs of a style take no room."""
    told = [(_clean(span.text), _STYLES.get(span.style, "") if styled else "") for span in text.spans]
    plain = "".join(part for part, _ in told)
    if not any(style for _, style in told):
        return lines.wrapped(plain, width)
    styles = [style for part, style in told for _ in part]
    return list(_styled(plain, styles, lines.wrapped(plain, width)))


def _styled(plain: str, styles: Sequence[str], wrapped: Iterable[str]) -> Iterator[str]:
    """Each line with the signs of its styles: lines are stretches of the text, parted by white space."""
    at = 0
    for line in wrapped:
        at = plain.index(line, at)
        runs = groupby(zip(line, styles[at : at + len(line)], strict=True), key=itemgetter(1))
        yield "".join(_set("".join(sign for sign, _ in run), style) for style, run in runs)
        at += len(line)


def _set(text: str, style: str) -> str:
    return f"{style}{text}{_PLAIN}" if style else text


def _buttons(found: Sequence[Button], width: int) -> Iterator[str]:
    """Several in a line, as many as fit."""
    line = ""
    for n, button in enumerate(found, 1):
        shown = f"({n}) {_clean(button.label)}"
        if line and len(line) + 3 + len(shown) > width:
            yield line
            line = ""
        line = f"{line}   {shown}" if line else shown
    if line:
        yield line


def _clean(text: str) -> str:
    return text.translate(_CONTROLS)
