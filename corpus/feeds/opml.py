"""OPML: lists of feeds, as feed readers exchange them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from corpus.errors import Refused
from corpus.text import cleaning

#: A larger file is no list of feeds.
MAX_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed of a list."""

    url: str
    title: str


def read(content: bytes, origin: str) -> list[Outline]:
    """The feeds of a list, whatever they are grouped by, each address once; entities are left alone.

    Raises:
        Refused: it is no OPML.
    """
    if len(content) > MAX_BYTES:
        raise Refused(origin, f"it is larger than {MAX_BYTES / 1e6:.0f} MB: is it a list of feeds?")
    try:
        found = list(_outlines(content))
    except etree.XMLSyntaxError as error:
        raise Refused(origin, f"it is no OPML: {error.msg}") from error
    if not found:
        raise Refused(origin, 'no feed is in it: <outline type="rss" xmlUrl="..."/> is wanted')
    first: dict[str, Outline] = {}
    for each in found:
        first.setdefault(each.url, each)
    return list(first.values())


def write(feeds: Iterable[Outline], title: str) -> bytes:
    """A list of these feeds."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _plain(title)
    body = etree.SubElement(root, "body")
    for feed in feeds:
        name = _plain(feed.title or feed.url)
        etree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=feed.url)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _outlines(content: bytes) -> Iterator[Outline]:
    parsed = etree.iterparse(
        BytesIO(content), resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=False
    )
    for _, element in parsed:
        if not isinstance(element.tag, str) or etree.QName(element).localname.lower() != "outline":
            continue
        # Names of attributes differ in case from one program to the next.
        given = {str(name).lower(): str(value) for name, value in element.attrib.items()}
        if url := given.get("xmlurl", "").strip():
            yield Outline(url, cleaning.one_line(given.get("title") or given.get("text") or "", 200))


def _plain(text: str) -> str:
    """What XML can hold."""
    return cleaning.clean(text)
