"""`/settings`: the language of the interface, the time zone, at length or briefly."""

from collections.abc import Callable
from dataclasses import replace

from bot.alerts.outgoing import waiting
from bot.conversation import blocks, preferences, texts
from bot.conversation.preferences import Preferences
from bot.conversation.replies import Button, Listing, Reply, paragraph
from bot.conversation.turn import Parts, Turn

#: Offered on buttons; any other can be typed.
_ZONES = (
    "UTC", "Europe/London", "Europe/Berlin", "Europe/Madrid", "America/New_York", "America/Los_Angeles",
    "America/Mexico_City", "Asia/Shanghai", "Asia/Seoul", "Asia/Tokyo",
)  # fmt: skip
_OFFERED = 6


def command(parts: Parts, turn: Turn, arguments: str) -> Reply:
    """Shows them; or sets a time zone, that of `/settings zone Berlin`."""
    first, _, rest = arguments.strip().partition(" ")
    if first.lower() == "zone" and rest.strip():
        return _typed_zone(parts, turn, rest)
    with parts.sessions.reading() as session:
        return _shown(turn, preferences.of(session, turn.who))


def pressed(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """
    Raises:
        ValueError: there is no such setting, or no such value.
    """
    name, value = arguments
    if name == "zones":
        return replace(_zones(turn, _ZONES), replaces=True)
    if not turn.who.manages_chat:
        return Reply((paragraph(turn.texts("settings.admins_only")),))
    return replace(_changed(parts, turn, _change(name, value)), replaces=True)


def _typed_zone(parts: Parts, turn: Turn, typed: str) -> Reply:
    found = preferences.zones_like(typed)
    if not found:
        return Reply((paragraph(turn.texts("settings.no_zone", name=blocks.short(blocks.one_line(typed), 60))),))
    if len(found) > 1 and typed.strip().lower() != found[0].lower():
        return _zones(turn, found[:_OFFERED])
    return replace(pressed(parts, turn, ("zone", found[0])), replaces=False)


def _change(name: str, value: str) -> Callable[[Preferences], Preferences]:
    if name == "language" and value in texts.LANGUAGES:
        return lambda before: replace(before, language=value)
    if name == "zone" and value in (*_ZONES, *preferences.zones_like(value)):
        return lambda before: replace(before, zone=value)
    if name == "compact" and value in ("0", "1"):
        return lambda before: replace(before, compact=value == "1")
    raise ValueError(f"no setting: {name} {value}")


def _changed(parts: Parts, turn: Turn, change: Callable[[Preferences], Preferences]) -> Reply:
    with parts.sessions.writing() as session:
        before = preferences.of(session, turn.who)
        chosen = change(before)
        preferences.keep(session, turn.who, chosen)
        if chosen.zone != before.zone:
            waiting.reschedule_chat(session, turn.who.messenger, turn.who.chat, turn.now)
    spoken = texts.of(chosen.language or turn.who.language)
    return _shown(replace(turn, texts=spoken, compact=chosen.compact), chosen)


def _shown(turn: Turn, chosen: Preferences) -> Reply:
    told = turn.texts
    lines = (
        blocks.labelled(told("settings.language"), told("settings.language_name")),
        blocks.labelled(told("settings.zone"), chosen.zone or "UTC"),
        blocks.labelled(told("settings.length"), told("settings.compact" if chosen.compact else "settings.full")),
    )
    title = told("settings.title_group" if turn.who.is_group else "settings.title")
    shown = (blocks.heading(title), Listing(lines))
    if not turn.who.manages_chat:
        return Reply((*shown, paragraph(told("settings.admins_only"))))
    return Reply((*shown, paragraph(told("settings.type_zone"))), _buttons(turn, chosen))


def _buttons(turn: Turn, chosen: Preferences) -> tuple[tuple[Button, ...], ...]:
    languages = tuple(
        blocks.button(_marked(texts.of(code)("settings.language_name"), code == turn.texts.language), *_set(code))
        for code in texts.LANGUAGES
    )
    lengths = tuple(
        blocks.button(_marked(turn.texts(f"settings.{name}"), chosen.compact is compact), "settings", "compact", value)
        for name, compact, value in (("full", False, "0"), ("compact", True, "1"))
    )
    return languages, lengths, (blocks.button(turn.texts("settings.change_zone"), "settings", "zones", ""),)


def _set(language: str) -> tuple[str, str, str]:
    return "settings", "language", language


def _zones(turn: Turn, names: tuple[str, ...] | list[str]) -> Reply:
    offered = (blocks.button(name.replace("_", " "), "settings", "zone", name) for name in names)
    return Reply((paragraph(turn.texts("settings.choose_zone")),), blocks.rows(offered, 2))


def _marked(label: str, is_chosen: bool) -> str:
    return f"✓ {label}" if is_chosen else label
