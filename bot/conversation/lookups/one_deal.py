"""`/deal ID`: one deal in full."""

from collections.abc import Iterable, Iterator, Sequence

from bot.conversation import blocks, deal_words, standing
from bot.conversation.access import TERMINAL
from bot.conversation.alerts import bells
from bot.conversation.lookups import flags
from bot.conversation.replies import Block, Button, Listing, Paragraph, Reply, Span, Style, paragraph
from bot.conversation.turn import Parts, Turn
from bot.printing import also_in
from bot.printing.deal_words import company
from corpus.deals import queries, views
from corpus.deals.views import Deal, Telling

#: Reports and related deals shown of one deal.
_REPORTS, _RELATED = 6, 3


#: What stands before its id in a link to a deal.
_LINKED = "deal_"


def command(parts: Parts, turn: Turn, arguments: str) -> Reply:
    id_ = arguments.strip().removeprefix(_LINKED)
    if not id_:
        return Reply((paragraph(turn.texts("deal.usage")),))
    with parts.sessions.reading() as session:
        deal = queries.get(session, id_)
        if deal is None:
            return Reply((paragraph(turn.texts("deal.unknown", id=blocks.short(id_, 60))),))
        more = (*standing.shown(turn, (), standing.differing(session, deal)), *flags.marks(session, turn, deal))
        related = [found for each in deal.related[:_RELATED] if (found := queries.get(session, each.id))]
    return reply(turn, deal, more, related)


def pressed(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    (id_,) = arguments
    return command(parts, turn, id_)


def reply(turn: Turn, deal: Deal, more: Sequence[Block] = (), related: Iterable[Deal] = ()) -> Reply:
    """`more`: what is known of it beyond its reports: where they differ, what readers say."""
    texts = turn.texts
    state = ", ".join(
        [deal_words.kind(texts, deal), deal_words.stage(texts, deal.stage), deal_words.confirmation(texts, deal)]
    )
    shown: list[Block] = [blocks.heading(deal_words.title(texts, deal)), paragraph(state)]
    shown += [Listing(tuple(_fields(turn, deal)))]
    if len(deal.history) > 1 and not deal.background:
        shown += [blocks.heading(texts("deal.history")), Listing(tuple(_history(turn, deal)))]
    shown += [blocks.heading(texts("deal.reports"))]
    shown += [Listing(tuple(_report(turn, *each) for each in views.tellings(deal)[:_REPORTS]))]
    shown += [*more, Paragraph((Span("ID: "), Span(deal.id, Style.CODE)))]
    return Reply(tuple(shown), tuple(_buttons(turn, deal, related)), context=(deal_words.in_words(deal),))


def link(deal: Deal) -> str:
    """What `/start` opens it by."""
    return f"{_LINKED}{deal.id}"


def _fields(turn: Turn, deal: Deal) -> Iterator[Paragraph]:
    texts = turn.texts
    for party in deal.parties:
        yield blocks.labelled(texts(f"role.{party.role}"), company(party.company, party.name))
    told = (
        ("product", blocks.one_line(deal.product) if deal.product else ""),
        ("quantity", deal_words.quantity(texts, deal.quantity) if deal.quantity else ""),
        ("value", deal_words.value(texts, deal.value) if deal.value else ""),
        ("place", ", ".join(deal.places)),
        ("announced", texts.when(deal.announced) if deal.announced else ""),
        ("start", texts.when(deal.start) if deal.start else ""),
    )
    for field, value in told:
        if value:
            yield blocks.labelled(texts(f"field.{field}"), value)


def _history(turn: Turn, deal: Deal) -> Iterator[Paragraph]:
    for told in deal.history:
        day = turn.day(told.published) if told.published else turn.texts("date.undated")
        yield paragraph(f"{day}: {deal_words.stage(turn.texts, told.stage)}")


def _report(turn: Turn, report: Telling, copies: Sequence[Telling]) -> Paragraph:
    marks = (Span(f" ({turn.texts('deal.recalls')})"),) if report.background else ()
    return Paragraph(
        (*blocks.article(turn, report).spans, *marks, *blocks.also_in(turn, also_in.names(report, copies)))
    )


def _buttons(turn: Turn, deal: Deal, others: Iterable[Deal]) -> Iterator[tuple[Button, ...]]:
    mend = (blocks.button(turn.texts("mend.button"), "mend", deal.id),) if turn.who.is_admin else ()
    yield blocks.button(turn.texts("deal.quotes"), "evidence", deal.id), flags.button(turn, deal), *mend
    # In a terminal there is nobody to share it with.
    share = () if turn.who.messenger == TERMINAL else (Button(turn.texts("deal.share"), share=link(deal)),)
    yield bells.deal(turn, deal), *share
    named = {party.company: company(party.company, party.name) for party in deal.parties}
    yield from blocks.rows((blocks.button(name, "company", slug) for slug, name in list(named.items())[:4]), 2)
    relations = {related.id: related.relation.replace(" ", "_") for related in deal.related}
    for other in others:
        relation = turn.texts(f"related.{relations[other.id]}")
        title = deal_words.title(turn.texts, other)
        yield (blocks.button(turn.texts("deal.related", relation=relation, deal=title), "deal", other.id),)
