"""The times of alerts changed: by words behind `/alerts`, and by buttons."""

from dataclasses import replace

from bot.alerts.schedule import Mode, Times
from bot.alerts.wishes import figures
from bot.conversation import companies
from bot.conversation.alerts import hours, listing, muting, rights, subscribing, timing
from bot.conversation.alerts.hours import Asked, Kind
from bot.conversation.alerts.timing import Change
from bot.conversation.companies import UnknownCompany
from bot.conversation.replies import Reply, Style, paragraph
from bot.conversation.turn import Parts, Turn
from corpus.deals.drafts import Value

_MODES = {Kind.INSTANT: Mode.INSTANT, Kind.DAILY: Mode.DAILY, Kind.WEEKLY: Mode.WEEKLY}
_MOST = range(1, 1001)


def command(parts: Parts, turn: Turn, arguments: str) -> Reply:
    """Shows them; or changes them: `/alerts daily 8:00`, `/alerts quiet 22-7`, `/alerts urgent above $1bn`."""
    if rights.is_undelivered(turn):
        return Reply((paragraph(turn.texts("subscribe.terminal")),))
    if not arguments.strip():
        return shown(parts, turn, ())
    asked = hours.asked(arguments)
    if asked is None:
        return _not_understood(turn)
    if asked.kind in (Kind.MUTE, Kind.UNMUTE):
        return _muted(parts, turn, asked)
    change = _urgent(parts, asked) if asked.kind is Kind.URGENT else _change(asked)
    return timing.changed(parts, turn, change) if change else _not_understood(turn)


def shown(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """A button that shows them, below something else."""
    with parts.sessions.reading() as session:
        return timing.shown(session, turn, typed=True)


def pressed(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """
    Raises:
        ValueError: there is no such time.
    """
    name, value = arguments
    reply = timing.changed(parts, turn, _set(name, value)) if name else shown(parts, turn, ())
    return replace(reply, replaces=bool(reply.buttons))


def choosing(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """Raises as `pressed` does."""
    if refusal := rights.refusal(turn):
        return refusal
    (name,) = arguments
    with parts.sessions.reading() as session:
        return replace(timing.chosen(turn, session, name), replaces=True)


def all_paused(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """From the list of subscriptions, which stays."""
    if refusal := rights.refusal(turn):
        return refusal
    value, number = arguments
    timing.changed(parts, turn, _set("paused", value))
    return listing.turned(parts, turn, (number,))


def _not_understood(turn: Turn) -> Reply:
    return Reply((paragraph(turn.texts("times.unclear")), paragraph(turn.texts("times.typed"), Style.ITALIC)))


def _change(asked: Asked) -> Change | None:
    """None: what it needs was not said."""
    first = asked.minutes[0] if asked.minutes else None
    match asked.kind:
        case Kind.INSTANT | Kind.DAILY | Kind.WEEKLY:
            mode = _MODES[asked.kind]
            return lambda its: replace(
                its,
                mode=mode,
                minute=its.minute if first is None else first,
                weekday=its.weekday if asked.weekday is None else asked.weekday,
            )
        case Kind.QUIET if len(asked.minutes) == 2:
            return lambda its: replace(its, quiet_from=asked.minutes[0], quiet_until=asked.minutes[1])
        case Kind.QUIET if asked.is_off:
            return lambda its: replace(its, quiet_from=None, quiet_until=None)
        case Kind.MOST if asked.number in _MOST:
            return lambda its: replace(its, most_a_day=asked.number or its.most_a_day)
        case Kind.PAUSE | Kind.RESUME:
            return lambda its: replace(its, paused=asked.kind is Kind.PAUSE)
    return None


def _urgent(parts: Parts, asked: Asked) -> Change | None:
    """By value or by companies; those that are urgent already stay."""
    if asked.is_off:
        return lambda its: replace(its, urgent_value=None, urgent_companies=())
    rule = subscribing.understood(parts, asked.words).rule
    dollars = figures.dollars(Value(rule.value.amount, rule.value.unit)) if rule.value else None
    named = (*rule.companies, *rule.others)
    if dollars is None and not named:
        return None
    return lambda its: replace(
        its,
        urgent_value=its.urgent_value if dollars is None else dollars,
        urgent_companies=tuple(dict.fromkeys([*its.urgent_companies, *named])),
    )


def _muted(parts: Parts, turn: Turn, asked: Asked) -> Reply:
    try:
        with parts.sessions.reading() as session:
            slug = companies.slug(session, asked.words)
    except UnknownCompany as error:
        return companies.unknown(turn, error, "alerts", f"{asked.kind} {asked.words}")
    return muting.changed(parts, turn, slug, muted=asked.kind is Kind.MUTE)


def _set(name: str, value: str) -> Change:
    """What a button sets."""
    match name:
        case "mode":
            return lambda its: replace(its, mode=Mode(value))
        case "minute":
            return lambda its: replace(its, minute=int(value))
        case "weekday":
            return lambda its: replace(its, weekday=int(value))
        case "quiet":
            start, _, end = value.partition("-")
            span = (int(start), int(end)) if value else (None, None)
            return lambda its: replace(its, quiet_from=span[0], quiet_until=span[1])
        case "urgent_value":
            dollars = float(value)
            return lambda its: replace(its, urgent_value=None if its.urgent_value == dollars else dollars)
        case "urgent":
            return lambda its: replace(its, urgent_companies=_toggled(its, value))
        case "urgent_none":
            return lambda its: replace(its, urgent_value=None, urgent_companies=())
        case "most":
            return lambda its: replace(its, most_a_day=int(value))
        case "paused":
            return lambda its: replace(its, paused=value == "1")
    raise ValueError(f"no times: {name}")


def _toggled(its: Times, slug: str) -> tuple[str, ...]:
    others = tuple(each for each in its.urgent_companies if each != slug)
    return others if slug in its.urgent_companies else (*others, slug)
