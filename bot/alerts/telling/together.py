"""Several alerts in one message: a digest, or what came in quiet hours or while nothing could be sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from bot.alerts import schedule
from bot.alerts.outgoing.claiming import Alert
from bot.alerts.outgoing.waiting import Kind
from bot.alerts.schedule import Mode, Times, Together
from bot.alerts.telling import changes, naming
from bot.alerts.telling.changes import Changed
from bot.alerts.telling.links import Links
from bot.conversation import blocks, deal_words
from bot.conversation.replies import Block, Listing, Paragraph, Span
from bot.conversation.turn import Turn
from corpus.deals.views import Deal

#: Characters of all lines together, so that the whole is one message, and of one of them, of the names in it and of
#: where it was published.
_ALL, _LINE, _NAMES, _SOURCE = 3_300, 240, 90, 30
#: What is told later than this after it was known has been missed; before it, much came at once.
_MISSED = timedelta(minutes=30)
#: Fewer need no headings.
_GROUPED = 4


@dataclass(frozen=True, slots=True)
class Item:
    """One of the alerts."""

    alert: Alert
    deal: Deal
    #: Of an update, what is new.
    changed: Sequence[Changed]

    @property
    def is_update(self) -> bool:
        return self.alert.kind is Kind.UPDATE


def told(turn: Turn, links: Links, items: Sequence[Item], together: Together, times: Times) -> tuple[Block, ...]:
    """New deals by their type, the largest group first, and then what is new of others."""
    shown: list[Block] = [blocks.heading(f"🗞 {_title(turn, items, together, times)}: {_counts(turn, items)}")]
    room = min(_LINE, _ALL // len(items))
    groups = list(_groups(turn, items)) if len(items) >= _GROUPED else [("", list(items))]
    for heading, some in groups:
        if heading:
            shown.append(blocks.heading(f"{heading} ({len(some)})"))
        shown.append(Listing(tuple(_line(turn, links, item, room) for item in some)))
    return tuple(shown)


def _title(turn: Turn, items: Sequence[Item], together: Together, times: Times) -> str:
    texts = turn.texts
    if together is Together.DIGEST:
        keys = {Mode.DAILY: "alert.daily", Mode.WEEKLY: "alert.weekly", Mode.INSTANT: "alert.rest"}
        return texts(keys[times.mode])
    first = min(item.alert.made for item in items)
    if any(schedule.quiet_end(times, item.alert.made) for item in items):
        return texts("alert.quiet")
    return texts("alert.missed" if turn.now - first > _MISSED else "alert.many")


def _counts(turn: Turn, items: Sequence[Item]) -> str:
    updates = sum(item.is_update for item in items)
    told = [("alert.deals", len(items) - updates), ("alert.updates", updates)]
    return ", ".join(turn.texts.counted(key, n) for key, n in told if n)


def _groups(turn: Turn, items: Sequence[Item]) -> Iterator[tuple[str, list[Item]]]:
    new = sorted((item for item in items if not item.is_update), key=lambda item: item.deal.type)
    groups = [
        (deal_words.kind(turn.texts, some[0].deal), some) for _, each in groupby(new, _type) if (some := list(each))
    ]
    for kind, some in sorted(groups, key=lambda group: -len(group[1])):
        yield f"{kind[:1].upper()}{kind[1:]}", some
    if updates := [item for item in items if item.is_update]:
        yield turn.texts("alert.updates_title"), updates


def _type(item: Item) -> str:
    return item.deal.type


def _line(turn: Turn, links: Links, item: Item, room: int) -> Paragraph:
    """Who, linked to the deal; how far it is and what is known, or what is new; who says so, linked to the article."""
    deal, texts = item.deal, turn.texts
    name = naming.whole(turn, links, deal, min(_NAMES, room // 2))
    source = _source(turn, item)
    known = [deal_words.stage(texts, deal.stage), *deal_words.facts(texts, deal)]
    if item.changed:
        known = [changes.brief(texts, each) for each in item.changed]
    left = room - len(name.text) - len(source.text) - 5
    return Paragraph((name, Span(f": {blocks.short(', '.join(known), max(20, left))} ("), source, Span(")")))


def _source(turn: Turn, item: Item) -> Span:
    """`Reuters, 29 Mar 2024`."""
    deal, dated = item.deal, [each for each in item.deal.reports if each.published and not each.background]
    if not dated:
        return Span(deal_words.date(turn, deal))
    newest = max(dated, key=lambda each: each.published.timestamp() if each.published else 0.0)
    report = newest if item.is_update else dated[0]
    place = blocks.short(blocks.one_line(report.source), _SOURCE) if report.source else ""
    day = turn.day(report.published) if report.published else ""
    return Span(", ".join(filter(None, (place, day))), link=report.url)
