"""🔔 below what is looked up: a subscription to what it is about, offered."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.alerts import places
from bot.alerts.tables import SubscriptionRow
from bot.alerts.wishes.rules import Rule
from bot.conversation.alerts import carrying, sentences
from bot.conversation.lookups.wanted import Filter
from bot.conversation.replies import Button
from bot.conversation.tables import ExchangeRow
from bot.conversation.turn import Turn
from corpus.deals.drafts import DealType, Stage
from corpus.deals.views import Deal


def company(turn: Turn, slug: str) -> Button:
    """Of a company's card."""
    return _bell(turn, Rule(companies=(slug,)))


def deal(turn: Turn, found: Deal) -> Button:
    """Of a deal: those between its first two companies."""
    slugs = list(dict.fromkeys(party.company for party in found.parties))
    return _bell(turn, Rule(companies=tuple(slugs[:1]), others=tuple(slugs[1:2])))


def filtered(turn: Turn, filter_: Filter) -> Button:
    """Of a list of deals: what it is narrowed by, but for its days."""
    return _bell(turn, _of_filter(filter_))


def answer(turn: Turn, companies: Sequence[str]) -> Button | None:
    """Of an answer: its one company, or the two whose deals with each other were asked about; None: neither."""
    if not 1 <= len(companies) <= 2:
        return None
    return _bell(turn, Rule(companies=(companies[0],), others=tuple(companies[1:])))


def abstention(turn: Turn, question: str, companies: Sequence[str]) -> Button:
    """Of what the articles do not say yet.

    Where a company is named, its other words are looked for, not the question: that finds more of what is meant.
    """
    words = question.rstrip(" ?") if companies else question
    return carrying.words(turn.texts("subscribe.when_something"), words)


def tip(session: Session, turn: Turn, companies: Sequence[str]) -> str | None:
    """Said once, below the first answer of somebody who has subscribed to nothing here."""
    if not companies or len(companies) > 2:
        return None
    who, place = turn.who, places.of(turn.who)
    asked = (ExchangeRow.messenger == who.messenger, ExchangeRow.chat == who.chat, ExchangeRow.user == who.user)
    if (session.scalar(select(func.count()).select_from(ExchangeRow).where(*asked)) or 0) > 1:
        return None
    if session.scalar(select(SubscriptionRow.key).where(*places.at(SubscriptionRow, place)).limit(1)) is not None:
        return None
    names = [sentences.named(session, slug) for slug in companies]
    return turn.texts("subscribe.tip", company=sentences.together(turn.texts, names))


def _of_filter(filter_: Filter) -> Rule:
    return Rule(
        companies=(filter_.company,) if filter_.company else (),
        others=(filter_.other,) if filter_.other else (),
        types=(DealType(filter_.type),) if filter_.type else (),
        stages=(Stage(filter_.stage),) if filter_.stage else (),
    )


def _bell(turn: Turn, rule: Rule) -> Button:
    return carrying.button(turn.texts("subscribe.bell"), "subscribe_to", rule)
