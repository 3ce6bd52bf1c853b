"""A deal named: its companies lead to their cards, or the whole to the deal."""

import re

from bot.alerts.telling.links import Links
from bot.conversation import blocks, deal_words
from bot.conversation.replies import Span, Style
from bot.conversation.turn import Turn
from bot.printing.deal_words import company
from corpus.deals.views import Deal


def parties(turn: Turn, links: Links, deal: Deal) -> tuple[Span, ...]:
    """`Panasonic Energy → Mazda`, each in bold and leading to its card."""
    title = deal_words.title(turn.texts, deal)
    cards = {company(party.company, party.name): links.company(party.company) for party in deal.parties}
    # The longest first: "LG" is in "LG Energy Solution".
    names = sorted(filter(None, cards), key=len, reverse=True)
    parts = re.split(f"({'|'.join(map(re.escape, names))})", title) if names else [title]
    return tuple(Span(part, Style.BOLD, cards.get(part)) for part in parts if part)


def whole(turn: Turn, links: Links, deal: Deal, most: int) -> Span:
    """The same in at most so many characters, leading to the deal."""
    return Span(blocks.short(deal_words.title(turn.texts, deal), most), link=links.deal(deal.id))


def state(turn: Turn, deal: Deal) -> str:
    """`supply, agreed, one source`."""
    texts = turn.texts
    kind, stage = deal_words.kind(texts, deal), deal_words.stage(texts, deal.stage)
    return ", ".join([kind, stage, deal_words.confirmation(texts, deal)])
