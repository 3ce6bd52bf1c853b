"""The lines between an article's headline and its text, where a page says in plain words who wrote it and when."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, dropwhile, islice

from lxml import etree
from lxml.html import HtmlElement

from corpus.web import publication

#: A longer one is text, and what follows it is no line of these.
_LINE = 120
#: Elements looked at below a headline, and lines kept of them.
_ELEMENTS, _LINES = 80, 8
#: A name of a site, or of a section, may stand at the beginning of a title, too.
_SHORT_TITLE = 12

_BLOCKS = tuple("p div ul ol li table tr td dl dd section article header main pre form h1 h2 h3 h4 blockquote".split())
_HEADINGS = ("h1", "h2", "h3", "div", "p", "b", "strong", "font", "td", "span")
BY = re.compile(
    r"^(?:(?:written |reported |posted |story |words )?by\b|von\b|por\b|par\b|di\b|door\b|text:|autor(?:in)?:|文[/:：/]"
    r"|文・|記者[:：]|作者[:：]|来源[:：])\s*",
    re.I,
)
#: A line of more says more than a date: a weekday, a month, a town.
_WORD, _DATE_WORDS = re.compile(r"[^\W\d_]+"), 3
_CLOCK = re.compile(r"\d[:.h]\d\d(?!\d)")
_SENTENCE = re.compile(r"(?:\S+ ){5,}.*[.!?][\"'”’»)]*|.{15,}。", re.S)
_UPDATED = re.compile(
    r"updat|modif|edited|last change|aktualisier|geändert|mis[e]? à jour|actualiza|aggiorna|bijgewerkt"
    r"|更新|修正|修改|수정|갱신|printed|retrieved|accessed",
    re.I,
)
_PUBLISHED = re.compile(
    r"publish|posted|released|issued|veröffentlicht|erschienen|erstellt|publi[ée]|publicado|pubblicat|geplaatst"
    r"|公開|配信|掲載|发布|發布|입력|등록|게재",
    re.I,
)


def below(tree: HtmlElement, titles: Iterable[str]) -> list[str]:
    """The short lines that follow the headline, down to the text; none when there is no headline to be seen.

    `titles`: what the headline may read; else it is the first heading.
    """
    heading = _headline(tree, {" ".join(title.split()) for title in titles if title})
    if heading is None:
        return []
    inside = set(heading.iter())
    following = dropwhile(lambda each: each is not heading, tree.iter(etree.Element))
    lines: list[str] = []
    for element in islice(following, _ELEMENTS):
        if element in inside or next(element.iterdescendants(*_BLOCKS), None) is not None:
            continue
        inside.update(element.iter())
        line = " ".join(element.text_content().split())
        if len(line) > _LINE or _SENTENCE.fullmatch(line):
            break
        lines += [line] if line else []
    return lines[:_LINES]


def published(lines: Iterable[str]) -> Iterator[datetime]:
    """When it was published, by each line that says so: not when it was updated or printed."""
    for line in lines:
        updated, label = _UPDATED.search(line), _PUBLISHED.search(line)
        start = label.start() if updated and label and label.start() > updated.start() else 0
        end = updated.start() if updated and not start else len(line)
        if not (label or (_is_date(line) and not updated)):
            continue
        if (moment := publication.read(line[start:end])) is not None:
            yield moment


def about(lines: Iterable[str]) -> frozenset[str]:
    """Those that are about the article, and no part of it: who wrote it, when, how long it takes to read."""
    return frozenset(line for line in lines if BY.match(line) or _PUBLISHED.search(line) or _is_date(line))


def is_update(element: HtmlElement) -> bool:
    """Whether a date is called that of a change, by its own name or the words in front of it."""
    named = " ".join(filter(None, (element.get("class"), element.get("itemprop"))))
    if re.search(r"modif|updat|comment|related", named, re.I):
        return True
    before, parent = element.getprevious(), element.getparent()
    words = before.tail if before is not None else parent.text if parent is not None else None
    return bool(_UPDATED.search((words or "")[-40:]))


def _is_date(line: str) -> bool:
    """Not "Contract signed on 3 May 2019", which is news."""
    is_date = len(_WORD.findall(line)) <= _DATE_WORDS or _CLOCK.search(line) or BY.match(line)
    return bool(is_date) and publication.read(line) is not None


def _headline(tree: HtmlElement, titles: set[str]) -> HtmlElement | None:
    first = next(tree.iter("h1"), None)
    if first is not None:
        return first
    named = (each for each in tree.iter(*_HEADINGS) if _is_title(" ".join((each.text or "").split()), titles))
    return next(chain(named, tree.iter("h2")), None)


def _is_title(text: str, titles: set[str]) -> bool:
    """Behind it, the page's own title goes on with the name of the site."""
    return len(text) > _SHORT_TITLE and any(title.startswith(text) for title in titles)
