"""`/start` and `/help`: what this is, what can be typed, and questions that the corpus has an answer to."""

from sqlalchemy import func, select

from bot.conversation import blocks, next_questions
from bot.conversation.lookups import company, one_deal
from bot.conversation.next_questions import Next
from bot.conversation.replies import Block, Button, Listing, Paragraph, Reply, Span, Style, paragraph
from bot.conversation.turn import Parts, Turn
from corpus.deals import queries
from corpus.deals.queries import Wanted
from corpus.models import Article

#: Commands that help shows, in this order; the rest are published by the messenger.
_SHOWN = (
    ("deals", " Mazda supply 2024"), ("company", " CATL"), ("between", " Ford, CATL"), ("latest", ""),
    ("search", " solid-state"), ("map", " Toyota"), ("timeline", " Northvolt"), ("export", " Mazda"),
    ("sources", ""), ("status", ""), ("settings", ""), ("privacy", ""),
)  # fmt: skip


def start(parts: Parts, turn: Turn, arguments: str) -> Reply:
    """A welcome; or what a link to us (`?start=deal_…`, `?start=company_…`) leads to."""
    kind, _, what = arguments.strip().partition("_")
    if kind == "deal" and what:
        return one_deal.command(parts, turn, what)
    if kind == "company" and what:
        return company.pressed(parts, turn, (what,))
    with parts.sessions.reading() as session:
        articles = session.scalar(select(func.count(Article.key)).where(Article.copy_of.is_(None))) or 0
        deals = queries.count(session, Wanted())
    texts = turn.texts
    if not articles:
        return Reply((paragraph(texts("start.hello")), paragraph(texts("status.empty"))))
    holds = texts("start.holds", articles=texts.number(articles), deals=texts.number(deals))
    shown = (paragraph(texts("start.hello")), paragraph(holds), paragraph(texts("start.ask")))
    return Reply(shown, _buttons(turn, _examples(parts)))


def help_(parts: Parts, turn: Turn, arguments: str) -> Reply:
    lines = Listing(tuple(_line(turn, name, example) for name, example in _SHOWN))
    return _with_examples(parts, turn, (paragraph(turn.texts("help.ask")), lines))


def unknown(parts: Parts, turn: Turn, name: str) -> Reply:
    """Help, for a command that there is not."""
    helped = help_(parts, turn, "")
    said = paragraph(turn.texts("help.unknown", command=blocks.short(name, 32)))
    return Reply((said, *helped.blocks), helped.buttons)


def suggested(parts: Parts, turn: Turn, text: str) -> Reply:
    """Kind words for what is no question, and examples of what is."""
    return _with_examples(parts, turn, (paragraph(text),))


def _line(turn: Turn, name: str, example: str) -> Paragraph:
    return Paragraph((Span(f"/{name}{example}", Style.CODE), Span(f" {turn.texts(f'command.{name}')}")))


def _with_examples(parts: Parts, turn: Turn, said: tuple[Block, ...]) -> Reply:
    asked = _examples(parts)
    if asked:
        said += (paragraph(turn.texts("help.try")), Listing(tuple(paragraph(each.text(turn.texts)) for each in asked)))
    return Reply(said, _buttons(turn, asked))


def _examples(parts: Parts) -> list[Next]:
    with parts.sessions.reading() as session:
        candidates = next_questions.examples(session)
    return next_questions.answered(parts, candidates)


def _buttons(turn: Turn, asked: list[Next]) -> tuple[tuple[Button, ...], ...]:
    return blocks.rows((each.button(turn.texts) for each in asked), 1)
