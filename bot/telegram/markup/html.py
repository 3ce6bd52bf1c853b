"""Telegram's HTML as a tree: written out in one place, where every text is escaped."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Tag(StrEnum):
    """The elements used here, of those that Telegram knows."""

    BOLD = "b"
    ITALIC = "i"
    CODE = "code"
    LINK = "a"
    QUOTE = "blockquote"
    #: A quotation that shows its first lines until it is tapped.
    FOLDED_QUOTE = "blockquote expandable"


@dataclass(frozen=True, slots=True)
class Element:
    """Text that stands out. Telegram has no code within links and no quotations within quotations."""

    tag: Tag
    children: "tuple[Node, ...]"
    #: Where a link leads, checked by `addresses`.
    address: str = ""


Node = str | Element

_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def written(nodes: Iterable[Node]) -> str:
    """As sent with parse mode HTML."""
    return "".join(node.translate(_ESCAPED) if isinstance(node, str) else _element(node) for node in nodes)


def text(nodes: Iterable[Node]) -> str:
    """As Telegram shows it: the text alone."""
    return "".join(node if isinstance(node, str) else text(node.children) for node in nodes)


def _element(element: Element) -> str:
    address = f' href="{element.address.translate(_ESCAPED)}"' if element.address else ""
    return f"<{element.tag}{address}>{written(element.children)}</{element.tag.partition(' ')[0]}>"
