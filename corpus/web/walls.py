"""What stands in front of an article and is none of it: questions for consent, sign-up boxes, dialogs."""

import re

from lxml import etree
from lxml.html import HtmlElement

_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|ccpa|onetrust|didomi|cmp|qc-cmp\w*|sp_message\w*|usercentrics|truste)"
    r"(?:$|[\s_-]|banner|notice|wall|bar|popup|overlay|modal)"
    r"|(?:^|[\s_-])(?:paywall|regwall|piano|tp-modal|newsletter-(?:signup|form|box)|signup-box|subscribe-(?:box|form|banner))"
    r"(?:$|[\s_-])",
    re.I,
)
#: Around an article's text, by the names that most systems give it.
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:shar(?:e|ing)\w*|social|tags?|related\w*|recommend\w*|most-?read|newsletter|author-bio|comments?"
    r"|breadcrumbs?|crumb|byline|meta|submitted|key-?events|toolbar|promo|also-from|copyright|kicker)(?:$|[\s_-])",
    re.I,
)
_ARTICLES = frozenset({"html", "body", "article", "main"})


def empty(tree: HtmlElement) -> None:
    """Empties them; what holds an article is none, whatever it is called."""
    for element in [each for each in tree.iter(etree.Element) if _is_wall(each)]:
        if not _holds_article(element):
            element.clear(keep_tail=True)


def empty_furniture(tree: HtmlElement) -> None:
    """Empties what is named as furniture: only for pages on which nothing better tells it from the text."""
    for element in [each for each in tree.iter(etree.Element) if _is_furniture(each)]:
        if not _holds_article(element):
            element.clear(keep_tail=True)


def _is_furniture(element: HtmlElement) -> bool:
    named = f"{element.attrib.get('id', '')} {element.attrib.get('class', '')}"
    return element.tag not in _ARTICLES and len(named) > 3 and bool(_FURNITURE.search(named))


def _is_wall(element: HtmlElement) -> bool:
    if element.tag in _ARTICLES:
        return False
    attributes = element.attrib
    if attributes.get("role") in {"dialog", "alertdialog"} or attributes.get("aria-modal") == "true":
        return True
    named = f"{attributes.get('id', '')} {attributes.get('class', '')}"
    return len(named) > 4 and bool(_NAMES.search(named))


def _holds_article(element: HtmlElement) -> bool:
    return next(element.iter("article", "h1"), None) is not None
