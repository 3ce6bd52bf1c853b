"""`/deals`, `/between`, `/latest`: lists of deals, page by page, narrowed by buttons."""

import re
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.conversation import blocks, companies, deal_words
from bot.conversation.alerts import bells
from bot.conversation.companies import UnknownCompany
from bot.conversation.lookups import wanted
from bot.conversation.lookups.wanted import Filter
from bot.conversation.replies import Block, Button, Listing, Reply, paragraph
from bot.conversation.turn import Parts, Turn
from corpus.deals import queries
from corpus.deals.drafts import DealType
from corpus.deals.views import Deal
from corpus.models import Article

#: Deals on a page, and on one that is to be short.
PAGE, COMPACT_PAGE = 6, 8
_LATEST_ARTICLES = 5
#: Pages beyond this are nobody's wish.
_LAST_PAGE = 10_000
#: Words among which two companies are looked for.
_WORDS = 10
#: Stands between two companies; a comma, an ampersand or a plus do without spaces.
_BETWEEN = re.compile(r"\s+(?:and|with|und|mit|y|con|vs\.?|→|-|–)\s+|\s*[,;&+/]\s*", re.IGNORECASE)


def command(parts: Parts, turn: Turn, arguments: str) -> Reply:
    with parts.sessions.reading() as session:
        try:
            return page(session, turn, wanted.typed(session, arguments, turn.now), 0)
        except UnknownCompany as error:
            return companies.unknown(turn, error, "deals", arguments)


def between(parts: Parts, turn: Turn, arguments: str) -> Reply:
    with parts.sessions.reading() as session:
        try:
            pair = _pair(session, arguments)
        except UnknownCompany as error:
            return companies.unknown(turn, error, "between", arguments)
        if pair is None:
            return Reply((paragraph(turn.texts("between.usage")),))
        return page(session, turn, Filter(company=pair[0], other=pair[1], background=True), 0)


def latest(parts: Parts, turn: Turn, arguments: str) -> Reply:
    """The newest deals, and the newest articles."""
    with parts.sessions.reading() as session:
        listed = page(session, turn, Filter(), 0)
        dated = select(Article).where(Article.offered(), Article.published.is_not(None))
        newest = session.scalars(dated.order_by(Article.published.desc(), Article.key.desc()).limit(_LATEST_ARTICLES))
        articles = tuple(blocks.article(turn, article) for article in newest)
    more = (blocks.heading(turn.texts("latest.articles")), Listing(articles)) if articles else ()
    title = (blocks.heading(turn.texts("latest.deals")),) if len(listed.blocks) > 1 else listed.blocks[:1]
    return replace(listed, blocks=(*title, *listed.blocks[1:], *more))


def turned(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """Another page of the list that the button stands under, or the same narrowed; raises as `opened` does."""
    return replace(opened(parts, turn, arguments), replaces=True)


def opened(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """A list that a button leads to.

    Raises:
        ValueError: it leads nowhere.
    """
    *filter_, number = arguments
    with parts.sessions.reading() as session:
        return page(session, turn, wanted.read(filter_), min(int(number), _LAST_PAGE))


def page(session: Session, turn: Turn, filter_: Filter, number: int) -> Reply:
    """One page of the deals wanted, counted from 0."""
    size = COMPACT_PAGE if turn.compact else PAGE
    count = queries.count(session, filter_.wanted())
    number = max(0, min(number, (count - 1) // size))
    found = queries.find(session, filter_.wanted(), size, number * size) if count else []
    if not found:
        return _nothing(session, turn, filter_)
    first = number * size
    shown: tuple[Block, ...] = (blocks.heading(_title(session, turn, filter_, count)), _listing(turn, found))
    if count > len(found):
        shown += (paragraph(turn.texts("deals.shown", first=first + 1, last=first + len(found), count=count)),)
    return Reply(
        shown, tuple(_buttons(session, turn, filter_, number, found, count)), context=_context(session, filter_)
    )


def _listing(turn: Turn, found: list[Deal]) -> Listing:
    return Listing(tuple(deal_words.line(turn, deal) for deal in found), numbered=True)


def _title(session: Session, turn: Turn, filter_: Filter, count: int) -> str:
    names = [companies.shown(session, slug) for slug in (filter_.company, filter_.other) if slug]
    narrowed = [turn.texts(f"type.{filter_.type}")] if filter_.type else []
    narrowed += [turn.texts(f"stage.{filter_.stage}")] if filter_.stage else []
    narrowed += [turn.texts("deals.since", day=turn.texts.when(filter_.since))] if filter_.since else []
    told = " + ".join(names) or turn.texts("deals.all")
    return f"{told}: {turn.texts.counted('deals.count', count)}{''.join(f', {each}' for each in narrowed)}"


def _buttons(
    session: Session, turn: Turn, filter_: Filter, number: int, found: list[Deal], count: int
) -> Iterator[tuple[Button, ...]]:
    numbered = (deal_words.button(turn, deal, i) for i, deal in enumerate(found, 1))
    yield from blocks.rows(numbered, 1)
    size = COMPACT_PAGE if turn.compact else PAGE
    arguments = filter_.arguments()
    yield from blocks.turns(turn, "page", arguments, number, more=(number + 1) * size < count)
    yield from blocks.rows(_filters(session, turn, filter_), 3)
    yield blocks.button(turn.texts("deals.export"), "export", *arguments), bells.filtered(turn, filter_)


def _filters(session: Session, turn: Turn, filter_: Filter) -> Iterator[Button]:
    """The types that there are, the one chosen marked; pressed again, all are shown."""
    for type_ in DealType:
        of_type = replace(filter_, type=type_.value)
        if n := queries.count(session, of_type.wanted()):
            chosen = filter_.type == type_.value
            label = f"{'✓ ' if chosen else ''}{turn.texts(f'type.{type_}')} ({n})"
            yield blocks.button(label, "page", *replace(of_type, type="" if chosen else of_type.type).arguments(), 0)


def _nothing(session: Session, turn: Turn, filter_: Filter) -> Reply:
    """Says what to leave out, and offers the deals that articles only recall."""
    wider = replace(filter_, type="", stage="", since="")
    recalled = replace(filter_, background=True)
    offered: list[Button] = []
    if not filter_.background and (n := queries.count(session, recalled.wanted())):
        offered.append(blocks.button(turn.texts.counted("deals.recalled", n), "page", *recalled.arguments(), 0))
    if wider != filter_ and (n := queries.count(session, wider.wanted())):
        offered.append(blocks.button(turn.texts.counted("deals.without_filter", n), "page", *wider.arguments(), 0))
    names = " + ".join(companies.shown(session, slug) for slug in (filter_.company, filter_.other) if slug)
    said = turn.texts("deals.none_of", company=names) if names else turn.texts("deals.none")
    offered.append(bells.filtered(turn, filter_))
    return Reply((paragraph(said),), blocks.rows(offered, 1), context=_context(session, filter_))


def _context(session: Session, filter_: Filter) -> tuple[str, ...]:
    """Names alone: what a follow-up leans on."""
    names = " and ".join(companies.shown(session, slug) for slug in (filter_.company, filter_.other) if slug)
    return (names,) if names else ()


def _pair(session: Session, arguments: str) -> tuple[str, str] | None:
    """The two companies named, with or without a word between them; None: not two.

    Raises:
        UnknownCompany: however the words are parted, one of the two is none.
    """
    words = arguments.split()
    named = [part for part in _BETWEEN.split(arguments.strip()) if part.strip()]
    cuts = [(named[0], named[1])] if len(named) == 2 else []
    cuts += [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, min(len(words), _WORDS))]
    errors: list[UnknownCompany] = []
    for one, other in cuts:
        try:
            return companies.slug(session, one), companies.slug(session, other)
        except UnknownCompany as error:
            errors.append(error)
    if errors:
        raise next((error for error in errors if error.suggestions), errors[0])
    return None
