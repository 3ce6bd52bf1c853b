"""An admin puts deals right: two made one, one made two, each undone by the other."""

from collections.abc import Callable, Collection, Iterator, Sequence

from sqlalchemy.orm import Session

from bot.conversation import blocks, deal_words, flags
from bot.conversation.flags import Outcome
from bot.conversation.replies import Block, Button, Listing, Paragraph, Reply, Span, Style, paragraph
from bot.conversation.turn import Parts, Turn
from corpus.deals import corrections, queries
from corpus.deals.queries import Wanted
from corpus.deals.views import Deal, Telling
from corpus.errors import Refused

#: Deals offered to merge with, and articles to split off.
_OTHERS, _ARTICLES = 6, 8


def pressed(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply | None:
    """What can be put right of a deal; None: there is none any more."""
    (id_,) = arguments
    with parts.sessions.reading() as session:
        deal = queries.get(session, id_)
        if deal is None:
            return None
        others = _others(session, deal)
    told = _originals(deal)
    shown: list[Block] = [blocks.heading(deal_words.title(turn.texts, deal)), *_numbered(turn, told)]
    shown.append(paragraph(turn.texts("mend.typed", id=deal.id), Style.ITALIC))
    return Reply(tuple(shown), tuple(_offered(turn, deal, others, told)))


def merge(parts: Parts, turn: Turn, arguments: str) -> Reply:
    """`/merge ID INTO`."""
    ids = arguments.split()
    if len(ids) != 2:
        return Reply((paragraph(turn.texts("mend.merge_usage")),))
    return _merged(parts, turn, ids[0], ids[1])


def split(parts: Parts, turn: Turn, arguments: str) -> Reply:
    """`/split ID ARTICLE ...`."""
    id_, *articles = arguments.split() or [""]
    if not articles:
        return Reply((paragraph(turn.texts("mend.split_usage")),))
    return _split(parts, turn, id_, articles)


def merge_pressed(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """
    Raises:
        ValueError: the button leads nowhere.
    """
    id_, into = arguments
    return _merged(parts, turn, id_, into)


def split_pressed(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    id_, *articles = arguments
    return _split(parts, turn, id_, articles)


def _merged(parts: Parts, turn: Turn, id_: str, into: str) -> Reply:
    with parts.sessions.reading() as session:
        one = queries.get(session, id_)
    undo = sorted({telling.article_id for telling in _originals(one)}) if one else []

    def correct(session: Session) -> Collection[str]:
        corrections.merge(session, id_, into, turn.now, parts.on_changes)
        return (into,)

    return _corrected(parts, turn, "mend.merged", correct, lambda deal: ("split", deal.id, *undo))


def _split(parts: Parts, turn: Turn, id_: str, articles: Sequence[str]) -> Reply:
    def correct(session: Session) -> Collection[str]:
        changes = corrections.split(session, id_, articles, turn.now, parts.on_changes)
        return (id_, *(change.deal_id for change in changes))

    return _corrected(parts, turn, "mend.split", correct, lambda deal: ("merge", deal.id, id_))


def _corrected(
    parts: Parts,
    turn: Turn,
    said: str,
    correct: Callable[[Session], Collection[str]],
    undo: Callable[[Deal], tuple[str, ...]],
) -> Reply:
    """Flags on the deals are settled with it: an admin has looked."""
    try:
        with parts.sessions.writing() as session:
            ids = correct(session)
            flags.settle(session, ids, Outcome.MENDED)
            deals = list({deal.id: deal for id_ in ids if (deal := queries.get(session, id_))}.values())
    except Refused as error:
        return Reply((paragraph(turn.texts("mend.refused", why=str(error))),))
    lines = Listing(tuple(_with_id(turn, deal) for deal in deals), numbered=True)
    name, *rest = undo(deals[-1])
    buttons = [*blocks.rows((deal_words.button(turn, deal, n) for n, deal in enumerate(deals, 1)), 1)]
    buttons.append((blocks.button(turn.texts("mend.undo"), name, *rest),))
    return Reply((blocks.heading(turn.texts(said)), lines), tuple(buttons), replaces=True)


def _others(session: Session, deal: Deal) -> list[Deal]:
    """Deals that it may be one with: those related, then those of the same companies."""
    slugs = list(dict.fromkeys(party.company for party in deal.parties))
    wanted = Wanted(slugs[0], slugs[1] if slugs[1:] else None, background=True, group=True)
    related = [found for relation in deal.related if (found := queries.get(session, relation.id))]
    of_them = queries.find(session, wanted, limit=2 * _OTHERS) if slugs else []
    by_id = {each.id: each for each in [*related, *of_them] if each.id != deal.id}
    return list(by_id.values())[:_OTHERS]


def _originals(deal: Deal) -> list[Telling]:
    return [telling for telling in deal.reports if not telling.copy]


def _numbered(turn: Turn, told: Sequence[Telling]) -> Iterator[Block]:
    yield Listing(tuple(blocks.article(turn, telling) for telling in told[:_ARTICLES]), numbered=True)


def _offered(turn: Turn, deal: Deal, others: Sequence[Deal], told: Sequence[Telling]) -> Iterator[tuple[Button, ...]]:
    for other in others:
        day = deal_words.date(turn, other)
        label = turn.texts("mend.merge", deal=f"{deal_words.title(turn.texts, other)}, {day}")
        yield (blocks.button(label, "merge", other.id, deal.id),)
    if len(told) > 1:
        articles = enumerate(told[:_ARTICLES], 1)
        splits = (
            blocks.button(turn.texts("mend.split_off", n=n), "split", deal.id, each.article_id) for n, each in articles
        )
        yield from blocks.rows(splits, 3)
    yield (blocks.button(turn.texts("mend.keep"), "settle", deal.id),)


def _with_id(turn: Turn, deal: Deal) -> Paragraph:
    return Paragraph((*deal_words.line(turn, deal).spans, Span(" "), Span(deal.id, Style.CODE)))
