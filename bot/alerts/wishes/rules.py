"""What a subscription asks for: a deal must meet every part of its rule."""

from dataclasses import dataclass
from typing import Any

from corpus.deals.drafts import DealType, Stage


@dataclass(frozen=True, slots=True)
class Amount:
    """At least so much of a currency (ISO 4217) or a unit ("GWh", "vehicles", as deals have them)."""

    amount: float
    unit: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Each part narrows; an empty part asks for nothing, so that the empty rule is every deal."""

    #: Slugs of companies of which one is a party.
    companies: tuple[str, ...] = ()
    #: Slugs of companies of which another party is one.
    others: tuple[str, ...] = ()
    #: What a company controls stands for it, too.
    group: bool = True
    types: tuple[DealType, ...] = ()
    stages: tuple[Stage, ...] = ()
    #: Words or phrases of which each is in the product, a place, a name or a quote of the deal, or names the same as
    #: one that is (`meanings`).
    words: tuple[str, ...] = ()
    #: Countries or regions, by the names of `geography`, in one of which a place of the deal is, or what is bought or
    #: invested in is at home.
    countries: tuple[str, ...] = ()
    #: Not told by a single source alone.
    confirmed: bool = False
    value: Amount | None = None
    quantity: Amount | None = None
    #: A question in words, matched by what it is about; "" for none.
    question: str = ""

    def as_json(self) -> dict[str, Any]:
        """What is kept in SQL and exported; empty parts left out."""
        plain: dict[str, Any] = {
            "companies": list(self.companies),
            "others": list(self.others),
            "types": [each.value for each in self.types],
            "stages": [each.value for each in self.stages],
            "words": list(self.words),
            "countries": list(self.countries),
            "question": self.question,
        }
        found = {name: value for name, value in plain.items() if value}
        if not self.group:
            found["group"] = False
        if self.confirmed:
            found["confirmed"] = True
        for name, least in (("value", self.value), ("quantity", self.quantity)):
            if least:
                found[name] = {"amount": least.amount, "unit": least.unit}
        return found


def from_json(kept: dict[str, Any]) -> Rule:
    """What `Rule.as_json` wrote; keys that are not ours are ignored.

    Raises:
        ValueError: it was not written by us: a type that there is not, an amount that is none.
    """
    try:
        return Rule(
            companies=_texts(kept, "companies"),
            others=_texts(kept, "others"),
            group=kept.get("group", True) is not False,
            types=tuple(DealType(each) for each in _texts(kept, "types")),
            stages=tuple(Stage(each) for each in _texts(kept, "stages")),
            words=_texts(kept, "words"),
            countries=_texts(kept, "countries"),
            confirmed=kept.get("confirmed", False) is True,
            value=_least(kept.get("value")),
            quantity=_least(kept.get("quantity")),
            question=str(kept.get("question", "")),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no rule of ours: {error}") from error


def _texts(kept: dict[str, Any], name: str) -> tuple[str, ...]:
    found = kept.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise ValueError(f"{name} is no list of texts")
    return tuple(found)


def _least(kept: Any) -> Amount | None:
    return Amount(float(kept["amount"]), str(kept["unit"])) if kept else None
