"""`/map` and `/timeline`: a company's deals as a picture, its caption saying the same in words."""

from collections.abc import Callable
from dataclasses import replace

from bot.commands.ties import courses, ties
from bot.conversation import blocks, companies, deal_words
from bot.conversation.companies import UnknownCompany
from bot.conversation.replies import Picture, Reply, paragraph
from bot.conversation.texts import Texts
from bot.conversation.turn import Parts, Turn
from bot.pictures import wording
from bot.pictures.courses import Course
from bot.pictures.scene import NothingToDraw
from corpus.companies.gazetteer import gazetteer
from corpus.deals import queries
from corpus.deals.queries import Wanted
from corpus.deals.views import Deal

#: Deals drawn at most, the newest: a picture of more takes seconds and shows no more.
_MOST = 300

_Draw = Callable[[Texts, str, list[Deal], frozenset[str]], Picture]


def network(parts: Parts, turn: Turn, arguments: str) -> Reply:
    return _command(parts, turn, arguments, "map", _network)


def timeline(parts: Parts, turn: Turn, arguments: str) -> Reply:
    return _command(parts, turn, arguments, "timeline", _timeline)


def network_pressed(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    (slug,) = arguments
    return _drawn(parts, turn, slug, _network)


def timeline_pressed(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    (slug,) = arguments
    return _drawn(parts, turn, slug, _timeline)


def _command(parts: Parts, turn: Turn, arguments: str, name: str, draw: _Draw) -> Reply:
    if not arguments.strip():
        return Reply((paragraph(turn.texts("picture.usage", command=name)),))
    try:
        with parts.sessions.reading() as session:
            slug = companies.slug(session, arguments.strip())
    except UnknownCompany as error:
        return companies.unknown(turn, error, name, arguments)
    return _drawn(parts, turn, slug, draw)


def _drawn(parts: Parts, turn: Turn, slug: str, draw: _Draw) -> Reply:
    with parts.sessions.reading() as session:
        deals = queries.find(session, Wanted(slug, background=True, group=True), limit=_MOST)
        name = blocks.one_line(companies.shown(session, slug))
    try:
        picture = draw(turn.texts, name, deals, gazetteer().group(slug))  # slow: no transaction is open here
    except NothingToDraw:
        return Reply((paragraph(turn.texts("picture.nothing", company=name)),), context=(name,))
    more = (blocks.button(turn.texts("picture.company", company=name), "company", slug),)
    return Reply((), (more,), picture=picture, context=(name,))


def _network(texts: Texts, name: str, deals: list[Deal], group: frozenset[str]) -> Picture:
    from bot.pictures import network  # Pillow: 0.1 s that no other command needs

    made = ties(deals, group)
    with wording.speaking(texts):
        return Picture(network.draw(name, made), network.caption(name, made))


def _timeline(texts: Texts, name: str, deals: list[Deal], group: frozenset[str]) -> Picture:
    from bot.pictures import timeline

    by_id = {deal.id: deal for deal in deals}
    made = [_figures(texts, course, by_id[course.deal]) for course in courses(deals, group)]
    with wording.speaking(texts):
        return Picture(timeline.draw(name, made), timeline.caption(name, made))


def _figures(texts: Texts, course: Course, deal: Deal) -> Course:
    """The course with what it was over and worth in the person's language."""
    quantity = deal_words.quantity(texts, deal.quantity) if deal.quantity else None
    value = deal_words.value(texts, deal.value) if deal.value else None
    return replace(course, quantity=quantity, value=value)
