"""Deals in the words of the person's language."""

from collections.abc import Iterable

from bot.conversation import blocks
from bot.conversation.replies import Button, Paragraph, Span, Style
from bot.conversation.texts import Texts
from bot.conversation.turn import Turn
from bot.printing.deal_words import company, known_date
from corpus.deals.drafts import Quantity, Role, Value
from corpus.deals.views import Deal

#: Where a deal leads from, and where to.
_FROM = (Role.SUPPLIER, Role.ACQUIRER, Role.INVESTOR, Role.LICENSOR)
_TO = (Role.BUYER, Role.TARGET, Role.INVESTEE, Role.LICENSEE)
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
#: Units that are words.
_COUNTED = frozenset("vehicles units cells packs modules batteries motors chips chargers stations".split())
#: Characters of a company's name in a title: more is a sentence that was taken for one.
_NAME = 60


def title(texts: Texts, deal: Deal) -> str:
    """`Panasonic Energy → Mazda`, `Nissan + Honda`, `Lyten → Cuberg, sold by Northvolt`."""
    leading, led_to = _of(deal, _FROM), _of(deal, _TO)
    partners, sellers = _of(deal, (Role.PARTNER,)), _of(deal, (Role.SELLER,))
    if leading and led_to:
        sides = f"{', '.join(leading)} → {', '.join(led_to)}"
        if partners:
            sides = texts("deal.with", sides=sides, partners=", ".join(partners))
    else:
        sides = " + ".join([*leading, *led_to, *partners])
    if not sellers:
        return sides
    return texts("deal.sold_by" if led_to else "deal.bought_from", sides=sides, sellers=", ".join(sellers))


def line(turn: Turn, deal: Deal) -> Paragraph:
    """The deal in a list: who, what kind, how far, when; what is known of it unless it is to be short."""
    known = [kind(turn.texts, deal), stage(turn.texts, deal.stage), date(turn, deal)]
    if not turn.compact:
        known += [*facts(turn.texts, deal), confirmation(turn.texts, deal)]
    return Paragraph((Span(title(turn.texts, deal), Style.BOLD), Span(f": {', '.join(known)}")))


def button(turn: Turn, deal: Deal, number: int | None = None) -> Button:
    """Opens the deal; `number` is its place in a list above, else it says what kind of deal it is."""
    named = title(turn.texts, deal)
    told = f"{named} ({kind(turn.texts, deal)})" if number is None else f"{number}. {named}"
    return blocks.button(told, "deal", deal.id)


def kind(texts: Texts, deal: Deal) -> str:
    return texts(f"type.{deal.type}")


def stage(texts: Texts, stage: str) -> str:
    return texts(f"stage.{stage}")


def confirmation(texts: Texts, deal: Deal) -> str:
    return texts("confirmation.recalled" if deal.background else f"confirmation.{deal.confirmation}")


def date(turn: Turn, deal: Deal) -> str:
    """The day of its newest fact; of one that is only recalled, when it is said to have been made."""
    if deal.newest and not deal.background:
        return turn.day(deal.newest)
    known = known_date(deal)
    return turn.texts.when(known) if known else turn.texts("date.undated")


def facts(texts: Texts, deal: Deal) -> list[str]:
    """What is known beyond who and what kind: product, quantity, value, start."""
    told = [
        blocks.one_line(deal.product) if deal.product else "",
        quantity(texts, deal.quantity) if deal.quantity else "",
        value(texts, deal.value) if deal.value else "",
        texts("deal.from", start=texts.when(deal.start)) if deal.start else "",
    ]
    return [fact for fact in told if fact]


def value(texts: Texts, value: Value) -> str:
    """`EUR 1.2 billion`."""
    for scale, word in _SCALES:
        if value.amount >= scale:
            amount = texts.number(round(value.amount / scale, 3))
            return texts(f"scale.{word}", currency=value.currency, amount=amount)
    return f"{value.currency} {texts.number(value.amount)}"


def quantity(texts: Texts, quantity: Quantity) -> str:
    """`10 GWh/yr`, `160,000 vehicles`."""
    unit, of, time = quantity.unit.partition("/")
    unit = texts(f"unit.{unit}") if unit in _COUNTED else unit
    amount = f"{texts.number(quantity.amount)} {unit}"
    return texts("deal.a_year", amount=amount) if time == "yr" else f"{amount}{of}{time}"


def in_words(deal: Deal) -> str:
    """As a question would name it, in English: what a follow-up leans on."""
    names = " and ".join(company(party.company, party.name) for party in deal.parties[:3])
    return f"The {deal.type.replace('_', ' ')} deal of {names}{f' over {deal.product}' if deal.product else ''}"


def _of(deal: Deal, roles: Iterable[Role]) -> list[str]:
    found = (company(party.company, party.name) for party in deal.parties if party.role in roles)
    return [blocks.short(name, _NAME) for name in found]
