"""`/feeds`: the feeds that are polled, for admins; what is asked for here is done by the jobs."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from bot.conversation import blocks
from bot.conversation.replies import Block, Listing, Paragraph, Reply, Span, Style, paragraph
from bot.conversation.texts import Texts
from bot.conversation.turn import Parts, Turn
from corpus.errors import Refused
from corpus.feeds import entries, kept, states
from corpus.feeds.health import Health, health
from corpus.feeds.states import State
from corpus.feeds.suggested import meant, suggested
from corpus.models import Feed

#: Lines of a list; those that need somebody come first.
_MOST = 25
_LONGEST = 80
_ORDER = ("failing", "ended", "new", "fine")


def command(parts: Parts, turn: Turn, arguments: str) -> Reply:
    """`/feeds`, `/feeds add URL`, `/feeds remove URL`, `/feeds poll`, `/feeds suggested`."""
    word, _, rest = arguments.strip().partition(" ")
    actions: dict[str, Callable[[Session, Turn, str], Reply]] = {"add": _add, "remove": _remove, "poll": _poll}
    if word.lower() == "suggested":
        return _suggested(turn)
    if action := actions.get(word.lower()):
        with parts.sessions.writing() as session:
            return action(session, turn, rest.strip())
    with parts.sessions.reading() as session:
        found, how = states.states(session), health(session, turn.now)
    return _listed(turn, found, how)


def summary(session: Session, turn: Turn) -> Iterator[Paragraph]:
    """What `/status` says of the feeds; nothing where there are none."""
    how, texts = health(session, turn.now), turn.texts
    if not how.feeds and not how.ended:
        return
    told = texts.number(how.feeds)
    if how.failing:
        told += f", {texts.counted('feeds.failing', len(how.failing))}"
    if how.late:
        told += f", {texts('feeds.late', time=_length(turn, how.late))}"
    yield blocks.labelled(texts("feeds.label"), told)
    if how.waiting or how.parked:
        yield blocks.labelled(texts("feeds.to_read"), _waiting(turn, how))


def ended(feeds: Sequence[Feed], texts: Texts) -> Reply:
    """What admins are told of feeds that have ended."""
    lines = []
    for feed in feeds[:_MOST]:
        told = {"title": blocks.short(blocks.one_line(feed.title or "—"), _LONGEST), "url": feed.url}
        lines.append(paragraph(texts("feeds.ended_note", why=feed.problem or "—", **told)))
    if len(feeds) > _MOST:
        lines.append(paragraph(texts.counted("feeds.more", len(feeds) - _MOST)))
    return Reply(tuple(lines))


def _listed(turn: Turn, found: list[State], how: Health) -> Reply:
    if not found:
        return Reply((paragraph(turn.texts("feeds.none")), paragraph(turn.texts("feeds.usage"))))
    ordered = sorted(found, key=lambda state: _ORDER.index(state.name))
    said: list[Block] = [blocks.heading(turn.texts.counted("feeds.title", how.feeds))]
    said.append(Listing(tuple(_line(turn, state) for state in ordered[:_MOST])))
    if len(ordered) > _MOST:
        said.append(paragraph(turn.texts.counted("feeds.more", len(ordered) - _MOST)))
    if how.waiting or how.parked:
        said.append(blocks.labelled(turn.texts("feeds.to_read"), _waiting(turn, how)))
    said.append(paragraph(turn.texts("feeds.usage"), Style.ITALIC))
    return Reply(tuple(said))


def _line(turn: Turn, state: State) -> Paragraph:
    feed, texts = state.feed, turn.texts
    title = Span(blocks.short(blocks.one_line(feed.title or feed.url), _LONGEST), link=feed.url)
    if state.name in ("failing", "ended"):
        key = "feeds.is_ended" if feed.ended else "feeds.is_failing"
        told = texts(key, why=blocks.short(blocks.one_line(feed.problem or ""), 2 * _LONGEST))
    elif feed.polled is None:
        told = texts("feeds.is_new")
    else:
        told = texts("feeds.is_fine", time=_length(turn, turn.now - feed.polled))
    parked = f", {texts.counted('feeds.parked', state.parked)}" if state.parked else ""
    return Paragraph((title, Span(f": {told}{parked}")))


def _waiting(turn: Turn, how: Health) -> str:
    told = [turn.texts.counted("feeds.waiting", how.waiting)] if how.waiting else []
    if how.waiting and how.time_left:
        told.append(
            turn.texts("feeds.time_left", n=turn.texts.number(how.read_last_hour), time=_length(turn, how.time_left))
        )
    told += [turn.texts.counted("feeds.parked", how.parked)] if how.parked else []
    return ", ".join(told)


def _suggested(turn: Turn) -> Reply:
    lines = tuple(Paragraph((Span(each.name, Style.CODE), Span(f" {each.title}"))) for each in suggested())
    return Reply((blocks.heading(turn.texts("feeds.suggested")), Listing(lines), paragraph(turn.texts("feeds.usage"))))


def _add(session: Session, turn: Turn, wanted: str) -> Reply:
    address, title = meant(wanted)
    try:
        url = kept.address(address)
    except Refused as error:
        return Reply((paragraph(turn.texts("feeds.no_address", why=error.reason)),))
    if kept.is_there(session, url):
        return Reply((paragraph(turn.texts("feeds.there", url=url)),))
    kept.add(session, url, turn.now, title)
    return Reply((paragraph(turn.texts("feeds.added", url=url)),))


def _remove(session: Session, turn: Turn, wanted: str) -> Reply:
    feed = kept.find(session, wanted)
    if feed is None:
        return Reply((paragraph(turn.texts("feeds.unknown", name=blocks.short(blocks.one_line(wanted), _LONGEST))),))
    url = feed.url
    kept.remove(session, feed)
    return Reply((paragraph(turn.texts("feeds.removed", url=url)),))


def _poll(session: Session, turn: Turn, wanted: str) -> Reply:
    """All at once, or one; what is parked is tried again."""
    feed = kept.find(session, wanted) if wanted else None
    if wanted and feed is None:
        return Reply((paragraph(turn.texts("feeds.unknown", name=blocks.short(blocks.one_line(wanted), _LONGEST))),))
    keys = [feed.key] if feed else None
    again = entries.retry(session, turn.now, keys)
    n = kept.hurry(session, turn.now, keys)
    told = turn.texts.counted("feeds.polling", n)
    if again:
        told += f" {turn.texts.counted('feeds.again', again)}"
    return Reply((paragraph(told),))


def _length(turn: Turn, span: timedelta) -> str:
    """`5 minutes`, `3 hours`, `12 days`."""
    minutes = span.total_seconds() / 60
    if minutes < 90:
        return turn.texts.counted("feeds.minutes", max(round(minutes), 1))
    if minutes < 48 * 60:
        return turn.texts.counted("feeds.hours", round(minutes / 60))
    return turn.texts.counted("feeds.days", round(minutes / 1440))
