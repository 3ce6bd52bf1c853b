"""A deal's fields in words for people."""

from collections.abc import Iterable

from corpus.companies.gazetteer import gazetteer
from corpus.deals.drafts import PartyDraft, Quantity, Role, Value
from corpus.deals.views import Deal

#: Where a deal leads from, and where to; a seller stands beside.
_FROM = (Role.SUPPLIER, Role.ACQUIRER, Role.INVESTOR, Role.LICENSOR)
_TO = (Role.BUYER, Role.TARGET, Role.INVESTEE, Role.LICENSEE)
_CONFIRMATIONS = {"single": "one source", "several": "several sources", "company": "said by a company in it"}
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def date(deal: Deal) -> str:
    return known_date(deal) or "undated"


def known_date(deal: Deal) -> str | None:
    """The day of its newest fact; of a deal that is only recalled, when it is said to have been made."""
    told = deal.newest.date().isoformat() if deal.newest and not deal.background else None
    return told or (deal.announced[:10] if deal.announced else None)


def kind(type_: str) -> str:
    return type_.replace("_", " ")


def stage(stage: str) -> str:
    return "MoU" if stage == "mou" else stage


def confirmation(deal: Deal) -> str:
    return "only recalled" if deal.background else _CONFIRMATIONS[deal.confirmation]


def company(slug: str, written: str) -> str:
    """The name news uses, or as an article wrote it."""
    known = gazetteer().company(slug)
    return " ".join((known.name if known else written).split())


def parties(parties: Iterable[PartyDraft]) -> str:
    """`Panasonic Energy → Mazda`, `Nissan + Honda`, `Lyten → Cuberg, sold by Northvolt`."""
    told = list(parties)
    leading, led_to = _of(told, _FROM), _of(told, _TO)
    partners, sellers = _of(told, (Role.PARTNER,)), _of(told, (Role.SELLER,))
    sides = " → ".join(", ".join(side) for side in (leading, led_to) if side)
    if not leading or not led_to:
        sides = " + ".join([*leading, *led_to, *partners])
    elif partners:
        sides += f", with {', '.join(partners)}"
    if not sellers:
        return sides
    # What is sold may bear no company's name: a plant, a stake in another deal's venture.
    return f"{sides}, {'sold by' if led_to else 'buying from'} {', '.join(sellers)}"


def value(value: Value) -> str:
    """`EUR 1.2 billion`."""
    for scale, word in _SCALES:
        if value.amount >= scale:
            return f"{value.currency} {number(round(value.amount / scale, 3))} {word}"
    return f"{value.currency} {number(value.amount)}"


def quantity(quantity: Quantity) -> str:
    """`10 GWh/yr`, `160,000 vehicles`."""
    return f"{number(quantity.amount)} {quantity.unit}"


def number(amount: float) -> str:
    """As plain as it can be: `160,000`, `1.25`, `0.004`."""
    return f"{int(amount):,}" if amount == int(amount) else f"{amount:,.6f}".rstrip("0").rstrip(".")


def counted(n: int, word: str) -> str:
    """`1 deal`, `2 deals`."""
    return f"{n:,} {word}" if n == 1 else f"{n:,} {word}s"


def facts(deal: Deal) -> list[str]:
    """What is known beyond who and what kind: product, quantity, value, start."""
    told = [
        " ".join(deal.product.split()) if deal.product else "",
        quantity(deal.quantity) if deal.quantity else "",
        value(deal.value) if deal.value else "",
        f"from {deal.start}" if deal.start else "",
    ]
    return [fact for fact in told if fact]


def _of(parties: Iterable[PartyDraft], roles: Iterable[Role]) -> list[str]:
    return [company(party.company, party.name) for party in parties if party.role in roles]
