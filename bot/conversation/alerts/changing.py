"""A subscription changed, paused, deleted and brought back."""

from collections.abc import Sequence
from dataclasses import replace

from bot.alerts import places, subscriptions
from bot.alerts.subscriptions import Subscription
from bot.conversation import blocks
from bot.conversation.alerts import carrying, listing, offers, rights, sentences, subscribing
from bot.conversation.alerts.offers import Offer
from bot.conversation.replies import Block, Button, Paragraph, Reply, Span, Style, paragraph
from bot.conversation.turn import Parts, Turn
from corpus.errors import Refused

#: What a message is about that asks for other words for a subscription, before its key.
_EDITED = "subscription to edit: "


def changed(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply | None:
    """Gives it another rule, and offers the one before. None: it is gone.

    Raises:
        ValueError: the button leads nowhere.
    """
    if refusal := rights.refusal(turn):
        return refusal
    key, carried, said = arguments
    place = places.of(turn.who)
    with parts.sessions.writing() as session:
        before = subscriptions.get(session, place, int(key))
        if before is None:
            return None
        after = subscriptions.change(session, place, before.key, carrying.unpacked(carried), said, turn.now)
        if after is None:
            return None
        told = Span(sentences.sentence(session, turn.texts, after.rule), Style.BOLD)
    if after.key != before.key:
        # There was one like it: this one is deleted, and can be had back.
        undo = blocks.button(turn.texts("subscribe.undo"), "undelete", before.key)
    else:
        undo = blocks.button(turn.texts("subscribe.undo"), "change", key, carrying.packed(before.rule), before.said)
    said_key = "subscriptions.changed" if after.key == before.key else "subscriptions.changed_into_known"
    shown = Paragraph((Span(turn.texts(said_key)), told))
    return Reply((shown,), ((undo, _show(turn, after)),), replaces=True)


def paused(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply | None:
    """Or resumed; raises as `changed` does."""
    if refusal := rights.refusal(turn):
        return refusal
    key, value, number = arguments
    with parts.sessions.writing() as session:
        found = subscriptions.pause(session, places.of(turn.who), int(key), value == "1")
    shown = listing.one(parts, turn, found.key, int(number)) if found else None
    return replace(shown, replaces=True) if shown else None


def unsubscribed(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply | None:
    """Below an alert: asks whether it is to be deleted. None: it is gone; raises as `changed` does."""
    (key,) = arguments
    return _asked(parts, turn, int(key), 1)


def deleted(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply | None:
    """Likewise, in place of the subscription."""
    key, number = arguments
    reply = _asked(parts, turn, int(key), int(number))
    return replace(reply, replaces=bool(reply.buttons)) if reply else None


def surely_deleted(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply | None:
    """Raises as `changed` does."""
    if refusal := rights.refusal(turn):
        return refusal
    (key,) = arguments
    with parts.sessions.writing() as session:
        found = subscriptions.end(session, places.of(turn.who), int(key), turn.now)
        if found is None:
            return None
        said = turn.texts("subscriptions.deleted", wish=sentences.sentence(session, turn.texts, found.rule))
    undo = blocks.button(turn.texts("subscribe.undo"), "undelete", key)
    return Reply((paragraph(said),), ((undo, _list(turn)),), replaces=True)


def undeleted(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply | None:
    """Raises as `changed` does."""
    if refusal := rights.refusal(turn):
        return refusal
    (key,) = arguments
    try:
        with parts.sessions.writing() as session:
            found = subscriptions.undo(session, places.of(turn.who), int(key))
            if found is None:
                return None
            wish = sentences.sentence(session, turn.texts, found.rule)
    except Refused:
        return replace(subscribing.full(turn), replaces=True)
    said = turn.texts("subscriptions.undeleted", wish=wish)
    return Reply((paragraph(said),), ((_show(turn, found), _list(turn)),), replaces=True)


def edited(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply | None:
    """Asks for other words, as a reply to what is said here. None: it is gone; raises as `changed` does."""
    if refusal := rights.refusal(turn):
        return refusal
    (key,) = arguments
    with parts.sessions.reading() as session:
        found = subscriptions.get(session, places.of(turn.who), int(key))
        if found is None:
            return None
        told = sentences.titled(session, turn.texts, found.rule)
    shown: tuple[Block, ...] = (blocks.heading(told), paragraph(turn.texts("subscriptions.edit_how")))
    if found.said:
        shown += (paragraph(found.said, Style.CODE),)
    return Reply(shown, context=(f"{_EDITED}{found.key}",))


def of_message(about: Sequence[str]) -> int | None:
    """The subscription for which a message asked other words; None: it asked for none."""
    key = about[0].removeprefix(_EDITED) if about and about[0].startswith(_EDITED) else ""
    return int(key) if key.isdecimal() else None


def worded(parts: Parts, turn: Turn, key: int, words: str) -> Reply:
    """Other words for it, understood and shown before they are kept."""
    with parts.sessions.reading() as session:
        found = subscriptions.get(session, places.of(turn.who), key)
    if found is None:
        return Reply((paragraph(turn.texts("button.expired")),))
    read = subscribing.understood(parts, words)
    if read.is_empty:
        return subscribing.unclear(parts, turn, read)
    is_same = subscriptions.fingerprint(found.rule) == subscriptions.fingerprint(read.rule)
    return offers.reply(parts, turn, Offer(read.rule, blocks.one_line(words), read, None if is_same else key))


def _asked(parts: Parts, turn: Turn, key: int, number: int) -> Reply | None:
    if refusal := rights.refusal(turn):
        return refusal
    with parts.sessions.reading() as session:
        found = subscriptions.get(session, places.of(turn.who), key)
        if found is None:
            return None
        wish = sentences.titled(session, turn.texts, found.rule)
    sure = blocks.button(turn.texts("subscriptions.sure_yes"), "delete_sure", key)
    keep = blocks.button(turn.texts("subscriptions.sure_no"), "subscription", key, number)
    pause = blocks.button(turn.texts("subscriptions.pause"), "pause", key, "1", number)
    said = (paragraph(turn.texts("subscriptions.sure")), blocks.heading(wish))
    return Reply(said, ((sure, keep), *([] if found.paused else [(pause,)])))


def _show(turn: Turn, found: Subscription) -> Button:
    return blocks.button(turn.texts("subscribe.show"), "subscription", found.key, 1)


def _list(turn: Turn) -> Button:
    return blocks.button(turn.texts("subscribe.list"), "subscriptions", 1)
