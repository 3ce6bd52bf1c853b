"""The facts of a claimed deal as the article's words tell them: its figures and dates we read ourselves."""

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from corpus.deals.drafts import Quantity, Quote, Value
from corpus.deals.facts.times import iso
from corpus.deals.reading.claims import DateClaim, FigureClaim
from corpus.deals.reading.page import Page, Spot
from corpus.text import amounts, moments
from corpus.text.amounts import Amount
from corpus.text.moments import Moment

#: Of goods; a duration or a distance is no quantity of a deal.
_UNITS = frozenset(
    "GWh MWh kWh GW MW t kg lb vehicles units cells packs modules batteries motors chips chargers stations".split()
)
_CURRENCY_NAMES = {"RMB": "CNY", "YUAN": "CNY", "US$": "USD"}


@dataclass(frozen=True, slots=True)
class Fields:
    """What is told of the deal that stands at `place`, each fact with its quote, or None."""

    page: Page
    place: Spot
    #: What the article does not bear out, by field and reason.
    left_out: Counter[str]

    def leave(self, field: str, why: str) -> None:
        """Counts what is left out."""
        self.left_out[f"{field}: {why}"] += 1

    def nearest(self, words: str, field: str) -> list[Spot]:
        """Where the article says these words, the nearest first."""
        spots = self.page.spots(words)
        if not spots:
            self.leave(field, "not in the article")
        return sorted(spots, key=lambda spot: spot.distance(self.place))

    def value(self, claim: FigureClaim | None) -> tuple[Value, Quote] | None:
        found = self._amount("value", claim, _is_money)
        # To the cent: "4.22 trillion" has become a hair less than that.
        return (Value(round(found[0].amount, 2), found[0].unit), found[1]) if found else None

    def quantity(self, claim: FigureClaim | None) -> tuple[Quantity, Quote] | None:
        found = self._amount("quantity", claim, _is_of_goods)
        return (Quantity(found[0].amount, found[0].unit), found[1]) if found else None

    def dated(self, field: str, claim: DateClaim | None, *, past: bool = False) -> tuple[str, Quote] | None:
        """The moment that we read where the model quotes, if it is the model's date."""
        if claim is None:
            return None
        spots, published = self.nearest(claim.quote, field), self._published()
        for spot in spots:
            for moment in moments.find(self._sentence(spot), published):
                there, told = self.page.within(spot.first, moment.start, moment.end), iso(moment)
                is_past = published is None or moment.first <= published
                if told and _overlap(there, spot) and _agree(moment, claim.date) and (is_past or not past):
                    return told, self.page.quote(field, there)
        if spots:
            self.leave(field, "another date")
        return None

    def words(self, field: str, words: str, longest: int, names: Collection[str]) -> Iterator[tuple[str, Quote]]:
        """The words as the article has them, nearest to the deal; none where they are too many or a party's name."""
        if len(words) > longest or words in names:
            self.leave(field, "no name of one")
            return
        for spot in self.nearest(words, field)[:1]:
            quote = self.page.quote(field, spot)
            yield quote.quote, quote

    def _amount(
        self, field: str, claim: FigureClaim | None, fits: Callable[[Amount, FigureClaim], bool]
    ) -> tuple[Amount, Quote] | None:
        """The figure that we read where the model quotes, if it is the model's."""
        if claim is None:
            return None
        spots = self.nearest(claim.quote, field)
        for spot in spots:
            # In the whole sentence: "$1.2" of "$1.2 billion" is another figure.
            for amount in amounts.find(self._sentence(spot)):
                there = self.page.within(spot.first, amount.start, amount.end)
                if _overlap(there, spot) and fits(amount, claim):
                    return amount, self.page.quote(field, there)
        if spots:
            self.leave(field, "another figure")
        return None

    def _sentence(self, spot: Spot) -> str:
        return self.page.text(self.page.sentences[spot.first])

    def _published(self) -> date | None:
        return self.page.article.published.date() if self.page.article.published else None


def _overlap(one: Spot, other: Spot) -> bool:
    return one.start < other.end and other.start < one.end


def _is_money(amount: Amount, claim: FigureClaim) -> bool:
    unit = claim.unit.upper()
    unit = _CURRENCY_NAMES.get(unit, unit)
    # "$" and "euros" are not worth an error; of another code the figure is another.
    same = unit == amount.unit or not (len(unit) == 3 and unit.isalpha())
    return amount.kind == "money" and same and _is_figure(amount, claim.amount)


def _is_of_goods(amount: Amount, claim: FigureClaim) -> bool:
    is_goods = amount.kind == "quantity" and amount.unit.partition("/")[0] in _UNITS
    return is_goods and _is_figure(amount, claim.amount)


def _is_figure(amount: Amount, claimed: float) -> bool:
    told = (amount.amount, amount.amount if amount.upper is None else amount.upper)
    return any(math.isclose(each, claimed, rel_tol=0.001) for each in told)


def _agree(moment: Moment, claimed: str) -> bool:
    """Whether a date, however exact, is of the same time."""
    return any(one.first <= moment.last and moment.first <= one.last for one in moments.find(claimed)[:1])
