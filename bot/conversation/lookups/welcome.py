"""`/start` and `/help`: what this is, what can be typed, and questions that the corpus has an answer to."""

from collections import Counter

from sqlalchemy import func, select

from bot.alerts import subscriptions
from bot.conversation import blocks, next_questions
from bot.conversation.lookups import company, one_deal
from bot.conversation.next_questions import Next
from bot.conversation.replies import Block, Button, Listing, Paragraph, Reply, Span, Style, paragraph
from bot.conversation.turn import Parts, Turn
from bot.printing.deal_words import company as company_name
from corpus.deals import queries
from corpus.deals.queries import Wanted
from corpus.models import Article

#: Commands that help shows, in this order; the rest are published by the messenger.
_SHOWN = (
    ("deals", " {one}"), ("company", " {one}"), ("between", " {one}, {other}"), ("latest", ""),
    ("search", " {product}"), ("subscribe", " {other}"), ("subscriptions", ""), ("alerts", ""),
    ("map", " {other}"), ("timeline", " {one}"), ("export", " {one}"),
    ("sources", ""), ("status", ""), ("settings", ""), ("privacy", ""),
)  # fmt: skip
#: Shown while no deal is known that could be named.
_ANY = {"one": "Ford", "other": "CATL", "product": "solid-state"}
#: Deals among which those to name are looked for, and characters of what is typed.
_NEWEST, _TYPED = 30, 24


def start(parts: Parts, turn: Turn, arguments: str) -> Reply:
    """A welcome; or what a link to us (`?start=deal_…`, `?start=company_…`) leads to."""
    kind, _, what = arguments.strip().partition("_")
    if kind == "deal" and what:
        return one_deal.command(parts, turn, what)
    if kind == "company" and what:
        return company.pressed(parts, turn, (what,))
    back = _revived(parts, turn)
    with parts.sessions.reading() as session:
        articles = session.scalar(select(func.count(Article.key)).where(Article.offered())) or 0
        deals = queries.count(session, Wanted())
    texts = turn.texts
    if not articles:
        return Reply((paragraph(texts("start.hello")), *back, paragraph(texts("status.empty"))))
    holds = texts("start.holds", articles=texts.number(articles), deals=texts.number(deals))
    shown = (
        paragraph(texts("start.hello")),
        *back,
        paragraph(holds),
        paragraph(texts("start.alerts")),
        paragraph(texts("start.ask")),
    )
    return Reply(shown, _buttons(turn, _examples(parts, turn)))


def _revived(parts: Parts, turn: Turn) -> tuple[Block, ...]:
    """What is said to a chat that seemed lost, of what it had subscribed to."""
    with parts.sessions.writing() as session:
        n = subscriptions.revive(session, turn.who.messenger, turn.who.chat)
    return (paragraph(turn.texts.counted("start.back", n)),) if n else ()


def help_(parts: Parts, turn: Turn, arguments: str) -> Reply:
    named = _named(parts)
    lines = Listing(tuple(_line(turn, name, example.format(**named)) for name, example in _SHOWN))
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


def _named(parts: Parts) -> dict[str, str]:
    """Two companies that have a deal with each other, the one with the more deals first, and a product."""
    with parts.sessions.reading() as session:
        deals = queries.find(session, Wanted(), limit=_NEWEST)
    names = [list(dict.fromkeys(company_name(party.company, party.name) for party in deal.parties)) for deal in deals]
    counts = Counter(name for each in names for name in each if len(name) <= _TYPED)
    pair = next((each for each in names if len([n for n in each if n in counts]) > 1), [])
    told = sorted((name for name in pair if name in counts), key=lambda name: -counts[name])[:2]
    product = next((deal.product for deal in deals if deal.product and len(deal.product) <= _TYPED), None)
    found = dict(zip(("one", "other"), told, strict=False)) if len(told) == 2 else {}
    return _ANY | found | ({"product": product} if product else {})


def _with_examples(parts: Parts, turn: Turn, said: tuple[Block, ...]) -> Reply:
    asked = _examples(parts, turn)
    if asked:
        said += (paragraph(turn.texts("help.try")), Listing(tuple(paragraph(each.text(turn.texts)) for each in asked)))
    return Reply(said, _buttons(turn, asked))


def _examples(parts: Parts, turn: Turn) -> list[Next]:
    return list(next_questions.tried(parts, turn.now))


def _buttons(turn: Turn, asked: list[Next]) -> tuple[tuple[Button, ...], ...]:
    return blocks.rows((each.button(turn.texts) for each in asked), 1)
