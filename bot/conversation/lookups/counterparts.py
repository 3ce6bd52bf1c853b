"""Whom a company deals with in one way, told from the deals themselves where no sentence answers a question for it."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from bot.conversation import blocks, deal_words
from bot.conversation.next_questions import Next
from bot.conversation.replies import Block, Quotation, Reply, paragraph
from bot.conversation.turn import Turn
from corpus.deals import cards, queries
from corpus.deals.views import Deal

#: Companies told, each by its newest deal.
_MOST = 4
_LONGEST_QUOTE = 400


def reply(session: Session, turn: Turn, asked: Next) -> Reply | None:
    """Each deal with the sentence that tells it; None: there is none any more."""
    card = cards.card(session, asked.company, group=True, latest=0)
    found = card.counterparts.get(asked.relation, ())[:_MOST] if card else ()
    ids = dict.fromkeys(each.newest_deal for each in found)
    deals = [deal for id_ in ids if (deal := queries.get(session, id_))]
    if not deals:
        return None
    buttons = blocks.rows((deal_words.button(turn, deal) for deal in deals), 1)
    return Reply(tuple(_told(turn, deals)), buttons, context=(asked.asked(),))


def _told(turn: Turn, deals: list[Deal]) -> Iterator[Block]:
    for deal in deals:
        yield deal_words.line(turn, deal)
        telling = next((each for each in deal.evidence if each.quote.field == "deal"), None)
        report = next((each for each in deal.reports if telling and each.article_id == telling.article_id), None)
        if telling and report:
            words = blocks.short(blocks.one_line(telling.quote.quote), _LONGEST_QUOTE)
            yield Quotation((paragraph(words), blocks.article(turn, report)))
