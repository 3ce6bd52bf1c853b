"""What a page says of its article in JSON-LD, schema.org's words in a script."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml.html import HtmlElement

Node = Mapping[str, Any]

_KINDS = re.compile(r"(?:\w*Article|\w*Posting|Report|PressRelease|AnalysisNewsArticle)$")
_PAGES = re.compile(r"(?:\w*WebPage|ItemPage|AboutPage)$")
#: A page holds a few nodes; more are made to cost time.
_MAX_NODES = 5_000


@dataclass(frozen=True)
class Stated:
    """What JSON-LD states; each None or empty when it does not."""

    headline: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    language: str | None = None


def stated(tree: HtmlElement) -> Stated:
    """Of the page's own article: the first that is one, else the page itself. Broken scripts are passed over."""
    nodes = [node for script in _scripts(tree) for node in _nodes(script)]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 2}
    articles = [node for node in nodes if _is(node, _KINDS)]
    pages = [node for node in nodes if _is(node, _PAGES)]
    ours = [*articles[:1], *pages[:1]]

    def first(*names: str) -> str | None:
        return next((text for node in ours for name in names if (text := _text(node.get(name)))), None)

    published = next((text for node in (ours or nodes) if (text := _text(node.get("datePublished")))), None)
    return Stated(
        headline=_text(articles[0].get("headline")) or _text(articles[0].get("name")) if articles else None,
        published=published,
        authors=tuple(dict.fromkeys(_names(ours[0].get("author"), by_id))) if ours else (),
        publisher=next(iter(_names(ours[0].get("publisher"), by_id)), None) if ours else None,
        url=first("url") or _address(ours),
        language=first("inLanguage"),
    )


def _scripts(tree: HtmlElement) -> Iterator[object]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").removesuffix(";")
        try:
            # Many put line ends into their strings, which JSON forbids.
            yield json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue


def _nodes(script: object) -> Iterator[Node]:
    """Every object, the outermost first."""
    level, seen = [script], 0
    while level and seen < _MAX_NODES:
        seen += len(level)
        yield from (node for node in level if isinstance(node, dict))
        level = [child for node in level for child in _children(node)]


def _children(node: object) -> Iterable[object]:
    if isinstance(node, dict):
        return node.values()
    return node if isinstance(node, list) else ()


def _is(node: Node, kinds: re.Pattern[str]) -> bool:
    declared = node.get("@type")
    names = declared if isinstance(declared, list) else [declared]
    return any(isinstance(name, str) and kinds.search(name) for name in names)


def _names(value: object, by_id: Mapping[str, Node]) -> Iterator[str]:
    """The names of persons or organisations, given as text, object, list or reference."""
    for each in value if isinstance(value, list) else [value]:
        node = by_id.get(str(each.get("@id")), each) if isinstance(each, dict) else each
        name = _text(node.get("name")) if isinstance(node, dict) else _text(node)
        if name:
            yield name


def _address(nodes: Iterable[Node]) -> str | None:
    for node in nodes:
        main = node.get("mainEntityOfPage")
        address = main.get("@id") if isinstance(main, dict) else main
        if isinstance(address, str) and address.startswith("http"):
            return address
    return None


def _text(value: object) -> str | None:
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, str)), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or value.get("alternateName")
    return unescape(value).strip() or None if isinstance(value, str) else None
