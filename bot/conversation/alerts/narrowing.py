"""Narrower: what a subscription, or one that is offered, can be narrowed to, a button for each."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.alerts import places, subscriptions
from bot.alerts.wishes.rules import Rule
from bot.conversation import blocks
from bot.conversation.alerts import carrying, choices, previews, rights, sentences
from bot.conversation.replies import Block, Button, Paragraph, Reply, Span, Style, paragraph
from bot.conversation.turn import Parts, Turn
from corpus.deals import queries

#: Widest label of two that stand beside each other.
_WIDE = 26


def asked(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply | None:
    """Below an alert: of its subscription, by what its deal has where that is told. None: it is gone.

    Raises:
        ValueError: the button leads nowhere.
    """
    key, *deals = arguments
    with parts.sessions.reading() as session:
        subscription = subscriptions.get(session, places.of(turn.who), int(key))
        first = [deal for id_ in deals if id_ and (deal := queries.get(session, id_))]
    if subscription is None:
        return None
    if refusal := rights.refusal(turn):
        return refusal
    rule = subscription.rule
    fitting = [*first, *previews.lately(parts, turn, rule).examples]  # slow: no transaction is open here
    with parts.sessions.reading() as session:
        found = choices.of(session, turn.texts, rule, fitting)
        said = _said(session, turn, rule)
    buttons = (blocks.button(each.label, "change", key, carrying.packed(each.rule), "") for each in found)
    edit = (blocks.button(turn.texts("subscriptions.edit"), "edit", key),)
    return Reply(said, (*_laid_out(buttons), edit))


def opened(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply | None:
    """Likewise, in place of the subscription; raises as `asked` does."""
    key, number = arguments
    reply = asked(parts, turn, (key,))
    if reply is None:
        return None
    back = (blocks.button(turn.texts("page.before"), "subscription", key, number),)
    return replace(reply, buttons=(*reply.buttons, back) if reply.buttons else (), replaces=bool(reply.buttons))


def of_offer(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """What is offered, narrower; raises as `asked` does."""
    carried, typed = arguments
    rule = carrying.unpacked(carried)
    fitting = previews.lately(parts, turn, rule).examples
    with parts.sessions.reading() as session:
        found = choices.of(session, turn.texts, rule, fitting)
        said = _said(session, turn, rule)
    buttons = (carrying.button(each.label, "offer", each.rule, typed) for each in found)
    back = (carrying.button(turn.texts("page.before"), "offer", rule, typed),)
    return Reply(said, (*_laid_out(buttons), back), replaces=True)


def _said(session: Session, turn: Turn, rule: Rule) -> tuple[Block, ...]:
    told = Span(sentences.titled(session, turn.texts, rule), Style.BOLD)
    return Paragraph((told,)), paragraph(turn.texts("narrow.ask"))


def _laid_out(buttons: Iterable[Button]) -> Iterator[tuple[Button, ...]]:
    """Two in a row where both are short."""
    row: tuple[Button, ...] = ()
    for button in buttons:
        if row and max(len(row[0].label), len(button.label)) <= _WIDE:
            yield (*row, button)
            row = ()
        else:
            if row:
                yield row
            row = (button,)
    if row:
        yield row
