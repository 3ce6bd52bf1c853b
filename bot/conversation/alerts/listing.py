"""`/subscriptions`: what a chat or a topic of it is told of, page by page, and each by itself."""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.alerts import places, subscriptions, times
from bot.alerts.subscriptions import Page, Subscription
from bot.conversation import blocks
from bot.conversation.alerts import offers, previews, rights, sentences, timing
from bot.conversation.replies import Block, Button, Listing, Paragraph, Reply, Span, Style, paragraph
from bot.conversation.turn import Parts, Turn

#: On a page.
_SIZE = 8


def command(parts: Parts, turn: Turn, arguments: str) -> Reply:
    if rights.is_undelivered(turn):
        return Reply((paragraph(turn.texts("subscribe.terminal")),))
    return page(parts, turn, 1)


def turned(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """
    Raises:
        ValueError: the button leads nowhere.
    """
    (number,) = arguments
    return replace(page(parts, turn, int(number)), replaces=True)


def opened(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply | None:
    """One of them, in place of the list. None: it is gone; raises as `turned` does."""
    key, number = arguments
    found = one(parts, turn, int(key), int(number))
    return replace(found, replaces=True) if found else None


def opened_below(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply | None:
    """Likewise, below something else."""
    (key,) = arguments
    return one(parts, turn, int(key), 1)


def page(parts: Parts, turn: Turn, number: int) -> Reply:
    with parts.sessions.reading() as session:
        place = places.of(turn.who)
        found = subscriptions.page(session, place, number, _SIZE)
        its = times.of(session, place)
        if not found.total:
            return _none(turn)
        shown: list[Block] = [blocks.heading(turn.texts.counted("subscriptions.title", found.total))]
        lines = tuple(_line(session, turn, each) for each in found.subscriptions)
        shown += [Listing(lines, numbered=True), paragraph(timing.in_short(turn, its), Style.ITALIC)]
    rows = tuple(_buttons(turn, found, its.paused))
    return Reply(tuple(shown), rows)


def one(parts: Parts, turn: Turn, key: int, number: int) -> Reply | None:
    """`number`: the page of the list that it stands on. None: there is no such one here."""
    with parts.sessions.reading() as session:
        subscription = subscriptions.get(session, places.of(turn.who), key)
    if subscription is None:
        return None
    lately = previews.lately(parts, turn, subscription.rule)  # slow: no transaction is open here
    with parts.sessions.reading() as session:
        shown = tuple(_described(session, turn, subscription))
    return Reply((*shown, *offers.told(turn, lately)), _of_one(turn, subscription, number))


def _none(turn: Turn) -> Reply:
    texts = turn.texts
    new = blocks.button(texts("subscriptions.new"), "subscribe", "")
    bring = blocks.button(texts("subscriptions.import"), "port", "in")
    return Reply((paragraph(texts("subscriptions.none")),), ((new, bring),))


def _line(session: Session, turn: Turn, subscription: Subscription) -> Paragraph:
    told = Span(sentences.titled(session, turn.texts, subscription.rule))
    paused = Span(f" ⏸ {turn.texts('subscriptions.paused')}", Style.ITALIC)
    return Paragraph((told, paused) if subscription.paused else (told,))


def _buttons(turn: Turn, found: Page, is_paused: bool) -> Iterator[tuple[Button, ...]]:
    texts = turn.texts
    # By number: the sentences stand above, and are too long for a button.
    numbered = (
        blocks.button(f"✎ {n}", "subscription", each.key, found.number) for n, each in enumerate(found.subscriptions, 1)
    )
    yield from blocks.rows(numbered, 4)
    turns = [blocks.button(texts("page.before"), "subscriptions", found.number - 1)] if found.number > 1 else []
    turns += [blocks.button(texts("page.next"), "subscriptions", found.number + 1)] * (found.number < found.pages)
    if turns:
        yield tuple(turns)
    pause = ("times.resume", "0") if is_paused else ("times.pause", "1")
    yield (
        blocks.button(texts("subscriptions.new"), "subscribe", ""),
        blocks.button(texts(pause[0]), "pause_all", pause[1], found.number),
        blocks.button(texts("subscribe.times"), "alerts"),
    )
    yield (
        blocks.button(texts("subscriptions.export"), "port", "out"),
        blocks.button(texts("subscriptions.import"), "port", "in"),
    )


def _described(session: Session, turn: Turn, subscription: Subscription) -> Iterator[Block]:
    texts = turn.texts
    yield blocks.heading(sentences.titled(session, texts, subscription.rule))
    lines = [blocks.labelled(texts("subscriptions.since"), turn.day(subscription.made))]
    if subscription.said:
        lines.insert(0, blocks.labelled(texts("subscriptions.said"), blocks.short(subscription.said, 200)))
    if subscription.paused:
        lines.append(paragraph(f"⏸ {texts('subscriptions.paused')}"))
    yield Listing(tuple(lines))


def _of_one(turn: Turn, subscription: Subscription, number: int) -> tuple[tuple[Button, ...], ...]:
    texts, key = turn.texts, subscription.key
    paused = ("subscriptions.resume", "0") if subscription.paused else ("subscriptions.pause", "1")
    return (
        (
            blocks.button(texts(paused[0]), "pause", key, paused[1], number),
            blocks.button(texts("subscribe.narrow"), "narrowing", key, number),
        ),
        (
            blocks.button(texts("subscriptions.edit"), "edit", key),
            blocks.button(texts("subscriptions.delete"), "delete", key, number),
        ),
        (blocks.button(texts("subscriptions.back"), "subscriptions", number),),
    )
