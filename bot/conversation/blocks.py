"""Blocks of replies, said shortly."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from bot.conversation.replies import Action, Block, Button, Listing, Paragraph, Span, Style
from bot.conversation.turn import Turn
from bot.printing import also_in as others

#: Characters of a button's label that are still read on a telephone.
LABEL = 60
_MARKER = re.compile(r"(\[\d{1,3}\])")
_ITEM = re.compile(r"[-*•]\s+(?=\S)")


class Published(Protocol):
    """An article as lists name it: a row of it, a citation's source, a report of a deal."""

    @property
    def title(self) -> str: ...
    @property
    def source(self) -> str | None: ...
    @property
    def url(self) -> str | None: ...
    @property
    def published(self) -> datetime | None: ...


def heading(text: str) -> Paragraph:
    return Paragraph((Span(text, Style.BOLD),))


def labelled(label: str, text: str) -> Paragraph:
    """`label` stands out, the text follows."""
    return Paragraph((Span(f"{label}: ", Style.BOLD), Span(text)))


def article(turn: Turn, found: Published) -> Paragraph:
    """`Reuters, 29 Mar 2024: Title`, the title linked to where the article was published."""
    place = ", ".join(part for part in (found.source, turn.day(found.published) if found.published else "") if part)
    title = Span(one_line(found.title), link=found.url)
    return Paragraph((Span(f"{place}: "), title) if place else (title,))


def also_in(turn: Turn, names: Sequence[str]) -> tuple[Span, ...]:
    """` (also in: Gazette, Herald, Post and 2 more)`; nothing where there are none."""
    told, more = others.shown(names)
    names = turn.texts("list.and_more", names=told, n=more) if more else told
    return (Span(f" ({turn.texts('list.also_in', names=names)})"),) if told else ()


def text_blocks(text: str, links: dict[int, str | None]) -> tuple[Block, ...]:
    """An answer's text, its paragraphs and lists kept, each `[n]` leading to the article of that number."""
    blocks: list[Block] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        item = _ITEM.match(line)
        spans = Paragraph(tuple(_spans(line[item.end() :] if item else line, links)))
        if not item:
            blocks.append(spans)
        elif blocks and isinstance(blocks[-1], Listing):
            blocks[-1] = Listing((*blocks[-1].items, spans))
        else:
            blocks.append(Listing((spans,)))
    return tuple(blocks)


def one_line(text: str) -> str:
    """White space folded: titles and names of articles hold line ends."""
    return " ".join(text.split())


def button(label: str, name: str, *arguments: object) -> Button:
    return Button(short(one_line(label), LABEL), Action(name, tuple(str(argument) for argument in arguments)))


def short(text: str, most: int) -> str:
    """Cut at a word, with an ellipsis."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head.rpartition(" ")[0] if " " in head[most // 2 :] else head).rstrip(" ,;:") + "…"


def rows(buttons: Iterable[Button], wide: int) -> tuple[tuple[Button, ...], ...]:
    """The buttons in rows of so many."""
    all_: Sequence[Button] = tuple(buttons)
    return tuple(tuple(all_[i : i + wide]) for i in range(0, len(all_), wide))


def turns(turn: Turn, name: str, arguments: Sequence[str], number: int, more: bool) -> tuple[tuple[Button, ...], ...]:
    """A row that leads to the page before and to the one after, where there are such; pages count from 0."""
    offered: list[Button] = []
    if number:
        offered.append(button(turn.texts("page.before"), name, *arguments, number - 1))
    if more:
        offered.append(button(turn.texts("page.next"), name, *arguments, number + 1))
    return (tuple(offered),) if offered else ()


def _spans(text: str, links: dict[int, str | None]) -> Iterable[Span]:
    for part in filter(None, _MARKER.split(text)):
        is_marker = _MARKER.fullmatch(part) and int(part[1:-1]) in links
        yield Span(part, link=links[int(part[1:-1])]) if is_marker else Span(part)
