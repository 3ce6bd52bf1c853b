"""Companies of which a chat wants to hear nothing, whatever its subscriptions ask for."""

from dataclasses import replace

from bot.alerts import places, times
from bot.alerts.outgoing import waiting
from bot.conversation import blocks
from bot.conversation.alerts import rights, sentences
from bot.conversation.replies import Button, Listing, Reply, paragraph
from bot.conversation.turn import Parts, Turn


def pressed(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """Below an alert: mutes a company."""
    (slug,) = arguments
    return changed(parts, turn, slug, muted=True)


def pressed_again(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """Undoes or redoes it, in place of what was said."""
    slug, value = arguments
    reply = changed(parts, turn, slug, muted=value == "1")
    return replace(reply, replaces=bool(reply.buttons))


def changed(parts: Parts, turn: Turn, slug: str, muted: bool) -> Reply:
    if refusal := rights.refusal(turn):
        return refusal
    texts, place = turn.texts, places.of(turn.who)
    try:
        with parts.sessions.writing() as session:
            times.mute(session, place, slug, muted)
            waiting.reschedule(session, place, turn.now)
            company = sentences.named(session, slug)
    except ValueError:  # too many
        return Reply((paragraph(texts("mute.too_many", n=times.MOST_COMPANIES)),), ((_others(turn),),))
    said = texts("mute.muted" if muted else "mute.unmuted", company=company)
    undo = blocks.button(texts("subscribe.undo"), "mute_set", slug, "0" if muted else "1")
    return Reply((paragraph(said),), ((undo, _others(turn)),))


def listed(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """All of them, each with a button that lets it be heard of again."""
    with parts.sessions.reading() as session:
        muted = [(slug, sentences.named(session, slug)) for slug in times.of(session, places.of(turn.who)).muted]
    texts = turn.texts
    back = (blocks.button(texts("page.before"), "times", "", ""),)
    if not muted:
        return Reply((paragraph(texts("mute.none")),), (back,), replaces=True)
    named = Listing(tuple(paragraph(name) for _, name in muted))
    buttons = (blocks.button(texts("mute.unmute", company=name), "mute_set", slug, "0") for slug, name in muted)
    return Reply((blocks.heading(texts("mute.title")), named), (*blocks.rows(buttons, 1), back), replaces=True)


def _others(turn: Turn) -> Button:
    return blocks.button(turn.texts("mute.list"), "muted")
