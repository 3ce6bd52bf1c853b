"""Why an alert came: the subscription that asked for it, and what in the deal met it."""

from sqlalchemy.orm import Session

from bot.alerts import places, subscriptions
from bot.alerts.wishes import matching
from bot.alerts.wishes.matching import Reason
from bot.alerts.wishes.parts import Kind
from bot.alerts.wishes.rules import Rule
from bot.conversation import blocks, deal_words
from bot.conversation.alerts import areas, sentences
from bot.conversation.replies import Block, Button, Listing, Paragraph, Reply, Span, Style, paragraph
from bot.conversation.texts import Texts
from bot.conversation.turn import Parts, Turn
from corpus.companies.gazetteer import gazetteer
from corpus.deals import queries
from corpus.deals.views import Deal

#: Characters of the text that has a word.
_LONGEST = 160


def pressed(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply | None:
    """None: there is no such deal any more.

    Raises:
        ValueError: the button leads nowhere.
    """
    key, id_ = arguments
    with parts.sessions.reading() as session:
        deal = queries.get(session, id_)
        subscription = subscriptions.get(session, places.of(turn.who), int(key))
        if deal is None:
            return None
        if subscription is None:
            return Reply((_of(turn, deal), paragraph(turn.texts("why.ended"))), ((_list(turn),),))
        shown = _explained(session, turn, subscription.rule, deal)
    buttons = (
        blocks.button(turn.texts("subscribe.narrow"), "narrow", key, id_),
        blocks.button(turn.texts("why.show"), "subscription_below", key),
    )
    return Reply((_of(turn, deal), *shown), (buttons,), context=(deal_words.in_words(deal),))


def _list(turn: Turn) -> Button:
    return blocks.button(turn.texts("subscribe.list"), "subscriptions", 1)


def _of(turn: Turn, deal: Deal) -> Paragraph:
    return blocks.heading(deal_words.title(turn.texts, deal))


def _explained(session: Session, turn: Turn, rule: Rule, deal: Deal) -> tuple[Block, ...]:
    texts = turn.texts
    asked = Paragraph((Span(texts("why.asked")), Span(sentences.sentence(session, texts, rule), Style.BOLD)))
    found = matching.why(rule, deal, gazetteer())
    if found is None:
        return asked, paragraph(texts("why.not_now"))
    told = [paragraph(_told(session, texts, rule, deal, each)) for each in found.reasons]
    if rule.question:
        told.append(paragraph(texts("why.question")))
    return (asked, Listing(tuple(told))) if told else (asked,)


def _told(session: Session, texts: Texts, rule: Rule, deal: Deal, reason: Reason) -> str:
    """What of the deal meets a part of the rule."""
    if reason.kind in (Kind.COMPANIES, Kind.OTHERS):
        company = sentences.named(session, reason.asked)
        if reason.found:
            return texts("why.member", company=sentences.named(session, reason.found), owner=company)
        return texts("why.party", company=company)
    if reason.kind is Kind.COUNTRIES:
        return texts("why.country", place=reason.found, country=areas.named(texts, reason.asked))
    if reason.kind is Kind.WORDS:
        return texts("why.word", word=reason.asked, text=blocks.short(blocks.one_line(reason.found), _LONGEST))
    return _of_facts(texts, rule, deal, reason)


def _of_facts(texts: Texts, rule: Rule, deal: Deal, reason: Reason) -> str:
    if reason.kind is Kind.VALUE and deal.value and rule.value:
        told, least = deal_words.value(texts, deal.value), sentences.least(texts, Kind.VALUE, rule.value)
        return texts("why.value", told=told, least=least)
    if reason.kind is Kind.QUANTITY and deal.quantity and rule.quantity:
        told, least = deal_words.quantity(texts, deal.quantity), sentences.least(texts, Kind.QUANTITY, rule.quantity)
        return texts("why.quantity", told=told, least=least)
    if reason.kind is Kind.TYPES:
        return texts("why.type", kind=deal_words.kind(texts, deal))
    if reason.kind is Kind.STAGES:
        return texts("why.stage", stage=deal_words.stage(texts, deal.stage))
    return texts("why.confirmed", confirmation=deal_words.confirmation(texts, deal))
