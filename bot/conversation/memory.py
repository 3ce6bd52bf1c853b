"""What a chat remembers: its last questions and their answers, each topic for itself, and not for long."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.orm import Session

from bot.conversation.tables import ExchangeRow
from bot.conversation.talk import Who
from corpus.companies import questions as naming
from corpus.companies.gazetteer import gazetteer

if TYPE_CHECKING:
    from index.answering.answer import Answer, Citation

#: Questions that the next one may lean on, and for how long: tomorrow's question is another conversation.
REMEMBERED, FRESH = 4, timedelta(hours=12)
#: How long, and how many of a chat, are kept for the buttons below their answers.
KEPT_FOR, KEPT = timedelta(days=30), 200


def history(session: Session, who: Who, now: datetime) -> list[str]:
    """The last questions of this chat and topic, the oldest first.

    Without those that led nowhere: nobody asks on after the weather.
    """
    recent = (*_here(who), ExchangeRow.topic.is_not_distinct_from(who.topic), ExchangeRow.at > now - FRESH)
    query = select(ExchangeRow.question, ExchangeRow.abstained, ExchangeRow.history).where(*recent)
    latest = session.execute(query.order_by(ExchangeRow.key.desc()).limit(2 * REMEMBERED)).tuples().all()
    asked = [question for question, abstained, history in latest if not abstained or history or _names_one(question)]
    return list(reversed(asked[:REMEMBERED]))


def keep(session: Session, who: Who, answer: "Answer", history: Sequence[str], now: datetime) -> int:
    """The key of the exchange, for what is pressed below its answer. Lets go of old ones."""
    row = ExchangeRow(
        messenger=who.messenger,
        chat=who.chat,
        topic=who.topic,
        user=who.user,
        at=now,
        question=answer.question,
        history=list(history),
        answer=answer.answer,
        abstained=answer.abstained,
        mode=answer.mode,
        citations=[_citation(citation) for citation in answer.citations],
    )
    session.add(row)
    session.flush()
    _prune(session, who, now)
    return row.key


def exchange(session: Session, who: Who, key: int) -> ExchangeRow | None:
    """An exchange of this chat; None: it is too long ago, or another chat's."""
    return session.scalar(select(ExchangeRow).where(ExchangeRow.key == key, *_here(who)))


def is_empty(session: Session, who: Who) -> bool:
    """Whether nothing was asked in the chat yet, in any topic."""
    return not session.scalar(select(exists().where(*_here(who))))


def last(session: Session, who: Who, now: datetime) -> ExchangeRow | None:
    """This person's last one here, while it is fresh."""
    mine = (*_here(who), ExchangeRow.topic.is_not_distinct_from(who.topic), ExchangeRow.user == who.user)
    latest = select(ExchangeRow).where(*mine, ExchangeRow.at > now - FRESH).order_by(ExchangeRow.key.desc()).limit(1)
    return session.scalar(latest)


def _here(who: Who) -> tuple[ColumnElement[bool], ...]:
    return ExchangeRow.messenger == who.messenger, ExchangeRow.chat == who.chat


def _names_one(question: str) -> bool:
    return bool(naming.find(gazetteer(), question))


def _prune(session: Session, who: Who, now: datetime) -> None:
    session.execute(delete(ExchangeRow).where(ExchangeRow.at < now - KEPT_FOR))
    keys = select(ExchangeRow.key).where(*_here(who)).order_by(ExchangeRow.key.desc())
    if (oldest := session.scalar(keys.offset(KEPT - 1).limit(1))) is not None:
        session.execute(delete(ExchangeRow).where(*_here(who), ExchangeRow.key < oldest))


def _citation(citation: "Citation") -> dict[str, Any]:
    article = citation.article
    told = {name: getattr(article, name) for name in ("article_id", "title", "source", "url")}
    return {"n": citation.n, **told, "quote": citation.quote, "start": citation.start, "end": citation.end}
