"""Reads the facts of a deal that has been found: product, quantity, value, places, dates, each with its quote."""

from dataclasses import dataclass

from corpus.deals.drafts import Quantity, Quote, Readable, Value
from corpus.deals.facts import announcements, places, prices, products, quantities, starts
from corpus.deals.facts.told import Told, statements


@dataclass(frozen=True, slots=True)
class Facts:
    """What a `DealDraft` holds beside type, stage and parties. Nothing is guessed; without a quote there is no fact."""

    product: str | None
    quantity: Quantity | None
    value: Value | None
    places: tuple[str, ...]
    announced: str | None
    start: str | None
    #: One quote for each fact, in the order of the fields; places have one each.
    evidence: tuple[Quote, ...]


def read(article: Readable, told: Told) -> Facts:
    """The facts told in the sentences of one deal. Other sentences are not looked at."""
    told_in = statements(article, told)
    published = article.published.date() if article.published else None
    product = products.product(told_in, told.type, told.names)
    quantity = quantities.quantity(told_in, told.type)
    value = prices.value(told_in, told.type, told.names)
    found = places.places(told_in, told.type, told.names)
    announced = announcements.announced(told_in, told.type, published)
    start = starts.start(told_in, told.names, published)
    singles = (product, quantity, value, *found, announced, start)
    return Facts(
        product=product[0] if product else None,
        quantity=quantity[0] if quantity else None,
        value=value[0] if value else None,
        places=tuple(name for name, _ in found),
        announced=announced[0] if announced else None,
        start=start[0] if start else None,
        evidence=tuple(fact[1] for fact in singles if fact),
    )
