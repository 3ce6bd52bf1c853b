"""A reader of Telegram's HTML that forgives nothing: what it reads, Telegram reads too."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?P<start><(?:(?P<plain>b|i|code|blockquote|blockquote expandable)|a href=\"(?P<address>[^\"<>]+)\")>)"
    r"|(?P<end></(?P<closed>b|i|code|blockquote|a)>)|(?P<text>[^<>]+)"
)
_REFERENCES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"'}
_REFERENCE = re.compile(r"&[^;]*;?")


@dataclass(frozen=True)
class Entity:
    tag: str
    text: str
    address: str | None = None


@dataclass(frozen=True)
class Parsed:
    text: str
    #: In the order in which they end.
    entities: tuple[Entity, ...]


def parse(html: str) -> Parsed:
    """Raises ValueError at the first thing that is not as Telegram's manual has it."""
    text, place = "", 0
    entities: list[Entity] = []
    stack: list[tuple[str, str | None, int]] = []
    while place < len(html):
        token = _TOKEN.match(html, place)
        if token is None:
            raise ValueError(f"neither text nor a known tag: {html[place : place + 40]!r}")
        place = token.end()
        if token["text"]:
            text += _decoded(token["text"])
        elif token["start"]:
            stack.append(_opened(token, [tag for tag, _, _ in stack], len(text)))
        else:
            tag, address, start = stack.pop() if stack else ("", None, 0)
            if tag.split()[:1] != [token["closed"]] or start == len(text):
                raise ValueError(f"{token[0]} closes {tag!r} around {text[start:]!r}")
            entities.append(Entity(tag, text[start:], address))
    if stack:
        raise ValueError(f"left open: {stack}")
    return Parsed(text, tuple(entities))


def _opened(token: re.Match[str], within: list[str], start: int) -> tuple[str, str | None, int]:
    tag = token["plain"] or "a"
    if "code" in within or tag in within or (tag != "code" and tag.startswith("blockquote") and within):
        raise ValueError(f"{tag} may not stand within {within}")
    if tag == "code" and "a" in within:
        raise ValueError("of code in a link Telegram keeps only one")
    return tag, _decoded(token["address"]) if token["address"] else None, start


def _decoded(text: str) -> str:
    def letter(reference: re.Match[str]) -> str:
        if reference[0] not in _REFERENCES:
            raise ValueError(f"not escaped: {reference[0]!r}")
        return _REFERENCES[reference[0]]

    return _REFERENCE.sub(letter, text)
