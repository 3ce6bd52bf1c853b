"""HTML as a reader sees it: what is hidden taken out, the rest as plain text."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

# What a browser does not show as text.
_NEVER_SHOWN = ("style", "template", "noscript", "iframe", "object", "svg", "canvas", "audio", "video")
_PARAGRAPHS = set("p h1 h2 h3 h4 h5 h6 pre blockquote table article section header footer main figure hr".split())
_LINES = set("div ul ol dl li dt dd tr br figcaption caption summary details option address body form".split())
_CELLS = {"td", "th"}
_BREAKS = ("", "\t", "\n", "\n\n")  # from the smallest

# A page may hold megabytes of style sheets; hiding rules stand early.
_MAX_CSS_CHARACTERS = 500_000
_CSS_NAME = re.compile(r"([a-z][a-z0-9]*)?([.#])([\w-]+)", re.I)
_FAR_AWAY = re.compile(r"-(?:\d{3,}|\d{2,}(?:\.\d+)?r?em\b)")
_NOTHING = re.compile(r"[+-]?(?:0+(?:\.0*)?|\.0+)(?:[a-z]+|%)?")


def parse(html: str) -> HtmlElement | None:
    """The tree of a page or a fragment, without comments; None when there is no element in it."""
    # As UTF-8 bytes with the encoding named, so that what the page declares is not believed again.
    data = html.replace("\0", "").encode("utf-8", "replace")
    # huge_tree: without it libxml2 silently drops everything from 256 levels down, and what follows.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return document_fromstring(data, parser=parser)
    except etree.ParserError:
        return None


def empty_hidden(tree: HtmlElement) -> None:
    """Empties every element that a reader of the page does not see; scripts are left alone.

    Known are the `hidden` and `aria-hidden` attributes, inline styles and plain `.class` and `#id`
    rules of the page's own style sheets; not what linked style sheets or scripts do.
    """
    rules = _hiding_selectors(tree)
    # Emptied, not taken out: joining the tails of a million removed elements is quadratic.
    for element in [each for each in tree.iter(etree.Element) if _is_hidden(each, rules)]:
        element.clear(keep_tail=True)


def empty_scripts(tree: HtmlElement) -> None:
    """Empties the scripts: apart, because they hold a page's metadata (JSON-LD)."""
    for element in list(tree.iter("script")):
        element.clear(keep_tail=True)


def plain(html: str) -> str:
    """A fragment's text as a reader sees it: blocks and list items on lines of their own, links as
    their text, no images. Empty when nothing is to be seen."""
    if "<" not in html and "&" not in html:
        return " ".join(html.split())
    # In a div, because a bare text or a lone comment is no document.
    tree = parse(f"<div>{html}</div>")
    if tree is None:
        return ""
    empty_hidden(tree)
    empty_scripts(tree)
    return plain_tree(tree)


def plain_tree(tree: HtmlElement, without: frozenset[str] = frozenset()) -> str:
    """As `plain`, of a tree from which the hidden has been taken; elements named in `without` are
    passed over with all they hold."""
    pieces: list[str] = []
    gap = ""
    for piece, kind in _pieces(tree, without | {"head", "title"}):
        if kind == "break":
            # The larger of neighbouring breaks, not their sum; two <br> make a paragraph.
            gap = "\n\n" if piece == "br" and "\n" in gap else max(gap, _break(piece), key=_BREAKS.index)
            continue
        shown = piece if kind == "verbatim" else re.sub(r"\s+", " ", piece)
        if kind == "text" and (gap or not pieces or pieces[-1].endswith((" ", "\n"))):
            shown = shown.lstrip(" ")
        if shown:
            pieces += [gap, shown]
            gap = ""
    text = re.sub(r"[ \t]+\n", "\n", "".join(pieces))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _pieces(tree: HtmlElement, skipped: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The page in order: texts, each "text" or "verbatim" (white space counts), and tags that "break"."""
    walk = etree.iterwalk(tree, events=("start", "end"))
    inside_pre = 0
    for event, element in walk:
        starts = event == "start"
        if starts or element.tag != "br":
            yield element.tag, "break"
        if element.tag == "pre":
            inside_pre += 1 if starts else -1
        if starts and element.tag in skipped:
            walk.skip_subtree()
        else:
            yield (element.text if starts else element.tail) or "", "verbatim" if inside_pre > 0 else "text"


def _break(tag: str) -> str:
    if tag in _PARAGRAPHS:
        return "\n\n"
    if tag in _LINES:
        return "\n"
    return "\t" if tag in _CELLS else ""


def _is_hidden(element: HtmlElement, rules: set[str]) -> bool:
    # Pages hide their whole body until a script has run; it is shown all the same.
    if element.tag in ("html", "body"):
        return False
    attributes = element.attrib
    if element.tag in _NEVER_SHOWN or "hidden" in attributes:
        return True
    if attributes.get("aria-hidden", "").strip().lower() == "true" or _hides(attributes.get("style", "")):
        return True
    return bool(rules) and not rules.isdisjoint(_selectors_of(element))


def _hides(declarations: str) -> bool:
    """Whether a style takes its element out of sight: not shown, of no size, or off the screen."""
    if not declarations:
        return False
    pairs = (each.partition(":") for each in declarations.lower().split(";"))
    style = {name.strip(): value.partition("!")[0].strip() for name, _, value in pairs}
    return (
        style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or bool(_NOTHING.fullmatch(style.get("font-size", "none")))
        or style.get("color") == "transparent"
        or bool(_NOTHING.fullmatch(style.get("opacity", "none")))
        or _has_colour_of_its_ground(style)
        or bool(_FAR_AWAY.match(style.get("text-indent", "")))
        or (style.get("position") in ("absolute", "fixed") and _is_out_of_frame(style))
        or (style.get("overflow") in ("hidden", "clip") and _has_no_size(style))
    )


def _has_colour_of_its_ground(style: dict[str, str]) -> bool:
    ground = style.get("background-color") or style.get("background", "")
    return "color" in style and _colour(style["color"]) == _colour(ground)


def _colour(value: str) -> str:
    """One spelling for the common ones of a colour: "#fff", "white", "rgb(255, 255, 255)"."""
    value = re.sub(r"\s+", "", value)
    if match := re.fullmatch(r"rgba?\((\d{1,3}),(\d{1,3}),(\d{1,3})(?:,1(?:\.0+)?)?\)", value):
        return "#" + "".join(f"{int(each):02x}" for each in match.groups())
    if match := re.fullmatch(r"#([0-9a-f])([0-9a-f])([0-9a-f])", value):
        return "#" + "".join(2 * each for each in match.groups())
    return {"white": "#ffffff", "black": "#000000"}.get(value, value)


def _is_out_of_frame(style: dict[str, str]) -> bool:
    sides = ("left", "right", "top", "bottom", "margin-left", "margin-top")
    return style.get("clip", "").startswith(("rect(0", "rect(1px")) or any(
        _FAR_AWAY.match(style.get(side, "")) for side in sides
    )


def _has_no_size(style: dict[str, str]) -> bool:
    sizes = ("height", "width", "max-height", "max-width")
    return any(_NOTHING.fullmatch(style.get(size, "none")) for size in sizes)


def _hiding_selectors(tree: HtmlElement) -> set[str]:
    """The plain selectors (".a", "#a", "p.a") whose rules hide, of rules outside any @media."""
    css = "".join(element.text or "" for element in tree.iter("style"))[:_MAX_CSS_CHARACTERS]
    first, *commented = css.split("/*")
    css = first + "".join(part.partition("*/")[2] for part in commented)
    found: set[str] = set()
    depth = 0
    for chunk in css.split("}"):
        head, *opened = chunk.split("{")
        selectors = head.rpartition(";")[2]
        if depth == 0 and len(opened) == 1 and "@" not in selectors and _hides(opened[0]):
            found.update(each.strip() for each in selectors.split(","))
        depth = max(0, depth + len(opened) - 1)
    return {selector for selector in found if _CSS_NAME.fullmatch(selector)}


def _selectors_of(element: HtmlElement) -> set[str]:
    names = {f".{name}" for name in element.attrib.get("class", "").split()}
    if "id" in element.attrib:
        names.add(f"#{element.attrib['id']}")
    return names | {element.tag + name for name in names}
