"""The sentence behind a citation's number, shown where it stands in its article."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.conversation import blocks, memory
from bot.conversation.replies import Block, Button, Paragraph, Quotation, Reply, Span, Style, paragraph
from bot.conversation.turn import Parts, Turn
from corpus.models import Article
from corpus.text import sentences

#: Sentences shown on either side, and the most characters of them.
_AROUND, _MOST = 2, 500


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of an article as they were cited."""

    article_id: str
    quote: str
    start: int


@dataclass(frozen=True, slots=True)
class Context:
    """What stands before a quote and after it, whole sentences; empty at an article's ends."""

    before: str
    after: str


def pressed(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply | None:
    """None: the answer is too long ago, or has no such citation.

    Raises:
        ValueError: the button leads nowhere.
    """
    key, n = map(int, arguments)
    with parts.sessions.reading() as session:
        exchange = memory.exchange(session, turn.who, key)
        cited = next((each for each in exchange.citations if each["n"] == n), None) if exchange else None
        if cited is None:
            return None
        return reply(session, turn, n, Quoted(cited["article_id"], cited["quote"], cited["start"]))


def reply(session: Session, turn: Turn, n: int, cited: Quoted) -> Reply:
    """The quote in bold between its neighbours, and where it was published."""
    article = session.scalar(select(Article).where(Article.id == cited.article_id))
    around = context(article.text, cited) if article else None
    shown: list[Block] = [blocks.article(turn, article)] if article else []
    spans = [Span(_folded(cited.quote), Style.BOLD)]
    if around:
        spans = [Span(_spaced(around.before, "", " ")), *spans, Span(_spaced(around.after, " ", ""))]
    shown.append(Quotation((Paragraph((Span(f"[{n}] "), *(span for span in spans if span.text))),)))
    if around is None:
        shown.append(paragraph(turn.texts("quote.edited" if article else "quote.gone"), Style.ITALIC))
    link = article.url if article else None
    buttons = ((Button(turn.texts("quote.open"), link=link),),) if link else ()
    return Reply(tuple(shown), buttons, context=(article.title,) if article else ())


def context(text: str, cited: Quoted) -> Context | None:
    """None: the article does not have these words any more."""
    start = cited.start if text.startswith(cited.quote, cited.start) else text.find(cited.quote)
    if start < 0 or not cited.quote:
        return None
    end = start + len(cited.quote)
    spans = sentences.spans(text)
    inside = [i for i, span in enumerate(spans) if span[0] < end and start < span[1]] or [0]
    first, last = max(0, inside[0] - _AROUND), min(len(spans) - 1, inside[-1] + _AROUND)
    # A quote may begin or end within a sentence: what is left of it belongs to the context, too.
    before, after = _folded(text[spans[first][0] : start]), _folded(text[end : spans[last][1]])
    return Context(before if len(before) <= _MOST else f"…{before[-_MOST:]}", blocks.short(after, _MOST))


def _folded(text: str) -> str:
    return " ".join(text.split())


def _spaced(text: str, before: str, after: str) -> str:
    return f"{before}{text}{after}" if text else ""
