"""An answer as a reply: its text with linked numbers, its sources, how old they are, what to do next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.conversation import blocks, deal_words, said
from bot.conversation.alerts import bells
from bot.conversation.next_questions import Next
from bot.conversation.replies import Block, Button, Listing, Paragraph, Reply, Span, Style, paragraph
from bot.conversation.turn import Turn
from bot.printing import also_in
from bot.printing.also_in import Copies
from corpus.deals.views import Deal
from index.answering.answer import NOT_SAID

if TYPE_CHECKING:
    from index.answering.answer import Answer, Citation
    from index.retrieval import Source

#: From when on news is called old.
OLD = timedelta(days=365)
#: What an abstention says before the nearest thing the articles do say.
_INSTEAD = "They do say:"
#: Citations that get a button, and in one row.
_QUOTES, _WIDE = 8, 4


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, and what goes with it."""

    answer: "Answer"
    #: The key of the exchange.
    exchange: int
    deals: Sequence[Deal]
    next: Sequence[Next]
    #: Questions that this one was read with.
    history: Sequence[str]
    #: Slugs of those that it asks about.
    companies: Sequence[str] = ()
    #: Said below it.
    notes: Sequence[str] = ()
    #: Deals listed in place of an answer.
    known: Sequence[Deal] = ()
    #: What came of its deals since, and where the articles differ.
    standing: Sequence[Block] = ()
    #: Of the articles cited, by their keys.
    copies: Copies = field(default_factory=dict)


def reply(turn: Turn, told: Told) -> Reply:
    answer = told.answer
    return Reply(
        blocks=(
            *_text(turn, answer),
            *_known(turn, told.known),
            *told.standing,
            *_sources(turn, answer.citations, told.copies),
            *_age(turn, answer.citations),
            *_nearest(turn, answer),
            *(paragraph(note, Style.ITALIC) for note in told.notes),
        ),
        buttons=tuple(_buttons(turn, told)),
        context=(*told.history[-2:], answer.question),
    )


def _text(turn: Turn, answer: "Answer") -> Iterator[Block]:
    links = {citation.n: citation.article.url for citation in answer.citations}
    text = answer.answer
    if answer.abstained and text.startswith(NOT_SAID):
        yield paragraph(turn.texts("answer.not_said"))
        text = text.removeprefix(NOT_SAID).strip()
        if text.startswith(_INSTEAD):
            yield paragraph(turn.texts("answer.they_do_say"))
            text = text.removeprefix(_INSTEAD).strip()
    yield from blocks.text_blocks(text if answer.mode == "model" else said.in_words(turn.texts, text), links)


def _known(turn: Turn, deals: Sequence[Deal]) -> Iterator[Block]:
    if deals:
        yield blocks.heading(turn.texts("answer.known"))
        yield Listing(tuple(deal_words.line(turn, deal) for deal in deals), numbered=True)


def _sources(turn: Turn, citations: Sequence["Citation"], copies: Copies) -> Iterator[Block]:
    if citations and not turn.compact:
        yield blocks.heading(turn.texts("answer.sources"))
        yield Listing(tuple(_source(turn, citation.article, copies) for citation in citations), numbered=True)
    elif citations:
        named = (_briefly(turn, citation) for citation in citations)
        yield Paragraph(tuple(span for spans in named for span in spans))


def _source(turn: Turn, source: "Source", copies: Copies) -> Paragraph:
    others = also_in.names(source, copies.get(source.key, ()))
    return Paragraph((*blocks.article(turn, source).spans, *blocks.also_in(turn, others)))


def _briefly(turn: Turn, citation: "Citation") -> tuple[Span, ...]:
    article = citation.article
    day = turn.day(article.published) if article.published else turn.texts("date.undated")
    return (
        Span(f"[{citation.n}] "),
        Span(article.source or blocks.short(article.title, 40), link=article.url),
        Span(f", {day}  "),
    )


def _age(turn: Turn, citations: Sequence["Citation"]) -> Iterator[Block]:
    days = [citation.article.published for citation in citations if citation.article.published]
    if not days:
        return
    yield paragraph(turn.texts("answer.as_of", day=turn.day(max(days))), Style.ITALIC)
    if turn.now - max(days) > OLD:
        yield paragraph(turn.texts("answer.old"))


def _nearest(turn: Turn, answer: "Answer") -> Iterator[Block]:
    if answer.abstained and answer.nearest:
        yield blocks.heading(turn.texts("answer.nearest"))
        yield Listing(tuple(blocks.article(turn, source) for source in answer.nearest))


def _buttons(turn: Turn, told: Told) -> Iterator[tuple[Button, ...]]:
    quotes = (
        blocks.button(turn.texts("answer.quote", n=citation.n), "quote", told.exchange, citation.n)
        for citation in told.answer.citations[:_QUOTES]
    )
    yield from blocks.rows(quotes, _WIDE)
    listed = {deal.id: n for n, deal in enumerate(told.known, 1)}
    yield from blocks.rows((deal_words.button(turn, deal, listed.get(deal.id)) for deal in told.deals), 1)
    yield from blocks.rows((each.button(turn.texts) for each in told.next), 1)
    if told.answer.abstained:
        yield (bells.abstention(turn, told.answer.question, told.companies),)
    bell = None if told.answer.abstained else bells.answer(turn, told.companies)
    yield (
        blocks.button("👍", "feedback", told.exchange, "good"),
        blocks.button("👎", "feedback", told.exchange, "bad"),
        blocks.button(turn.texts("answer.more"), "more", told.exchange),
        *((bell,) if bell else ()),
    )
