"""The buttons under an alert."""

from bot.alerts.wishes.rules import Rule
from bot.conversation import blocks
from bot.conversation.lookups import flags
from bot.conversation.replies import Button
from bot.conversation.turn import Turn
from bot.printing.deal_words import company
from corpus.companies.gazetteer import gazetteer
from corpus.deals.drafts import PartyDraft
from corpus.deals.views import Deal

#: Characters of a company on a button that is one of three.
_NAME = 24


def under(turn: Turn, deal: Deal, subscription: int, rule: Rule) -> tuple[tuple[Button, ...], ...]:
    """`subscription` is the one that asked for the alert first, and `rule` its rule."""
    texts = turn.texts
    steering = [
        blocks.button(texts("alert.why"), "why", subscription, deal.id),
        blocks.button(texts("alert.narrow"), "narrow", subscription, deal.id),
    ]
    if party := _mutable(deal, rule):
        name = blocks.short(company(party.company, party.name), _NAME)
        steering.append(blocks.button(texts("alert.mute", company=name), "mute", party.company))
    return (
        (details(turn, deal),),
        tuple(steering),
        (blocks.button(texts("alert.unsubscribe"), "unsubscribe", subscription), flags.button(turn, deal)),
    )


def under_many(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    """Below several alerts in one message: when they come."""
    return ((blocks.button(turn.texts("alert.times"), "alerts"),),)


def details(turn: Turn, deal: Deal) -> Button:
    return blocks.button(turn.texts("alert.details"), "deal", deal.id)


def _mutable(deal: Deal, rule: Rule) -> PartyDraft | None:
    """The first company that was not asked for by its name: who asks for Mazda does not want to mute it."""
    asked = {*rule.companies, *rule.others}
    families = gazetteer()
    return next(
        (each for each in deal.parties if asked.isdisjoint((each.company, *families.ancestors(each.company)))), None
    )
