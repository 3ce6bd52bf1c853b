"""`/alerts`: when alerts come: at once or together, not in quiet hours, so many a day."""

from collections.abc import Callable, Iterator

from sqlalchemy.orm import Session

from bot.alerts import places, subscriptions, times
from bot.alerts.outgoing import waiting
from bot.alerts.schedule import Mode, Times
from bot.conversation import blocks, deal_words
from bot.conversation.alerts import hours, rights, sentences
from bot.conversation.replies import Block, Button, Listing, Paragraph, Reply, Style, paragraph
from bot.conversation.turn import Parts, Turn
from corpus.deals.drafts import Value

#: Hours of a digest that have a button.
_HOURS = (6, 7, 8, 9, 12, 18, 20)
_QUIET = ((22, 7), (20, 8), (23, 6), (18, 9))
#: Urgent from, in US dollars.
_URGENT = (1e8, 1e9, 1e10)
_MOST = (5, 10, 20, 30, 50, 100)
#: Companies named in a line, and those that get a button.
_NAMED, _OFFERED = 6, 8
#: Changes the times of a place. ValueError: there are none such.
Change = Callable[[Times], Times]


def in_short(turn: Turn, its: Times) -> str:
    """`Alerts come at once. Quiet from 22:00 to 07:00.`"""
    if its.paused:
        return turn.texts("subscribe.paused_all")
    told = [turn.texts("times.come", mode=_mode(turn, its))]
    if quiet := _quiet(turn, its):
        told.append(turn.texts("times.quiet_short", quiet=quiet))
    if its.mode is not Mode.INSTANT or quiet:
        told.append(turn.texts("times.zone_short", zone=_zone(its)))
    return " ".join(told)


def shown(session: Session, turn: Turn, typed: bool = False) -> Reply:
    """All of it, with a button for each; `typed`: and what can be typed."""
    its = times.of(session, places.of(turn.who))
    told: list[Block] = [blocks.heading(turn.texts("times.title"))]
    if its.paused:
        told.append(paragraph(turn.texts("subscribe.paused_all")))
    told.append(Listing(tuple(_lines(session, turn, its))))
    if typed:
        told.append(paragraph(turn.texts("times.typed"), Style.ITALIC))
    refusal = rights.refusal(turn)
    if refusal:
        return Reply((*told, *refusal.blocks))
    return Reply(tuple(told), tuple(_buttons(turn, its)))


def changed(parts: Parts, turn: Turn, change: Change) -> Reply:
    """What waits gets other times in the same transaction.

    Raises:
        ValueError: there are no such times.
    """
    if refusal := rights.refusal(turn):
        return refusal
    place = places.of(turn.who)
    with parts.sessions.writing() as session:
        times.keep(session, place, change(times.of(session, place)))
        waiting.reschedule(session, place, turn.now)
        return shown(session, turn)


def chosen(turn: Turn, session: Session, name: str) -> Reply:
    """The values that a button offers for one of them.

    Raises:
        ValueError: there is none of this name.
    """
    its = times.of(session, places.of(turn.who))
    offered = {"quiet": _quiet_offered, "urgent": _urgent_offered, "most": _most_offered}
    if name not in offered:
        raise ValueError(f"no times: {name}")
    back = (blocks.button(turn.texts("page.before"), "times", "", ""),)
    asked = turn.texts(f"times_ask.{name}", zone=_zone(its))
    return Reply((paragraph(asked),), (*offered[name](session, turn, its), back))


def _lines(session: Session, turn: Turn, its: Times) -> Iterator[Paragraph]:
    texts = turn.texts
    yield blocks.labelled(texts("times.alerts"), _mode(turn, its))
    quiet, none = _quiet(turn, its), texts("times.none")
    yield blocks.labelled(texts("times.quiet"), texts("times.quiet_from", quiet=quiet) if quiet else none)
    yield blocks.labelled(texts("times.urgent"), _urgent(session, turn, its) or none)
    yield blocks.labelled(texts("times.most"), texts.counted("times.a_day", its.most_a_day))
    if its.muted:
        yield blocks.labelled(texts("mute.title"), _names(session, turn, its.muted))
    yield blocks.labelled(texts("settings.zone"), _zone(its))


def _mode(turn: Turn, its: Times) -> str:
    time = hours.clock(its.minute)
    if its.mode is Mode.WEEKLY:
        return turn.texts("times.weekly", weekday=_weekdays(turn)[its.weekday], time=time)
    return turn.texts("times.daily", time=time) if its.mode is Mode.DAILY else turn.texts("times.instant")


def _quiet(turn: Turn, its: Times) -> str:
    """`22:00 to 07:00`; "" for none."""
    if its.quiet_from is None or its.quiet_until is None or its.quiet_from == its.quiet_until:
        return ""
    return turn.texts("times.from_to", start=hours.clock(its.quiet_from), end=hours.clock(its.quiet_until))


def _urgent(session: Session, turn: Turn, its: Times) -> str:
    worth = [_worth(turn, its.urgent_value)] if its.urgent_value is not None else []
    names = [_names(session, turn, its.urgent_companies)] if its.urgent_companies else []
    return "; ".join([*worth, *names])


def _worth(turn: Turn, dollars: float) -> str:
    return turn.texts("wish.value", least=deal_words.value(turn.texts, Value(dollars, "USD")))


def _names(session: Session, turn: Turn, slugs: tuple[str, ...]) -> str:
    told = ", ".join(sentences.named(session, slug) for slug in slugs[:_NAMED])
    more = len(slugs) - _NAMED
    return turn.texts("list.and_more", names=told, n=more) if more > 0 else told


def _zone(its: Times) -> str:
    return str(its.zone).replace("_", " ")


def _weekdays(turn: Turn) -> list[str]:
    return turn.texts("times.weekdays").split()


def _buttons(turn: Turn, its: Times) -> Iterator[tuple[Button, ...]]:
    texts = turn.texts
    yield tuple(
        _set(_marked(texts(f"times_mode.{mode}"), its.mode is mode), "mode", mode.value)
        for mode in (Mode.INSTANT, Mode.DAILY, Mode.WEEKLY)
    )
    if its.mode is Mode.WEEKLY:
        short = texts("times.weekdays_short").split()
        days = (_set(_marked(name, n == its.weekday), "weekday", n) for n, name in enumerate(short))
        yield from blocks.rows(days, 4)
    if its.mode is not Mode.INSTANT:
        offered = (_set(_marked(hours.clock(h * 60), h * 60 == its.minute), "minute", h * 60) for h in _HOURS)
        yield from blocks.rows(offered, 4)
    yield (
        blocks.button(texts("times.change_quiet"), "times_choose", "quiet"),
        blocks.button(texts("times.change_urgent"), "times_choose", "urgent"),
    )
    yield (
        blocks.button(texts("times.change_most"), "times_choose", "most"),
        blocks.button(texts("mute.list"), "muted"),
    )
    pause = ("times.resume", "0") if its.paused else ("times.pause", "1")
    yield (
        blocks.button(texts("settings.change_zone"), "settings", "zones", ""),
        _set(texts(pause[0]), "paused", pause[1]),
    )
    yield (blocks.button(texts("subscribe.list"), "subscriptions", 1),)


def _quiet_offered(session: Session, turn: Turn, its: Times) -> Iterator[tuple[Button, ...]]:
    chosen = (its.quiet_from, its.quiet_until)
    spans = [(start * 60, end * 60) for start, end in _QUIET]
    offered = [
        _set(_marked(f"{hours.clock(span[0])}–{hours.clock(span[1])}", span == chosen), "quiet", f"{span[0]}-{span[1]}")
        for span in spans
    ]
    yield from blocks.rows(offered, 2)
    yield (_set(_marked(turn.texts("times.none"), not _quiet(turn, its)), "quiet", ""),)


def _urgent_offered(session: Session, turn: Turn, its: Times) -> Iterator[tuple[Button, ...]]:
    for dollars in _URGENT:
        yield (_set(_marked(_worth(turn, dollars), its.urgent_value == dollars), "urgent_value", int(dollars)),)
    names = {slug: sentences.named(session, slug) for slug in _urgent_companies(session, turn, its)}
    offered = (_set(_marked(name, slug in its.urgent_companies), "urgent", slug) for slug, name in names.items())
    yield from blocks.rows(offered, 2)
    is_none = its.urgent_value is None and not its.urgent_companies
    yield (_set(_marked(turn.texts("times.none"), is_none), "urgent_none", ""),)


def _urgent_companies(session: Session, turn: Turn, its: Times) -> list[str]:
    """Those chosen, and those that the subscriptions here name."""
    page = subscriptions.page(session, places.of(turn.who), 1, 50)
    named = [slug for each in page.subscriptions for slug in (*each.rule.companies, *each.rule.others)]
    return list(dict.fromkeys([*its.urgent_companies, *named]))[:_OFFERED]


def _most_offered(session: Session, turn: Turn, its: Times) -> Iterator[tuple[Button, ...]]:
    offered = (_set(_marked(str(most), most == its.most_a_day), "most", most) for most in _MOST)
    yield from blocks.rows(offered, 3)


def _set(label: str, name: str, value: object) -> Button:
    return blocks.button(label, "times", name, value)


def _marked(label: str, is_chosen: bool) -> str:
    return f"✓ {label}" if is_chosen else label
